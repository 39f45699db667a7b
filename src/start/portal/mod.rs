//! A portal to begin with: its configuration, the fixed columns as drafts, and the first report.

use super::{SCHEMA_FILE, next_report, schema_from};
use crate::{
    archive::Archive,
    config::{AgencyKind, BaseUrl, Config, Rank},
    diag::Source,
    i18n::Message,
    spanned::flow::in_toml,
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
    /// The files by their paths below the portal's folder; the report is the last. `schema` is that of front matter.
    ///
    /// # Errors
    /// Why there can be no report on that year.
    pub(crate) fn files(&self, schema: &serde_json::Value) -> Result<Vec<(String, String)>, Message> {
        let site = self.site();
        let config = Config::read(&Arc::new(Source::new("site.toml", &*site))).0;
        let Some(agency) = config.agencies.only() else { return Ok(vec![("site.toml".into(), site)]) };
        let mut report = next_report(&config, &Archive::default(), agency, self.year, None)?;
        report.draft.schema = Some(schema_from(&report.path));
        let mut files = vec![("site.toml".to_owned(), site)];
        files.push((SCHEMA_FILE.to_owned(), format!("{schema:#}\n")));
        files.extend(PAGES.iter().map(|(path, text)| ((*path).to_owned(), self.filled(text))));
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
            Some(url) => format!("base_url = {}", in_toml(url.as_str())),
            None => "# base_url = \"https://www.example.gov.cn/xxgk/\"".to_owned(),
        };
        include_str!("site.toml")
            .replace("{base_url}", &base_url)
            .replace("{title}", &in_toml(&self.title()))
            .replace("{description}", &in_toml(&format!("{}历年政府信息公开工作年度报告。", self.name)))
            .replace("{id_plain}", &self.id)
            .replace("{id}", &in_toml(&self.id))
            .replace("{kind}", self.kind.key())
            .replace("{rank}", self.rank.key())
            .replace("{name}", &in_toml(&self.name))
    }
}
