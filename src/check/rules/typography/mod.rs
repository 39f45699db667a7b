//! How Chinese text is set.

pub(super) mod doubled_punctuation;
pub(super) mod doubled_word;
pub(super) mod halfwidth_punctuation;
pub(super) mod stray_space;
