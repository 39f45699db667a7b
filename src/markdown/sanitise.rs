//! Removes everything from an author's HTML that must not be published.

use super::address::{SCHEMES, may_lead_to};
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

/// The attribute with the line that an element comes from: `12`, or `12:5` for a cell.
pub const SOURCE: &str = "data-source";

/// The HTML without anything executable, and without ids that are `reserved` for the surrounding page.
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
            "cite" if !may_lead_to(value) => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder.clean(html).to_string()
}

fn is_id(value: &str) -> bool {
    !value.is_empty() && !value.contains(char::is_whitespace)
}
