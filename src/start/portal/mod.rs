//! A portal to begin with: its configuration, the fixed columns as drafts, and the first report.

use super::{SCHEMA_FILE, next_report, schema_from};
use crate::{
    archive::Archive,
    config::{AgencyKind, BaseUrl, Config, Rank},
    diag::Source,
    i18n::Message,
    report::schema::front_matter,
};
use std::sync::Arc;

/// Whose portal it is to be.
#[derive(Clone, Debug)]
pub(crate) struct Portal {
    pub name: String,
    pub id: String,
    pub base_url: Option<BaseUrl>,
    pub kind: AgencyKind,
    pub rank: Rank,
    /// Of the first report.
    pub year: u16,
}

const PAGES: &[(&str, &str)] = &[
    ("content/index.md", include_str!("index.md")),
    ("content/guide.md", include_str!("guide.md")),
    ("content/rules.md", include_str!("rules.md")),
    ("content/proactive.md", include_str!("proactive.md")),
];

impl Portal {
    /// The files by their paths below the portal's folder; the report is the last.
    ///
    /// # Errors
    /// Why there can be no report on that year.
    pub(crate) fn files(&self) -> Result<Vec<(String, String)>, Message> {
        let site = self.site();
        let config = Config::read(&Arc::new(Source::new("site.toml", &*site))).0;
        let Some(agency) = config.agencies.only() else { return Ok(vec![("site.toml".into(), site)]) };
        let mut report = next_report(&config, &Archive::default(), agency, self.year)?;
        report.draft.schema = Some(schema_from(&report.path));
        let page = |(path, text): &(&str, &str)| ((*path).to_owned(), self.filled(text));
        let mut files = vec![("site.toml".to_owned(), site)];
        files.push((SCHEMA_FILE.to_owned(), format!("{:#}\n", front_matter(SCHEMA_FILE))));
        files.extend(PAGES.iter().map(page));
        files.push((format!("content/{}", report.path), report.draft.to_markdown()));
        Ok(files)
    }

    fn title(&self) -> String {
        format!("{}政府信息公开", self.short_name())
    }

    fn short_name(&self) -> &str {
        self.name.strip_suffix("人民政府").filter(|rest| !rest.is_empty()).unwrap_or(&self.name)
    }

    fn filled(&self, text: &str) -> String {
        text.replace("{title}", &self.title()).replace("{name}", &self.name)
    }

    fn site(&self) -> String {
        let base_url = match &self.base_url {
            Some(url) => format!("base_url = {}", quoted(url.as_str())),
            None => "# base_url = \"https://www.example.gov.cn/xxgk/\"".to_owned(),
        };
        include_str!("site.toml")
            .replace("{base_url}", &base_url)
            .replace("{title}", &quoted(&self.title()))
            .replace("{description}", &quoted(&format!("{}历年政府信息公开工作年度报告。", self.name)))
            .replace("{id_plain}", &self.id)
            .replace("{id}", &quoted(&self.id))
            .replace("{kind}", self.kind.key())
            .replace("{rank}", self.rank.key())
            .replace("{name}", &quoted(&self.name))
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// What an agency's name says of its kind.
pub(crate) fn guessed_kind(name: &str) -> AgencyKind {
    let is_government = name.ends_with("人民政府") || name.ends_with("政府");
    let is_office = ["街道办事处", "办事处", "管理委员会", "管委会"].iter().any(|end| name.ends_with(end));
    match (is_government, is_office) {
        (true, _) => AgencyKind::Government,
        (_, true) => AgencyKind::Office,
        _ => AgencyKind::Department,
    }
}

/// What an agency's name says of its rank: the last division it names.
pub(crate) fn guessed_rank(name: &str) -> Rank {
    const DIVISIONS: &[(&str, Rank)] = &[
        ("街道", Rank::Town),
        ("镇", Rank::Town),
        ("乡", Rank::Town),
        ("县", Rank::County),
        ("区", Rank::County),
        ("旗", Rank::County),
        ("市", Rank::City),
        ("州", Rank::City),
        ("盟", Rank::City),
        ("自治区", Rank::Province),
        ("省", Rank::Province),
    ];
    let office = ["人民政府", "办事处", "局", "委员会", "办公室"].iter().find_map(|end| name.find(end));
    let division = &name[..office.unwrap_or(name.len())];
    let found =
        DIVISIONS.iter().filter_map(|(word, rank)| Some((division.rfind(word)? + word.len(), word.len(), *rank)));
    found.max_by_key(|(end, length, _)| (*end, *length)).map_or(Rank::County, |(_, _, rank)| rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_are_the_names_of() {
        for (name, kind, rank) in [
            ("内乡县赤眉镇人民政府", AgencyKind::Government, Rank::Town),
            ("沭阳县人民政府", AgencyKind::Government, Rank::County),
            ("西安市长安区统计局", AgencyKind::Department, Rank::County),
            ("宿迁市人民政府", AgencyKind::Government, Rank::City),
            ("上海市人民政府办公厅", AgencyKind::Department, Rank::City),
            ("内蒙古自治区人民政府", AgencyKind::Government, Rank::Province),
            ("桂花坪街道办事处", AgencyKind::Office, Rank::Town),
        ] {
            assert_eq!((guessed_kind(name), guessed_rank(name)), (kind, rank), "{name}");
        }
    }
}
