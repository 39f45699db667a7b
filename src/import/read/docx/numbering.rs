//! Numbers that Word makes up by itself: 一、 and 1. stand in no text.

use super::{
    super::{
        Refusal,
        xml::{self, Element, Node},
        zip::Archive,
    },
    parts::Parts,
};
use std::collections::HashMap;

/// What a style gives to its paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub heading: Option<u8>,
    pub number: Option<(String, usize)>,
}

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    /// `%1、`
    text: String,
    start: usize,
}

#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, String>,
    levels: HashMap<(String, usize), Level>,
    styles: HashMap<String, Style>,
    counts: HashMap<(String, usize), usize>,
}

impl Numbering {
    pub(super) fn read(archive: &mut Archive<'_>, parts: &Parts) -> Result<Self, Refusal> {
        let mut numbering = Self::default();
        if let Some(bytes) = parts.of_kind("numbering").map(|name| archive.part(&name)).transpose()?.flatten() {
            numbering.lists(&bytes)?;
        }
        if let Some(bytes) = parts.of_kind("styles").map(|name| archive.part(&name)).transpose()?.flatten() {
            numbering.styles(&bytes)?;
        }
        Ok(numbering)
    }

    fn lists(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let (mut list, mut level, mut number) = (String::new(), 0, String::new());
        xml::walk(bytes, |node| {
            let Node::Open(element) = node else { return Ok(()) };
            let value = element.get("val").unwrap_or_default();
            match element.name.as_str() {
                "abstractNum" => element.get("abstractNumId").unwrap_or_default().clone_into(&mut list),
                "lvl" => {
                    level = element.number("ilvl").unwrap_or_default();
                    self.levels.insert((list.clone(), level), Level { start: 1, ..Level::default() });
                }
                "num" => element.get("numId").unwrap_or_default().clone_into(&mut number),
                "abstractNumId" => {
                    self.lists.insert(number.clone(), value.to_owned());
                }
                name @ ("numFmt" | "lvlText" | "start") => {
                    let Some(own) = self.levels.get_mut(&(list.clone(), level)) else { return Ok(()) };
                    match name {
                        "numFmt" => value.clone_into(&mut own.format),
                        "lvlText" => value.clone_into(&mut own.text),
                        _ => own.start = element.number("val").unwrap_or(1),
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn styles(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let mut id = String::new();
        xml::walk(bytes, |node| {
            if let Node::Open(element) = node {
                if element.name == "style" {
                    element.get("styleId").unwrap_or_default().clone_into(&mut id);
                }
                style(self.styles.entry(id.clone()).or_default(), &element);
            }
            Ok(())
        })
    }

    pub(super) fn style(&self, id: &str) -> Style {
        self.styles.get(id).cloned().unwrap_or_default()
    }

    /// The next number of a list, as it stands before its paragraph.
    pub(super) fn next(&mut self, number: &str, level: usize) -> String {
        let Some(list) = self.lists.get(number).cloned() else { return String::new() };
        let Some(own) = self.levels.get(&(list.clone(), level)).cloned() else { return String::new() };
        if own.format == "bullet" {
            return "- ".to_owned();
        }
        let count = self.counts.entry((list.clone(), level)).or_insert(own.start.saturating_sub(1));
        *count += 1;
        self.counts.retain(|(other, below), _| *other != list || *below <= level);
        let mut text = own.text.clone();
        for at in 0..=level {
            let Some(outer) = self.levels.get(&(list.clone(), at)) else { continue };
            let count = self.counts.get(&(list.clone(), at)).copied().unwrap_or(outer.start);
            text = text.replace(&format!("%{}", at + 1), &counted(count, &outer.format));
        }
        text
    }
}

fn style(style: &mut Style, element: &Element) {
    let value = element.get("val").unwrap_or_default();
    match element.name.as_str() {
        "name" => {
            let level = value.to_lowercase().strip_prefix("heading ").and_then(|level| level.parse().ok());
            style.heading = style.heading.or(level.filter(|level| *level <= 6));
        }
        "outlineLvl" => style.heading = style.heading.or(value.parse::<u8>().ok().filter(|l| *l < 6).map(|l| l + 1)),
        "numId" => value.clone_into(&mut style.number.get_or_insert_default().0),
        "ilvl" => style.number.get_or_insert_default().1 = value.parse().unwrap_or_default(),
        _ => {}
    }
}

/// A number in the signs of a list.
fn counted(number: usize, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseCounting"
        | "chineseLegalSimplified"
        | "taiwaneseCountingThousand" => chinese(number),
        "lowerLetter" => char::from_u32('a' as u32 + (number as u32 + 25) % 26).map(String::from).unwrap_or_default(),
        "upperLetter" => char::from_u32('A' as u32 + (number as u32 + 25) % 26).map(String::from).unwrap_or_default(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32('①' as u32 + number as u32 - 1).map(String::from).unwrap_or_default()
        }
        "none" => String::new(),
        _ => number.to_string(),
    }
}

fn chinese(number: usize) -> String {
    let digits: Vec<_> = "〇一二三四五六七八九".chars().collect();
    match number {
        0..=9 => digits[number].to_string(),
        10..=99 => {
            let tens = if number >= 20 { digits[number / 10].to_string() } else { String::new() };
            let ones = if number.is_multiple_of(10) { String::new() } else { digits[number % 10].to_string() };
            format!("{tens}十{ones}")
        }
        _ => number.to_string(),
    }
}
