//! Any text as the template of a theme's page: the site is built with it, or its fault is described in both languages.

#![no_main]

mod site;

use giar::i18n::Lang;
use giar::pipeline::{self, Options, Stop};
use giar::render::RenderError;
use giar::theme::Theme;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The author may write loops of any length; how long they take is not tested.
const LOOP: &str = "range";

fuzz_target!(|text: &str| {
    if text.contains(LOOP) {
        return;
    }
    let files = BTreeMap::from([("templates/page.html".to_owned(), text.as_bytes().to_vec())]);
    let theme = Theme::of_site("own", files);
    let attachment = Arc::new(|_: &str| Err(std::io::ErrorKind::NotFound.into()));
    let prepared = pipeline::prepare(site::config(), site::inputs(), theme, attachment, &Options::default());
    match prepared {
        Err(Stop::Render(error)) => name(&error),
        Err(Stop::Config(_, faults)) => panic!("{faults:?}"),
        Ok(prepared) => {
            for planned in prepared.plan.iter().filter(|planned| planned.address.path.starts_with("guide/")) {
                if let Err(error) = prepared.render(&planned) {
                    name(&error);
                }
            }
        }
    }
});

fn name(error: &RenderError) {
    let (RenderError::Template { detail, .. } | RenderError::Read(detail)) = error;
    assert!(!detail.get(Lang::Zh).is_empty() && !detail.get(Lang::En).is_empty(), "{error:?}");
}
