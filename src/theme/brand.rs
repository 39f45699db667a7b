//! A portal's colour in place of the theme's: on its buttons, its links and its figures, by day and by night.
//!
//! A theme says with its own variables on which grounds its texts stand; what follows from a colour is made to be seen
//! on them, and set in the same variables.

use crate::config::{Colour, WHITE};

/// What readers need between a text and its ground: WCAG 2, level AAA.
const TEXT: f64 = 7.0;
const BLACK: &str = "#000";

/// On what, and under what, a theme puts its main colour.
#[derive(Clone, Copy, Debug)]
pub struct Grounds {
    day: [Colour; 2],
    night: [Colour; 2],
    /// Written on a button of the colour.
    on_band: Colour,
}

impl Grounds {
    /// The grounds that a style sheet names; those of `standard` where it names none.
    pub(super) fn of(style: &str, standard: Option<Self>) -> Self {
        let (day, rest) = style.split_once("(prefers-color-scheme: dark)").unwrap_or((style, ""));
        let night = rest.split_once("@media").map_or(rest, |(night, _)| night);
        let standard = standard.unwrap_or(Self { day: [WHITE; 2], night: [black(); 2], on_band: WHITE });
        let [day_grounds, night_grounds] = [(day, standard.day), (night, standard.night)].map(|(text, standard)| {
            [("--paper", standard[0]), ("--wash", standard[1])].map(|(name, own)| variable(text, name).unwrap_or(own))
        });
        Self { day: day_grounds, night: night_grounds, on_band: variable(day, "--on-band").unwrap_or(standard.on_band) }
    }

    /// The least contrast that a colour has with what it stands on, and with what stands on it.
    pub(crate) fn least(&self, colour: Colour) -> f64 {
        let [paper, wash] = self.day;
        [paper, wash, self.on_band].into_iter().map(|ground| colour.contrast(ground)).fold(f64::MAX, f64::min)
    }

    /// Whether texts in a colour, and on it, are legible.
    pub(crate) fn suits(&self, colour: Colour) -> bool {
        self.least(colour) >= TEXT
    }

    /// The nearest colour that suits, darker than the one given.
    pub(crate) fn nearest(&self, colour: Colour) -> Colour {
        colour.toward(black(), |darker| self.suits(darker))
    }

    /// The style sheet that puts a colour in place of the theme's.
    pub(super) fn style(&self, colour: Colour) -> String {
        let by_night =
            colour.toward(WHITE, |lighter| self.night.iter().all(|ground| lighter.contrast(*ground) >= TEXT));
        let day = [
            ("main", colour.to_string()),
            ("main-hover", colour.mixed(black(), 35).to_string()),
            ("band", colour.to_string()),
            ("tint", colour.translucent("0.07")),
            ("shade", colour.translucent("0.28")),
        ];
        let night = [
            ("main", by_night.to_string()),
            ("main-hover", by_night.mixed(WHITE, 50).to_string()),
            ("band", colour.mixed(black(), 25).to_string()),
            ("tint", by_night.translucent("0.1")),
        ];
        // What visitors and their systems ask for besides, paper, and forced colours remain the theme's.
        [rule("", &day), rule(" and (prefers-color-scheme: dark)", &night)].concat()
    }
}

/// Variables of the root, where a condition holds of the screen.
fn rule(condition: &str, variables: &[(&str, String)]) -> String {
    let lines: String = variables.iter().map(|(name, value)| format!("    --{name}: {value};\n")).collect();
    format!("@media screen and (forced-colors: none){condition} {{\n  :root:not(.contrast) {{\n{lines}  }}\n}}\n")
}

fn black() -> Colour {
    Colour::parse(BLACK).expect("it is a colour")
}

/// The first value of a variable in a style sheet, if it is a colour.
fn variable(style: &str, name: &str) -> Option<Colour> {
    let (_, rest) = style.split_once(&format!("{name}:"))?;
    Colour::parse(rest.split([';', '}']).next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = ":root { --paper: #fff; --wash: #f0f0f0; --on-band: #fff; }\n\
                         @media (prefers-color-scheme: dark) { :root { --paper: #111; --wash: #222; } }\n\
                         @media print { :root { --paper: #fff; } }";

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn grounds_are_those_of_the_style_by_day_and_by_night() {
        let grounds = Grounds::of(STYLE, None);
        assert_eq!(grounds.day, [colour("#fff"), colour("#f0f0f0")]);
        assert_eq!(grounds.night, [colour("#111"), colour("#222")]);
        assert_eq!(Grounds::of("a {}", Some(grounds)).night, grounds.night);
    }

    #[test]
    fn what_follows_from_any_colour_that_suits_is_legible() {
        let grounds = Grounds::of(STYLE, None);
        for given in ["#8b1a1a", "#c8102e", "#ffcc00", "#000", "#fff", "#0b4c5c", "#7f00ff", "#00ff00"] {
            let nearest = grounds.nearest(colour(given));
            assert!(grounds.suits(nearest), "{given} {nearest}");
            assert!(!grounds.suits(colour(given)) || nearest == colour(given), "{given} {nearest}");
            let style = grounds.style(nearest);
            let (by_day, by_night) = style.split_once("dark)").unwrap();
            for name in ["main", "main-hover"] {
                assert!(grounds.suits(value(by_day, name)), "{given} {name}");
                let by_night = value(by_night, name);
                assert!(grounds.night.iter().all(|ground| by_night.contrast(*ground) >= TEXT), "{given} {name}");
            }
            for band in [value(by_day, "band"), value(by_night, "band")] {
                assert!(grounds.on_band.contrast(band) >= TEXT, "{given} {band}");
            }
        }
    }

    fn value(style: &str, name: &str) -> Colour {
        variable(style, &format!("--{name}")).unwrap()
    }
}
