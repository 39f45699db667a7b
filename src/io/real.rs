//! Resolves paths to the form that a system's users know.

use std::{
    io,
    path::{Path, PathBuf},
};

/// The absolute path of an existing file, without links. On Windows it has a form that other programs understand where
/// possible: `C:\\…` and `\\\\server\\…`, not `\\\\?\\…`.
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    Ok(plain(dunce::canonicalize(path)?))
}

/// Shortens paths on other machines, which dunce leaves alone.
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
