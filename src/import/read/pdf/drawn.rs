//! What a page draws: signs, lines, pictures.

use super::{
    lattice::{Lines, THICKEST, is_thin},
    layers::{self, Layers},
    signs::{Sign, UNKNOWN},
};
use crate::import::fold;
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape},
};

/// A page with more signs than this is no page of a report.
pub(super) const MOST_SIGNS: usize = 60_000;
/// Longer paths are drawings.
const LONGEST: usize = 4_000;
/// Words that stand at an angle beyond this to the edges of the page are a watermark, in degrees.
const SLANT: f64 = 8.0;

/// What is drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub signs: Vec<Sign>,
    /// Signs that are there for searching only: what a program has recognised in a picture.
    pub hidden: Vec<Sign>,
    /// Signs that nobody sees.
    pub unseen: Vec<Sign>,
    pub ruled: Lines,
    /// Where its pictures stand.
    pub pictures: Vec<Rect>,
    /// What is written across it at an angle.
    pub slanted: String,
    /// By quarter turns, how many signs run in each direction: to the right, down, to the left, up.
    pub turned: [usize; 4],
    paint: Layers,
}

impl Drawn {
    /// Notes what a filled path covers, as far as it is known: of thin areas alone, it is rules.
    fn filled(&mut self, path: &BezPath, props: &DrawProps<'_>) {
        if path.elements().len() > LONGEST {
            return self.paint.unknown(path.bounding_box());
        }
        let (thin, thick): (Vec<Rect>, Vec<Rect>) = areas(path).into_iter().partition(|area| is_thin(*area));
        for area in thin {
            self.ruled.area(area);
        }
        if !thick.is_empty() {
            let is_plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
            self.paint.fill(path, colour(&props.paint), is_plain);
        }
    }

    fn stroked(&mut self, path: &BezPath, width: f64) {
        if width > THICKEST {
            self.paint.unknown(path.bounding_box().inflate(width / 2.0, width / 2.0));
        }
        if path.elements().len() > LONGEST {
            return;
        }
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

    /// Adds what stands in the fields of a form, above all else.
    pub(super) fn written(&mut self, signs: Vec<Sign>) {
        for sign in signs {
            self.push(sign, None);
        }
    }

    /// Adds a sign to those that are seen, if nothing is painted over it.
    fn push(&mut self, sign: Sign, colour: Option<[u8; 3]>) {
        self.paint.sign(colour);
        self.signs.push(sign);
    }

    /// Sets the signs apart that nobody sees, and says whether there are any.
    pub(super) fn part_unseen(&mut self) -> bool {
        let seen: Vec<_> =
            (0..self.signs.len()).map(|at| self.paint.shows(at, &self.signs[at], &self.pictures)).collect();
        let unseen = self.signs.iter().zip(&seen).filter(|(sign, is_seen)| !**is_seen && !sign.is_blank()).count();
        // Of a page on which most of the text is not seen, not all that is painted is understood.
        if unseen == 0 || unseen * 2 > self.signs.len() {
            return false;
        }
        let all = std::mem::take(&mut self.signs).into_iter().zip(seen);
        let (seen, unseen): (Vec<_>, Vec<_>) = all.partition(|(_, is_seen)| *is_seen);
        self.signs = seen.into_iter().map(|(sign, _)| sign).collect();
        self.unseen = unseen.into_iter().map(|(sign, _)| sign).collect();
        true
    }

    /// In how many quarter turns nearly all signs run; none if they run in several directions.
    pub(super) fn turns(&self) -> usize {
        let all: usize = self.turned.iter().sum();
        (1..4).find(|turn| self.turned[*turn] * 5 > all * 4).unwrap_or_default()
    }

    fn sign(&mut self, glyph: &Glyph<'_>, transform: Affine, colour: Option<[u8; 3]>, is_hidden: bool) {
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
        let turn = (end.y - origin.y).atan2(end.x - origin.x).to_degrees() / 90.0;
        if !is_hidden && (turn - turn.round()).abs() * 90.0 > SLANT {
            self.slanted += &sign.text;
            return;
        }
        self.turned[(turn.round() as i64).rem_euclid(4) as usize] += 1;
        if is_hidden {
            self.hidden.push(sign);
        } else {
            self.push(sign, colour);
        }
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

/// Within which areas the closed figures of a path are.
fn areas(path: &BezPath) -> Vec<Rect> {
    let mut out: Vec<BezPath> = Vec::new();
    for step in path.elements() {
        match (step, out.last_mut()) {
            (PathEl::MoveTo(_), _) | (_, None) => out.push(BezPath::from_vec(vec![*step])),
            (_, Some(part)) => part.push(*step),
        }
    }
    let is_figure = |part: &&BezPath| matches!(part.elements()[0], PathEl::MoveTo(_)) && part.elements().len() > 1;
    out.iter().filter(is_figure).map(BezPath::bounding_box).collect()
}

impl Device<'_> for Drawn {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        let path = props.transform * path.clone();
        if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
            self.filled(&path, &props);
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            self.stroked(&path, f64::from(stroke.line_width) * props.transform.determinant().abs().sqrt());
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        let colour = colour(&props.paint).filter(|_| matches!(mode, DrawMode::Fill(_)));
        let colour = colour.map(|[red, green, blue, _]| [red, green, blue]);
        for glyph in run.glyphs() {
            self.sign(glyph, props.transform * glyph.transform(), colour, matches!(mode, DrawMode::Invisible));
        }
    }

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let whole = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.pictures.push(props.transform.transform_rect_bbox(whole));
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.paint.clips.push(layers::rectangle(&clip.path));
    }

    fn pop_clip(&mut self) {
        self.paint.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'_>>, blend: BlendMode) {
        self.paint.groups.push(opacity >= 1.0 && mask.is_none() && blend == BlendMode::Normal);
    }

    fn pop_transparency_group(&mut self) {
        self.paint.groups.pop();
    }
}

/// What a paint looks like; none if it is a pattern.
fn colour(paint: &Paint<'_>) -> Option<[u8; 4]> {
    match paint {
        Paint::Color(colour) => Some(colour.to_rgba().to_rgba8()),
        Paint::Pattern(_) => None,
    }
}
