//! A reporting agency: its kind, its names, and its deadlines.

use crate::{date::Date, i18n::Text, spanned::keys::choice_of, text};
use serde::{Deserialize, Serialize};

/// The index of an agency in [`Agencies`](super::Agencies).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AgencyId(pub(super) usize);

impl AgencyId {
    /// The number of agencies before it in `site.toml`.
    pub fn index(self) -> usize {
        self.0
    }
}

/// One reporting agency.
#[derive(Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its code in paths and addresses: `[a-z0-9-]+`.
    pub id: String,
    /// Its official name today.
    pub name: String,
    /// For lists; the official name unless given.
    pub short_name: Option<String>,
    /// Determines, with its rank, whether it can make 规章.
    pub kind: AgencyKind,
    /// The level of government that it belongs to.
    pub rank: Rank,
    /// The id of the agency above it.
    pub parent: Option<String>,
    /// Agencies whose figures add up to this one's.
    pub rolls_up: Vec<String>,
    /// Earlier names, the earliest first.
    pub names: Vec<FormerName>,
    /// The first year that it reports on.
    pub from: Option<u16>,
    /// The last year it reports on; none while it exists.
    pub until: Option<u16>,
    /// Agencies that it took over; its first carried-in figures are the sum of theirs.
    pub succeeds: Vec<String>,
    /// Other names used in texts.
    pub name_aliases: Vec<String>,
    /// The day by which its report on the year before must be published, if it differs from the general rule.
    pub deadline: Option<MonthDay>,
    /// Years on which it need not report.
    pub absent: Vec<Absence>,
}

/// A name that an agency no longer has.
#[derive(Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The last year under this name.
    pub until: u16,
    /// The official name at that time.
    pub name: String,
}

/// Why there is no report on a year.
#[derive(Debug, PartialEq, Eq)]
pub struct Absence {
    /// The year without a report.
    pub year: u16,
    /// Shown to readers in place of the report.
    pub reason: String,
}

/// The kind of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgencyKind {
    /// 人民政府.
    Government,
    /// A department of a government: 部门.
    Department,
    /// A subordinate office: 派出机关, 派出机构.
    Office,
}

/// The levels of government, the lowest first, so that they can be compared.
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

pub(super) const KINDS: &[(&str, AgencyKind)] =
    &[("government", AgencyKind::Government), ("department", AgencyKind::Department), ("office", AgencyKind::Office)];

pub(super) const RANKS: &[(&str, Rank)] = &[
    ("national", Rank::National),
    ("province", Rank::Province),
    ("city", Rank::City),
    ("county", Rank::County),
    ("town", Rank::Town),
];

/// The end of a government's name after its place, which people often omit.
pub(crate) const GOVERNMENT: &str = "人民政府";

impl Agency {
    /// Whether a text is a valid agency id, which is a part of addresses.
    pub(crate) fn is_id(text: &str) -> bool {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }

    /// Whether it existed in a year, and so had to report.
    pub(crate) fn is_alive_in(&self, year: u16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until)
    }

    /// Its name in a year.
    pub fn name_in(&self, year: u16) -> &str {
        self.names.iter().filter(|former| year <= former.until).min_by_key(|f| f.until).map_or(&self.name, |f| &f.name)
    }

    pub(crate) fn short_name(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.name)
    }

    /// The agencies that it refers to, by key.
    pub(super) fn names_others(&self) -> [(&'static str, &[String]); 3] {
        [("parent", self.parent.as_slice()), ("rolls_up", &self.rolls_up), ("succeeds", &self.succeeds)]
    }

    /// All present and former names.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = &str> {
        let former = self.names.iter().map(|former| former.name.as_str());
        let others = self.name_aliases.iter().map(String::as_str);
        [self.name.as_str(), self.short_name()].into_iter().chain(former).chain(others)
    }

    /// Whether a text is its id or one of its names, with or without 人民政府.
    pub(crate) fn is_called(&self, text: &str) -> bool {
        self.id == text || self.all_names().any(|name| name == text || name.strip_suffix(GOVERNMENT) == Some(text))
    }

    /// The reason why it has no report on a year, if it need not have one.
    pub fn absence(&self, year: u16) -> Option<&Absence> {
        self.absent.iter().find(|absence| absence.year == year)
    }

    /// The deadline of its report on a year.
    ///
    /// Since report year 2019 departments publish by 31 January and governments by 31 March; before, all by 31 March.
    /// Towns follow local dates, mostly 31 January. `deadline` in `site.toml` takes precedence.
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
    /// In the order in which a user is offered them.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|(_, kind)| *kind)
    }

    /// The word shown to people.
    pub(crate) fn word(self) -> Text {
        match self {
            Self::Government => text!("政府", "Government"),
            Self::Department => text!("部门", "Department"),
            Self::Office => text!("派出或办事机构", "Office"),
        }
    }

    /// The keys of all kinds in `site.toml` and the data.
    pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|(key, _)| *key)
    }

    pub(crate) fn of_key(key: &str) -> Option<Self> {
        KINDS.iter().find(|(own, _)| *own == key).map(|(_, kind)| *kind)
    }

    /// Parses a key or the corresponding word.
    pub(crate) fn of_answer(text: &str) -> Option<Self> {
        Self::of_key(choice_of(text).unwrap_or(text))
    }

    pub(crate) fn key(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(key, _)| key)
    }
}

impl Rank {
    /// The highest first.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        RANKS.iter().map(|(_, rank)| *rank)
    }

    /// The word shown to people.
    pub(crate) fn word(self) -> Text {
        match self {
            Self::National => text!("国家级", "National"),
            Self::Province => text!("省级", "Province"),
            Self::City => text!("市级", "City"),
            Self::County => text!("县级", "County"),
            Self::Town => text!("乡镇、街道", "Town"),
        }
    }

    /// The keys of all ranks in `site.toml` and the data, the highest first.
    pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
        RANKS.iter().map(|(key, _)| *key)
    }

    pub(crate) fn of_key(key: &str) -> Option<Self> {
        RANKS.iter().find(|(own, _)| *own == key).map(|(_, rank)| *rank)
    }

    /// Parses a key or the corresponding word.
    pub(crate) fn of_answer(text: &str) -> Option<Self> {
        Self::of_key(choice_of(text).unwrap_or(text))
    }

    pub(crate) fn key(self) -> &'static str {
        RANKS.iter().find(|(_, rank)| *rank == self).map_or("", |(key, _)| key)
    }
}
