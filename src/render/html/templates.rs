//! Templates.

use super::{language, template_error::TemplatePaths, view::Frame};
use crate::{
    i18n::{Lang, words},
    render::RenderError,
    text,
    theme::Theme,
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

/// The theme’s templates, parsed, and the words they use.
pub struct Templates {
    tera: Tera,
    words: Value,
    paths: TemplatePaths,
}

impl Templates {
    pub(crate) fn new(theme: &Theme, lang: Lang) -> Result<Self, RenderError> {
        let paths = TemplatePaths(theme.templates().map(|(name, _)| (name.to_owned(), theme.path_of(name))).collect());
        if let Some(name) = theme.illegible() {
            let message = text!(
                "{path} 的编码不是 UTF-8（也许是 GBK）：在编辑器里另存为 UTF-8",
                "{path} is not encoded in UTF-8 (perhaps in GBK): save it as UTF-8 in your editor",
            );
            return Err(RenderError::Read(message.with("path", theme.path_of(name))));
        }
        let mut tera = Tera::default();
        tera.set_escape_fn(escape);
        language::register(&mut tera, lang);
        tera.register_function("asset", asset(theme));
        tera.add_raw_templates(theme.templates()).map_err(|error| paths.explained(&error))?;
        Ok(Self { tera, words: Value::from_serializable(words::all(lang)), paths })
    }

    pub(crate) fn words(&self) -> &Value {
        &self.words
    }

    /// Renders a template with the frame's fields and the view's beside each other.
    pub(crate) fn render(
        &self,
        template: &str,
        frame: &Frame<'_>,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, RenderError> {
        let explained = |error: tera::Error| self.paths.explained(&error);
        let mut context = Context::from_serialize(view).map_err(explained)?;
        context.extend(Context::from_serialize(frame).map_err(explained)?);
        let mut html = Vec::with_capacity(USUAL_SIZE);
        self.tera.render_to(template, &context, &mut html).map_err(explained)?;
        Ok(html)
    }
}

/// What most reports' pages stay below, in bytes.
const USUAL_SIZE: usize = 48 << 10;

/// As the engine escapes by itself, but in stretches: character by character it takes a tenth of a build.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_all(&rest.as_bytes()[..at])?;
        out.write_all(match rest.as_bytes()[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            _ => b"&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest.as_bytes())
}

/// `asset(name="logo.svg")`: where the page finds an asset of the theme.
fn asset(theme: &Theme) -> impl Fn(Kwargs, &State<'_>) -> TeraResult<String> + use<> {
    let published = theme
        .assets()
        .iter()
        .map(|(published, file)| (file.strip_prefix("assets/").unwrap_or(file).to_owned(), published.clone()));
    let published: BTreeMap<_, _> = published.collect();
    move |arguments: Kwargs, state: &State<'_>| {
        let name = arguments.must_get::<&str>("name")?;
        let Some(path) = published.get(name) else {
            let names: Vec<_> = published.keys().map(String::as_str).collect();
            let names = names.join(", ");
            return Err(tera::Error::message(format!("The theme has no asset `{name}`. Available assets: {names}")));
        };
        let page = state.get::<Value>("page")?;
        let root = page.as_ref().and_then(|page| page.get_from_path("root")).and_then(Value::as_str);
        Ok(format!("{}{path}", root.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_as_the_engine_does() {
        for text in ["", "无", "<a href=\"x\">'&'</a>", "&&", "末尾<"] {
            let (mut own, mut engine) = (Vec::new(), Vec::new());
            escape(text, &mut own).unwrap();
            tera::escape_html(text, &mut engine).unwrap();
            assert_eq!(own, engine, "{text}");
        }
    }
}
