//! Real paths, as the people of a system write them.

use std::{
    io,
    path::{Path, PathBuf},
};

/// The absolute path of what is there, without links. On Windows it is one that other programs understand as well, where
/// there is such a path: `C:\\…` and `\\\\server\\…`, not `\\\\?\\…`.
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    Ok(plain(dunce::canonicalize(path)?))
}

/// What dunce leaves alone: the folders of other machines.
fn plain(real: PathBuf) -> PathBuf {
    let share = real.to_str().and_then(|path| path.strip_prefix(r"\\?\UNC\"));
    share.map(|share| PathBuf::from(format!(r"\\{share}"))).unwrap_or(real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_another_machine_is_named_as_people_name_it() {
        assert_eq!(plain(r"\\?\UNC\server\share\site".into()), Path::new(r"\\server\share\site"));
        assert_eq!(plain("/srv/site".into()), Path::new("/srv/site"));
    }
}
