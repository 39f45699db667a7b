//! Starter files: next year's blank report, and a new portal. Pure: texts for files that do not exist yet.

mod guess;
mod last;
mod marks;
mod next;
mod portal;
mod prompts;
mod sample;

use crate::{
    config::{Agencies, AgencyId},
    i18n::Message,
    spanned::fields::nearest,
    text,
};
pub(crate) use guess::{full_name, guessed_kind, guessed_rank};
pub(crate) use last::LastReport;
pub(crate) use marks::{MARK, find as marked_figures};
pub(crate) use next::{
    NextReport, exists_already, in_folder, is_untouched, next_report, places, refuse_existing, report_path,
};
pub(crate) use portal::Portal;
pub(crate) use prompts::{TO_FILL_IN, prompts_of};
pub(crate) use sample::sample;

/// Where a portal keeps the schema of front matter, beside `site.toml`.
pub(crate) const SCHEMA_FILE: &str = "front-matter.schema.json";

/// How a file below `content/` refers to it.
pub(crate) fn schema_from(path: &str) -> String {
    format!("{}{SCHEMA_FILE}", "../".repeat(path.matches('/').count() + 1))
}

/// The agency that somebody means: by its id, its name or the end of that, or the only one there is.
///
/// # Errors
/// What to write instead.
pub(crate) fn agency(agencies: &Agencies, named: Option<&str>) -> Result<AgencyId, Message> {
    let Some(named) = named else {
        return agencies.only().ok_or_else(|| which(agencies));
    };
    agencies.called(named).or_else(|| agencies.called_briefly(named)).ok_or_else(|| {
        let ids: Vec<_> = agencies.iter().map(|agency| agency.id.as_str()).collect();
        let message = match nearest(named, &ids) {
            Some(near) => text!(
                "site.toml 里没有机关“{named}”。是不是“{near}”？",
                "site.toml lists no agency `{named}`; did you mean `{near}`?"
            )
            .with("near", near),
            None if agencies.is_empty() => which(agencies),
            None => text!(
                "site.toml 里没有机关“{named}”，有这些：{names}。是新的机关，先给它写一节 [[agency]]",
                "site.toml lists no agency `{named}`; it lists {names}. A new agency needs an [[agency]] section first"
            )
            .with("names", &names(agencies)),
        };
        message.with("named", named)
    })
}

/// So many agencies are named in a message.
const NAMED: usize = 8;

fn which(agencies: &Agencies) -> Message {
    if agencies.is_empty() {
        return text!(
            "site.toml 里还没有机关。先写一节 [[agency]]：id = \"代码\"，name = \"全称\"",
            "site.toml lists no agency yet: add an [[agency]] section with an id and a name"
        )
        .into();
    }
    text!(
        "网站里有 {n} 个机关，用 --agency 指明是哪一个：{names}",
        "the site has {n} agencies: name one with --agency: {names}"
    )
    .with("n", agencies.len())
    .with("names", &names(agencies))
}

/// The ids of agencies with their names, of many the first.
fn names(agencies: &Agencies) -> Vec<String> {
    let mut names: Vec<_> =
        agencies.iter().take(NAMED).map(|agency| format!("{}（{}）", agency.id, agency.short_name())).collect();
    if agencies.len() > NAMED {
        names.push("…".to_owned());
    }
    names
}
