//! `giar welcome`: the welcome page, for users who start giar by a double click.

use super::{Failure, Terminal, args::flag, watch};
use crate::{
    i18n::Lang,
    io::{
        recent,
        serve::{Endpoint, Keys, welcome},
    },
    text,
};
use clap::{ArgMatches, Command};
use std::{sync::Arc, thread};

/// The first port to try; previews of portals use the ones after it.
const PORT: u16 = 3980;

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

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let keys = Arc::new(Keys::at(recent::folder())?);
    let endpoint = Endpoint { host: watch::HOST.to_owned(), port: PORT, may_move: true };
    let (address, _runtime) = welcome(&endpoint, Arc::clone(&keys), terminal.lang())?;
    let address = format!("http://{}:{}/#{}", watch::HOST, address.port(), keys.ticket());
    let message = text!(
        "欢迎页：{address}\n用完以后，点网页上的“关闭”，或者关掉这个窗口",
        "Welcome page: {address}\nTo end, press Close on the page, or close this window"
    );
    terminal.print(message.with("address", &address));
    let is_opened = matches.get_flag("no-open") || keys.way_to(&address).is_ok_and(|way| opener::open(way).is_ok());
    if !is_opened {
        terminal.warn(watch::no_browser());
    }
    loop {
        thread::park();
    }
}
