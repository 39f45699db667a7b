//! How Chinese text is set.

pub mod doubled_punctuation;
pub mod halfwidth_punctuation;
pub mod stray_space;
