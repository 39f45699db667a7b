//! The registry: one rule a file in the folder of its group, its manual page beside it, one line here.

pub(super) mod arithmetic;
mod characters;
mod dates;
pub(super) mod identity;
mod privacy;
mod prose;
mod reading;
mod site;
mod structure;
mod typography;
mod units;
pub(super) mod waivers;
pub(super) mod years;

use super::Rule;
use crate::diag::RuleName;
pub(crate) use privacy::masked;
pub(crate) use site::active_attachment::ending as active_ending;

/// Every rule, in the order of the manual.
pub static RULES: &[Rule] = &[
    reading::invalid_front_matter::RULE,
    reading::merge_conflict::RULE,
    reading::unread_report::RULE,
    reading::unknown_key::RULE,
    reading::duplicate_key::RULE,
    reading::invalid_cell::RULE,
    reading::missing_row::RULE,
    reading::unreviewed_value::RULE,
    reading::unreviewed_figure::RULE,
    reading::blank_count::RULE,
    reading::blank_cells::RULE,
    reading::blank_table::RULE,
    reading::computed_total::RULE,
    identity::year_mismatch::RULE,
    identity::unknown_agency::RULE,
    identity::duplicate_report::RULE,
    identity::edition_mismatch::RULE,
    identity::outside_lifetime::RULE,
    identity::title_mismatch::RULE,
    arithmetic::total_mismatch::RULE,
    arithmetic::identity_mismatch::RULE,
    arithmetic::impossible_stock::RULE,
    arithmetic::rules_without_authority::RULE,
    arithmetic::suspicious_unit::RULE,
    years::carry_mismatch::RULE,
    years::changed_after_publication::RULE,
    years::stock_mismatch::RULE,
    years::sudden_jump::RULE,
    years::repeated_figures::RULE,
    years::missing_year::RULE,
    years::missing_report::RULE,
    units::rollup_mismatch::RULE,
    units::missing_unit::RULE,
    dates::unknown_publication_date::RULE,
    dates::published_early::RULE,
    dates::published_late::RULE,
    dates::correction_before_publication::RULE,
    dates::wrong_period::RULE,
    structure::missing_section::RULE,
    structure::unmarked_heading::RULE,
    structure::text_in_heading::RULE,
    structure::printed_markup::RULE,
    structure::unprinted_text::RULE,
    structure::misplaced_section::RULE,
    structure::empty_section::RULE,
    structure::no_problems_stated::RULE,
    structure::no_improvement_stated::RULE,
    structure::missing_topic::RULE,
    prose::prose_number_mismatch::RULE,
    prose::prose_denial_mismatch::RULE,
    prose::prose_share_mismatch::RULE,
    prose::unfinished_called_finished::RULE,
    prose::breakdown_mismatch::RULE,
    prose::overlapping_channels::RULE,
    prose::contradicting_numbers::RULE,
    prose::stale_year::RULE,
    prose::copied_text::RULE,
    prose::copied_from_body::RULE,
    prose::foreign_body::RULE,
    prose::cited_edition_mismatch::RULE,
    prose::placeholder_text::RULE,
    typography::halfwidth_punctuation::RULE,
    typography::stray_space::RULE,
    typography::doubled_punctuation::RULE,
    typography::doubled_word::RULE,
    privacy::personal_information::RULE,
    site::missing_identity::RULE,
    site::broken_link::RULE,
    site::missing_alt::RULE,
    site::table_as_image::RULE,
    site::duplicate_id::RULE,
    site::active_attachment::RULE,
    site::unfinished_page::RULE,
    site::path_collision::RULE,
    site::unportable_path::RULE,
    site::weak_contrast::RULE,
    waivers::unused_waiver::RULE,
    waivers::stale_waiver::RULE,
];

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
