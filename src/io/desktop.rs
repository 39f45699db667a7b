//! Whether a desktop has started giar, so that somebody looks at a screen and nobody reads what is printed.

/// The file manager of Windows starts what is clicked on, in a terminal that is made for it.
#[cfg(windows)]
pub(crate) fn has_started_us() -> bool {
    use winsafe::{HPROCESSLIST, co::TH32CS};
    let Ok(mut processes) = HPROCESSLIST::CreateToolhelp32Snapshot(TH32CS::SNAPPROCESS, None) else { return false };
    let processes = processes.iter_processes().map_while(Result::ok);
    let processes: Vec<_> =
        processes.map(|process| (process.th32ProcessID, process.th32ParentProcessID, process.szExeFile())).collect();
    let own = processes.iter().find(|(id, ..)| *id == std::process::id());
    let starter = own.and_then(|(_, starter, _)| processes.iter().find(|(id, ..)| id == starter));
    starter.is_some_and(|(_, _, program)| program.eq_ignore_ascii_case("explorer.exe"))
}

/// Elsewhere a desktop gives its programs no terminal.
#[cfg(not(windows))]
pub(crate) fn has_started_us() -> bool {
    use std::io::{IsTerminal as _, stderr, stdin, stdout};
    let is_read = stdin().is_terminal() || stdout().is_terminal() || stderr().is_terminal();
    let displays = ["DISPLAY", "WAYLAND_DISPLAY"];
    !is_read && displays.iter().any(|name| std::env::var_os(name).is_some_and(|display| !display.is_empty()))
}
