//! Adds an agency to `site.toml` as a section after the others. The rest of the file is unchanged.

use super::{Refusal, apply};
use crate::{
    config::{AgencyKind, Config, Rank},
    diag::{Edit, Source, Span},
    spanned::{Node, Value, flow::in_toml, toml::parse},
};
use std::{fmt::Write as _, sync::Arc};

/// An agency to be added to a site.
#[derive(Clone, Debug)]
pub struct NewAgency {
    /// Its id in paths and addresses.
    pub id: String,
    /// Its official name.
    pub name: String,
    /// Its kind.
    pub kind: AgencyKind,
    /// The level of government that it belongs to.
    pub rank: Rank,
    /// The id of the agency above it.
    pub parent: Option<String>,
}

/// `site.toml` with another agency after all others.
///
/// # Errors
/// The fault that the file has already or would have.
pub fn add_agency(site: &Arc<Source>, agency: &NewAgency) -> Result<Arc<Source>, Refusal> {
    let at = end_of_agencies(site);
    let eol = if site.text.contains("\r\n") { "\r\n" } else { "\n" };
    let before = if at == 0 || site.text[..at].ends_with('\n') { "\n" } else { "\n\n" };
    let is_apart = site.text[at..].lines().next().is_none_or(str::is_empty);
    let after = if is_apart { "" } else { "\n" };
    let text = format!("{before}{}{after}", agency.section()).replace('\n', eol);
    let text = apply(&site.text, vec![Edit { span: Span::new(at, at), text }]).0;
    let after = Arc::new(Source::new(site.path.as_str(), text));
    match Config::read(&after).1.into_iter().next() {
        Some(fault) => Err(Refusal(fault.message)),
        None => Ok(after),
    }
}

impl NewAgency {
    fn section(&self) -> String {
        let mut section = format!("[[agency]]\nid = {}\nname = {}\n", in_toml(&self.id), in_toml(&self.name));
        let _ = write!(section, "kind = {}\nrank = {}\n", in_toml(self.kind.key()), in_toml(self.rank.key()));
        if let Some(parent) = &self.parent {
            let _ = writeln!(section, "parent = {}", in_toml(parent));
        }
        section
    }
}

/// The end of the last agency's section with its comments; the end of the file if there is none.
fn end_of_agencies(site: &Source) -> usize {
    let Some(last) = parse(site, &mut Vec::new()).and_then(|root| end_of(entry(&root, "agency")?)) else {
        return site.text.len();
    };
    let end = line_after(&site.text, last);
    let rest = site.text[end..].split_inclusive('\n');
    let comments: usize = rest.take_while(|line| line.trim_start().starts_with('#')).map(str::len).sum();
    let is_apart = site.text[end + comments..].lines().next().is_none_or(|line| line.trim().is_empty());
    // Comments directly above something belong to it.
    if is_apart { end + comments } else { end }
}

fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|entry| *entry.key == *key).map(|entry| &entry.value)
}

/// The end of the last value of an agency or of its parts, brackets included.
fn end_of(node: &Node) -> Option<usize> {
    let parts: Vec<&Node> = match &node.value {
        Value::Scalar(_) => Vec::new(),
        Value::List(items) => items.iter().collect(),
        Value::Map(entries) => entries.iter().map(|entry| &entry.value).collect(),
    };
    let ends = parts.into_iter().filter_map(end_of);
    ends.chain([node.span.end as usize]).max()
}

fn line_after(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agency() -> NewAgency {
        NewAgency {
            id: "edu".to_owned(),
            name: "清河县\"教育\"局".to_owned(),
            kind: AgencyKind::Department,
            rank: Rank::County,
            parent: Some("qinghe".to_owned()),
        }
    }

    const NEW: &str = "[[agency]]\nid = \"edu\"\nname = '清河县\"教育\"局'\nkind = \"department\"\nrank = \"county\"\nparent = \"qinghe\"\n";
    const OLD: &str = "title = \"x\" # 名称\n\n# 机关\n[[agency]]\nid = 'qinghe'   # 网址\nname = \"清河县人民政府\"\n";

    #[track_caller]
    fn added(site: &str) -> Result<String, Refusal> {
        add_agency(&Arc::new(Source::new("site.toml", site)), &agency()).map(|site| site.text.clone())
    }

    #[test]
    fn a_section_comes_behind_the_others_and_all_else_stays() {
        for (before, after) in [
            ("", ""),
            ("# deadline = \"01-31\"\n", ""),
            ("", "\n# 导航\n[[nav]]\nlabel = \"指南\"\npath = \"guide/\"\n"),
            ("  [[agency.names]]\n  until = 2018\n  name = \"清河县\"\n# 旧名\n", "\n[rules]\n"),
            ("absent = [\n  # 未成立\n  {year = 2020, reason = \"无\"},\n] # 完\n", "\n# 级别\n# 二\n[rules]\n"),
        ] {
            let site = added(&format!("{OLD}{before}{after}")).unwrap();
            assert_eq!(site, format!("{OLD}{before}\n{NEW}{after}"));
            let windows = added(&format!("{OLD}{before}{after}").replace('\n', "\r\n")).unwrap();
            assert_eq!(windows, site.replace('\n', "\r\n"));
        }
        // Comments directly above the next section belong to that.
        let tight = "# 级别\n[rules]\n";
        assert_eq!(added(&format!("{OLD}{tight}")).unwrap(), format!("{OLD}\n{NEW}\n{tight}"));
        let alone = agency();
        let alone = NewAgency { parent: None, ..alone };
        let first = add_agency(&Arc::new(Source::new("site.toml", "title = 'x'")), &alone).unwrap();
        assert!(first.text.starts_with("title = 'x'\n\n[[agency]]\nid = \"edu\"\n"), "{}", first.text);
    }

    #[test]
    fn what_would_be_wrong_is_refused_with_its_reason() {
        for (site, word) in [
            ("title = \"x\"\n[[agency]]\nid = \"edu\"\nname = \"甲\"\n[[agency]]\nid=\"qinghe\"\nname=\"乙\"\n", "edu"),
            ("title = \"x\"\n[[agency]]\nid = \"a\"\nname = \"甲\"\n", "qinghe"),
            ("title = \"x\"\nagency = [{id = \"qinghe\", name = \"甲\"}]\n", "agency"),
            ("title = \"x\"\ntitel = \"y\"\n[[agency]]\nid = \"qinghe\"\nname = \"甲\"\n", "titel"),
        ] {
            let Refusal(message) = added(site).unwrap_err();
            let said = message.get(crate::i18n::Lang::Zh);
            assert!(said.contains(word), "{site}: {said}");
        }
    }
}
