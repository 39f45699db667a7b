//! What of a page nobody sees: text in the colour of the paper, and text that something else is painted over.

use super::{lattice::is_thin, signs::Sign};
use hayro_interpret::kurbo::{BezPath, Point, Rect, Shape as _};

/// A page with more areas than this is a drawing, of which nobody knows what is seen.
const MOST_AREAS: usize = 2_000;
/// Colours no farther apart than this, of 255, are one to the eye.
const ALIKE: u8 = 16;
const PAPER: [u8; 3] = [255; 3];

/// What is painted on a page, in its order.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// By sign, if its colour is known.
    colours: Vec<Option<[u8; 3]>>,
    areas: Vec<Area>,
    /// Whether there are more areas than these.
    is_cut: bool,
    /// What limits what is painted, from the outermost on; none is no rectangle.
    pub clips: Vec<Option<Rect>>,
    /// Of each group whether all of it is opaque.
    pub groups: Vec<bool>,
}

/// Something that was painted.
#[derive(Debug)]
struct Area {
    /// Within which it is.
    place: Rect,
    /// If all of the place is of one opaque colour.
    colour: Option<[u8; 3]>,
    /// How many signs stand below it.
    covers: usize,
}

/// The area of a path that is a rectangle.
pub(super) fn rectangle(path: &BezPath) -> Option<Rect> {
    let bounds = path.bounding_box();
    let is_whole = (path.area().abs() - bounds.area()).abs() <= bounds.area() * 0.01;
    (is_whole && path.elements().len() <= 7).then_some(bounds)
}

impl Layers {
    /// Notes the colour of the sign that follows those before it.
    pub(super) fn sign(&mut self, colour: Option<[u8; 3]>) {
        self.colours.push(colour);
    }

    pub(super) fn fill(&mut self, path: &BezPath, colour: Option<[u8; 4]>, is_plain: bool) {
        let is_opaque = is_plain && self.groups.iter().all(|is_opaque| *is_opaque);
        let clip = self.clips.iter().copied().try_fold(path.bounding_box(), |area, clip| Some(area.intersect(clip?)));
        let place = clip.filter(|_| is_opaque && rectangle(path).is_some());
        let solid = colour.filter(|[.., opacity]| *opacity == u8::MAX).map(|[red, green, blue, _]| [red, green, blue]);
        match place.zip(solid) {
            Some((place, colour)) => self.add(place, Some(colour)),
            None => self.add(clip.unwrap_or_else(|| path.bounding_box()), None),
        }
    }

    /// Something of which nobody knows what its place looks like: a frame, a drawing, a thick line.
    pub(super) fn unknown(&mut self, place: Rect) {
        self.add(place, None);
    }

    fn add(&mut self, place: Rect, colour: Option<[u8; 3]>) {
        if is_thin(place) {
            return;
        }
        self.is_cut |= self.areas.len() >= MOST_AREAS;
        if !self.is_cut {
            self.areas.push(Area { place, colour, covers: self.colours.len() });
        }
    }

    /// Whether the sign of a number is seen, on what is painted before it and below what is painted after it.
    pub(super) fn shows(&self, number: usize, sign: &Sign, pictures: &[Rect]) -> bool {
        if self.is_cut {
            return true;
        }
        let body = body(sign);
        let (below, above) = self.areas.split_at(self.areas.partition_point(|area| area.covers <= number));
        if above.iter().any(|area| area.colour.is_some() && holds(area.place, body)) {
            return false;
        }
        let Some(own) = self.colours[number] else { return true };
        let touched = below.iter().rev().find(|area| area.place.overlaps(body));
        let ground = touched.map_or(Some(PAPER), |area| area.colour.filter(|_| holds(area.place, body)));
        let is_alike = |ground: [u8; 3]| own.iter().zip(ground).all(|(own, ground)| own.abs_diff(ground) < ALIKE);
        !ground.is_some_and(is_alike) || pictures.iter().any(|picture| picture.overlaps(body))
    }
}

/// Where a sign stands without what is free around it.
fn body(sign: &Sign) -> Rect {
    let margin = (sign.right - sign.left) * 0.2;
    Rect::new(sign.left + margin, sign.base - sign.size * 0.6, sign.right - margin, sign.base - sign.size * 0.1)
}

fn holds(place: Rect, body: Rect) -> bool {
    place.contains(Point::new(body.x0, body.y0)) && place.contains(Point::new(body.x1, body.y1))
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

    /// A frame has its colour at its edges alone, and what is no rectangle has it nobody knows where.
    #[test]
    fn text_within_a_drawing_is_seen() {
        let sign = Sign { text: "1".into(), left: 10.0, right: 20.0, base: 30.0, size: 10.0 };
        let mut frame = path(Rect::new(0.0, 0.0, 100.0, 50.0));
        frame.extend(path(Rect::new(2.0, 2.0, 98.0, 48.0)).iter());
        let corner = [(0.0, 0.0), (100.0, 0.0), (100.0, 4.0), (4.0, 4.0), (4.0, 50.0), (0.0, 50.0)];
        let mut bent = BezPath::new();
        bent.move_to(corner[0]);
        corner[1..].iter().for_each(|point| bent.line_to(*point));
        bent.close_path();
        for drawing in [frame, bent] {
            for is_below in [true, false] {
                let mut layers = Layers::default();
                if !is_below {
                    layers.sign(Some([0; 3]));
                }
                layers.fill(&drawing, Some([0, 0, 0, 255]), true);
                layers.sign(Some([0; 3]));
                assert!(layers.shows(0, &sign, &[]));
            }
        }
    }

    #[test]
    fn on_a_page_with_more_areas_than_are_kept_everything_is_seen() {
        let sign = Sign { text: "1".into(), left: 10.0, right: 20.0, base: 30.0, size: 10.0 };
        let mut layers = Layers::default();
        for _ in 0..=MOST_AREAS {
            layers.fill(&path(Rect::new(200.0, 0.0, 204.0, 4.0)), WHITE, true);
        }
        layers.sign(Some([255; 3]));
        assert!(layers.shows(0, &sign, &[]));
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
