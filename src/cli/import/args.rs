//! What can be typed behind `giar import`.

use crate::{
    i18n::{Lang, Text},
    text,
};
use clap::{Arg, ArgAction, Command, builder::PathBufValueParser, value_parser};

pub(in super::super) fn command(lang: Lang) -> Command {
    let say = |text: Text| text.get(lang);
    Command::new("import")
        .about(say(text!(
            "把 Word、网页、文本、表格里的年度报告读成 giar 的报告",
            "Turn annual reports in Word, web, text or spreadsheet files into giar's"
        )))
        .arg(
            Arg::new("files")
                .value_name(say(text!("文件", "FILE")))
                .num_args(1..)
                .required(true)
                .value_parser(PathBufValueParser::new())
                .help(say(text!(
                    "文件、文件夹或“*.docx”；- 是标准输入",
                    "Files, folders or *.docx; - is standard input"
                ))),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say(text!("文件夹", "DIR")))
                .value_parser(PathBufValueParser::new())
                .help(say(text!(
                    "写到哪个文件夹（默认网站的 content/reports）",
                    "Folder to write to [default: the site's content/reports]"
                ))),
        )
        .arg(
            Arg::new("year")
                .long("year")
                .value_name(say(text!("年份", "YEAR")))
                .value_parser(value_parser!(u16).range(1990..=2100))
                .help(say(text!("文件里没有写明年度的，是哪一年", "Report year, if the file does not give it"))),
        )
        .arg(
            Arg::new("agency").long("agency").value_name(say(text!("代码", "ID"))).help(say(text!(
                "是哪个机关的报告（site.toml 里的 id）",
                "Agency of the report (its id in site.toml)"
            ))),
        )
        .arg(flag("dry-run").help(say(text!(
            "不写文件；只有一份报告时把它显示出来",
            "Write nothing; show the report if there is only one"
        ))))
        .arg(flag("force").help(say(text!("已有同名的报告也覆盖", "Replace reports that exist already"))))
        .arg(flag("explain").help(say(text!("列出每一格出自原文何处", "List where in the file each cell was found"))))
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}
