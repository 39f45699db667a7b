//! What a page draws: signs, lines, pictures.

use super::{
    lattice::Lines,
    signs::{Sign, UNKNOWN},
};
use crate::import::fold;
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _},
};

/// Thicker than this is no line, in points.
const THICKEST: f64 = 3.5;
/// A page with more signs than this is no page of a report.
pub(super) const MOST_SIGNS: usize = 60_000;
/// Longer paths are drawings.
const LONGEST: usize = 4_000;

/// What is drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub signs: Vec<Sign>,
    /// Signs that are there for searching only: what a program has recognised in a picture.
    pub hidden: Vec<Sign>,
    pub ruled: Lines,
    /// Where its pictures stand.
    pub pictures: Vec<Rect>,
}

impl Drawn {
    fn filled(&mut self, path: &BezPath) {
        for part in parts(path) {
            let area = part.bounding_box();
            if area.width().min(area.height()) <= THICKEST {
                self.ruled.area(area);
            }
        }
    }

    fn stroked(&mut self, path: &BezPath) {
        let (mut start, mut last) = (None, None);
        for step in path.elements() {
            match step {
                PathEl::MoveTo(to) => (start, last) = (Some(*to), Some(*to)),
                PathEl::LineTo(to) => {
                    self.segment(last, *to);
                    last = Some(*to);
                }
                PathEl::ClosePath => {
                    if let Some(start) = start {
                        self.segment(last, start);
                    }
                    last = start;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = Some(*to),
            }
        }
    }

    fn segment(&mut self, from: Option<Point>, to: Point) {
        let Some(from) = from else { return };
        let (across, down) = ((from.x - to.x).abs(), (from.y - to.y).abs());
        if across.min(down) <= 1.0 {
            self.ruled.segment(from, to);
        }
    }

    fn sign(&mut self, glyph: &Glyph<'_>, transform: Affine, is_hidden: bool) {
        let origin = transform * Point::ORIGIN;
        let size = (transform * Point::new(0.0, 1000.0)).distance(origin);
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let end = transform * Point::new(f64::from(advance.unwrap_or(1000.0)), 0.0);
        let text = fold::cleaned(&meaning(glyph));
        let sign = Sign { text, left: origin.x.min(end.x), right: end.x.max(origin.x), base: origin.y, size };
        let is_sound = [sign.left, sign.right, sign.base, sign.size].iter().all(|number| number.is_finite());
        if sign.text.is_empty() || !is_sound || self.signs.len() + self.hidden.len() > MOST_SIGNS {
            return;
        }
        if is_hidden { self.hidden.push(sign) } else { self.signs.push(sign) }
    }
}

/// What a sign means; parts of fonts that nobody has named mean nothing.
fn meaning(glyph: &Glyph<'_>) -> String {
    let text = match glyph.as_unicode() {
        Some(BfString::Char(c)) => c.to_string(),
        Some(BfString::String(text)) => text,
        None => UNKNOWN.to_string(),
    };
    text.chars().map(|c| if is_private(c) { UNKNOWN } else { c }).collect()
}

/// Whether a character means nothing outside the font of its file.
fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c) || (c.is_control() && !c.is_whitespace())
}

/// The closed figures of a path.
fn parts(path: &BezPath) -> Vec<BezPath> {
    let mut out: Vec<BezPath> = Vec::new();
    for step in path.elements() {
        match (step, out.last_mut()) {
            (PathEl::MoveTo(_), _) | (_, None) => out.push(BezPath::from_vec(vec![*step])),
            (_, Some(part)) => part.push(*step),
        }
    }
    out.retain(|part| matches!(part.elements()[0], PathEl::MoveTo(_)) && part.elements().len() > 1);
    out
}

impl Device<'_> for Drawn {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        if path.elements().len() > LONGEST {
            return;
        }
        let path = props.transform * path.clone();
        match mode {
            DrawMode::Fill(_) => self.filled(&path),
            DrawMode::Stroke(_) => self.stroked(&path),
            DrawMode::FillAndStroke(..) => {
                self.filled(&path);
                self.stroked(&path);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            self.sign(glyph, props.transform * glyph.transform(), matches!(mode, DrawMode::Invisible));
        }
    }

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let whole = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.pictures.push(props.transform.transform_rect_bbox(whole));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
