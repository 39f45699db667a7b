//! How near a label of a document is to a name of the form's.

/// A label or name, folded, as it is compared with many others.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub text: String,
    signs: Vec<char>,
    /// A bit for each of its signs; several signs share one.
    bits: u64,
}

/// No label that is farther than this from a name stands for it.
pub(super) const FARTHEST: f32 = 0.42;
/// So much of its letters a label shares with a name at least; less is not compared any further.
const LEAST_SHARED: f32 = 1.0 - FARTHEST;
/// A good part of a name is no farther from it than this, however much is missing.
const FARTHEST_PART: f32 = 0.25;
/// Lengths that differ by more than this share of the longer one need no comparing.
const MOST_LONGER: f32 = 0.75;

impl From<String> for Folded {
    fn from(text: String) -> Self {
        let signs: Vec<char> = text.chars().collect();
        let bits = signs.iter().fold(0, |bits, sign| bits | bit(*sign));
        Self { text, signs, bits }
    }
}

fn bit(sign: char) -> u64 {
    1 << (sign as u32 % 64)
}

impl Folded {
    pub(super) fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }

    /// How many characters it has.
    pub(super) fn len(&self) -> usize {
        self.signs.len()
    }

    /// Goes on with another label.
    pub(super) fn append(&mut self, next: &Self) {
        self.text += &next.text;
        self.signs.extend(&next.signs);
        self.bits |= next.bits;
    }

    /// How many of its signs a name has, and perhaps some more.
    fn most_shared(&self, name: &Self) -> usize {
        self.signs.iter().filter(|sign| name.bits & bit(**sign) != 0).count()
    }

    fn shared(&self, name: &Self) -> usize {
        self.signs.iter().filter(|sign| name.signs.contains(sign)).count()
    }

    /// Whether it is a beginning or an end of a name, and a good part of it.
    fn is_part(&self, name: &Self) -> bool {
        let is_long = self.len() >= 4 && self.len() * 2 >= name.len();
        is_long && (name.signs.starts_with(&self.signs) || name.signs.ends_with(&self.signs))
    }
}

/// Edit distance over length; a beginning or an end of a long label is near.
pub(super) fn distance(label: &Folded, name: &Folded) -> f32 {
    if label.signs == name.signs {
        return 0.0;
    }
    let longest = label.len().max(name.len()) as f32;
    // Each character that only one of them has costs at least one step.
    if label.len().abs_diff(name.len()) as f32 / longest > MOST_LONGER {
        return 1.0;
    }
    // Few of the pairs that are compared share enough to be worth more than a look.
    let least = longest * LEAST_SHARED;
    let most_shared = label.most_shared(name);
    if (most_shared as f32) < least && most_shared < label.len() {
        return 1.0;
    }
    let is_part = label.is_part(name);
    if !is_part && (label.shared(name) as f32) < least {
        return 1.0;
    }
    let edits = strsim::generic_levenshtein(&label.signs, &name.signs) as f32 / longest;
    if is_part { edits.min(FARTHEST_PART) } else { edits }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(label: &str, name: &str) -> f32 {
        distance(&Folded::from(label.to_owned()), &Folded::from(name.to_owned()))
    }

    #[test]
    fn labels_are_as_far_from_names_as_their_letters_are_changed() {
        assert!(between("规章", "规章") < f32::EPSILON);
        assert!((between("政许可", "行政许可") - 0.25).abs() < f32::EPSILON);
        // An end of a long name.
        assert!((between("规范性文件", "行政规范性文件") - 0.25).abs() < f32::EPSILON);
        assert!((between("其他", "自然人") - 1.0).abs() < f32::EPSILON);
        assert!((between("", "自然人") - 1.0).abs() < f32::EPSILON);
    }
}
