//! In which documents a gram stands, as text that is short and quickly read. `decode` of `search.js` reads it.
//!
//! Each document is one number: how many documents were passed over, times four, plus two if the gram stands in the
//! title, plus one if it stands there more than once. Then, and only then, a second number follows: how often, less
//! two. A number is written five bits at a time, the lowest first; all digits but its last are 32 or more.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// One document a gram stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub document: u32,
    pub times: u32,
    pub in_title: bool,
}

impl Posting {
    /// Two numbers of 32 bits, five bits a byte.
    const LONGEST: usize = 14;

    /// `next` is the first document that may follow the one before.
    fn write(self, next: u32, out: &mut Vec<u8>) {
        let many = self.times > 1;
        number((self.document - next) << 2 | u32::from(self.in_title) << 1 | u32::from(many), out);
        if many {
            number(self.times - 2, out);
        }
    }
}

fn number(mut value: u32, out: &mut Vec<u8>) {
    while value >= 32 {
        out.push(DIGITS[(value % 32 + 32) as usize]);
        value /= 32;
    }
    out.push(DIGITS[value as usize]);
}

/// The documents of one gram in a stretch of the corpus, in their order.
#[derive(Debug)]
pub(super) struct Postings {
    /// Kept apart: how many documents lie before it is known when stretches are put together.
    first: Posting,
    last: u32,
    rest: Vec<u8>,
}

impl Postings {
    pub(super) fn new(first: Posting) -> Self {
        Self { first, last: first.document, rest: Vec::new() }
    }

    pub(super) fn push(&mut self, posting: Posting) {
        // A list that doubles is a third of it empty, and all lists are in memory at once.
        if self.rest.capacity() - self.rest.len() < Posting::LONGEST {
            self.rest.reserve_exact(Posting::LONGEST + self.rest.len() / 8);
        }
        posting.write(self.last + 1, &mut self.rest);
        self.last = posting.document;
    }

    /// Each document, in order.
    pub(super) fn of(postings: &[Posting]) -> Option<Self> {
        let (first, rest) = postings.split_first()?;
        let mut all = Self::new(*first);
        for posting in rest {
            all.push(*posting);
        }
        Some(all)
    }

    /// The text for the lists of one gram, stretch by stretch.
    pub(super) fn joined<'a>(stretches: impl IntoIterator<Item = &'a Self>) -> String {
        let (mut out, mut next) = (Vec::new(), 0);
        for stretch in stretches {
            stretch.first.write(next, &mut out);
            out.extend_from_slice(&stretch.rest);
            next = stretch.last + 1;
        }
        String::from_utf8(out).expect("digits are ASCII")
    }
}

/// The documents that a text of [`Postings::joined`] names; none if it is no such text.
pub(super) fn decoded(text: &str) -> Option<Vec<Posting>> {
    let (mut digits, mut found, mut next) = (text.bytes(), Vec::new(), 0_u32);
    while digits.len() > 0 {
        let head = read(&mut digits)?;
        let times = if head & 1 == 1 { read(&mut digits)?.checked_add(2)? } else { 1 };
        let document = next.checked_add(head >> 2)?;
        found.push(Posting { document, times, in_title: head & 2 == 2 });
        next = document.checked_add(1)?;
    }
    Some(found)
}

fn read(digits: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let (mut value, mut shift) = (0_u32, 0);
    loop {
        let digit = u32::from(VALUES[usize::from(digits.next()?)]);
        value |= (digit % 32).checked_shl(shift)?;
        if digit < 32 {
            return Some(value);
        }
        shift += 5;
    }
}

/// Of each byte as a digit. Others than digits end a number with nothing.
const VALUES: [u8; 256] = {
    let (mut values, mut at) = ([0; 256], 0);
    while at < DIGITS.len() {
        values[DIGITS[at] as usize] = at as u8;
        at += 1;
    }
    values
};

/// A report's figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub document: u32,
    pub amount: u32,
}

/// The figures of one label: for each report that has one, how many documents were passed over, and the amount.
#[derive(Default)]
pub(super) struct Amounts {
    next: u32,
    out: Vec<u8>,
}

impl Amounts {
    pub(super) fn push(&mut self, figure: Figure) {
        number(figure.document - self.next, &mut self.out);
        number(figure.amount, &mut self.out);
        self.next = figure.document + 1;
    }

    pub(super) fn text(self) -> String {
        String::from_utf8(self.out).expect("digits are ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posting(document: u32, times: u32, in_title: bool) -> Posting {
        Posting { document, times, in_title }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let all = [posting(0, 1, false), posting(1, 40, true), posting(900, 2, true), posting(70_000, 1, false)];
        let mut postings = Postings::new(all[0]);
        all[1..].iter().for_each(|posting| postings.push(*posting));
        assert_eq!(decoded(&Postings::joined([&postings])).as_deref(), Some(&all[..]));
    }

    #[test]
    fn stretches_join_as_if_they_were_one() {
        let all = [posting(3, 2, false), posting(4, 1, true), posting(9, 7, false)];
        let mut whole = Postings::new(all[0]);
        all[1..].iter().for_each(|posting| whole.push(*posting));
        let first = Postings::new(all[0]);
        let mut second = Postings::new(all[1]);
        second.push(all[2]);
        assert_eq!(Postings::joined([&first, &second]), Postings::joined([&whole]));
    }

    #[test]
    fn amounts_follow_the_documents_that_have_them() {
        let mut amounts = Amounts::default();
        amounts.push(Figure { document: 0, amount: 1 });
        amounts.push(Figure { document: 3, amount: 33 });
        assert_eq!(amounts.text(), "ABChB");
    }

    #[test]
    fn a_document_that_follows_takes_one_digit() {
        let mut postings = Postings::new(posting(0, 1, false));
        (1..100).for_each(|document| postings.push(posting(document, 1, true)));
        assert_eq!(Postings::joined([&postings]).len(), 100);
    }
}
