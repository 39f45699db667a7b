//! A folder's mode, owner, group, access lists and labels. They are set by the administrator and survive every
//! generation of a site.

use std::io;
use std::path::Path;

/// Creates a folder that only this user can enter. All other attributes are copied from `like`, so that files created
/// in it inherit the right group and access list. Returns the default mode of new folders.
#[cfg(unix)]
pub(super) fn create_private(folder: &Path, like: Option<&Path>) -> io::Result<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::create_dir(folder)?;
    let usual = std::fs::metadata(folder)?.permissions().mode() & 0o7777;
    set_mode(folder, 0o700)?;
    if let Some(like) = like {
        let _ = copy_all_but_mode(like, folder);
        let inherited = std::fs::metadata(like).map_or(0, |found| found.permissions().mode() & 0o7000);
        set_mode(folder, inherited | 0o700)?;
    }
    Ok(usual)
}

#[cfg(not(unix))]
pub(super) fn create_private(folder: &Path, _: Option<&Path>) -> io::Result<u32> {
    std::fs::create_dir(folder).map(|()| 0)
}

/// Copies the mode, owner and group of a folder, as far as this user may; false if owner or group differ afterwards.
#[cfg(unix)]
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    copy_all_but_mode(from, to)?;
    let wanted = std::fs::metadata(from)?;
    set_mode(to, wanted.permissions().mode() & 0o7777)?;
    let given = std::fs::metadata(to)?;
    Ok((wanted.uid(), wanted.gid()) == (given.uid(), given.gid()))
}

#[cfg(not(unix))]
pub(super) fn copy(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(unix)]
pub(super) fn set_mode(folder: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn copy_all_but_mode(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let wanted = std::fs::metadata(from)?;
    // Only root may change the owner, and other users may choose only among their own groups.
    if chown(to, Some(wanted.uid()), Some(wanted.gid())).is_err() {
        let _ = chown(to, None, Some(wanted.gid()));
    }
    copy_extended(from, to);
    Ok(())
}

/// Copies access lists and security labels. It is no error if the file system lacks them or the user may not set them.
#[cfg(target_os = "linux")]
fn copy_extended(from: &Path, to: &Path) {
    use rustix::fs::{XattrFlags, getxattr, listxattr, setxattr};
    let mut names = vec![0_u8; 4096];
    let Ok(length) = listxattr(from, &mut names[..]) else { return };
    let mut value = vec![0_u8; 65_536];
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        if let Ok(length) = getxattr(from, name, &mut value[..]) {
            let _ = setxattr(to, name, &value[..length], XattrFlags::empty());
        }
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn copy_extended(_: &Path, _: &Path) {}
