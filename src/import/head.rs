//! Whose report of which year it is, and when it was published: from titles, metadata and the lines of a CMS.

use super::{
    day::{date, day_in, is_date},
    doc::{Block, Doc, Grid, Para},
    fold,
    furniture::{is_furniture, is_letter_head},
};
use crate::date::LIKELY_YEARS;

/// What a document says of itself.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// As it stands there, blanks within it removed.
    pub title: Option<String>,
    /// The year that it reports on.
    pub year: Option<u16>,
    /// What its title calls the agency.
    pub agency: Option<String>,
    /// When it was published, as a report writes it.
    pub published: Option<String>,
    /// The address of its page.
    pub source: Option<String>,
    /// 索引号, as it stands there.
    pub index_number: Option<String>,
    /// The blocks that hold the title and the lines of the CMS.
    pub blocks: Vec<usize>,
    /// What those blocks say that is kept nowhere: 来源, 浏览次数.
    pub left_out: Vec<String>,
}

const KINDS: &[&str] = &["年度报告", "年报", "工作报告", "年度工作报告", "情况报告"];
/// How letters with which a report is sent are called.
const LETTERS: &[&str] = &["的函", "的通知", "的请示", "的批复", "的复函"];
const LONGEST_TITLE: usize = 60;
/// The first line of one that was cut in two is no longer.
const LONGEST_PART: usize = 30;
/// Nor is an index number.
const LONGEST_CODE: usize = 60;
/// How far below the beginning a title may stand.
const FIRST_BLOCKS: usize = 60;

impl Head {
    /// Reads title, agency and date; `name` is the file name, the last resort.
    pub fn read(doc: &Doc, name: &str) -> Self {
        let mut head = Self::default();
        head.lines(doc);
        head.facts(doc);
        if head.title.as_ref().is_none_or(|title| parts(title).1.is_none()) && head.year.is_none() {
            head.mentioned(doc);
        }
        if head.title.is_none() && head.agency.is_none() {
            head.linked(doc);
        }
        if let Some(title) = &head.title {
            let (agency, year) = parts(title);
            head.agency = head.agency.or(agency);
            head.year = head.year.or(year);
        }
        head.year = head.year.or_else(|| period(doc)).or_else(|| year_in(name));
        head
    }

    fn lines(&mut self, doc: &Doc) {
        let mut before: Option<(usize, &str)> = None;
        let own = own_link(doc);
        for (at, block) in doc.blocks.iter().enumerate().take(FIRST_BLOCKS) {
            let para = match block {
                Block::Para(para) => para,
                Block::Grid(grid) => {
                    self.card(at, grid);
                    continue;
                }
            };
            let text = para.text.trim();
            if self.title.is_none() && is_title(text) && (!is_link(para) || own == Some(at)) {
                let (own, year) = parts(&close(text));
                // The first line of a title that was cut in two.
                let cut = before.filter(|(place, line)| {
                    (own.is_none() || year.is_none())
                        && *place + 1 == at
                        && line.chars().count() <= LONGEST_PART
                        && !line.ends_with('。')
                        && (line.contains('年') || own.is_none())
                        && !is_furniture(line)
                        && !is_letter_head(line)
                });
                let whole = cut.map_or_else(|| close(text), |(_, line)| close(&format!("{line}{text}")));
                if parts(&whole).1.is_some() {
                    self.blocks.extend(cut.map(|(place, _)| place));
                    self.blocks.push(at);
                    self.title = Some(whole);
                }
            } else if is_furniture(text) {
                self.blocks.push(at);
                if !self.line(text) {
                    self.left_out.push(text.to_owned());
                }
                if self.published.is_none() && self.is_below_title(at) {
                    self.published = day_in(text);
                }
            } else if self.published.is_none()
                && self.is_below_title(at)
                && let Some(day) = byline(text, self.title.as_deref())
            {
                self.blocks.push(at);
                self.published = Some(day);
                self.left_out.push(text.to_owned());
            } else if self.published.is_none() && self.is_below_title(at) && is_date(bare(text)) {
                self.blocks.push(at);
                self.published = date(bare(text));
            } else if let Some((place, line)) = before
                && self.title.is_none()
                && place + 1 == at
                && is_end_of_title(line, text)
            {
                self.blocks.extend([place, at]);
                self.title = Some(close(&format!("{line}{text}")));
            }
            before = (!is_link(para)).then_some((at, text));
        }
    }

    /// Whether a block follows the title, or what stands between it and the text.
    fn is_below_title(&self, block: usize) -> bool {
        self.title.is_some() && block.checked_sub(1).is_some_and(|above| self.blocks.contains(&above))
    }

    /// A line of the CMS: 发布日期：2020-01-31 来源：… Whether all that it says is kept.
    fn line(&mut self, text: &str) -> bool {
        let text = &*fold::simplified(text.trim());
        let mut is_kept = false;
        if let Some(rest) = after(text, DATES)
            && let Some(found) = date(rest)
        {
            let is_own = *self.published.get_or_insert_with(|| found.clone()) == found;
            is_kept |= is_own && is_date(bare(rest)) && begins_with(text, DATES);
        }
        if let Some(rest) = after(text, INDEX_NUMBERS)
            && let Some(found) = code(rest)
        {
            is_kept |= begins_with(text, INDEX_NUMBERS) && rest.trim() == found;
            is_kept &= *self.index_number.get_or_insert_with(|| found.clone()) == found;
        }
        if let Some(found) = address(text) {
            self.source.get_or_insert(found);
        }
        is_kept
    }

    /// A table of the CMS: 索引号, 发布机构, 发布日期 and the like, each beside its value.
    fn card(&mut self, block: usize, grid: &Grid) {
        let mut cells: Vec<_> = grid.cells.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        if !cells.iter().any(|cell| fold::label(&cell.text).starts_with("索引号")) {
            return;
        }
        self.blocks.push(block);
        // A cell holds name and value, or two beside each other do.
        let mut is_kept: Vec<_> = cells.iter().map(|cell| self.line(&cell.text)).collect();
        for (at, pair) in cells.windows(2).enumerate().filter(|(_, pair)| pair[0].row == pair[1].row) {
            if self.line(&format!("{}：{}", fold::label(&pair[0].text), pair[1].text.trim())) {
                is_kept[at..at + 2].fill(true);
            }
        }
        let others = cells.iter().zip(is_kept).filter(|(_, is_kept)| !is_kept).map(|(cell, _)| cell.text.trim());
        let others = others.collect::<Vec<_>>().join(" ");
        self.left_out.extend((!others.is_empty()).then_some(others));
    }

    fn facts(&mut self, doc: &Doc) {
        for (key, value) in &doc.facts {
            let value = value.trim();
            match key.to_ascii_lowercase().as_str() {
                _ if value.is_empty() => {}
                "articletitle" if self.title.is_none() => self.title = title_of_page(value),
                // In the tab of the browser stands the name of the column as often.
                "title" if self.title.is_none() => {
                    self.title = title_of_page(value).filter(|title| parts(title).1.is_some());
                }
                "pubdate" if self.published.is_none() => self.published = date(value),
                "url" | "og:url" | "canonical" | "saved-from" if self.source.is_none() => self.source = address(value),
                "年度" if self.year.is_none() => self.year = year_in(value),
                "机关" if self.agency.is_none() => self.agency = name(value),
                "indexnumber" | "索引号" if self.index_number.is_none() => self.index_number = code(value),
                _ => {}
            }
        }
    }

    /// A page whose only title is that of a link to it, among links to other years' reports.
    fn linked(&mut self, doc: &Doc) {
        let links = doc.blocks.iter().take(FIRST_BLOCKS).filter_map(|block| match block {
            Block::Para(para) if is_link(para) && is_title(&para.text) => Some(parts(&close(&para.text))),
            _ => None,
        });
        let links: Vec<_> = links.collect();
        let period = period(doc);
        let own = match period {
            Some(_) => links.iter().find(|(_, year)| *year == period),
            None => links.first().filter(|_| links.len() == 1),
        };
        if let Some((agency, year)) = own {
            (self.agency, self.year) = (agency.clone(), self.year.or(*year));
        }
    }

    /// A report without a title is often named in its first sentence.
    fn mentioned(&mut self, doc: &Doc) {
        let paras = doc.blocks.iter().take(FIRST_BLOCKS).filter_map(|block| match block {
            Block::Para(para) => Some(&para.text).filter(|_| !is_link(para)),
            Block::Grid(_) => None,
        });
        for text in paras {
            let is_report = KINDS.iter().any(|kind| text.contains(kind));
            let places = text.match_indices("政府信息公开").filter(|_| is_report);
            for (at, _) in places {
                let before = text[..at].trim_end();
                let cut = before.rfind(['，', ',', '。', '、', '》', '”', '布', '将', '：']);
                let begin = cut.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
                let (agency, year) = parts(&close(&format!("{}政府信息公开", &before[begin..])));
                if year.is_some() {
                    (self.year, self.agency) = (year, agency);
                    return;
                }
            }
        }
    }
}

/// Whether a paragraph begins with a link: to another report, if it is called like one.
fn is_link(para: &Para) -> bool {
    let words = para.markdown.trim_start_matches(['-', ' ']);
    words.starts_with('[') && words.contains("](")
}

/// The heading that is a link to its own page: the only one that is called like a report, of the year of the figures.
fn own_link(doc: &Doc) -> Option<usize> {
    let period = period(doc);
    let mut headings = doc.blocks.iter().enumerate().take(FIRST_BLOCKS).filter_map(|(at, block)| match block {
        Block::Para(para) if para.heading.is_some() && is_link(para) && is_title(para.text.trim()) => {
            Some((at, parts(&close(&para.text)).1))
        }
        _ => None,
    });
    let (Some((at, year)), None) = (headings.next(), headings.next()) else { return None };
    (year.is_some() && (period.is_none() || period == year)).then_some(at)
}

/// The title of a report in that of its page, which names the site behind it.
fn title_of_page(title: &str) -> Option<String> {
    let mut parts = title.split(['_', '|', '-', '—', '–']).map(str::trim);
    parts.find(|part| is_title(part)).or_else(|| is_title(title).then_some(title)).map(close)
}

/// Whether a line is a report's title.
pub(super) fn is_title(text: &str) -> bool {
    let plain = fold::simplified(&close(text));
    let is_short = plain.chars().count() <= LONGEST_TITLE;
    is_short
        && plain.contains("信息公开")
        && KINDS.iter().any(|kind| plain.contains(kind))
        && !plain.ends_with(['。', '；', '，'])
        && !LETTERS.iter().any(|letter| plain.ends_with(letter))
        && !plain.contains("格式")
        && !plain.starts_with(['《', '（', '('])
        && !plain.contains('>')
        && !plain.contains("首页")
}

/// Whether a line is the rest of a title that was cut within its last words.
fn is_end_of_title(line: &str, text: &str) -> bool {
    text.chars().count() <= 8 && is_title(&format!("{line}{text}")) && parts(&close(line)).1.is_some()
}

/// Text without blanks, each character whole.
pub(super) fn close(text: &str) -> String {
    fold::cleaned(text).chars().filter(|c| !c.is_whitespace() && *c != '#' && *c != '*').collect()
}

/// Every title that is written with traditional characters has one of these: 公開, 報告.
const TRADITIONAL: &[char] = &['開', '報'];

/// The agency and year that a title names: 赤眉镇人民政府2023年政府信息公开工作年度报告, 2019年…办公厅政府信息公开….
pub(super) fn parts(title: &str) -> (Option<String>, Option<u16>) {
    // A name that is written with simplified characters may hold one that others write for something else: 乾县.
    let simplified = fold::simplified(title);
    let title = &*in_digits(if title.contains(TRADITIONAL) { &simplified } else { title });
    let Some((at, year)) = years(title).next() else { return (name(title), None) };
    let before = title[..at].trim_start_matches("关于").trim_end_matches(['（', '(']);
    let rest = title[at + 4..].trim_start_matches(['年', '度']);
    (name(before).or_else(|| name(rest.split("政府信息公开").next().unwrap_or_default())), Some(year))
}

/// A text with its year in plain digits: 二〇二五年, ２０２５年.
pub(super) fn in_digits(text: &str) -> String {
    const NUMERALS: &str = "〇一二三四五六七八九";
    let plain: Vec<char> = text.chars().map(plain_digit).collect();
    let year = plain.windows(5).position(|five| five[4] == '年' && five[..4].iter().all(|c| NUMERALS.contains(*c)));
    let Some(at) = year else { return plain.into_iter().collect() };
    let values = plain[at..at + 4].iter().filter_map(|c| NUMERALS.chars().position(|numeral| numeral == *c));
    let digits = values.filter_map(|value| char::from_digit(value as u32, 10));
    plain[..at].iter().copied().chain(digits).chain(plain[at + 4..].iter().copied()).collect()
}

fn plain_digit(c: char) -> char {
    match c {
        '零' | '○' | '◯' => '〇',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        c => c,
    }
}

fn name(text: &str) -> Option<String> {
    let text = text.split("政府信息公开").next().unwrap_or_default().trim_matches(['-', '—', '_', '“', '”', '《', ' ']);
    let text = text.trim_end_matches(['的', '年', '度']);
    let is_name = (2..=40).contains(&text.chars().count()) && !text.chars().any(|c| c.is_ascii_digit());
    is_name.then(|| text.to_owned())
}

/// The years of a text, each followed by 年 or standing by itself.
fn years(text: &str) -> impl Iterator<Item = (usize, u16)> + '_ {
    text.char_indices().filter_map(move |(at, _)| {
        let digits = text.get(at..at + 4)?;
        let beside = [text[..at].bytes().next_back(), text[at + 4..].bytes().next()];
        let is_alone = !beside.iter().flatten().any(u8::is_ascii_digit);
        let year = digits.parse().ok().filter(|year| LIKELY_YEARS.contains(year))?;
        is_alone.then_some((at, year))
    })
}

/// The year in a file's name.
pub(super) fn year_in(name: &str) -> Option<u16> {
    years(name).last().map(|(_, year)| year)
}

/// The year of which the figures are, where a sentence says so.
pub(super) fn period(doc: &Doc) -> Option<u16> {
    let texts = doc.blocks.iter().filter_map(|block| match block {
        Block::Para(para) => Some(close(&para.text)),
        Block::Grid(_) => None,
    });
    let mut found = texts.filter_map(|text| {
        let at = ["统计期限", "统计时限", "期限"].iter().find_map(|word| text.find(word))?;
        let (place, year) = years(&text[at..]).next()?;
        text[at + place + 4..].starts_with('年').then_some(year)
    });
    found.next()
}

fn after<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let rest = words.iter().find_map(|word| text.split_once(word).map(|(_, rest)| rest))?;
    Some(rest.trim_start_matches([' ', '：', ':', '\u{a0}', '\u{3000}']))
}

const INDEX_NUMBERS: &[&str] = &["索引号", "索 引 号"];
/// How a CMS calls the day of publication.
const DATES: &[&str] = &["发布日期", "发布时间", "发文日期", "公开日期", "信息时间", "生成日期", "成文日期"];

/// What a text begins with and no blank divides: an index number.
fn code(text: &str) -> Option<String> {
    let code = text.split_whitespace().next()?.trim_end_matches(['，', '；', ',', ';']);
    let is_code = code.bytes().any(|b| b.is_ascii_digit()) && code.chars().count() <= LONGEST_CODE;
    is_code.then(|| code.to_owned())
}

/// The address of a page that stands in a text.
fn address(text: &str) -> Option<String> {
    let start = text.find("http://").or_else(|| text.find("https://"))?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '\\')).unwrap_or(rest.len());
    // A scheme alone is no address.
    (end > 11).then(|| rest[..end].to_owned())
}

/// The day in a line that says who published an article and when: 原创 青石镇人民政府 2023-01-20.
fn byline(text: &str, title: Option<&str>) -> Option<String> {
    let (names, day) = text.rsplit_once(char::is_whitespace)?;
    let (names, day) = match names.rsplit_once(char::is_whitespace) {
        Some((before, date)) if is_date(&format!("{date} {day}")) => (before, format!("{date} {day}")),
        _ => (names, day.to_owned()),
    };
    let are_names = names.split_whitespace().all(|name| {
        name.chars().count() <= LONGEST_NAME && name.chars().all(|c| fold::is_chinese(c) || c.is_ascii_alphabetic())
    });
    let agency = title.and_then(|title| parts(title).0);
    let is_publisher = |name: &str| {
        agency.as_deref() == Some(name)
            || name.ends_with("发布")
            || PUBLISHERS.iter().any(|word| name.starts_with(word))
    };
    let names_one = names.split_whitespace().any(is_publisher) && !PERIODS.iter().any(|word| names.contains(word));
    (are_names && names_one && is_date(&day)).then(|| date(&day)).flatten()
}

/// What names whoever published an article begin with.
const PUBLISHERS: &[&str] = &["原创", "来源", "作者", "编辑", "供稿", "发布"];
/// A line with one of these has the day up to which figures were counted.
const PERIODS: &[&str] = &["截至", "截止", "统计", "期"];
/// An agency's name is no longer.
const LONGEST_NAME: usize = 25;

/// A text without the brackets around it.
fn bare(text: &str) -> &str {
    text.trim_matches([' ', '\u{a0}', '\u{3000}', '（', '）', '(', ')', '[', ']', '【', '】'])
}

fn begins_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.trim_start_matches(['[', '【']).starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::doc::{Origin, Para};

    #[test]
    fn titles_name_agency_and_year_in_either_order() {
        for (title, agency, year) in [
            ("赤眉镇人民政府 2023 年政府信息公开工作年度报 告", Some("赤眉镇人民政府"), Some(2023)),
            ("2019年上海市人民政府办公厅政府信息公开工作年度报告", Some("上海市人民政府办公厅"), Some(2019)),
            ("上湾乡人民政府2019年度政府信息公开年度工作报告", Some("上湾乡人民政府"), Some(2019)),
            ("2023年政府信息公开工作年度报告", None, Some(2023)),
            ("雲嶺縣人民政府2023年政府信息公開工作年度報告", Some("云岭县人民政府"), Some(2023)),
            ("乾县人民政府2023年政府信息公开工作年度报告", Some("乾县人民政府"), Some(2023)),
            ("交通运输局二○二五年政府信息公开工作年度报告", Some("交通运输局"), Some(2025)),
            ("沭阳县人民政府２０２５年政府信息公开工作年度报告", Some("沭阳县人民政府"), Some(2025)),
        ] {
            assert!(is_title(title), "{title}");
            assert_eq!(parts(&close(title)), (agency.map(str::to_owned), year), "{title}");
        }
        assert!(!is_title("根据《政府信息公开工作年度报告格式》，编制本报告。"));
    }

    #[test]
    fn a_title_may_be_cut_within_its_last_words() {
        let para = |text: &str| Block::Para(Para::plain(text, Origin::Unknown));
        let lines = ["云岭县人民政府 2023 年政府信息公开工作年度", "报告", "根据有关规定，编制本报告。"];
        let doc = Doc { blocks: lines.map(para).into(), ..Doc::default() };
        let head = Head::read(&doc, "a.txt");
        assert_eq!((head.agency.as_deref(), head.year), (Some("云岭县人民政府"), Some(2023)));
        assert_eq!(head.blocks, [0, 1]);
    }

    /// Pages list the reports of other years beside this one.
    #[test]
    fn the_title_of_a_link_is_that_of_another_report() {
        let linked = |year: u16| {
            let title = format!("云岭县人民政府{year}年政府信息公开工作年度报告");
            let markdown = format!("- [{title}](/{year}.html) 2025-01-20");
            Block::Para(Para { markdown, ..Para::plain(title, Origin::Unknown) })
        };
        let para = |text: &str| Block::Para(Para::plain(text, Origin::Unknown));
        let title = "云岭县人民政府2023年政府信息公开工作年度报告";
        let period = "所列数据的统计期限自2023年1月1日起至2023年12月31日止。";
        let facts = [("title".to_owned(), format!("{title}_云岭县人民政府网站"))];
        for (blocks, facts, named) in [
            (vec![linked(2024), linked(2022), para(title)], &[][..], Some(title)),
            (vec![linked(2024), linked(2022), para("一、总体情况")], &facts, Some(title)),
            (vec![linked(2024), linked(2023), para(period)], &[], None),
        ] {
            let doc = Doc { blocks, facts: facts.to_vec(), ..Doc::default() };
            let head = Head::read(&doc, "a.html");
            assert_eq!((head.title.as_deref(), head.year), (named, Some(2023)));
            assert_eq!(head.agency.as_deref(), Some("云岭县人民政府"));
        }
    }

    #[test]
    fn dates_of_a_cms_are_read_and_others_are_not() {
        let mut head = Head::default();
        head.line("来源: 浏览次数: 发布时间: 2020-02-20 16:53");
        assert_eq!(head.published.as_deref(), Some("2020-02-20 16:53"));
        assert_eq!(date("2021-01-25 来源:桂花坪街道").as_deref(), Some("2021-01-25"));
        assert_eq!(date("2021年1月25日").as_deref(), Some("2021-01-25"));
        assert_eq!(date("2024.1.20 来源：办公室").as_deref(), Some("2024-01-20"));
        assert_eq!(date("2024/1/5 09:30").as_deref(), Some("2024-01-05 09:30"));
        assert_eq!(date("昨天"), None);
    }

    #[test]
    fn a_day_below_the_title_is_that_of_publication_and_what_was_read_is_not_left_out() {
        let para = |text: &str| Block::Para(Para::plain(text, Origin::Unknown));
        let title = "云岭县人民政府2023年政府信息公开工作年度报告";
        for (line, left_out) in [
            ("2024.1.20", &[][..]),
            ("（2024年1月20日）", &[]),
            ("发布日期：2024-01-20", &[]),
            ("2024-01-20 来源：办公室", &["2024-01-20 来源：办公室"]),
        ] {
            let doc = Doc { blocks: vec![para(title), para(line)], ..Doc::default() };
            let head = Head::read(&doc, "a.txt");
            assert_eq!(head.published.as_deref(), Some("2024-01-20"), "{line}");
            assert_eq!((head.blocks, head.left_out), (vec![0, 1], left_out.iter().map(ToString::to_string).collect()));
        }
        let doc = Doc {
            blocks: [title, "全年公开信息96条。", "2024年1月20日"].map(para).into(), ..Doc::default()
        };
        assert_eq!(Head::read(&doc, "a.txt").published, None);
    }

    #[test]
    fn the_day_up_to_which_figures_were_counted_is_not_that_of_publication() {
        let title = Some("云岭县人民政府2023年政府信息公开工作年度报告");
        for line in ["原创 2024-01-20", "云岭县人民政府 2024-01-20", "云岭发布 2024-01-20"] {
            assert_eq!(byline(line, title).as_deref(), Some("2024-01-20"), "{line}");
        }
        for line in
            ["本报告数据统计截至 2023年12月31日", "云岭县人民政府 统计期限 2023年12月31日", "会议召开 2024-01-20"]
        {
            assert_eq!(byline(line, title), None, "{line}");
        }
    }
}
