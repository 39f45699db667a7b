//! The tables of one agency over the years.

use super::YEARS;
use std::fmt::Write as _;

/// The columns of table three without the total.
const COLUMNS: usize = 6;

/// The rows of the results by key, with weights. A row without a weight is a group.
const RESULTS: [(&str, Option<usize>); 25] = [
    ("    granted", Some(420)),
    ("    partly_granted", Some(60)),
    ("    refused", None),
    ("      state_secret", Some(2)),
    ("      prohibited_by_law", Some(3)),
    ("      security_and_stability", Some(2)),
    ("      third_party_rights", Some(8)),
    ("      internal_affairs", Some(20)),
    ("      process_information", Some(12)),
    ("      enforcement_files", Some(14)),
    ("      administrative_enquiry", Some(25)),
    ("    unavailable", None),
    ("      not_held", Some(160)),
    ("      needs_creation", Some(18)),
    ("      unclear", Some(22)),
    ("    not_processed", None),
    ("      petition", Some(60)),
    ("      repeated", Some(35)),
    ("      published_material", Some(4)),
    ("      excessive", Some(3)),
    ("      reissue", Some(5)),
    ("    other", None),
    ("      no_correction", Some(12)),
    ("      fee_unpaid", Some(1)),
    ("      other", Some(20)),
];

/// The figures of one report.
pub(super) struct Figures {
    /// Normative documents issued, repealed, in force.
    documents: [u64; 3],
    licensing: u64,
    penalties: u64,
    coercion: u64,
    /// In 分, a ten-thousandth of which is written.
    fees: u64,
    received: [u64; COLUMNS],
    carried_in: [u64; COLUMNS],
    /// By line of [`RESULTS`] with a weight, then by column.
    results: Vec<[u64; COLUMNS]>,
    carried_out: [u64; COLUMNS],
    /// Review, litigation directly, litigation after review.
    disputes: [[u64; 4]; 3],
    /// Figures that only the prose mentions.
    pub published: [u64; 3],
    pub proposals: [u64; 2],
    pub phone: u64,
}

impl Figures {
    /// Received, carried in, handled and carried out, each as the sum of all columns.
    pub(super) fn cases(&self) -> [u64; 4] {
        [sum(&self.received), sum(&self.carried_in), sum(&self.handled()), sum(&self.carried_out)]
    }

    fn handled(&self) -> [u64; COLUMNS] {
        std::array::from_fn(|column| self.results.iter().map(|line| line[column]).sum())
    }

    /// The three tables as front matter.
    pub(super) fn front_matter(&self, out: &mut String) {
        let Self { licensing, penalties, coercion, fees, .. } = self;
        let _ = writeln!(out, "proactive:\n  regulations: [0, 0, 0]\n  normative_documents: {:?}", self.documents);
        let _ = writeln!(out, "  licensing: {licensing}\n  penalties: {penalties}\n  coercion: {coercion}");
        let _ = writeln!(out, "  fees: {}.{:02}\napplications:", fees / 100, fees % 100);
        line(out, "  received", &self.received);
        line(out, "  carried_in", &self.carried_in);
        out.push_str("  results:\n");
        let mut results = self.results.iter();
        for (key, weight) in RESULTS {
            match weight.and_then(|_| results.next()) {
                Some(cells) => line(out, key, cells),
                None => _ = writeln!(out, "{key}:"),
            }
        }
        line(out, "    total", &self.handled());
        line(out, "  carried_out", &self.carried_out);
        let [review, direct, after_review] = &self.disputes;
        out.push_str("disputes:\n");
        line(out, "  review", review);
        out.push_str("  litigation:\n");
        line(out, "    direct", direct);
        line(out, "    after_review", after_review);
    }
}

/// A row followed by its total.
fn line(out: &mut String, key: &str, cells: &[u64]) {
    let _ = write!(out, "{key}: [");
    for cell in cells {
        let _ = write!(out, "{cell}, ");
    }
    let _ = writeln!(out, "{}]", sum(cells));
}

fn sum(cells: &[u64]) -> u64 {
    cells.iter().sum()
}

/// The figures of one agency, each year's derived from the last.
pub(super) struct History {
    random: Random,
    /// The approximate number of applications per year.
    scale: u64,
    columns: [usize; COLUMNS],
    /// Licences, penalties, coercions and fees in a typical year.
    usual: [u64; 4],
    carried: [u64; COLUMNS],
    in_force: u64,
}

impl History {
    pub(super) fn new(agency: usize) -> Self {
        let mut random = Random(agency as u64);
        let scale = [3, 8, 20, 60, 150, 400, 1500, 6000][random.below(8) as usize];
        Self {
            scale,
            columns: [70 + random.below(30) as usize, 12, 1, 2, 8, 4],
            usual: [5, 1, 0, 30].map(|least| scale * (least + random.below(20))),
            carried: [0; COLUMNS],
            // More than can be repealed in five years.
            in_force: 50 + random.below(50),
            random,
        }
    }

    pub(super) fn next(&mut self, year: u16) -> Figures {
        let growth = 100 + 8 * u64::from(year - YEARS[0]);
        let received = self.scale * growth * self.random.between(70, 130) / 10_000;
        let received: [u64; COLUMNS] = self.random.divide(received, &self.columns);
        let carried_in = self.carried;
        let open: [u64; COLUMNS] = std::array::from_fn(|column| received[column] + carried_in[column]);
        self.carried = open.map(|cases| cases * self.random.between(4, 12) / 100);
        let weights: [usize; 21] = {
            let mut weights = RESULTS.iter().filter_map(|(_, weight)| *weight);
            std::array::from_fn(|_| weights.next().unwrap_or_default())
        };
        let columns: [[u64; 21]; COLUMNS] =
            std::array::from_fn(|column| self.random.divide(open[column] - self.carried[column], &weights));
        let results = (0..weights.len()).map(|line| columns.map(|column| column[line])).collect();
        let issued = self.random.below(12);
        let repealed = self.random.below(10);
        self.in_force = self.in_force + issued - repealed;
        let [licensing, penalties, coercion, fees] = self.usual.map(|usual| usual * self.random.between(80, 120) / 100);
        let shares = [80, 300, 300, 400].map(|share| 2 + self.scale / share);
        Figures {
            documents: [issued, repealed, self.in_force],
            licensing,
            penalties,
            coercion,
            fees,
            received,
            carried_in,
            results,
            carried_out: self.carried,
            disputes: std::array::from_fn(|_| shares.map(|most| self.random.below(most))),
            published: [(10, 300), (100, 900), (20, 400)].map(|(from, to)| self.random.between(from, to)),
            proposals: [self.random.between(2, 9), self.random.between(10, 20)],
            phone: self.random.below(100_000_000),
        }
    }
}

/// `SplitMix64`: the same numbers on every machine, without a dependency.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn between(&mut self, start: u64, end: u64) -> u64 {
        start + self.below(end - start)
    }

    /// Divides a number exactly in proportion to weights.
    fn divide<const N: usize>(&mut self, number: u64, weights: &[usize; N]) -> [u64; N] {
        let all = weights.iter().sum::<usize>() as u64;
        let mut parts = if number > 60 { weights.map(|weight| number * weight as u64 / all) } else { [0; N] };
        for _ in sum(&parts)..number {
            let mut at = self.below(all);
            let part = weights.iter().position(|&weight| {
                let found = at < weight as u64;
                at = at.saturating_sub(weight as u64);
                found
            });
            parts[part.unwrap_or_default()] += 1;
        }
        parts
    }
}
