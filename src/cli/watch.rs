//! `giar watch`: a preview that follows every edit.

use super::{
    Failure, Terminal,
    args::{self, flag},
    edit_address::{EditAddress, form_of},
    root,
    screen::Screen,
};
use crate::{
    i18n::{Lang, Message},
    io::{
        self,
        clock::Stopwatch,
        disk::Disk,
        rebuild,
        serve::{Editor, Endpoint, Keys, Server},
        watch::{Mode, POLL, Watch},
    },
    pipeline::{Change, Options, Prepared, Session, Stop},
    preview::{Preview, Touched, list_address},
    render::RenderError,
    text,
};
use clap::{Arg, ArgMatches, Command, value_parser};
use std::{
    net::IpAddr,
    panic::{self, AssertUnwindSafe},
    path::Path,
    process,
    sync::Arc,
    time::Duration,
};

/// The default address of a preview.
pub(super) const HOST: &str = "127.0.0.1";
pub(super) const PORT: u16 = 4000;

pub(super) fn command(lang: Lang) -> Command {
    let host = text!(
        "在哪个地址上提供预览（默认 {default}，只有本机能看）",
        "Address to serve on [default: {default}, this machine only]"
    );
    Command::new("watch")
        .about(text!("预览：边改边看，页面和问题随时更新", "Preview the site while you edit it").get(lang))
        .arg(args::root(lang))
        .arg(port(lang))
        .arg(
            Arg::new("host")
                .long("host")
                .value_name(text!("地址", "HOST").get(lang))
                .help(host.get(lang).replace("{default}", HOST)),
        )
        .arg(flag("open").help(text!("打开浏览器", "Open the preview in a browser").get(lang)))
        .arg(flag("drafts").help(text!("也显示草稿，并标明是草稿", "Include drafts, marked as such").get(lang)))
        .arg(
            flag("edit").help(
                text!(
                    "本机以外的浏览器也能填报，要用终端里写的网址打开",
                    "Let browsers beyond this machine fill in reports, opened with the address shown in the terminal"
                )
                .get(lang),
            ),
        )
        .arg(poll(lang))
}

pub(super) fn port(lang: Lang) -> Arg {
    let help =
        text!("端口（默认 {default}，已被占用就用后面空着的）", "Port [default: {default}, or the next free one]");
    Arg::new("port")
        .long("port")
        .value_name(text!("号码", "PORT").get(lang))
        .value_parser(value_parser!(u16).range(1..))
        .help(help.get(lang).replace("{default}", &PORT.to_string()))
}

pub(super) fn poll(lang: Lang) -> Arg {
    let help = text!(
        "隔一会儿查看一次文件，不靠系统通知（网络盘和 WSL 会自动这样做）",
        "Poll the files instead of relying on system notifications [automatic on network and WSL mounts]"
    );
    Arg::new("poll")
        .long("poll")
        .value_name(text!("毫秒", "MS").get(lang))
        .value_parser(value_parser!(u64).range(10..=60_000))
        .num_args(0..=1)
        .require_equals(true)
        .help(help.get(lang))
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let opens = if matches.get_flag("open") { Opens::Site } else { Opens::Nothing };
    let endpoint = endpoint(matches);
    let may_edit = is_loopback(&endpoint.host) || matches.get_flag("edit");
    follow(matches, terminal, &How { endpoint, may_edit, drafts: matches.get_flag("drafts"), opens })
}

/// The differences between the two commands.
pub(super) struct How {
    pub endpoint: Endpoint,
    pub may_edit: bool,
    pub drafts: bool,
    pub opens: Opens,
}

/// The page to open in a browser.
pub(super) enum Opens {
    Nothing,
    Site,
    /// The form of a report or the list of all, and the page that it was opened from.
    Form {
        report: Option<String>,
        back: Option<String>,
        is_shown: bool,
    },
}

pub(super) fn follow(matches: &ArgMatches, terminal: &Terminal, how: &How) -> Result<u8, Failure> {
    let root = root(matches)?;
    // Watching starts before the first read, so that no edit is missed.
    let mut watch = Watch::start(&root, mode(matches))?;
    let mut site = Followed::open(&root, how.drafts)?;
    watch.follow(site.disk.links());
    let mut stopwatch = Stopwatch::start();
    let preview = Preview::new(site.first()?, terminal.lang());
    let (form, back) = match &how.opens {
        Opens::Form { report, back, .. } => (form_of(&preview, report.as_deref())?, back.clone()),
        _ => (list_address(&preview), None),
    };
    let editor = how.may_edit.then(|| Keys::of(&root).map(|keys| Arc::new(Editor::new(root.clone(), keys, back))));
    let editor = editor.transpose()?;
    let server = Server::start(&how.endpoint, root, editor.clone(), preview)?;
    // Exits at once, even during a save: each file is replaced by a rename, so it has the old text or the new one, and
    // the next save overwrites a leftover temporary file.
    server.on_interrupt(|| process::exit(0));
    let host = host(&how.endpoint, &server);
    let form = EditAddress { host: host.clone(), form, editor };
    let address = format!("{host}{}", server.preview().base());
    let screen = Screen { address, form, notes: notes(&how.endpoint, &watch), terminal };
    screen.show(&server.preview(), None, stopwatch.lap());
    let is_opened = match &how.opens {
        Opens::Site => screen.form.open_at(&screen.address),
        Opens::Form { is_shown: true, .. } => screen.form.open(),
        _ => true,
    };
    if !is_opened {
        screen.terminal.warn(no_browser());
    }
    while let Some(hints) = watch.next(None) {
        stopwatch.lap();
        let Some(edit) = site.look(&hints) else { continue };
        watch.follow(site.disk.links());
        server.show(server.preview().next(edit.outcome, &edit.touched));
        screen.show(&server.preview(), Some(&edit.files), stopwatch.lap());
    }
    server.stop();
    Ok(0)
}

pub(super) fn no_browser() -> Message {
    text!("打不开浏览器，请自己打开上面的网址", "could not open a browser; open the address above yourself").into()
}

/// A site that is updated as files change.
struct Followed {
    disk: Disk,
    everything: Option<Change>,
    session: Session,
}

/// The changed files, the resulting site, and the copied files among them.
struct Edit {
    files: Vec<String>,
    outcome: Result<Arc<Prepared>, Stop>,
    touched: Touched,
}

impl Followed {
    fn open(root: &Path, drafts: bool) -> Result<Self, Failure> {
        let (disk, everything) = Disk::open(root)?;
        let folder = root.to_owned();
        let attachment = Arc::new(move |path: &str| io::load::attachment(&folder, path));
        let options = Options { drafts, sources: true, ..Options::default() };
        Ok(Self {
            disk,
            everything: Some(everything),
            session: Session::new(options, attachment).knowing(rebuild::known_findings(root)),
        })
    }

    fn first(&mut self) -> Result<Arc<Prepared>, Stop> {
        self.session.update(self.everything.take().unwrap_or_default())
    }

    /// None if nothing has changed.
    fn look(&mut self, hints: &io::disk::Hints) -> Option<Edit> {
        let change = self.disk.look(hints);
        if change.is_empty() {
            return None;
        }
        let (files, touched) = (change.files(), Touched::of(&change));
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| self.session.update(change)));
        let outcome = outcome.unwrap_or_else(|_| Err(Stop::Render(RenderError::Read(broken()))));
        Some(Edit { files, outcome, touched })
    }
}

fn broken() -> Message {
    text!(
        "giar 出了意外的错误，页面还是原来的样子。请退出后重新运行，并把这件事报告给我们",
        "giar failed unexpectedly; the pages have not changed. Please restart it and report this bug"
    )
    .into()
}

fn mode(matches: &ArgMatches) -> Mode {
    if !matches.contains_id("poll") {
        return Mode::Auto;
    }
    Mode::Poll(matches.get_one("poll").map_or(POLL, |ms| Duration::from_millis(*ms)))
}

fn endpoint(matches: &ArgMatches) -> Endpoint {
    let host = matches.get_one::<String>("host").map_or(HOST, String::as_str).to_owned();
    let port = matches.get_one::<u16>("port").copied();
    Endpoint { host, port: port.unwrap_or(PORT), may_move: port.is_none() }
}

/// The host name for the user's browser.
fn host(endpoint: &Endpoint, server: &Server) -> String {
    let ip: Option<IpAddr> = endpoint.host.parse().ok();
    let host = match ip {
        Some(ip) if ip.is_unspecified() => HOST.to_owned(),
        Some(IpAddr::V6(ip)) => format!("[{ip}]"),
        _ => endpoint.host.clone(),
    };
    format!("http://{host}:{}", server.address.port())
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Notes on how the preview runs.
fn notes(endpoint: &Endpoint, watch: &Watch) -> Vec<Message> {
    let open = (!is_loopback(&endpoint.host)).then(|| {
        text!(
            "注意：同一网络里的人都能看到这个预览，连同还没有发布的内容",
            "anyone on this network can see this preview, including content that is not published yet"
        )
        .into()
    });
    let polling = watch.polling().map(|(every, reason)| reason.message(every));
    open.into_iter().chain(polling).collect()
}
