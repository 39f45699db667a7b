//! Decides whether the system reports changes in the folder of a site. On file systems of other machines, or across the
//! border of WSL or a virtual machine, it reports only changes made on this side.

use std::path::{Path, PathBuf};

const FOREIGN: &[&str] = &[
    "9p",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "drvfs",
    "fakeowner",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "osxfs",
    "prl_fs",
    "smb2",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
    "vmhgfs",
];

/// Most file systems in user space are remote as well, but not those for the disk formats of other systems.
const FOREIGN_FUSE: &[&str] =
    &["ceph", "davfs", "davfs2", "glusterfs", "grpcfuse", "gvfsd-fuse", "rclone", "s3fs", "sshfs", "vmhgfs-fuse"];

/// The type of the file system that contains `folder`, if it does not report changes.
#[cfg(target_os = "linux")]
pub(super) fn foreign(folder: &Path) -> Option<String> {
    let mounts = std::fs::read("/proc/self/mountinfo").ok()?;
    foreign_in(&String::from_utf8_lossy(&mounts), folder)
}

/// Other systems report changes on network shares as well as they can.
#[cfg(not(target_os = "linux"))]
pub(super) fn foreign(_: &Path) -> Option<String> {
    None
}

/// Likewise, given a table as in `proc_pid_mountinfo(5)`.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn foreign_in(mounts: &str, folder: &Path) -> Option<String> {
    let holding = mounts.lines().filter_map(mount).filter(|(point, _)| folder.starts_with(point));
    // Of two mounts at one point, the later hides the earlier.
    let (_, kind) = holding.max_by_key(|(point, _)| point.iter().count())?;
    let is_foreign =
        FOREIGN.contains(&kind) || kind.strip_prefix("fuse.").is_some_and(|kind| FOREIGN_FUSE.contains(&kind));
    is_foreign.then(|| kind.to_owned())
}

/// A mount point and the type of the file system mounted there, from `36 35 98:0 /in /at rw master:1 - ext4 /dev/sda
/// rw`.
fn mount(line: &str) -> Option<(PathBuf, &str)> {
    let point = line.split(' ').nth(4)?;
    let kind = line.split(' ').skip_while(|field| *field != "-").nth(1)?;
    Some((PathBuf::from(unescaped(point)), kind))
}

/// Spaces and backslashes in paths are written as `\040` and the like.
pub(in crate::io) fn unescaped(field: &str) -> String {
    let mut parts = field.split('\\');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| match part.get(..3).and_then(|octal| u8::from_str_radix(octal, 8).ok()) {
        Some(byte) => text + &char::from(byte).to_string() + &part[3..],
        None => text + "\\" + part,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
28 27 0:30 / /home rw,relatime shared:4 master:1 - nfs4 server:/home rw,vers=4.2
29 28 254:2 / /home/local rw - xfs /dev/vdb rw
30 27 0:31 / /mnt/c rw,noatime - 9p C:\\134 rw,aname=drvfs
31 27 0:32 / /mnt/政务\\040公开 rw - cifs //server/share rw
32 27 0:33 / /media/stick rw - fuseblk /dev/sdb1 rw
33 27 0:34 / /srv/remote rw - fuse.sshfs user@host:/ rw
34 27 254:3 / /srv/twice rw - nfs server:/twice rw
35 34 254:4 / /srv/twice rw - ext4 /dev/vdc rw
";

    fn kind(folder: &str) -> Option<String> {
        foreign_in(MOUNTS, Path::new(folder))
    }

    #[test]
    fn the_innermost_mount_decides() {
        assert_eq!(kind("/srv/site"), None);
        assert_eq!(kind("/home/li/site").as_deref(), Some("nfs4"));
        assert_eq!(kind("/home").as_deref(), Some("nfs4"));
        assert_eq!(kind("/home/local/site"), None);
        assert_eq!(kind("/homestead"), None);
    }

    #[test]
    fn shares_and_the_windows_side_of_wsl_are_foreign_and_sticks_are_not() {
        assert_eq!(kind("/mnt/c/Users/li/site").as_deref(), Some("9p"));
        assert_eq!(kind("/mnt/政务 公开/网站").as_deref(), Some("cifs"));
        assert_eq!(kind("/srv/remote/site").as_deref(), Some("fuse.sshfs"));
        assert_eq!(kind("/media/stick/site"), None);
    }

    #[test]
    fn of_two_mounts_at_one_point_the_later_counts() {
        assert_eq!(kind("/srv/twice/site"), None);
    }

    #[test]
    fn a_table_that_cannot_be_read_says_nothing() {
        assert_eq!(foreign_in("", Path::new("/a")), None);
        assert_eq!(foreign_in("nonsense\n1 2 3 4 / - \n", Path::new("/a")), None);
    }
}
