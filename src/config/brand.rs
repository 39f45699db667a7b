//! `[brand]`: the portal's logo and colour.

use super::colour::Colour;
use crate::{
    diag::Span,
    spanned::{Fields, Problem},
    text,
};

/// What distinguishes a portal that has no theme of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// A picture, by its path below `content/`.
    pub logo: Option<String>,
    pub(crate) logo_span: Span,
    /// The colour of the page header, links and figures.
    pub colour: Option<Colour>,
    pub(crate) colour_span: Span,
}

pub(super) fn read(f: &mut Fields<'_>) -> Brand {
    let Some(node) = f.section("brand") else { return Brand::default() };
    let mut f = f.inside(node);
    let mut brand = Brand::default();
    if let Some(node) = f.get("logo") {
        brand.logo_span = node.span;
        brand.logo = f.text("logo").and_then(super::known);
        if brand.logo.as_deref().is_some_and(|logo| !is_picture(logo)) {
            brand.logo = None;
            f.invalid(
                node.span,
                "logo",
                text!(
                    "图片的名字，图片放在 content 文件夹里，如 \"徽标.png\"",
                    "a picture below content/, such as \"logo.png\""
                ),
            );
        }
    }
    if let Some(node) = f.get("colour") {
        brand.colour_span = node.span;
        brand.colour = node.text().and_then(Colour::parse);
        if brand.colour.is_none() {
            f.problem(Problem::invalid(
                node.span,
                text!(
                    "colour 应当是六位十六进制的颜色，如 \"#8b1a1a\"",
                    "`colour` takes a colour of six hexadecimal digits, such as \"#8b1a1a\""
                ),
            ));
        }
    }
    f.done();
    brand
}

/// Whether a path is below `content/` and names a picture that browsers can show.
fn is_picture(path: &str) -> bool {
    let endings = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"];
    let lower = path.to_ascii_lowercase();
    let is_below = path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains([':', '\\']);
    is_below && endings.iter().any(|ending| lower.ends_with(ending))
}
