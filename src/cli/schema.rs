//! `giar schema`: JSON Schemas of the files that giar reads and writes.

use super::{Failure, Terminal, root};
use crate::{check, diag::json, i18n::Lang, io, pipeline, render::data::schema, start::SCHEMA_FILE, text};
use clap::{Arg, ArgMatches, Command, builder::PossibleValuesParser};
use serde_json::Value;
use std::path::Path;

/// A schema with its name, its path on a site, and the function that makes it.
pub(super) struct Schema {
    pub name: &'static str,
    path: &'static str,
    make: fn(&str) -> Value,
}

pub(super) static SCHEMAS: &[Schema] = &[
    Schema { name: "front-matter", path: SCHEMA_FILE, make: check::schema::front_matter },
    Schema { name: "report", path: schema::REPORT_PATH, make: schema::report },
    Schema { name: "index", path: schema::INDEX_PATH, make: schema::index },
    Schema { name: "findings", path: "schema/v1/findings.json", make: json::schema },
];

pub(super) fn command(lang: Lang) -> Command {
    Command::new("schema")
        .about(text!("输出 JSON 文件的 JSON Schema", "Print the JSON Schema of a kind of file").get(lang))
        .arg(
            Arg::new("name")
                .value_name(text!("名称", "NAME").get(lang))
                .required(true)
                .value_parser(PossibleValuesParser::new(SCHEMAS.iter().map(|schema| schema.name)))
                .help(text!("哪一种文件", "Kind of file").get(lang)),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let name = matches.get_one::<String>("name");
    let found = SCHEMAS.iter().filter(|schema| name.is_some_and(|name| name == schema.name));
    let root = root(matches).ok();
    for schema in found {
        let id = root.as_deref().and_then(|root| published_at(root, schema)).unwrap_or_else(|| schema.path.to_owned());
        terminal.result(&format!("{:#}\n", (schema.make)(&id)));
    }
    Ok(0)
}

/// Its published address on this site, so that its id agrees with that in the site's files.
fn published_at(root: &Path, schema: &Schema) -> Option<String> {
    let is_published = !matches!(schema.name, "findings" | "front-matter");
    let config = pipeline::configure(&io::load::config(root).ok()?, &pipeline::Options::default()).ok()?;
    is_published.then(|| config.base_url.join(schema.path))
}
