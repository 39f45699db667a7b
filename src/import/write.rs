//! What was found, as a report to be written.

use super::{
    Given,
    doc::{Doc, Picture},
    fold,
    head::Head,
    imported::{Imported, Question, Trail},
    matcher::{self, Reading},
    picture,
    prose::Prose,
    reviews::{may_be_pictures, not_found, review, unread},
    tokens::{Token, one_line},
};
use crate::{
    config::Agencies,
    form::CellId,
    markdown::{LinkKind, links},
    report::Draft,
    site::usual_title,
};
use std::collections::{BTreeSet, HashSet};

/// What a document says, as a report.
pub(super) fn draft(
    doc: &mut Doc,
    head: Head,
    reading: &Reading,
    prose: &Prose,
    given: &Given,
    agencies: &Agencies,
) -> Imported {
    let edition = reading.edition;
    let form = edition.form();
    let year = head.year;
    let agency = given.agency.clone().or_else(|| known(head.agency.as_deref(), agencies));
    let mut draft = Draft::blank(edition, year.unwrap_or_default());
    draft.title = head.title.clone().filter(|title| !is_usual(title, agency.as_deref(), year, agencies));
    draft.published = head.published;
    draft.comments.extend(head.index_number.iter().map(|number| format!("索引号：{number}")));
    draft.comments.extend(head.source.iter().map(|address| format!("原来的网址：{address}")));
    draft.body = prose.to_markdown(edition);
    let mut trail = Vec::new();
    for (cell, _) in form.cells.iter() {
        draft.cells[cell.index()] = match reading.text(cell) {
            Some(text) => super::as_written(text, form.cells[cell].measure),
            None => Draft::UNREAD.to_owned(),
        };
        if let Some(token) = reading.cells[cell.index()] {
            let token = &reading.tokens[token];
            trail.push(Trail { cell, text: token.text.clone(), origin: token.origin.clone() });
        }
    }
    let questions: Vec<_> = reading.questions.iter().map(|question| self::question(question, reading)).collect();
    draft.reviews = questions.iter().map(|question| review(question, edition)).collect();
    draft.reviews.extend(unread(reading, &prose.unread));
    let unread = prose.unread.iter().map(|at| &reading.tokens[*at]);
    let mut left_out: Vec<_> = prose.left_out.iter().map(|line| one_line(line)).collect();
    let (pictures, others): (Vec<Picture>, Vec<Picture>) =
        std::mem::take(&mut doc.pictures).into_iter().partition(|picture| picture.is_shown_in(&draft.body));
    for picture in others {
        if !left_out.iter().any(|line| picture.is_shown_in(line)) {
            left_out.push(picture::shown("", &picture.address()));
        }
    }
    let mut imported = Imported {
        year,
        agency,
        agency_name: head.agency,
        questions,
        unread: unread.map(|token| (one_line(&token.text), token.origin.clone())).collect(),
        left_out,
        remarks: std::mem::take(&mut doc.remarks),
        absent_pictures: absent_pictures(&draft.body, &pictures),
        named_rows: named_rows(reading),
        pictures,
        source: head.source,
        index_number: head.index_number,
        ..Imported::of(draft, trail)
    };
    let reviews = not_found(&imported);
    imported.draft.reviews.extend(reviews);
    let doubt = may_be_pictures(&imported).filter(|_| doc.has_pictures);
    imported.remarks.extend(doubt);
    imported
}

/// The addresses of pictures that a text shows and that did not come with it.
fn absent_pictures(body: &str, own: &[Picture]) -> Vec<String> {
    let own: HashSet<_> = own.iter().map(Picture::address).collect();
    let shown = links(body).into_iter().filter(|link| link.kind == LinkKind::Image);
    shown.map(|link| link.target).filter(|address| !own.contains(address)).collect()
}

/// Shorter names stand for something else as well.
const SHORTEST_NAME: usize = 4;

/// The first cells of the rows whose names are labels of the document.
fn named_rows(reading: &Reading) -> BTreeSet<CellId> {
    let labels = reading.tokens.iter().filter(|token| token.is_label());
    let labels: BTreeSet<String> =
        labels.flat_map(|token| [fold::label(&token.text), fold::unbracketed(&token.text)]).collect();
    let blocks = reading.edition.form().tables.iter().flat_map(|table| &table.blocks);
    let rows = blocks.flat_map(|block| block.rows.iter().enumerate().map(move |(at, row)| (block.cell(at, 0), row)));
    let named = rows.filter(|(_, row)| {
        let name = fold::label(row.node.label);
        name.chars().count() >= SHORTEST_NAME && labels.contains(&name)
    });
    named.map(|(first, _)| first).collect()
}

fn question(question: &matcher::Question, reading: &Reading) -> Question {
    let candidates = question.candidates.iter().map(|at| {
        let Token { text, value, origin, .. } = &reading.tokens[*at];
        (one_line(value.as_ref().map_or(text.as_str(), super::value::Value::text)), origin.clone())
    });
    let candidates = candidates.collect();
    Question { cells: question.cells.clone(), doubt: question.doubt, candidates }
}

/// The agency of the site that a document names; the only one, if it names none.
fn known(name: Option<&str>, agencies: &Agencies) -> Option<String> {
    let known = name.map_or_else(|| agencies.only(), |name| agencies.named_in_title(name));
    known.map(|at| agencies[at].id.clone())
}

/// Whether a title is the one that a report has by itself.
fn is_usual(title: &str, agency: Option<&str>, year: Option<u16>, agencies: &Agencies) -> bool {
    let agency = agency.and_then(|id| agencies.index_of(id)).map(|at| &agencies[at]);
    agency.zip(year).is_some_and(|(agency, year)| title == usual_title(agency.name_in(year), year))
}
