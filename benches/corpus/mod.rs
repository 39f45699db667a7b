//! A generated portal of any size, always the same: agencies × 2021–2025, with about 1,500 characters of prose per
//! report.
//!
//! It contains no mistakes: totals and identities hold, last year's carried-out cases are this year's carried-in ones,
//! stocks follow from documents issued and repealed, prose and tables agree, deadlines are kept, and no sentence occurs
//! in two reports. The checks should find nothing. The portal of 100 reports is part of that of 1,000.

mod figures;
mod prose;

use figures::{Figures, History};
use std::{fmt::Write as _, fs, io, path::Path};

pub(crate) const YEARS: [u16; 5] = [2021, 2022, 2023, 2024, 2025];

/// The agencies of one place, beginning with its government, to which the others report.
const AGENCIES: [&str; 18] = [
    "人民政府",
    "发展和改革局",
    "教育局",
    "公安局",
    "民政局",
    "财政局",
    "自然资源局",
    "生态环境局",
    "住房和城乡建设局",
    "交通运输局",
    "水务局",
    "农业农村局",
    "卫生健康局",
    "应急管理局",
    "市场监督管理局",
    "审计局",
    "医疗保障局",
    "统计局",
];
const DISTRICTS: [&str; 10] =
    ["城东区", "城西区", "城南区", "城北区", "新港区", "滨湖区", "平岭县", "河澜县", "古汀县", "桃屏县"];
/// The first and the second character of a fictitious city.
const CITIES: [&str; 2] = ["云沧碧翠晴岚澄霁澹泠漪潋", "岭澜浦屏陵原泽汀岫渚"];

/// The greatest number of reports for which there are names.
pub(crate) const MAX_REPORTS: usize = 12 * 10 * DISTRICTS.len() * AGENCIES.len() * YEARS.len();

/// A reporting agency.
pub(crate) struct Agency {
    number: usize,
    id: String,
    name: String,
}

impl Agency {
    fn new(number: usize) -> Self {
        fn character(from: &str, at: usize) -> char {
            from.chars().nth(at).expect("the number of reports was checked")
        }

        let [first, second] = CITIES;
        let (place, own) = (number / AGENCIES.len(), AGENCIES[number % AGENCIES.len()]);
        let (city, district) = (place / DISTRICTS.len(), DISTRICTS[place % DISTRICTS.len()]);
        let city = [character(first, city / 10), character(second, city % 10)].into_iter().collect::<String>();
        Self { number, id: id(number), name: format!("{city}市{district}{own}") }
    }

    fn government(&self) -> usize {
        self.number / AGENCIES.len() * AGENCIES.len()
    }
}

fn id(number: usize) -> String {
    format!("a{number:05}")
}

/// Every file of a portal, with path and content. They are made one agency at a time.
///
/// # Panics
/// If more than [`MAX_REPORTS`] are requested.
pub(crate) fn files(reports: usize) -> impl Iterator<Item = (String, String)> {
    assert!(reports <= MAX_REPORTS, "there are names for {MAX_REPORTS} reports");
    let agencies = (0..reports.div_ceil(YEARS.len())).map(Agency::new);
    std::iter::once(("site.toml".to_owned(), site(reports))).chain(agencies.flat_map(move |agency| {
        let mut history = History::new(agency.number);
        years_of(&agency, reports)
            .iter()
            .map(|&year| {
                let path = format!("content/reports/{}/{year}.md", agency.id);
                (path, report(&agency, year, &history.next(year)))
            })
            .collect::<Vec<_>>()
    }))
}

/// Writes a portal into a folder.
pub(crate) fn write(reports: usize, folder: &Path) -> io::Result<()> {
    for (path, text) in files(reports) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// All years, except for the last agency if the requested number is reached.
fn years_of(agency: &Agency, reports: usize) -> &'static [u16] {
    &YEARS[..YEARS.len().min(reports - agency.number * YEARS.len())]
}

fn site(reports: usize) -> String {
    let mut toml = String::from(
        r#"title = "示例政府信息公开年报"
description = "虚构的机关和数字，用来检验和计时"
base_url = "https://www.example.gov.cn/xxgk/"
language = "zh-CN"
sample = true

[identity]
organiser = "示例市人民政府办公室"
contact = "示例市政务公开科"
address = "示例市示例路0号"
postcode = "000000"
phone = "0000-00000000"
id_code = "0000000001"
icp = "示例ICP备00000000号"
police = "示例公网安备00000000000000号"
"#,
    );
    for agency in (0..reports.div_ceil(YEARS.len())).map(Agency::new) {
        let kind = if agency.number == agency.government() { "government" } else { "department" };
        let _ = write!(
            toml,
            "\n[[agency]]\nid = \"{}\"\nname = \"{}\"\nkind = \"{kind}\"\nrank = \"county\"\n",
            agency.id, agency.name
        );
        if agency.number != agency.government() {
            let _ = writeln!(toml, "parent = \"{}\"", id(agency.government()));
        }
        let years = years_of(&agency, reports);
        if let Some(last) = years.last().filter(|_| years.len() < YEARS.len()) {
            let _ = writeln!(toml, "until = {last}");
        }
    }
    toml
}

fn report(agency: &Agency, year: u16, figures: &Figures) -> String {
    let Agency { id, name, .. } = agency;
    let day = 5 + agency.number % 26;
    let mut text = format!(
        "---\ntitle: \"{name}{year}年政府信息公开工作年度报告\"\nyear: {year}\nagency: {id}\nedition: \"2021\"\n\
         published: {}-01-{day:02}\n",
        year + 1
    );
    figures.front_matter(&mut text);
    text.push_str("---\n\n");
    prose::write(&mut text, agency, year, figures);
    text
}
