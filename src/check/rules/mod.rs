//! The registry: one rule a file, its manual page beside it, one line here.

use super::{Check, Context, Group, Rule, Whole};
use crate::diag::RuleName;

/// Declares the file of every rule and lists it.
macro_rules! rules {
    ($($file:ident)*) => {
        $(mod $file;)*
        /// Every rule, in the order of the manual.
        pub static RULES: &[Rule] = &[$($file::RULE),*];
    };
}

rules! {
    invalid_front_matter
    unknown_key
    duplicate_key
    invalid_cell
    missing_row
    blank_cells
    blank_table
    computed_total
    year_mismatch
    unknown_agency
    duplicate_report
    edition_mismatch
    outside_lifetime
    total_mismatch
    identity_mismatch
    impossible_stock
    rules_without_authority
    suspicious_unit
    carry_mismatch
    stock_mismatch
    sudden_jump
    missing_year
    rollup_mismatch
    missing_unit
    unknown_publication_date
    published_early
    published_late
    wrong_period
    missing_section
    misplaced_section
    empty_section
    no_problems_stated
    no_improvement_stated
    prose_number_mismatch
    prose_denial_mismatch
    prose_share_mismatch
    unfinished_called_finished
    breakdown_mismatch
    overlapping_channels
    contradicting_numbers
    stale_year
    copied_text
    foreign_body
    cited_edition_mismatch
    placeholder_text
    halfwidth_punctuation
    stray_space
    doubled_punctuation
    personal_information
    missing_identity
    broken_link
    missing_alt
    table_as_image
    path_collision
    unportable_path
    unused_waiver
    stale_waiver
}

/// The rule of a name.
pub fn rule(name: RuleName) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_pages_begin_with_them() {
        let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
        for rule in RULES {
            assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
            assert!(rule.page.contains("\n## English\n"), "{} has no English half", rule.name);
        }
    }
}
