//! What of a page nobody sees: text in the colour of the paper, and text that something else is painted over.

use super::signs::Sign;
use hayro_interpret::kurbo::{BezPath, Point, Rect, Shape as _};

/// A page with more areas than this is a drawing.
const MOST_AREAS: usize = 2_000;
/// Smaller areas are lines, in points.
const SMALLEST: f64 = 3.5;
/// Colours no farther apart than this, of 255, are one to the eye.
const ALIKE: u8 = 16;
const PAPER: [u8; 3] = [255; 3];

/// What is painted on a page, in its order.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// By sign, if its colour is known.
    colours: Vec<Option<[u8; 3]>>,
    areas: Vec<Area>,
    /// What limits what is painted, from the outermost on; none is no rectangle.
    pub clips: Vec<Option<Rect>>,
    /// Of each group whether all of it is opaque.
    pub groups: Vec<bool>,
}

/// An area of one colour.
#[derive(Debug)]
struct Area {
    place: Rect,
    colour: Option<[u8; 3]>,
    /// How many signs stand below it.
    above: usize,
    /// Whether nothing is seen through it.
    covers: bool,
}

/// The area of a path that is a rectangle.
pub(super) fn rectangle(path: &BezPath) -> Option<Rect> {
    let bounds = path.bounding_box();
    let is_whole = (path.area().abs() - bounds.area()).abs() <= bounds.area() * 0.01;
    (is_whole && path.elements().len() <= 7).then_some(bounds)
}

impl Layers {
    pub(super) fn sign(&mut self, colour: Option<[u8; 3]>) {
        self.colours.push(colour);
    }

    pub(super) fn fill(&mut self, path: &BezPath, colour: Option<[u8; 4]>, is_plain: bool) {
        let bounds = path.bounding_box();
        if self.areas.len() >= MOST_AREAS || bounds.width().min(bounds.height()) < SMALLEST {
            return;
        }
        let clip = self.clips.iter().copied().try_fold(bounds, |area, clip| Some(area.intersect(clip?)));
        let is_opaque = is_plain && self.groups.iter().all(|is_opaque| *is_opaque);
        let is_solid = colour.is_some_and(|[.., opacity]| opacity == u8::MAX);
        self.areas.push(Area {
            place: clip.unwrap_or(bounds),
            colour: colour.filter(|_| is_opaque && is_solid).map(|[red, green, blue, _]| [red, green, blue]),
            above: self.colours.len(),
            covers: clip.is_some() && is_opaque && is_solid && rectangle(path).is_some(),
        });
    }

    /// Whether the sign of a number is seen, on what is painted before it and below what is painted after it.
    pub(super) fn shows(&self, number: usize, sign: &Sign, pictures: &[Rect]) -> bool {
        let [left, right] =
            [0.2, 0.8].map(|part| Point::new(sign.left + (sign.right - sign.left) * part, sign.level()));
        let holds = |place: &Rect| place.contains(left) && place.contains(right);
        if self.areas.iter().any(|area| area.covers && area.above > number && holds(&area.place)) {
            return false;
        }
        let Some(own) = self.colours[number] else { return true };
        let below = self.areas.iter().rev().find(|area| area.above <= number && area.place.contains(left));
        let ground = below.map_or(Some(PAPER), |area| area.colour);
        let is_alike = |ground: [u8; 3]| own.iter().zip(ground).all(|(own, ground)| own.abs_diff(ground) < ALIKE);
        !ground.is_some_and(is_alike) || pictures.iter().any(|picture| picture.contains(left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(area: Rect) -> BezPath {
        area.to_path(0.1)
    }

    const WHITE: Option<[u8; 4]> = Some([255; 4]);
    const BLUE: Option<[u8; 4]> = Some([0, 0, 128, 255]);

    #[test]
    fn text_is_seen_unless_it_has_the_colour_of_its_ground_or_is_painted_over() {
        let sign = Sign { text: "1".into(), left: 10.0, right: 20.0, base: 30.0, size: 10.0 };
        let cell = path(Rect::new(0.0, 0.0, 100.0, 50.0));
        let is_seen = |before: Option<[u8; 4]>, own: [u8; 3], after: Option<[u8; 4]>| {
            let mut layers = Layers::default();
            layers.fill(&cell, before, true);
            layers.sign(Some(own));
            layers.fill(&cell, after, true);
            layers.shows(0, &sign, &[])
        };
        let nothing = Some([0; 4]);
        assert!(is_seen(WHITE, [0; 3], nothing) && is_seen(BLUE, [255; 3], nothing));
        assert!(!is_seen(WHITE, [250; 3], nothing) && !is_seen(BLUE, [0, 0, 128], nothing));
        assert!(!is_seen(WHITE, [0; 3], WHITE) && !is_seen(WHITE, [0; 3], BLUE));
        // Nobody knows what a pattern looks like, and a veil lets text through.
        assert!(is_seen(None, [255; 3], nothing) && is_seen(WHITE, [0; 3], Some([255, 255, 255, 40])));
    }

    #[test]
    fn what_is_painted_in_part_covers_that_part_alone() {
        let sign = Sign { text: "1".into(), left: 10.0, right: 20.0, base: 30.0, size: 10.0 };
        let mut layers = Layers::default();
        layers.sign(Some([0; 3]));
        layers.clips.push(Some(Rect::new(50.0, 0.0, 100.0, 50.0)));
        layers.fill(&path(Rect::new(0.0, 0.0, 100.0, 50.0)), WHITE, true);
        assert!(layers.shows(0, &sign, &[]));
    }
}
