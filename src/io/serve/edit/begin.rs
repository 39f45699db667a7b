//! Creates reports in the browser: a blank form, or one read from a document. Only a form that nobody has filled in is
//! ever replaced.

use super::{Editor, answered, not_understood, read};
use crate::{
    archive::below_content,
    config::AgencyId,
    diag::Source,
    i18n::Message,
    import::{self, File, Given, Imported},
    io::{
        create::{create, create_report},
        file::exists,
        load,
    },
    preview::{Preview, edit_address},
    start, text,
};
use axum::{http::StatusCode, response::Response};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::json;
use std::{collections::BTreeSet, sync::Arc};

#[derive(Deserialize)]
pub(super) struct Blank {
    agency: String,
    year: u16,
}

#[derive(Deserialize)]
pub(super) struct Document {
    name: String,
    base64: String,
    /// Used if the document does not name it.
    agency: Option<String>,
    year: Option<u16>,
}

/// Writes a blank form.
pub(super) fn blank(editor: &Editor, state: &Preview, blank: &Blank) -> Result<Response, Response> {
    let _one_at_a_time = editor.one_at_a_time();
    written(state, write_blank(editor, state, blank).map_err(NotBegun::from))
}

/// Writes a report read from a document as a draft, and records where each cell was found.
pub(super) fn document(editor: &Editor, state: &Preview, document: &Document) -> Result<Response, Response> {
    let _one_at_a_time = editor.one_at_a_time();
    written(state, write_document(editor, state, document))
}

/// Why a report was not created.
struct NotBegun {
    message: Message,
    /// The document's name for its agency, if the site has no agency of that name.
    unknown_agency: Option<String>,
}

impl From<Message> for NotBegun {
    fn from(message: Message) -> Self {
        Self { message, unknown_agency: None }
    }
}

fn written(state: &Preview, file: Result<String, NotBegun>) -> Result<Response, Response> {
    match file {
        Ok(file) => Ok(answered(StatusCode::OK, json!({ "href": edit_address(state, &file) }).to_string())),
        Err(NotBegun { message, unknown_agency }) => {
            let answer = json!({ "message": message.get(state.lang()), "unknown_agency": unknown_agency });
            Err(answered(StatusCode::UNPROCESSABLE_ENTITY, answer.to_string()))
        }
    }
}

fn write_blank(editor: &Editor, state: &Preview, blank: &Blank) -> Result<String, Message> {
    let site = &state.now().site;
    let agency = start::agency(&site.config.agencies, Some(&blank.agency))?;
    let mut next = start::next_report(&site.config, &site.archive, agency, blank.year, None)?;
    if let Some(file) = there(editor, start::places(&next.path)).next() {
        return Err(start::exists_already(&site.config.agencies[agency], blank.year, file));
    }
    next.draft.schema = load::schema_of(&editor.root, &next.path);
    let file = format!("content/{}", next.path);
    create(&editor.root, &[(file.clone(), next.draft.to_markdown())]).map_err(|error| error.0)?;
    Ok(file)
}

fn write_document(editor: &Editor, state: &Preview, document: &Document) -> Result<String, NotBegun> {
    let site = &state.now().site;
    let (config, agencies) = (&site.config, &site.config.agencies);
    let bytes = STANDARD.decode(&document.base64).map_err(|_| not_understood())?;
    let given = Given { year: document.year, agency: document.agency.clone(), keeps_source: true };
    let file = File { name: &document.name, bytes: &bytes };
    let mut imported = import::import(file, &given, agencies).map_err(|refusal| refusal.message(&document.name))?;
    let known = imported.year.zip(imported.agency.as_deref().and_then(|id| agencies.index_of(id)));
    let (year, agency) = known.ok_or_else(|| unknown_place(&imported))?;
    let (mut path, form) = place(editor, state, agency, year)?;
    if !imported.pictures.is_empty() {
        path = start::in_folder(&path);
    }
    imported.draft.draft = true;
    imported.draft.schema = load::schema_of(&editor.root, &path);
    imported.offer_redirect(&config.base_url);
    let file = format!("content/{path}");
    let text = imported.draft.to_markdown();
    create_report(&editor.root, &file, &text, &imported.pictures, form.as_deref()).map_err(|error| error.0)?;
    if let Some(page) = import::compare::page(&imported, &document.name, state.lang()) {
        editor.trails.keep(&file, &page);
    }
    Ok(file)
}

/// The path of a document's report below `content`, and the blank form that it may replace, as that is on disk: the preview
/// may not know yet that somebody has begun to fill it in. Any other report in its place is an error.
fn place(
    editor: &Editor,
    state: &Preview,
    agency: AgencyId,
    year: u16,
) -> Result<(String, Option<Arc<Source>>), Message> {
    let site = &state.now().site;
    let (config, archive) = (&site.config, &site.archive);
    let usual = start::report_path(config, archive, &config.agencies[agency], year);
    let known = archive.find(agency, year).map(|report| below_content(&report.source).to_owned());
    let paths: BTreeSet<_> = start::places(&usual).into_iter().chain(known).collect();
    let mut form: Option<Arc<Source>> = None;
    for file in there(editor, paths) {
        let own = read(&editor.root, &file).ok();
        let own = own.filter(|own| start::is_untouched(config, archive, agency, year, &own.text));
        // There may be two, and it is unclear which to keep.
        match own.filter(|_| form.is_none()) {
            Some(own) => form = Some(own),
            None => return Err(start::exists_already(&config.agencies[agency], year, file)),
        }
    }
    if form.is_none() {
        start::refuse_existing(archive, agency, &config.agencies[agency], year)?;
    }
    Ok((form.as_ref().map_or(usual, |form| below_content(form).to_owned()), form))
}

/// Those of some paths below `content` that exist, relative to the site's folder.
fn there(editor: &Editor, paths: impl IntoIterator<Item = String>) -> impl Iterator<Item = String> {
    let files = paths.into_iter().map(|path| format!("content/{path}"));
    files.filter(|file| exists(&editor.root.join(file)))
}

fn unknown_place(imported: &Imported) -> NotBegun {
    let unknown_agency = imported.agency_name.clone().filter(|_| imported.agency.is_none());
    NotBegun { message: unknown_message(imported), unknown_agency }
}

fn unknown_message(imported: &Imported) -> Message {
    match (&imported.agency, &imported.agency_name, imported.year) {
        (None, Some(name), _) => text!(
            "网站里没有文件里的机关“{name}”。在下面加上它，或者在旁边选一个机关再试",
            "the site has no agency “{name}”, which the document names: add it below, or choose one and try again"
        )
        .with("name", name),
        (None, None, _) => text!(
            "文件里看不出是哪个机关的报告：选一个机关再试",
            "the document does not name its agency: choose one and try again"
        )
        .into(),
        (Some(_), ..) => text!(
            "文件里看不出是哪一年的报告：填上年度再试",
            "the document does not say which year it reports on: enter the year and try again"
        )
        .into(),
    }
}
