//! `[[agency]]`: the agencies that report.

use crate::{
    date::Date,
    diag::Span,
    i18n::Message,
    spanned::{Fields, Node, Problem, Value, fields::nearest},
    text,
};
use std::{
    collections::{HashMap, HashSet},
    ops::{Deref, Index},
};

/// One reporting agency.
#[derive(Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its code in paths and addresses: `[a-z0-9-]+`.
    pub id: String,
    /// Its official name today.
    pub name: String,
    /// For lists; the official name unless given.
    pub short_name: Option<String>,
    /// Decides, with its rank, who can make 规章.
    pub kind: AgencyKind,
    /// The level of government it belongs to.
    pub rank: Rank,
    /// The id of the agency above it.
    pub parent: Option<String>,
    /// Agencies whose figures add up to this one's.
    pub rolls_up: Vec<String>,
    /// Earlier names, the earliest first.
    pub names: Vec<FormerName>,
    /// The first and last years it reports on.
    pub from: Option<u16>,
    /// The last year it reports on; none while it exists.
    pub until: Option<u16>,
    /// Agencies it took over; its first carried-in figures are their sum.
    pub succeeds: Vec<String>,
    /// What it is also called in texts.
    pub name_aliases: Vec<String>,
    /// By when its report on the year before must be published, where that differs from the general rule.
    pub deadline: Option<MonthDay>,
    /// Years on which it rightly has no report.
    pub absent: Vec<Absence>,
}

/// A name that an agency no longer has.
#[derive(Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The last year under this name.
    pub until: u16,
    /// The official name of that time.
    pub name: String,
}

/// Why there is no report on a year.
#[derive(Debug, PartialEq, Eq)]
pub struct Absence {
    /// The year it would have been on.
    pub year: u16,
    /// Shown to readers in the report’s place.
    pub reason: String,
}

/// What an agency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgencyKind {
    /// 人民政府.
    Government,
    /// A department of a government: 部门.
    Department,
    /// A subordinate office: 派出机关, 派出机构.
    Office,
}

/// The levels of government, the lowest first, so that they compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// 乡镇、街道.
    Town,
    /// 县、市辖区、县级市.
    County,
    /// 设区的市、自治州.
    City,
    /// 省、自治区、直辖市.
    Province,
    /// 国务院 and its departments.
    National,
}

/// A day of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

const KINDS: &[(&str, AgencyKind)] =
    &[("government", AgencyKind::Government), ("department", AgencyKind::Department), ("office", AgencyKind::Office)];

const RANKS: &[(&str, Rank)] = &[
    ("national", Rank::National),
    ("province", Rank::Province),
    ("city", Rank::City),
    ("county", Rank::County),
    ("town", Rank::Town),
];

/// What the whole of a government is called after its place; people leave it out.
pub(crate) const GOVERNMENT: &str = "人民政府";

impl Agency {
    /// Whether a text may be the id of an agency, which is a part of addresses.
    pub(crate) fn is_id(text: &str) -> bool {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }

    /// Whether it existed, and so reported, in a year.
    pub(crate) fn is_alive_in(&self, year: u16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until)
    }

    /// What it was called in a year.
    pub fn name_in(&self, year: u16) -> &str {
        self.names.iter().filter(|former| year <= former.until).min_by_key(|f| f.until).map_or(&self.name, |f| &f.name)
    }

    pub(crate) fn short_name(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.name)
    }

    /// The agencies it names, by the key at which it does.
    fn names_others(&self) -> [(&'static str, &[String]); 3] {
        [("parent", self.parent.as_slice()), ("rolls_up", &self.rolls_up), ("succeeds", &self.succeeds)]
    }

    /// Everything it is or was called.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = &str> {
        let former = self.names.iter().map(|former| former.name.as_str());
        let others = self.name_aliases.iter().map(String::as_str);
        [self.name.as_str(), self.short_name()].into_iter().chain(former).chain(others)
    }

    /// Whether an author who writes this, an id or a name with or without 人民政府, means this agency.
    pub(crate) fn is_called(&self, text: &str) -> bool {
        self.id == text || self.all_names().any(|name| name == text || name.strip_suffix(GOVERNMENT) == Some(text))
    }

    /// Why it has no report on a year, if that is as it should be.
    pub fn absence(&self, year: u16) -> Option<&Absence> {
        self.absent.iter().find(|absence| absence.year == year)
    }

    /// The last day on which its report on a year is in time.
    ///
    /// Since report year 2019 departments publish by 31 January and governments by 31 March; before, all by 31 March.
    /// Towns follow local dates, mostly 31 January. `deadline` in `site.toml` goes before all of these.
    pub fn due(&self, report_year: u16) -> Date {
        let by_law = match (self.kind, self.rank) {
            _ if report_year < 2019 => MonthDay { month: 3, day: 31 },
            (AgencyKind::Government, rank) if rank > Rank::Town => MonthDay { month: 3, day: 31 },
            _ => MonthDay { month: 1, day: 31 },
        };
        let MonthDay { month, day } = self.deadline.unwrap_or(by_law);
        Date { year: report_year + 1, month, day }
    }

    /// Whether it can make 规章: national departments, and the governments of provinces and cities.
    pub fn makes_rules(&self) -> bool {
        match self.kind {
            AgencyKind::Government => self.rank >= Rank::City,
            AgencyKind::Department => self.rank == Rank::National,
            AgencyKind::Office => false,
        }
    }
}

impl AgencyKind {
    /// Every kind as `site.toml` and the data name it.
    pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|(key, _)| *key)
    }

    pub(crate) fn of_key(key: &str) -> Option<Self> {
        KINDS.iter().find(|(own, _)| *own == key).map(|(_, kind)| *kind)
    }

    pub(crate) fn key(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(key, _)| key)
    }
}

impl Rank {
    /// Every rank as `site.toml` and the data name it, the highest first.
    pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
        RANKS.iter().map(|(key, _)| *key)
    }

    pub(crate) fn of_key(key: &str) -> Option<Self> {
        RANKS.iter().find(|(own, _)| *own == key).map(|(_, rank)| *rank)
    }

    pub(crate) fn key(self) -> &'static str {
        RANKS.iter().find(|(_, rank)| *rank == self).map_or("", |(key, _)| key)
    }
}

/// An agency's place in [`Agencies`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgencyId(usize);

impl AgencyId {
    /// How many agencies stand before it in `site.toml`.
    pub fn index(self) -> usize {
        self.0
    }
}

/// The agencies of a site in the order of `site.toml`, and how they name each other.
#[derive(Debug, Default)]
pub struct Agencies {
    list: Vec<Agency>,
    by_id: HashMap<String, AgencyId>,
    /// By superior and by predecessor.
    units: HashMap<String, Vec<AgencyId>>,
    successors: HashMap<String, Vec<AgencyId>>,
}

impl Deref for Agencies {
    type Target = [Agency];

    fn deref(&self) -> &[Agency] {
        &self.list
    }
}

impl Index<AgencyId> for Agencies {
    type Output = Agency;

    fn index(&self, id: AgencyId) -> &Agency {
        &self.list[id.0]
    }
}

impl PartialEq for Agencies {
    /// All else follows from the list.
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Agencies {
    fn new(list: Vec<Agency>) -> Self {
        Self {
            by_id: list.iter().enumerate().map(|(at, agency)| (agency.id.clone(), AgencyId(at))).collect(),
            units: by_named(&list, |agency| agency.parent.as_slice()),
            successors: by_named(&list, |agency| &agency.succeeds),
            list,
        }
    }

    /// Every agency's place, in their order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = AgencyId> + DoubleEndedIterator + use<> {
        (0..self.list.len()).map(AgencyId)
    }

    /// The only agency of a site, where there is but one.
    pub fn only(&self) -> Option<AgencyId> {
        self.ids().next().filter(|_| self.list.len() == 1)
    }

    /// The place of an agency in the list.
    pub fn index_of(&self, id: &str) -> Option<AgencyId> {
        self.by_id.get(id).copied()
    }

    /// The agencies below one, in the order of the list, by their places.
    pub fn units_of(&self, agency: &Agency) -> &[AgencyId] {
        self.units.get(&agency.id).map_or(&[], Vec::as_slice)
    }

    /// The agencies that took one over.
    pub fn successors_of(&self, agency: &Agency) -> &[AgencyId] {
        self.successors.get(&agency.id).map_or(&[], Vec::as_slice)
    }
}

/// The places of the agencies, by the ids that they name.
fn by_named(agencies: &[Agency], names: impl Fn(&Agency) -> &[String]) -> HashMap<String, Vec<AgencyId>> {
    let mut places: HashMap<String, Vec<AgencyId>> = HashMap::new();
    for (at, agency) in agencies.iter().enumerate() {
        for id in names(agency) {
            places.entry(id.clone()).or_default().push(AgencyId(at));
        }
    }
    places
}

/// Reads every `[[agency]]` and checks that they name each other rightly.
pub(super) fn read_all(f: &mut Fields<'_>) -> Agencies {
    let nodes = f.list("agency");
    let agencies: Vec<_> = nodes.iter().filter_map(|node| Some((read(node, f.problems())?, node))).collect();
    let mut known = HashSet::new();
    let list: HashMap<_, _> = agencies.iter().map(|(agency, _)| (agency.id.as_str(), agency)).collect();
    for (agency, node) in &agencies {
        if leads_back(agency, &list) {
            let message = text!(
                "“{name}”的 parent 一级级往上，又回到了它自己",
                "the chain of `parent` of `{name}` leads back to itself"
            );
            let hint = text!("最上面的机关不写 parent", "the topmost agency has no `parent`");
            f.problem(Problem::invalid(span_of(node, "parent"), message.with("name", &agency.name)).hint(hint));
        }
        if !known.insert(agency.id.as_str()) {
            let message = text!("机关代码“{id}”用了两次", "two agencies have the id `{id}`").with("id", &agency.id);
            let hint = text!(
                "给其中一个换一个代码，或删去重复的一节",
                "give one of them another id, or delete the second section"
            );
            f.problem(Problem::invalid(span_of(node, "id"), message).hint(hint));
        }
        for (key, named) in agency.names_others() {
            for (at, id) in named.iter().enumerate() {
                f.problems().extend(wrong_name(agency, node, key, (at, id), named, &list));
            }
        }
    }
    Agencies::new(agencies.into_iter().map(|(agency, _)| agency).collect())
}

/// What is wrong with an agency that another names.
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

/// What to do about the name of an agency that there is not.
fn who_is_meant(id: &str, list: &HashMap<&str, &Agency>) -> Message {
    let mut ids: Vec<_> = list.keys().copied().collect();
    ids.sort_unstable();
    let by_name = ids.iter().copied().find(|known| list[known].is_called(id));
    match by_name.or_else(|| nearest(&id.to_lowercase(), &ids)) {
        Some(near) => text!("是不是“{near}”？", "did you mean `{near}`?").with("near", near),
        None => {
            text!("给它写一节 [[agency]]，或改正代码", "add an [[agency]] section for it, or correct the id").into()
        }
    }
}

/// Whether agencies stand above each other in a circle of which this is the first by its id. One that stands above
/// itself is another matter.
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

/// Where a key's value stands, or the whole of which it is missing.
fn span_of(node: &Node, key: &str) -> Span {
    let Value::Map(entries) = &node.value else { return node.span };
    entries.iter().find(|entry| *entry.key == *key).map_or(node.span, |entry| entry.value.span)
}

fn read(node: &Node, problems: &mut Vec<Problem>) -> Option<Agency> {
    let (mut fields, span) = (Fields::new(node, problems), node.span);
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
        name_aliases: f.texts("name_aliases"),
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
    for node in f.list("names") {
        let mut f = Fields::new(node, f.problems());
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
    for node in f.list("absent") {
        let mut f = Fields::new(node, f.problems());
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

fn deadline(f: &mut Fields<'_>) -> Option<MonthDay> {
    let node = f.get("deadline")?;
    let date = node.text().and_then(|text| {
        let (month, day) = text.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // Of a leap year, so that 29 February is one.
        Date::new(2024, month, day).map(|_| MonthDay { month, day })
    });
    if date.is_none() {
        f.invalid(node.span, "deadline", text!("月-日，如 \"01-31\"", "MM-DD, such as \"01-31\""));
    }
    date
}
