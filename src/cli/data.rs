//! `giar data`: the whole portal as tables for query engines.

use super::{Failure, REFUSED, Terminal, args::output, destination, prepare, root};
use crate::{
    i18n::Lang,
    io::publish::{self, Content, Failure as Unpublished, Published, Removal, Target},
    pipeline::Options,
    render::DATASET_DESCRIPTION as DESCRIPTION,
    text,
};
use clap::{ArgMatches, Command};
use std::path::{Path, PathBuf};

/// The default output folder.
const FOLDER: &str = "dataset";

pub(super) fn command(lang: Lang) -> Command {
    Command::new("data")
        .about(
            text!(
                "把全部数据写成 Parquet 表，供 DuckDB、Spark、Trino 查询",
                "Write all data as Parquet tables for DuckDB, Spark and Trino"
            )
            .get(lang),
        )
        .arg(
            output(lang)
                .help(text!("写到哪个文件夹（默认 dataset）", "Folder to write to [default: dataset]").get(lang)),
        )
}

/// Reports with errors are included: the findings are one of the tables.
pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    let (prepared, _) = prepare(&root, &Options::default(), terminal)?;
    let prepared = prepared.as_dataset();
    let plan = &prepared.plan;
    let out = matches.get_one::<PathBuf>("output").cloned().unwrap_or_else(|| root.join(FOLDER));
    let keep_out = destination::source_folders(&root);
    let keep_out: Vec<_> = keep_out.iter().map(PathBuf::as_path).collect();
    let keep = &prepared.site.config.output.keep;
    let target = Target { keep_out: &keep_out, keep, may_remove: &may_remove, ..Target::new(&out) };
    let paths: Vec<_> = plan.iter().map(|planned| planned.address.path.as_str()).collect();
    match publish::publish(&target, &paths, |at| prepared.render(&plan.get(at)).map(Content::Bytes)) {
        Ok(published) => conclude(&published, &out, terminal),
        Err(Unpublished::Render(error)) => return Err(error.into()),
        Err(Unpublished::Publish(error)) => return Err(error.into()),
        Err(Unpublished::Declined) => {
            let message = text!(
                "没有写出：{out} 里是网站，不是数据集。请用 -o 指定别的文件夹",
                "nothing was written: {out} holds a site, not a dataset. Choose another folder with -o"
            );
            terminal.notify(message.with("out", destination::shown(&out)));
            return Ok(REFUSED);
        }
    }
    Ok(0)
}

/// Years may be removed, but a site must not be taken for an earlier dataset.
fn may_remove(removal: &Removal) -> bool {
    removal.published.iter().any(|path| path == DESCRIPTION)
}

fn conclude(published: &Published, out: &Path, terminal: &Terminal) {
    destination::warn_once(&published.notes, terminal);
    terminal.print(
        text!(
            "已写出 {files} 个文件（{size} KB），在 {out}；dataset.json 说明每张表和每一列",
            "Written: {files} {files:file|files} ({size} KB), to {out}; dataset.json describes every table and column"
        )
        .with("files", published.files)
        .with("size", published.bytes.div_ceil(1024))
        .with("out", destination::shown(out)),
    );
}
