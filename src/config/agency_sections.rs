//! Reads and checks the sections `[[agency]]`.

use super::{
    agencies::Agencies,
    agency::{Absence, Agency, AgencyKind, FormerName, KINDS, MonthDay, RANKS, Rank},
};
use crate::{
    date::Date,
    diag::Span,
    i18n::{Message, did_you_mean},
    spanned::{Fields, Node, Problem, Value, fields::nearest, flow::in_toml},
    text,
};
use std::collections::HashMap;

/// Reads all `[[agency]]` and checks their references to each other.
pub(super) fn read_all(f: &mut Fields<'_>) -> Agencies {
    let nodes = f.list("agency");
    let agencies: Vec<_> = nodes.iter().filter_map(|node| Some((read(node, f.problems())?, node))).collect();
    let mut known = HashMap::new();
    let list: HashMap<_, _> = agencies.iter().map(|(agency, _)| (agency.id.as_str(), agency)).collect();
    for (agency, node) in &agencies {
        if leads_back(agency, &list) {
            let message =
                text!("“{name}”的 parent 一级级往上，又回到了它自己", "the `parent` entries of `{name}` form a cycle");
            let hint = text!("最上面的机关不写 parent", "the topmost agency has no `parent`");
            f.problem(Problem::invalid(span_of(node, "parent"), message.with("name", &agency.name)).hint(hint));
        }
        let id_span = span_of(node, "id");
        if let Some(first) = known.insert(agency.id.as_str(), id_span) {
            let message = text!("机关代码“{id}”用了两次", "two agencies have the id `{id}`").with("id", &agency.id);
            let hint = text!(
                "给其中一个换一个代码，或删去重复的一节",
                "give one of them another id, or delete the second section"
            );
            f.problem(Problem { first: Some(first), ..Problem::invalid(id_span, message).hint(hint) });
        }
        for (key, named) in agency.names_others() {
            for (at, id) in named.iter().enumerate() {
                f.problems().extend(wrong_name(agency, node, key, (at, id), named, &list));
            }
        }
    }
    Agencies::new(agencies.into_iter().map(|(agency, _)| agency).collect())
}

/// The fault in an agency's reference to another.
fn wrong_name(
    agency: &Agency,
    node: &Node,
    key: &str,
    (at, id): (usize, &String),
    named: &[String],
    list: &HashMap<&str, &Agency>,
) -> Option<Problem> {
    let (message, hint) = if !list.contains_key(id.as_str()) {
        let message = text!("“{name}”提到了没有登记的机关“{id}”", "`{name}` refers to an unknown agency: `{id}`");
        let message = message.with("name", &agency.name).with("id", id);
        return Some(Problem::invalid(span_of(node, key), message).hint(who_is_meant(id, list)));
    } else if *id == agency.id {
        (
            text!("“{name}”的 {key} 写了它自己", "`{name}` lists itself in `{key}`"),
            text!("写另一个机关的代码，或删去它", "write the id of another agency, or delete it"),
        )
    } else if named[..at].contains(id) {
        (
            text!("“{name}”的 {key} 把“{id}”写了两次", "`{name}` lists `{id}` twice in `{key}`"),
            text!("删去一个", "delete one of them"),
        )
    } else {
        return None;
    };
    let message = message.with("name", &agency.name).with("key", key).with("id", id);
    Some(Problem::invalid(span_of(node, key), message).hint(hint))
}

/// The remedy for a reference to an unknown agency.
fn who_is_meant(id: &str, list: &HashMap<&str, &Agency>) -> Message {
    let mut ids: Vec<_> = list.keys().copied().collect();
    ids.sort_unstable();
    let by_name = ids.iter().copied().find(|known| list[known].is_called(id));
    match by_name.or_else(|| nearest(&id.to_lowercase(), &ids)) {
        Some(near) => did_you_mean(near),
        None => {
            text!("给它写一节 [[agency]]，或改正代码", "add an [[agency]] section for it, or correct the id").into()
        }
    }
}

/// Whether an agency is its own ancestor, and the first by id among those in the circle. An agency that is its own
/// parent is reported separately.
fn leads_back(agency: &Agency, list: &HashMap<&str, &Agency>) -> bool {
    let mut length = 0;
    let mut above = agency;
    while let Some(next) = above.parent.as_deref().and_then(|id| list.get(id)) {
        if next.id <= agency.id || length > list.len() {
            return next.id == agency.id && length > 0;
        }
        (above, length) = (next, length + 1);
    }
    false
}

/// The span of a key's value, or of the whole section if the key is missing.
fn span_of(node: &Node, key: &str) -> Span {
    let Value::Map(entries) = &node.value else { return node.span };
    entries.iter().find(|entry| *entry.key == *key).map_or(node.span, |entry| entry.value.span)
}

fn read(node: &Node, problems: &mut Vec<Problem>) -> Option<Agency> {
    let (mut fields, span) = (Fields::of_settings(node, problems), node.span);
    let f = &mut fields;
    let id = id(f, span);
    let name = f.text("name");
    if name.is_none() {
        f.problem(Problem::invalid(span, text!("[[agency]] 没有写 name", "[[agency]] has no name")));
    }
    let agency = Agency {
        id: id.unwrap_or_default(),
        name: name.unwrap_or_default(),
        short_name: f.text("short_name"),
        kind: f.choice("kind", KINDS).unwrap_or(AgencyKind::Department),
        rank: f.choice("rank", RANKS).unwrap_or(Rank::County),
        parent: f.text("parent"),
        rolls_up: f.texts("rolls_up"),
        names: former_names(f),
        from: f.year("from"),
        until: f.year("until"),
        succeeds: f.texts("succeeds"),
        name_aliases: f.names("name_aliases"),
        deadline: deadline(f),
        absent: absences(f),
    };
    if let (Some(from), Some(until)) = (agency.from, agency.until)
        && from > until
    {
        let message = text!("until 是 {until}，早于 from 的 {from}", "`until` is {until}, before `from`, {from}");
        let hint = text!("until 是最后一个年度，不早于 from", "`until` is the last year, not before `from`");
        let message = message.with("until", until).with("from", from);
        f.problem(Problem::invalid(span_of(node, "until"), message).hint(hint));
    }
    fields.done();
    (!agency.id.is_empty()).then_some(agency)
}

fn id(f: &mut Fields<'_>, span: Span) -> Option<String> {
    match f.text("id") {
        Some(id) if Agency::is_id(&id) => Some(id),
        given => {
            let span = given.and(f.get("id")).map_or(span, |node| node.span);
            f.invalid(span, "id", text!("小写字母、数字和“-”组成的代码", "a code consisting of a–z, 0–9 and `-`"));
            None
        }
    }
}

fn former_names(f: &mut Fields<'_>) -> Vec<FormerName> {
    let mut names = Vec::new();
    for node in f.records("names", |name| format!("{{until = 2018, name = {}}}", in_toml(name))) {
        let mut f = f.inside(node);
        match (f.year("until"), f.text("name")) {
            (Some(until), Some(name)) => names.push(FormerName { until, name }),
            _ => {
                f.invalid(node.span, "names", text!("until = 年份和 name = \"名称\"", "until = year and name = \"…\""));
            }
        }
        f.done();
    }
    names
}

fn absences(f: &mut Fields<'_>) -> Vec<Absence> {
    let mut absences = Vec::new();
    for node in f.records("absent", example_of_absence) {
        let mut f = f.inside(node);
        let reason = f.text("reason").filter(|reason| !reason.trim().is_empty());
        match (f.year("year"), reason) {
            (Some(year), Some(reason)) => absences.push(Absence { year, reason }),
            _ => {
                f.invalid(
                    node.span,
                    "absent",
                    text!("year = 年份和 reason = \"理由\"", "year = year and reason = \"…\""),
                );
            }
        }
        f.done();
    }
    absences
}

/// The correct form of an absence, given only its year or its reason.
fn example_of_absence(written: &str) -> String {
    match written.parse::<u16>() {
        Ok(year) => format!("{{year = {year}, reason = \"…\"}}"),
        Err(_) => format!("{{year = 2018, reason = {}}}", in_toml(written)),
    }
}

fn deadline(f: &mut Fields<'_>) -> Option<MonthDay> {
    let node = f.get("deadline")?;
    let date = node.text().and_then(|text| {
        let (month, day) = text.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // A leap year, so that 29 February is accepted.
        Date::new(2024, month, day).map(|_| MonthDay { month, day })
    });
    if date.is_none() {
        f.invalid(node.span, "deadline", text!("月-日，如 \"01-31\"", "MM-DD, such as \"01-31\""));
    }
    date
}
