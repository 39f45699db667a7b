//! What a server shows for addresses that lead nowhere.

use crate::{
    i18n::words,
    render::{
        Kind, Output, Page, RenderError, Scope,
        html::{About, frame},
    },
};
use std::collections::BTreeMap;

pub const KIND: Kind =
    Kind { name: "404", scope: Scope::Site, path: |_, _| "404.html".into(), render, format: None, listed: false };

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let words = words::all(output.site.config.language);
    let heading = words.get("not_found").copied().unwrap_or_default().to_owned();
    let about = About { kind: "404", heading, description: String::new(), draft: false };
    output.engine.render("404.html", &frame(output, page, about), &BTreeMap::<&str, &str>::new())
}
