//! The arguments of `giar import`.

use super::super::args::{self, flag};
use crate::{i18n::Lang, text};
use clap::{Arg, Command, builder::PathBufValueParser};

pub(in super::super) fn command(lang: Lang) -> Command {
    Command::new("import")
        .about(
            text!(
                "把 Word、网页、PDF、文本、表格里的年度报告读成 giar 的报告",
                "Turn annual reports in Word, web, PDF, text or spreadsheet files into giar's"
            )
            .get(lang),
        )
        .arg(
            Arg::new("files")
                .value_name(text!("文件", "FILE").get(lang))
                .num_args(1..)
                .required(true)
                .value_parser(PathBufValueParser::new())
                .help(
                    text!("文件、文件夹或“*.docx”；- 是标准输入", "Files, folders or *.docx; - is standard input")
                        .get(lang),
                ),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(text!("文件夹", "DIR").get(lang))
                .value_parser(PathBufValueParser::new())
                .help(
                    text!(
                        "写到哪个文件夹（默认网站的 content/reports）",
                        "Folder to write to [default: the site's content/reports]"
                    )
                    .get(lang),
                ),
        )
        .arg(
            Arg::new("year")
                .long("year")
                .value_name(text!("年份", "YEAR").get(lang))
                .value_parser(args::years())
                .help(text!("文件里没有写明年度的，是哪一年", "Report year, if the file does not give it").get(lang)),
        )
        .arg(Arg::new("agency").long("agency").value_name(text!("代码", "ID").get(lang)).help(
            text!("是哪个机关的报告（site.toml 里的 id）", "Agency of the report (its id in site.toml)").get(lang),
        ))
        .arg(
            flag("dry-run").help(
                text!("不写文件；只有一份报告时把它显示出来", "Write nothing; show the report if there is only one")
                    .get(lang),
            ),
        )
        .arg(
            flag("force")
                .help(text!("已有的同名报告和图片也覆盖", "Replace reports and pictures that exist already").get(lang)),
        )
        .arg(
            flag("explain").help(
                text!(
                    "列出每一格出自原文何处，没有收进报告的也全部列出",
                    "List where in the file each cell was found, and all that was left out"
                )
                .get(lang),
            ),
        )
        .arg(
            Arg::new("html")
                .long("html")
                .value_name(text!("文件", "FILE").get(lang))
                .value_parser(PathBufValueParser::new())
                .help(
                    text!(
                        "写一个网页，左边是原文，右边是读成的报告，每一格互相链接",
                        "Write a page with the source beside the report read from it, every cell linked to its place"
                    )
                    .get(lang),
                ),
        )
}
