//! Whether giar was started from a desktop, so that somebody looks at a screen and nobody reads a terminal.

use std::io::{IsTerminal as _, stdout};

/// For a program started by a double click, Windows opens a terminal whose `conhost.exe` belongs to that program alone;
/// a terminal in which giar was typed belongs to another process. Explorer is also recognised by name, in case another
/// terminal replaces `conhost.exe`.
#[cfg(windows)]
pub(crate) fn has_started_us() -> bool {
    use winsafe::{HPROCESSLIST, co::TH32CS};
    if !stdout().is_terminal() {
        return false;
    }
    let Ok(mut processes) = HPROCESSLIST::CreateToolhelp32Snapshot(TH32CS::SNAPPROCESS, None) else { return false };
    let processes = processes.iter_processes().map_while(Result::ok);
    let processes: Vec<_> =
        processes.map(|process| (process.th32ProcessID, process.th32ParentProcessID, process.szExeFile())).collect();
    let own = std::process::id();
    let parent = processes.iter().find(|(id, ..)| *id == own).map(|(_, parent, _)| *parent);
    processes.iter().any(|(id, its_parent, program)| {
        *its_parent == own && program.eq_ignore_ascii_case("conhost.exe")
            || Some(*id) == parent && program.eq_ignore_ascii_case("explorer.exe")
    })
}

/// On other systems a desktop starts programs without a terminal.
#[cfg(not(windows))]
pub(crate) fn has_started_us() -> bool {
    use std::io::{stderr, stdin};
    let is_read = stdin().is_terminal() || stdout().is_terminal() || stderr().is_terminal();
    let displays = ["DISPLAY", "WAYLAND_DISPLAY"];
    !is_read && displays.iter().any(|name| std::env::var_os(name).is_some_and(|display| !display.is_empty()))
}
