//! `giar init`: creates a portal.

use super::{Failure, Terminal, args::flag};
use crate::{
    check::schema::front_matter,
    config::{Agency, AgencyKind, BaseUrl, Rank},
    i18n::{Lang, Message, Text, shown},
    io::{clock, create},
    site,
    start::{self, Portal, SCHEMA_FILE, guessed_kind, guessed_rank},
    text,
};
use clap::{
    Arg, ArgMatches, Command,
    builder::{PathBufValueParser, PossibleValuesParser},
};
use std::path::{Path, PathBuf};

pub(super) fn command(lang: Lang) -> Command {
    Command::new("init")
        .about(
            text!("建一个新的栏目，连同第一份报告的空表", "Set up a new portal with a first report to fill in")
                .get(lang),
        )
        .arg(
            Arg::new("folder")
                .value_name(text!("文件夹", "DIR").get(lang))
                .required(true)
                .value_parser(PathBufValueParser::new())
                .help(text!("建在哪里，空的或者还没有的文件夹", "An empty or a new folder").get(lang)),
        )
        .arg(asked("name", text!("名称", "NAME"), text!("机关全称", "Full name of the agency"), lang))
        .arg(asked("id", text!("代码", "ID"), text!("机关代码，用在网址里", "Id of the agency, for addresses"), lang))
        .arg(asked("base-url", text!("网址", "URL"), text!("栏目上线后的完整网址", "Full URL of the portal"), lang))
        .arg(
            asked(
                "kind",
                text!("类别", "KIND"),
                text!("哪一类机关（默认看名称）", "Kind of agency [default: by its name]"),
                lang,
            )
            .value_parser(PossibleValuesParser::new(AgencyKind::keys())),
        )
        .arg(
            asked(
                "rank",
                text!("级别", "RANK"),
                text!("哪一级机关（默认看名称）", "Rank of the agency [default: by its name]"),
                lang,
            )
            .value_parser(PossibleValuesParser::new(Rank::keys())),
        )
        .arg(asked("year", text!("年份", "YEAR"), text!("第一份报告写哪一年", "Year of the first report"), lang))
        .arg(
            flag("sample").conflicts_with_all(["name", "id", "base-url", "kind", "rank", "year"]).help(
                text!(
                    "建样本，有一份写好的报告，用来试一试",
                    "Set up the sample instead: a finished report to try out"
                )
                .get(lang),
            ),
        )
}

/// An argument whose value is asked for if it is missing.
fn asked(name: &'static str, value: Text, help: Text, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(value.get(lang)).help(help.get(lang))
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let folder = matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default();
    let shown = shown(&folder);
    // Windows would open a device instead of creating the folder, and report an invalid handle.
    if let Some(fault) = folder.file_name().and_then(|name| site::path::fault(&name.to_string_lossy())) {
        let message =
            text!("建不了 {folder}：名字{fault}。换一个名字", "cannot set up {folder}: {fault}. Choose another name");
        return Err(Failure::Message(message.with("folder", shown).with("fault", fault)));
    }
    if !create::is_free(&folder)? {
        let message = text!(
            "{folder} 里已经有文件，没有动它们。换一个空文件夹，或者新的名字",
            "{folder} is not empty; nothing in it was touched. Name an empty or a new folder"
        );
        return Err(Failure::Message(message.with("folder", shown)));
    }
    if matches.get_flag("sample") {
        return sample(&folder, terminal);
    }
    let portal = Questions { matches, terminal }.portal()?;
    let files = portal.files(&front_matter(SCHEMA_FILE)).map_err(Failure::Message)?;
    create::create(&folder, &files)?;
    let message = text!("在 {folder} 建好了{name}的栏目：", "Set up the portal of {name} in {folder}:");
    terminal.print(message.with("folder", &shown).with("name", &portal.name));
    for (path, _) in &files {
        terminal.result(&format!("  {path}\n"));
    }
    next_steps(&portal, &shown, terminal);
    Ok(0)
}

/// Creates the sample portal, for users who want to look first.
fn sample(folder: &Path, terminal: &Terminal) -> Result<u8, Failure> {
    create::create(folder, &start::sample())?;
    let message = text!(
        "在 {folder} 建好了样本。接下来：\n  giar build -C {folder}    发布到 {folder} 里的 public\n  giar edit -C {folder}     在浏览器里填报",
        "Set up the sample in {folder}. Next:\n  giar build -C {folder}    publishes it to public in {folder}\n  giar edit -C {folder}     fills in its report in a browser"
    );
    terminal.print(message.with("folder", folder));
    Ok(0)
}

/// The settings of a new portal, from arguments or from answers.
struct Questions<'a> {
    matches: &'a ArgMatches,
    terminal: &'a Terminal,
}

impl Questions<'_> {
    fn portal(&self) -> Result<Portal, Failure> {
        let missing: Vec<_> = ["name", "id"].into_iter().filter(|flag| self.given(flag).is_none()).collect();
        if !missing.is_empty() && !Terminal::is_interactive() {
            let flags: Vec<_> = missing.iter().map(|flag| format!("--{flag}")).collect();
            let message = text!(
                "没有终端可以提问，请写明 {flags}：giar init 文件夹 --name 机关全称 --id 代码",
                "this is not a terminal, so nothing can be asked: give {flags}, as in giar init DIR --name NAME --id ID"
            );
            return Err(Failure::Message(message.with("flags", &flags)));
        }
        let name = self.answer("name", &text!("机关全称：", "Full name of the agency:").into(), "", name)?;
        let id_question = text!(
            "代码，用在网址里，只用小写字母、数字和短横线（如 qingshi）：",
            "Id for addresses, in a–z, 0–9 and `-` (such as qingshi):"
        );
        let id = self.answer("id", &id_question.into(), "", id)?;
        if let Some(fault) = site::path::fault(&id) {
            return Err(unusable("id", &fault));
        }
        let (kind, rank) = (guessed_kind(&name), guessed_rank(&name));
        let kind = self.answer("kind", &kind_question(), kind.key(), AgencyKind::of_answer)?;
        let rank = self.answer("rank", &rank_question(), rank.key(), Rank::of_answer)?;
        let url_question = text!(
            "栏目上线后的完整网址（还不知道就直接回车）：",
            "Full URL of the portal (press Enter if you do not know it yet):"
        );
        let base_url = self.answer("base-url", &url_question.into(), "", base_url)?;
        let base_url = BaseUrl::parse(&base_url);
        let proposed = proposed_year();
        let year_question = text!("第一份报告写哪一年：", "Year of the first report:");
        let year = self.answer("year", &year_question.into(), &proposed, report_year)?;
        Ok(Portal { name, id, base_url, kind, rank, year })
    }

    fn given(&self, flag: &str) -> Option<&String> {
        self.matches.get_one::<String>(flag)
    }

    /// The argument if given; otherwise the user's answer, asked for until it is valid; otherwise the default.
    fn answer<T>(
        &self,
        flag: &str,
        question: &Message,
        proposal: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Failure> {
        if let Some(given) = self.given(flag) {
            return read(given.trim()).ok_or_else(|| unusable(flag, question));
        }
        // If all required arguments are given, the others are not asked for.
        let asks = Terminal::is_interactive() && ["name", "id"].iter().any(|flag| self.given(flag).is_none());
        loop {
            let answer = if asks { self.terminal.ask(question, proposal) } else { Some(proposal.to_owned()) };
            match answer.as_deref().map(&read) {
                Some(Some(value)) => return Ok(value),
                Some(None) if asks => {
                    self.terminal.notify(cannot_be(answer.as_deref().unwrap_or_default(), proposal));
                }
                _ => return Err(unusable(flag, question)),
            }
        }
    }
}

fn cannot_be(answer: &str, proposal: &str) -> Message {
    let message = if proposal.is_empty() {
        text!("“{answer}”用不了，照问题里说的写", "“{answer}” cannot be used: answer as the question says")
    } else {
        text!(
            "“{answer}”用不了：从问题里列出的选一个写，或直接回车用“{proposal}”",
            "“{answer}” cannot be used: answer with a word that the question names, or press Enter for {proposal}"
        )
    };
    message.with("answer", answer).with("proposal", proposal)
}

fn unusable(flag: &str, question: &Message) -> Failure {
    let message = text!("--{flag} 不能这样写：{question}", "--{flag} cannot be used: {question}");
    Failure::Message(message.with("flag", flag).with("question", question.clone()))
}

fn kind_question() -> Message {
    text!("哪一类：government 政府，department 部门，office 派出或办事机构", "Kind: government, department or office")
        .into()
}

fn rank_question() -> Message {
    text!(
        "哪一级：national 国家，province 省，city 市，county 县，town 乡镇街道",
        "Rank: national, province, city, county or town"
    )
    .into()
}

fn name(text: &str) -> Option<String> {
    let is_name = !text.is_empty() && !text.contains(char::is_control);
    is_name.then(|| text.to_owned())
}

fn id(text: &str) -> Option<String> {
    Agency::is_id(text).then(|| text.to_owned())
}

/// Empty, or an address.
fn base_url(text: &str) -> Option<String> {
    (text.is_empty() || BaseUrl::parse(text).is_some()).then(|| text.to_owned())
}

fn report_year(text: &str) -> Option<u16> {
    text.parse().ok().filter(|year| (2008..=2100).contains(year))
}

/// In the first half of a year, reports are written on the last one.
fn proposed_year() -> String {
    let today = clock::today();
    today.map_or_else(String::new, |date| (date.year - u16::from(date.month < 7)).to_string())
}

fn next_steps(portal: &Portal, folder: &str, terminal: &Terminal) {
    let unknown = if portal.base_url.is_none() {
        text!("填上 base_url（上线后的网址）和", "fill in base_url (where the portal will be) and")
    } else {
        text!("填上", "fill in")
    };
    terminal.print(
        text!(
            "接下来：\n\
             1. cd {folder}，运行 giar watch --drafts --open，在浏览器里看这个栏目；改了什么，页面马上更新\n\
             2. 打开 content/reports/{year}.md，填三张表，把“（待填写）”的句子换成本年的情况；content 里的其他页面同样\n\
             3. 在 site.toml 里{unknown}主办单位信息；giar check 没有错误以后，删去报告里的 draft: true，运行 giar build，把 public 文件夹交给网站管理员",
            "Next:\n\
             1. cd {folder} and run giar watch --drafts --open to see the portal in a browser; pages follow your edits\n\
             2. Open content/reports/{year}.md, fill in its three tables and replace each sentence that begins with （待填写）; do the same in the other pages of content/\n\
             3. In site.toml, {unknown} who runs the portal; once giar check finds no error, delete `draft: true` from the report, run giar build and hand the folder public to your webmaster"
        )
        .with("folder", folder)
        .with("year", portal.year)
        .with("unknown", unknown),
    );
}
