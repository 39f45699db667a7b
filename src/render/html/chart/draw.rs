//! The pictures themselves.
//!
//! Lengths along the bars are percentages and all others are in `em`, so a picture fills any width, from a phone to
//! paper, while its text keeps the reader's size. The gutters for years and values are the stylesheet's padding.
//! Colours are the stylesheet's too; which filling a bar has shows in its pattern as well.

use super::{escaped, sum};
use crate::{
    archive::{Trend, TrendYear},
    report::Number,
};
use std::fmt::{self, Display, Write as _};

/// The words of a picture.
pub(super) struct ChartLabels<'a> {
    pub title: &'a str,
    /// What the picture says, for those who do not see it; empty where it stands beside it in words.
    pub alternative: &'a str,
    pub zero: &'a str,
    pub unknown: &'a str,
    pub unreported: &'a str,
}

impl ChartLabels<'_> {
    fn silence(&self, year: &TrendYear) -> &str {
        if year.is_reported { self.unknown } else { self.unreported }
    }
}

/// The lines of each filling on a ground of 8 by 8 pixels; the first is solid. What has more kinds than there are
/// fillings begins again.
const PATTERNS: [&str; 6] =
    ["M0 0h8v8H0z", "M-2 2l4-4M0 8l8-8M6 10l4-4", "M2 2h.01M6 6h.01", "M2 0v8M6 0v8", "M0 0l8 8M8 0l-8 8", "M0 4h8"];

/// Heights in hundredths of an em.
const BAR: u32 = 120;
const PITCH: u32 = 155;
const SHARE: u32 = 170;
const BETWEEN_YEARS: u32 = 75;

/// The full width, in hundredths of a percent.
const FULL: u16 = 10_000;
/// What is more than nothing is seen.
const LEAST: u64 = 30;

/// Bars by year, one a name. The largest number fills the width.
pub(super) fn bars(id: &str, trend: &Trend, labels: &ChartLabels<'_>) -> String {
    let largest = trend.years.iter().flat_map(|year| year.values.iter().flatten()).max().copied().unwrap_or_default();
    let mut picture = Picture::default();
    for year in &trend.years {
        let rows: &[_] = if is_silent(year) { &[None] } else { &year.values };
        picture.year(year.year, rows.len() as u32 * PITCH - (PITCH - BAR));
        for (at, value) in rows.iter().enumerate() {
            match value {
                Some(value) => picture.bar(id, at, *value, largest),
                None => picture.note(labels.silence(year), BAR),
            }
            picture.y += PITCH;
        }
        picture.y += BETWEEN_YEARS;
    }
    picture.finish(id, trend.names.len(), labels)
}

/// One bar a year, divided by the parts' shares.
pub(super) fn shares(id: &str, trend: &Trend, labels: &ChartLabels<'_>) -> String {
    let mut picture = Picture::default();
    for year in &trend.years {
        picture.year(year.year, SHARE);
        let total = sum(year);
        if is_silent(year) {
            picture.note(labels.silence(year), SHARE);
        } else if total.is_zero() {
            picture.note(labels.zero, SHARE);
        } else {
            picture.segments(id, &year.values, total);
        }
        picture.y += SHARE + BETWEEN_YEARS;
    }
    picture.finish(id, trend.names.len(), labels)
}

/// A little square of a filling, for the legend. The filling is the picture's own.
pub(super) fn swatch(id: &str, kind: usize) -> String {
    format!("<svg class=swatch aria-hidden=true><rect {} /></svg>", fill(id, kind))
}

fn is_silent(year: &TrendYear) -> bool {
    year.values.iter().all(Option::is_none)
}

#[derive(Default)]
struct Picture {
    body: String,
    /// Where the next bar begins.
    y: u32,
}

impl Picture {
    /// A year's name in the gutter, at the middle of its bars.
    fn year(&mut self, year: u16, height: u32) {
        self.text("year", "0", self.y + height / 2, &year.to_string());
    }

    fn bar(&mut self, id: &str, kind: usize, value: Number, largest: Number) {
        let mut width = value.parts_of(largest, FULL);
        if !value.is_zero() {
            width = width.max(LEAST);
            self.rect(id, kind, 0, width, BAR);
        }
        self.text("value", percent(width), self.y + BAR / 2, &value.grouped());
    }

    fn segments(&mut self, id: &str, values: &[Option<Number>], total: Number) {
        let (mut so_far, mut left) = (Number::ZERO, 0);
        for (kind, value) in values.iter().enumerate() {
            so_far = so_far + value.unwrap_or_default();
            let right = so_far.parts_of(total, FULL);
            if right > left {
                self.rect(id, kind, left, right - left, SHARE);
            }
            left = right;
        }
        self.text("value", "100%", self.y + SHARE / 2, &total.grouped());
    }

    fn note(&mut self, words: &str, height: u32) {
        self.text("note", "0", self.y + height / 2, words);
    }

    fn rect(&mut self, id: &str, kind: usize, x: u64, width: u64, height: u32) {
        let (x, y) = (percent(x), em(self.y));
        let (width, height) = (percent(width), em(height));
        let fill = fill(id, kind);
        let _ = writeln!(self.body, "<rect {fill} x={x} y={y} width={width} height={height} />");
    }

    /// The stylesheet moves a text away from the bar, by its class.
    fn text(&mut self, class: &str, x: impl Display, middle: u32, words: &str) {
        let dx = if class == "year" { "-.6em" } else { ".5em" };
        let (y, words) = (em(middle), escaped(words));
        let _ = writeln!(self.body, "<text class={class} x={x} y={y} dx={dx} dy=.36em>{words}</text>");
    }

    fn finish(self, id: &str, kinds: usize, labels: &ChartLabels<'_>) -> String {
        let height = em(self.y - BETWEEN_YEARS);
        let mut out = format!("<svg class=picture height={height} role=img");
        let title = escaped(labels.title);
        if labels.alternative.is_empty() {
            let _ = writeln!(out, " aria-label=\"{title}\">");
        } else {
            let _ = writeln!(out, " aria-labelledby=\"{id}-title {id}-desc\">");
            let _ = writeln!(out, "<title id={id}-title>{title}</title>");
            let _ = writeln!(out, "<desc id={id}-desc>{}</desc>", escaped(labels.alternative));
        }
        if kinds > 1 {
            let _ = writeln!(out, "<defs>");
            (1..kinds.min(PATTERNS.len())).for_each(|kind| pattern(&mut out, id, kind));
            let _ = writeln!(out, "</defs>");
        }
        let _ = write!(out, "{}", self.body);
        let _ = writeln!(out, "<line class=axis y2={height} />\n</svg>");
        out
    }
}

fn pattern(out: &mut String, id: &str, kind: usize) {
    let _ = writeln!(
        out,
        "<pattern class=kind-{n} id={id}-{n} width=8 height=8 patternUnits=userSpaceOnUse><rect /><path d=\"{}\"/></pattern>",
        PATTERNS[kind],
        n = kind + 1
    );
}

/// The attributes that give a bar its filling.
fn fill(id: &str, kind: usize) -> impl Display {
    fmt::from_fn(move |f| match kind % PATTERNS.len() {
        0 => f.write_str("class=\"bar solid\""),
        kind => write!(f, "class=bar fill=url(#{id}-{})", kind + 1),
    })
}

fn em(hundredths: u32) -> impl Display {
    measured(hundredths.into(), "em")
}

fn percent(hundredths: u64) -> impl Display {
    measured(hundredths, "%")
}

/// `83.33%`, `1.7em`, `0`: in no more digits than needed.
fn measured(hundredths: u64, unit: &'static str) -> impl Display {
    fmt::from_fn(move |f| {
        let (whole, part) = (hundredths / 100, hundredths % 100);
        match part {
            0 if whole == 0 => f.write_str("0"),
            0 => write!(f, "{whole}{unit}"),
            _ if part % 10 == 0 => write!(f, "{whole}.{}{unit}", part / 10),
            _ => write!(f, "{whole}.{part:02}{unit}"),
        }
    })
}
