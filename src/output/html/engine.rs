//! Templates.

use super::{language, view::Frame};
use crate::{
    i18n::{Lang, words},
    output::{RenderError, Theme},
};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Tera};

pub struct Engine {
    tera: Tera,
    words: BTreeMap<&'static str, &'static str>,
}

impl Engine {
    pub fn new(theme: &Theme, lang: Lang) -> Result<Self, RenderError> {
        let mut tera = Tera::default();
        language::register(&mut tera, lang);
        tera.add_raw_templates(theme.templates()).map_err(|error| told(&error))?;
        Ok(Self { tera, words: words::all(lang) })
    }

    pub fn words(&self) -> &BTreeMap<&'static str, &'static str> {
        &self.words
    }

    /// Renders a template with the frame's fields and the view's beside each other.
    pub fn render(&self, template: &str, frame: &Frame<'_>, view: &impl Serialize) -> Result<Vec<u8>, RenderError> {
        let mut context = Context::from_serialize(view).map_err(|error| told(&error))?;
        context.extend(Context::from_serialize(frame).map_err(|error| told(&error))?);
        let html = self.tera.render(template, &context).map_err(|error| told(&error))?;
        Ok(html.into_bytes())
    }
}

/// The library's own words: file, line, includes and the fields that exist.
fn told(error: &tera::Error) -> RenderError {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text.push('\n');
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    RenderError::Template(text)
}
