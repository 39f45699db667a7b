//! The actions of the welcome page. Work on a portal is done by the same commands as in a terminal, each in its own
//! process.

use crate::{
    diag::Level,
    i18n::{Lang, Message, shown},
    io::{
        create::create,
        hand_over, load,
        publish::OUTPUT,
        real::real_path,
        recent::{self, disks, folders_in, home, is_portal},
    },
    pipeline::{self, Options},
    preview::{self, Portal},
    start::sample,
    text,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    env,
    io::{self, BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

/// The name of the parent folder, which the page translates.
const UP: &str = "..";

/// Lets the last answer arrive.
const FAREWELL: Duration = Duration::from_millis(300);

pub(super) struct Desk {
    pub lang: Lang,
    /// The previews of open portals, by folder.
    open: Mutex<BTreeMap<PathBuf, Open>>,
}

struct Open {
    process: Child,
    address: String,
}

impl Desk {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, open: Mutex::default() }
    }

    pub(super) fn page(&self) -> String {
        let portals: Vec<_> = recent::portals().iter().map(|path| portal(path)).collect();
        preview::welcome(&portals, &shown(&home()), self.lang)
    }

    /// Performs the action of a button.
    ///
    /// # Errors
    /// Why it failed, for the user.
    pub(super) fn act(&self, action: &str, asked: &Value) -> Result<Value, Message> {
        // Windows copies a path with quotes around it.
        let path = home().join(text_of(asked, "path").trim_matches('"'));
        let back = text_of(asked, "back");
        match action {
            "open" => self.open(&path, &back),
            "begin" => self.begin(&path, &text_of(asked, "name"), &text_of(asked, "id"), &back),
            "sample" => self.sample(&back),
            "publish" => self.publish(&path),
            "folders" => folders(&path),
            "reveal" => reveal(&path),
            "forget" => {
                recent::forget(&path);
                Ok(json!({ "isForgotten": true }))
            }
            "close" => Ok(self.end()),
            _ => Err(text!("没有这个操作", "there is no such action").into()),
        }
    }

    /// Opens a portal's form in a preview of its own, which links back to this page.
    fn open(&self, path: &Path, back: &str) -> Result<Value, Message> {
        let path = known(path)?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if !open.get_mut(&path).is_some_and(|open| matches!(open.process.try_wait(), Ok(None))) {
            open.insert(path.clone(), self.start(&path, back)?);
        }
        recent::remember(&path);
        Ok(json!({ "href": open[&path].address }))
    }

    fn start(&self, path: &Path, back: &str) -> Result<Open, Message> {
        let back = if back.starts_with("http://") { &["--back", back][..] } else { &[] };
        let mut command = self.giar(&[&["edit", "--no-open", "--until-closed"], back].concat(), path)?;
        // However giar ends, the system closes this pipe, and the preview ends with it.
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().map_err(|error| failed(&error))?;
        let mut output = BufReader::new(process.stdout.take().expect("it is piped"));
        let mut lines = (&mut output).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.split_whitespace().find_map(ticketed));
        let Some(address) = address else {
            let said = process.wait_with_output().map_err(|error| failed(&error))?;
            return Err(Message::verbatim(words(&said.stderr)));
        };
        // The process would block if nobody read its output.
        let complaints = process.stderr.take();
        thread::spawn(move || io::copy(&mut output, &mut io::sink()));
        thread::spawn(move || complaints.map(|mut complaints| io::copy(&mut complaints, &mut io::sink())));
        Ok(Open { process, address })
    }

    fn begin(&self, path: &Path, name: &str, id: &str, back: &str) -> Result<Value, Message> {
        let mut command = self.command()?;
        command.arg("init").arg(path).args(["--name", name, "--id", id]);
        let output = command.output().map_err(|error| failed(&error))?;
        if !output.status.success() {
            return Err(Message::verbatim(words(&output.stderr)));
        }
        self.open(path, back)
    }

    fn sample(&self, back: &str) -> Result<Value, Message> {
        let path = home().join(text!("giar 样本", "giar sample").get(self.lang));
        if !is_portal(&path) {
            create(&path, &sample()).map_err(|error| error.0)?;
        }
        self.open(&path, back)
    }

    /// Builds the site, and packs it for whoever puts it on a server.
    fn publish(&self, path: &Path) -> Result<Value, Message> {
        let path = known(path)?;
        let output = self.giar(&["build"], &path)?.output().map_err(|error| failed(&error))?;
        let said = [output.stderr, output.stdout].map(|bytes| words(&bytes));
        let said = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
        let findings = self.findings(&path)?;
        let message = if output.status.success() {
            let archive = path.join(text!("网站.zip", "site.zip").get(self.lang));
            hand_over::pack(&path.join(OUTPUT), &archive)?;
            let message = if findings.is_empty() {
                text!("发布好了。把 {archive} 交给网站管理员", "Published. Hand {archive} to your webmaster")
            } else {
                text!(
                    "发布好了。看过下面的警告，把 {archive} 交给网站管理员",
                    "Published. Read the warnings below, then hand {archive} to your webmaster"
                )
            };
            message.with("archive", &archive)
        } else {
            text!("没有发布：下面这些要先改好", "Not published: correct the following first").into()
        };
        Ok(json!({ "message": message.get(self.lang), "findings": findings, "text": said }))
    }

    /// The findings in a portal, the gravest first, without excerpts from files.
    fn findings(&self, path: &Path) -> Result<Vec<Value>, Message> {
        let output = self.giar(&["check", "--format", "json"], path)?.output().map_err(|error| failed(&error))?;
        // If nothing could be checked, the build's output is all there is.
        let document: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let standing = document["findings"].as_array().into_iter().flatten().filter(|each| each["waived"].is_null());
        let of = |level: Level| standing.clone().filter(move |each| each["level"] == level.key());
        let listed =
            [Level::Error, Level::Warning].into_iter().flat_map(|level| of(level).map(move |each| (level, each)));
        Ok(listed.map(|(level, each)| self.finding(level, each)).collect())
    }

    fn finding(&self, level: Level, finding: &Value) -> Value {
        let said = |of: &Value| of[self.language()].as_str().unwrap_or_default().to_owned();
        let all = |key: &str| finding[key].as_array().into_iter().flatten().map(said).collect::<Vec<_>>();
        let place = text!("{path} 第 {line} 行", "{path}, line {line}")
            .with("path", finding["path"].as_str().unwrap_or_default())
            .with("line", finding["line"].to_string());
        json!({
            "level": level.key(),
            "word": level.word().get(self.lang),
            "place": place.get(self.lang),
            "message": said(&finding["message"]),
            "equations": all("equations"),
            "hints": all("hints"),
        })
    }

    /// Ends the program after its answer has been sent.
    fn end(&self) -> Value {
        for open in self.open.lock().unwrap_or_else(PoisonError::into_inner).values_mut() {
            let _ = open.process.kill();
            let _ = open.process.wait();
        }
        thread::spawn(|| {
            thread::sleep(FAREWELL);
            process::exit(0);
        });
        json!({ "isClosed": true })
    }

    fn giar(&self, args: &[&str], root: &Path) -> Result<Command, Message> {
        let mut command = self.command()?;
        command.args(args).arg("-C").arg(root);
        Ok(command)
    }

    /// As in `--lang` and in findings.
    fn language(&self) -> &'static str {
        &self.lang.tag()[..2]
    }

    fn command(&self) -> Result<Command, Message> {
        let mut command = Command::new(env::current_exe().map_err(|error| failed(&error))?);
        command.args(["--lang", self.language()]).env("NO_COLOR", "1").stdin(Stdio::null());
        Ok(command)
    }
}

fn text_of(asked: &Value, name: &str) -> String {
    asked[name].as_str().unwrap_or_default().trim().to_owned()
}

/// The resolved path of a portal.
fn known(path: &Path) -> Result<PathBuf, Message> {
    let real = real_path(path).ok().filter(|real| is_portal(real));
    real.ok_or_else(|| {
        let message = text!(
            "{path} 里没有 site.toml，不是栏目的文件夹",
            "{path} holds no site.toml: it is not the folder of a portal"
        );
        message.with("path", path)
    })
}

fn portal(path: &Path) -> Portal {
    let config = load::config(path).ok().and_then(|source| pipeline::configure(&source, &Options::default()).ok());
    let title = config.map_or_else(|| name(path), |config| config.title);
    Portal { title, path: shown(path) }
}

/// Shows a portal's folder in the file manager.
fn reveal(path: &Path) -> Result<Value, Message> {
    opener::open(known(path)?).map_err(|error| {
        let message = text!("打不开文件夹：{error}", "the folder could not be opened: {error}");
        message.with("error", error.to_string())
    })?;
    Ok(json!({ "isRevealed": true }))
}

/// The folders that can be reached from a folder: its parent, its subfolders, and from the top of a drive the other
/// drives.
fn folders(path: &Path) -> Result<Value, Message> {
    if !path.is_dir() {
        let message = text!("没有 {path} 这个文件夹", "there is no folder {path}");
        return Err(message.with("path", path));
    }
    let parent = path.parent().map(|parent| (UP.to_owned(), parent.to_owned()));
    let disks = if parent.is_none() { disks() } else { Vec::new() };
    let disks = disks.into_iter().map(|disk| (shown(&disk), disk));
    let below = folders_in(path).into_iter().map(|path| (name(&path), path));
    let all = parent.into_iter().chain(disks).chain(below);
    let all = all.map(|(name, path)| json!({ "name": name, "is_portal": is_portal(&path), "path": shown(&path) }));
    Ok(json!({ "folders": all.collect::<Vec<_>>() }))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// An address with a ticket after `#`.
fn ticketed(word: &str) -> Option<String> {
    let start = word.find("http://")?;
    word[start..].contains('#').then(|| word[start..].to_owned())
}

/// The output of a command.
fn words(said: &[u8]) -> String {
    String::from_utf8_lossy(said).trim().to_owned()
}

fn failed(error: &io::Error) -> Message {
    text!("giar 没能启动自己：{error}", "giar could not start itself: {error}").with("error", error.to_string())
}
