//! Whose report of which year it is, and when it was published: from titles, metadata and the lines of a CMS.

use super::{
    cms::{DATES, INDEX_NUMBERS, address, after, bare, begins_with, byline, code},
    day::{date, day_in, is_date},
    doc::{Block, Doc, Grid, Para},
    fold,
    furniture::{is_furniture, is_letter_head},
    title::{KINDS, LONGEST_PART, close, is_end_of_title, is_title, name, parts, title_of_page, year_in, years},
};

/// What a document says of itself.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// As it stands there, blanks within it removed.
    pub title: Option<String>,
    /// The year that it reports on.
    pub year: Option<u16>,
    /// The year of which the figures are, where a sentence says so.
    pub(super) period: Option<u16>,
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

/// How far below the beginning a title may stand.
const FIRST_BLOCKS: usize = 60;

impl Head {
    /// Reads title, agency and date; `name` is the file name, the last resort.
    pub fn read(doc: &Doc, name: &str) -> Self {
        let mut head = Self { period: period(doc), ..Self::default() };
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
        head.year = head.year.or(head.period).or_else(|| year_in(name));
        head
    }

    fn lines(&mut self, doc: &Doc) {
        let own = own_link(doc, self.period);
        let mut before = None;
        for (at, block) in doc.blocks.iter().enumerate().take(FIRST_BLOCKS) {
            match block {
                Block::Grid(grid) => self.card(at, grid),
                Block::Para(para) => {
                    let text = para.text.trim();
                    if self.title.is_none() && is_title(text) && (!is_link(para) || own == Some(at)) {
                        self.titled(at, text, before);
                    } else {
                        self.para(at, text, before);
                    }
                    before = (!is_link(para)).then_some((at, text));
                }
            }
        }
    }

    /// A line that is called like a report: its title, or the second half of it.
    fn titled(&mut self, at: usize, text: &str, before: Option<(usize, &str)>) {
        let (own, year) = parts(&close(text));
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
    }

    /// Any other line: one of the CMS, the day of publication below the title, or the end of a title that was cut in two.
    fn para(&mut self, at: usize, text: &str, before: Option<(usize, &str)>) {
        let may_be_day = self.published.is_none() && self.is_below_title(at);
        if is_furniture(text) {
            self.blocks.push(at);
            if !self.line(text) {
                self.left_out.push(text.to_owned());
            }
            if self.published.is_none() && may_be_day {
                self.published = day_in(text);
            }
        } else if may_be_day && let Some(day) = byline(text, self.title.as_deref()) {
            self.blocks.push(at);
            self.published = Some(day);
            self.left_out.push(text.to_owned());
        } else if may_be_day && is_date(bare(text)) {
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
        let own = match self.period {
            Some(_) => links.iter().find(|(_, year)| *year == self.period),
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
fn own_link(doc: &Doc, period: Option<u16>) -> Option<usize> {
    let mut headings = doc.blocks.iter().enumerate().take(FIRST_BLOCKS).filter_map(|(at, block)| match block {
        Block::Para(para) if para.heading.is_some() && is_link(para) && is_title(para.text.trim()) => {
            Some((at, parts(&close(&para.text)).1))
        }
        _ => None,
    });
    let (Some((at, year)), None) = (headings.next(), headings.next()) else { return None };
    (year.is_some() && (period.is_none() || period == year)).then_some(at)
}

fn period(doc: &Doc) -> Option<u16> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::doc::{Origin, Para};

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
}
