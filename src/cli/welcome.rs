//! `giar welcome`: the welcome page, for whoever starts giar by a double click. What a portal needs is done by the same
//! commands as in a terminal, each a process of its own.

use super::{Failure, Terminal, args::flag, watch};
use crate::{
    i18n::{Lang, Message},
    io::{
        create, hand_over, load,
        recent::{self, folders_in, home, is_portal},
        serve::{Desk, Keys, Place, welcome},
    },
    pipeline::{self, Options},
    preview::{self, Portal},
    start::sample,
    text,
};
use clap::{ArgMatches, Command};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    env,
    io::{BufRead as _, BufReader, IsTerminal as _},
    path::{Path, PathBuf},
    process::{self, Child, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

/// The first port that is tried; the previews of portals come after it.
const PORT: u16 = 3980;
/// For the last answer to arrive.
const FAREWELL: Duration = Duration::from_millis(300);

pub(super) fn command(lang: Lang) -> Command {
    let no_open = text!("不打开浏览器，只写出网址", "Do not open a browser, only show the address");
    Command::new("welcome")
        .about(
            text!(
                "欢迎页：在浏览器里打开、新建、发布栏目",
                "Welcome page: open, start and publish portals in a browser"
            )
            .get(lang),
        )
        .arg(flag("no-open").help(no_open.get(lang)))
}

/// Whether giar was started by a double click: nobody reads what it prints, and there is a desktop to show a page on.
pub(super) fn is_from_desktop(args: &[std::ffi::OsString]) -> bool {
    let is_read = std::io::stdin().is_terminal() || std::io::stdout().is_terminal() || std::io::stderr().is_terminal();
    let has_desktop =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|to| !to.is_empty()));
    args.len() == 1 && !is_read && has_desktop
}

pub(super) fn run(matches: &ArgMatches, _: Option<Lang>, terminal: &mut Terminal) -> Result<u8, Failure> {
    let lang = terminal.lang();
    let keys = Arc::new(Keys::at(recent::folder())?);
    let desk = Launcher { lang, open: Mutex::default() };
    let place = Place { host: watch::HOST.to_owned(), port: PORT, may_move: true };
    let (address, _runtime) = welcome(&place, Arc::clone(&keys), desk, lang)?;
    let address = format!("http://{}:{}/#{}", watch::HOST, address.port(), keys.ticket());
    let message = text!("欢迎页：{address}（按 Ctrl-C 结束）", "Welcome page: {address} (press Ctrl-C to stop)");
    terminal.print(message.with("address", &address));
    let is_opened = matches.get_flag("no-open") || keys.way_to(&address).is_ok_and(|way| opener::open(way).is_ok());
    if !is_opened {
        terminal.warn(watch::no_browser());
    }
    loop {
        thread::park();
    }
}

/// Portals that are open, by their folders.
struct Launcher {
    lang: Lang,
    open: Mutex<BTreeMap<PathBuf, Open>>,
}

struct Open {
    process: Child,
    address: String,
}

impl Drop for Launcher {
    fn drop(&mut self) {
        self.close();
    }
}

impl Desk for Launcher {
    fn page(&self) -> String {
        let portals: Vec<_> = recent::portals().iter().map(|path| portal(path)).collect();
        preview::welcome(&portals, &home().display().to_string(), self.lang)
    }

    fn act(&self, action: &str, asked: &Value) -> Result<Value, Message> {
        let text = |name: &str| asked[name].as_str().unwrap_or_default().trim().to_owned();
        let path = PathBuf::from(text("path"));
        match action {
            "open" => self.open(&path),
            "begin" => self.begin(&path, &text("name"), &text("id")),
            "sample" => self.sample(),
            "publish" => self.publish(&path),
            "folders" => Ok(folders(&path)),
            "forget" => {
                recent::forget(&path);
                Ok(json!({ "isForgotten": true }))
            }
            "close" => Ok(self.end()),
            _ => Err(text!("没有这个操作", "there is no such action").into()),
        }
    }
}

impl Launcher {
    /// The form of a portal, in a preview of its own.
    fn open(&self, path: &Path) -> Result<Value, Message> {
        let path = known(path)?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let is_running = |open: &mut Open| matches!(open.process.try_wait(), Ok(None));
        if !open.get_mut(&path).is_some_and(is_running) {
            open.insert(path.clone(), self.start(&path)?);
        }
        recent::remember(&path);
        Ok(json!({ "href": open[&path].address }))
    }

    fn start(&self, path: &Path) -> Result<Open, Message> {
        let mut command = self.giar(&["edit", "--no-open"], path)?;
        let mut process =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| failed(&error))?;
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.split_whitespace().find_map(ticketed));
        let Some(address) = address else {
            let said = process.wait_with_output().map_err(|error| failed(&error))?;
            return Err(Message::verbatim(String::from_utf8_lossy(&said.stderr).trim().to_owned()));
        };
        // A pipe that nobody empties would stop it.
        let complaints = process.stderr.take();
        thread::spawn(move || lines.for_each(drop));
        thread::spawn(move || complaints.map(|complaints| BufReader::new(complaints).lines().for_each(drop)));
        Ok(Open { process, address })
    }

    fn begin(&self, path: &Path, name: &str, id: &str) -> Result<Value, Message> {
        let mut command = self.command()?;
        command.arg("init").arg(path).args(["--name", name, "--id", id]);
        let output = command.output().map_err(|error| failed(&error))?;
        if !output.status.success() {
            return Err(Message::verbatim(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        self.open(path)
    }

    fn sample(&self) -> Result<Value, Message> {
        let path = home().join(text!("giar 样本", "giar sample").get(self.lang));
        if !is_portal(&path) {
            create::create(&path, &sample()).map_err(|error| error.0)?;
        }
        self.open(&path)
    }

    /// Builds the site, and packs it for whoever puts it on a server.
    fn publish(&self, path: &Path) -> Result<Value, Message> {
        let path = known(path)?;
        let output = self.giar(&["build"], &path)?.output().map_err(|error| failed(&error))?;
        let said = [output.stderr, output.stdout].map(|text| String::from_utf8_lossy(&text).trim().to_owned());
        let said = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
        if !output.status.success() {
            let message =
                text!("没有发布：下面这些要先改好", "Not published: what stands below has to be mended first");
            return Ok(json!({ "message": message.get(self.lang), "text": said }));
        }
        let archive = path.join(text!("网站.zip", "site.zip").get(self.lang));
        hand_over::pack(&path.join("public"), &archive)?;
        let message = text!("发布好了。把 {archive} 交给网站管理员", "Published. Hand {archive} to your webmaster");
        let message = message.with("archive", archive.display().to_string()).get(self.lang);
        Ok(json!({ "message": message, "text": said }))
    }

    /// Ends the program, once its answer has gone out.
    fn end(&self) -> Value {
        self.close();
        thread::spawn(|| {
            thread::sleep(FAREWELL);
            process::exit(0);
        });
        json!({ "isClosed": true })
    }

    fn close(&self) {
        for open in self.open.lock().unwrap_or_else(PoisonError::into_inner).values_mut() {
            let _ = open.process.kill();
            let _ = open.process.wait();
        }
    }

    fn giar(&self, args: &[&str], root: &Path) -> Result<process::Command, Message> {
        let mut command = self.command()?;
        command.args(args).arg("-C").arg(root);
        Ok(command)
    }

    fn command(&self) -> Result<process::Command, Message> {
        let mut command = process::Command::new(env::current_exe().map_err(|error| failed(&error))?);
        command.args(["--lang", &self.lang.tag()[..2]]).env("NO_COLOR", "1").stdin(Stdio::null());
        Ok(command)
    }
}

/// A portal's folder as the system knows it.
fn known(path: &Path) -> Result<PathBuf, Message> {
    let real = load::real(path).filter(|real| is_portal(real));
    real.ok_or_else(|| {
        let message = text!(
            "{path} 里没有 site.toml，不是栏目的文件夹",
            "{path} holds no site.toml: it is not the folder of a portal"
        );
        message.with("path", path.display().to_string())
    })
}

fn portal(path: &Path) -> Portal {
    let config = load::config(path).ok().and_then(|source| pipeline::configure(&source, &Options::default()).ok());
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Portal { title: config.map_or(name, |config| config.title), path: path.display().to_string() }
}

fn folders(path: &Path) -> Value {
    let below = folders_in(path).into_iter();
    let parent = path.parent().map(|parent| ("..".to_owned(), parent.to_owned()));
    let named = below.map(|path| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), path));
    let all = parent.into_iter().chain(named);
    let all = all
        .map(|(name, path)| json!({ "name": name, "is_portal": is_portal(&path), "path": path.display().to_string() }));
    json!({ "folders": all.collect::<Vec<_>>() })
}

/// An address with a ticket behind its `#`.
fn ticketed(word: &str) -> Option<String> {
    let start = word.find("http://")?;
    word[start..].contains('#').then(|| word[start..].to_owned())
}

fn failed(error: &std::io::Error) -> Message {
    text!("giar 没能启动自己：{error}", "giar could not start itself: {error}").with("error", error.to_string())
}
