//! Colours and their contrast, as defined by WCAG 2.

use std::fmt;

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

pub(crate) const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };

/// The linear value of an sRGB channel.
fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The value after `step` of `steps` equal steps from one value to another, rounded.
fn between(from: u8, to: u8, step: u16, steps: u16) -> u8 {
    let sum = u32::from(from) * u32::from(steps - step) + u32::from(to) * u32::from(step);
    ((sum + u32::from(steps) / 2) / u32::from(steps)) as u8
}

impl Colour {
    /// Reads `#8b1a1a`, or the short `#813`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            3 => {
                let [red, green, blue] = [8, 4, 0].map(|shift| ((value >> shift & 0xf) * 0x11) as u8);
                Some(Self { red, green, blue })
            }
            6 => Some(Self { red: (value >> 16) as u8, green: (value >> 8) as u8, blue: value as u8 }),
            _ => None,
        }
    }

    /// From 1 (identical) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// This colour mixed with the given percentage of another.
    #[must_use]
    pub(crate) fn mixed(self, other: Self, hundredths: u16) -> Self {
        self.between(other, hundredths, 100)
    }

    /// The first colour in steps towards another that satisfies a condition; the other if none does.
    #[must_use]
    pub(crate) fn toward(self, other: Self, holds: impl Fn(Self) -> bool) -> Self {
        const STEPS: u16 = 255;
        (0..=STEPS).map(|step| self.between(other, step, STEPS)).find(|colour| holds(*colour)).unwrap_or(other)
    }

    /// The colour after `step` of `steps` equal steps towards another.
    fn between(self, other: Self, step: u16, steps: u16) -> Self {
        Self {
            red: between(self.red, other.red, step, steps),
            green: between(self.green, other.green, step, steps),
            blue: between(self.blue, other.blue, step, steps),
        }
    }

    /// Red, green, blue.
    pub(crate) fn channels(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// For style sheets, with this opacity.
    pub(crate) fn translucent(self, share: &str) -> String {
        format!("rgba({}, {}, {}, {share})", self.red, self.green, self.blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("#8B1A1a").to_string(), "#8b1a1a");
        assert_eq!(colour("#813").to_string(), "#881133");
        for wrong in ["8b1a1a", "#8b1a1", "red", "#8b1a1aff", "#xyzxyz", "", "#+12345"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    /// The values in WCAG's own examples.
    #[test]
    fn contrast_is_that_of_wcag() {
        for (a, b, wanted) in [
            ("#000000", "#ffffff", "21.00"),
            ("#777777", "#ffffff", "4.48"),
            ("#767676", "#ffffff", "4.54"),
            ("#595959", "#ffffff", "7.00"),
        ] {
            assert_eq!(format!("{:.2}", colour(a).contrast(colour(b))), wanted);
        }
    }
}
