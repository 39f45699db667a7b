//! Finds out whether somebody else holds the output folder itself and would keep seeing the old one after an exchange.

use std::path::Path;

/// Whether a file system, or a part of one, is mounted at this folder. Such a folder cannot be moved.
#[cfg(target_os = "linux")]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let Ok(found) = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS) else { return false };
    if found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT) {
        return found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT);
    }
    is_other_device(folder)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    is_other_device(folder)
}

#[cfg(unix)]
fn is_other_device(folder: &Path) -> bool {
    folder.parent().is_some_and(|parent| device(folder).is_some_and(|own| device(parent) != Some(own)))
}

#[cfg(unix)]
fn device(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).map(|found| found.dev()).ok()
}

/// Windows moves a folder or reports that it cannot; then the user asks for in-place publishing with a flag.
#[cfg(not(unix))]
fn is_other_device(_: &Path) -> bool {
    false
}

/// Whether the folder is also mounted elsewhere (`mount --bind`), as far as this process can see: mounts inside a
/// container are not visible from outside.
#[cfg(target_os = "linux")]
pub(super) fn is_mounted_elsewhere(folder: &Path) -> bool {
    let mounts = std::fs::read("/proc/self/mountinfo").unwrap_or_default();
    is_source_in(&String::from_utf8_lossy(&mounts), folder)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_mounted_elsewhere(_: &Path) -> bool {
    false
}

/// Likewise, given a table as in `proc_pid_mountinfo(5)`.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn is_source_in(mounts: &str, folder: &Path) -> bool {
    use crate::io::watch::mount::unescaped;
    use std::path::PathBuf;
    // `36 35 98:0 /in /at rw …`: device, mounted part, mount point.
    let mounts: Vec<_> = mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(2);
            let (device, root, point) = (fields.next()?, fields.next()?, fields.next()?);
            Some((device, PathBuf::from(unescaped(root)), PathBuf::from(unescaped(point))))
        })
        .collect();
    // Of two mounts at one point, the later hides the earlier.
    let holding = mounts.iter().filter(|(.., point)| folder.starts_with(point));
    let Some(holder) = holding.max_by_key(|(.., point)| point.iter().count()) else { return false };
    let (device, root, point) = holder;
    let own = folder.strip_prefix(point).map(|below| root.join(below)).unwrap_or_default();
    mounts.iter().any(|other| !std::ptr::eq(other, holder) && other.0 == *device && other.1 == own)
}

/// Whether the system refuses to move a folder; a folder in the lower layer of a container shows this in no other way.
/// Nothing moves: `occupied` is a folder that is not empty, and no folder can be renamed over it.
#[cfg(target_os = "linux")]
pub(super) fn is_immovable(folder: &Path, occupied: &Path) -> bool {
    use std::io::ErrorKind;
    let refusal = std::fs::rename(folder, occupied).map_err(|cause| cause.kind());
    matches!(refusal, Err(ErrorKind::CrossesDevices | ErrorKind::ResourceBusy))
}

/// On other systems only the attempt shows it.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_immovable(_: &Path, _: &Path) -> bool {
    false
}

/// Whether this user may create files next to the output.
#[cfg(unix)]
pub(super) fn is_writable(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
pub(super) fn is_writable(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_mounted_once_more_is_found_and_its_neighbours_are_not() {
        let mounts = "\
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 254:0 /srv/政务\\040公开/public /usr/share/nginx/html rw - ext4 /dev/vda rw
41 27 0:30 /srv/other /mnt rw - tmpfs none rw
";
        assert!(is_source_in(mounts, Path::new("/srv/政务 公开/public")));
        for other in ["/srv/政务 公开", "/srv/政务 公开/public/2023", "/srv/other", "/mnt"] {
            assert!(!is_source_in(mounts, Path::new(other)), "{other}");
        }
        assert!(!is_source_in("nonsense\n", Path::new("/srv")));
    }
}
