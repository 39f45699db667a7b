//! What of an author's HTML reaches a page.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

/// The attribute of an element that says where in its file it comes from: `12`, or `12:5` for a cell.
pub const SOURCE: &str = "data-source";

/// Where links and pictures may lead; what names no scheme leads within the site.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The HTML without anything that runs, and without ids that are `reserved` for the page around it.
pub(super) fn sanitise(html: &str, reserved: &Arc<BTreeSet<String>>) -> String {
    let reserved = Arc::clone(reserved);
    let mut builder = ammonia::Builder::default();
    builder
        .add_tags(["section"])
        .add_generic_attributes([SOURCE, "id"])
        .add_tag_attributes("a", ["name", "role", "aria-label"])
        .add_tag_attributes("section", ["tabindex", "aria-label", "role"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("th", ["scope"])
        .add_allowed_classes("section", ["scroll", "footnotes"])
        .add_allowed_classes("table", ["plain"])
        .add_allowed_classes("th", ["end", "middle"])
        .add_allowed_classes("td", ["end", "middle"])
        .link_rel(None)
        .url_schemes(SCHEMES.into())
        .attribute_filter(move |_, name, value| match name {
            "id" | "name" if reserved.contains(value) || !is_id(value) => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder.clean(html).to_string()
}

fn is_id(value: &str) -> bool {
    !value.is_empty() && !value.contains(char::is_whitespace)
}

pub(super) fn may_lead_to(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    match scheme.split_once(':') {
        None => true,
        Some((scheme, _)) => SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)),
    }
}
