//! In which order a document's headings name the columns. Offices put the total first, or exchange two columns.

use super::{columns::Columns, fold, likeness::Folded};

/// What the headings of a table say of the order of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// They name every column, in this order.
    Whole(Vec<usize>),
    /// They name these, in this order, and nothing else.
    Part(Vec<usize>),
    /// They name hardly any, or something that may be any of them.
    Unknown,
}

/// Fewer headings are accidents.
const FEWEST: usize = 3;
/// What is longer is no heading of a column.
const LONGEST: usize = 12;

/// The order in which headings name all columns.
pub(super) fn of(columns: &Columns, heads: &[&str]) -> Order {
    within(columns, &columns.groups(), heads)
}

/// The order of some groups of columns. Headings are written level by level or column by column: where a group stands is
/// seen from its own heading, and its columns follow each other.
pub(super) fn within(columns: &Columns, groups: &[Vec<usize>], heads: &[&str]) -> Order {
    let heads = folded(heads);
    let mut placed: Vec<(usize, &Vec<usize>)> = Vec::new();
    for group in groups {
        placed.extend(index_of(columns, group, &heads).map(|at| (at, group)));
    }
    placed.sort_by_key(|(at, group)| (*at, group[0]));
    let groups_in_order: Vec<_> = placed.into_iter().map(|(_, group)| group.as_slice()).collect();
    let inner = leaves(columns, &groups_in_order, &heads);
    let order: Vec<usize> = inner.into_iter().flatten().map(|(_, column)| column).collect();
    let wanted: usize = groups.iter().map(Vec::len).sum();
    match order.len() {
        found if found == wanted => Order::Whole(order),
        found if found >= FEWEST && !heads.iter().any(|head| is_strange(columns, head)) => Order::Part(order),
        _ => Order::Unknown,
    }
}

/// The order in which the headings of all columns follow each other, though those of one group stand among another's: so some
/// programs take the text of a page apart. None if they do not.
pub(super) fn scattered(columns: &Columns, heads: &[&str]) -> Option<Vec<usize>> {
    let heads = folded(heads);
    let groups = columns.groups();
    // Elsewhere headings of groups and of columns are written level by level.
    if !(0..columns.len()).all(|column| columns.is_shared(column)) {
        return None;
    }
    let found = leaves(columns, &groups.iter().map(Vec::as_slice).collect::<Vec<_>>(), &heads);
    let ends = |own: &[(usize, usize)]| Some((own.first()?.0, own.last()?.0));
    let spans: Vec<_> = found.iter().filter_map(|own| ends(own)).collect();
    let are_apart = spans.is_sorted_by(|before, after| before.1 < after.0);
    let mut all: Vec<_> = found.into_iter().flatten().collect();
    all.sort_unstable();
    (!are_apart && all.len() == columns.len()).then(|| all.into_iter().map(|(_, column)| column).collect())
}

/// Whether headings hold pieces that name no column and no group of columns.
pub(super) fn has_strange(columns: &Columns, heads: &[&str]) -> bool {
    folded(heads).iter().any(|head| is_strange(columns, head))
}

/// Among the values of a row that of a column for the sum of a group, which the form has not; none if there is none, or
/// if it is not certain where it stands.
pub(super) fn column_of_sum(columns: &Columns, heads: &[&str]) -> Option<usize> {
    let Order::Whole(order) = of(columns, heads) else { return None };
    let heads = folded(heads);
    let at = only(heads.iter().enumerate().filter(|(_, head)| head.text == fold::SUBTOTAL))?.0;
    let groups = columns.groups();
    let group = only(groups.iter().filter(|group| group.len() > 1 && columns.has_group(group[0])))?;
    let first = order.iter().position(|column| group.contains(column))?;
    let before = group.iter().filter(|column| heads[..at].iter().any(|head| columns.is_called(**column, head)));
    Some(first + before.count())
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

/// Where the heading of a group stands; that of its first column, if it has one alone or its own heading is lost.
fn index_of(columns: &Columns, group: &[usize], heads: &[Folded]) -> Option<usize> {
    match group {
        [first, _, ..] if !columns.has_group(*first) => Some(0),
        [first, _, ..] => {
            let own = heads.iter().position(|head| columns.is_head_of(head, *first));
            own.or_else(|| index_of_columns(columns, group, heads).filter(|_| !columns.is_shared(*first)))
        }
        _ => index_of_columns(columns, group, heads),
    }
}

fn index_of_columns(columns: &Columns, group: &[usize], heads: &[Folded]) -> Option<usize> {
    heads.iter().position(|head| group.iter().any(|column| columns.is_called(*column, head)))
}

/// Whether a heading names no column and no group of columns: it may be any column in other words.
fn is_strange(columns: &Columns, head: &Folded) -> bool {
    let is_short = (1..=LONGEST).contains(&head.len());
    is_short && !(0..columns.len()).any(|column| columns.is_called(column, head) || columns.is_within(head, column))
}

fn folded(heads: &[&str]) -> Vec<Folded> {
    heads.iter().map(|head| fold::unbracketed(head).into()).collect()
}

/// By group, in the order of the groups, where the headings of its columns stand, and the columns.
fn leaves(columns: &Columns, groups: &[&[usize]], heads: &[Folded]) -> Vec<Vec<(usize, usize)>> {
    let found = groups.iter().enumerate().map(|(rank, group)| inner(columns, group, &groups[..rank], heads));
    found.collect()
}

/// The columns of a group in the order of their headings. If groups before it have columns of the same names, its own
/// headings come after theirs.
fn inner(columns: &Columns, group: &[usize], before: &[&[usize]], heads: &[Folded]) -> Vec<(usize, usize)> {
    let found = group.iter().filter_map(|column| {
        let before = before.iter().copied().flatten();
        let before = before.filter(|other| columns.are_alike(**other, *column)).count();
        let own = heads.iter().enumerate().filter(|(_, head)| columns.is_called(*column, head));
        own.map(|(at, _)| (at, *column)).nth(before)
    });
    let mut found: Vec<_> = found.collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Edition;

    fn columns(table: usize) -> Columns {
        Columns::of(&Edition::in_force(2024).form().tables[table].blocks[0])
    }

    const USUAL: [&str; 8] =
        ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];

    #[test]
    fn headings_of_two_levels_are_one_order() {
        assert_eq!(of(&columns(1), &USUAL), Order::Whole(vec![0, 1, 2, 3, 4, 5, 6]));
        let by_column =
            ["自然人", "法人或其他组织", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
        assert_eq!(of(&columns(1), &by_column), Order::Whole(vec![0, 1, 2, 3, 4, 5, 6]));
    }

    #[test]
    fn a_total_may_come_first_and_columns_be_exchanged() {
        let heads =
            ["总计", "自然人", "法人或其他组织", "科研机构", "商业企业", "社会公益组织", "法律服务机构", "其他"];
        assert_eq!(of(&columns(1), &heads), Order::Whole(vec![6, 0, 2, 1, 3, 4, 5]));
        let heads = ["行政复议", "行政诉讼", "总计", "结果维持", "结果纠正", "其他结果", "尚未审结"];
        let below = ["未经复议直接起诉", "复议后起诉"];
        let leaves = ["总计", "结果维持", "结果纠正", "其他结果", "尚未审结"];
        let heads = [&heads[..], &below, &leaves, &leaves].concat();
        let order = [4, 0, 1, 2, 3, 9, 5, 6, 7, 8, 14, 10, 11, 12, 13];
        assert_eq!(of(&columns(2), &heads), Order::Whole(order.to_vec()));
    }

    #[test]
    fn a_group_may_have_its_sum() {
        let heads = [&USUAL[..], &["小计"]].concat();
        assert_eq!(column_of_sum(&columns(1), &heads), Some(6));
        let heads = ["自然人", "小计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
        assert_eq!(column_of_sum(&columns(1), &heads), Some(1));
        assert_eq!(column_of_sum(&columns(1), &USUAL), None);
    }

    #[test]
    fn headings_of_one_group_may_stand_among_anothers() {
        let groups = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"];
        let (leaves, total) = (["结果维持", "结果纠正", "其他结果", "尚未审结"], ["总计"]);
        let heads = [&groups[..], &leaves, &leaves, &total, &leaves, &total, &total].concat();
        let order = vec![0, 1, 2, 3, 5, 6, 7, 8, 4, 10, 11, 12, 13, 9, 14];
        assert_eq!(scattered(&columns(2), &heads), Some(order));
        let heads = [&groups[..], &leaves, &total, &leaves, &total, &leaves, &total].concat();
        assert_eq!(scattered(&columns(2), &heads), None);
        assert_eq!(scattered(&columns(1), &USUAL), None);
    }

    #[test]
    fn a_column_without_a_heading_is_missed() {
        let heads: Vec<_> = USUAL.into_iter().filter(|head| *head != "法律服务机构").collect();
        assert_eq!(of(&columns(1), &heads), Order::Part(vec![0, 1, 2, 3, 5, 6]));
        assert_eq!(of(&columns(1), &["甲", "乙"]), Order::Unknown);
    }
}
