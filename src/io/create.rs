//! Creates new files without overwriting others.

use super::{
    error::IoError,
    file::exists,
    real::real_path,
    rewrite::{rewrite, unchanged},
    save::missing_pictures,
    sync::sync_folder,
};
use crate::{diag::Source, import::doc::Picture, text};
use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write as _},
    iter,
    path::{Path, PathBuf},
};

fn fault(path: &Path, error: &io::Error) -> IoError {
    if error.kind() == ErrorKind::AlreadyExists {
        let message = text!("已经有 {path} 了，没有动它", "{path} exists already; it was not touched");
        return IoError(message.with("path", path));
    }
    IoError::writing(path, error)
}

/// Writes files below a folder, which is created if necessary. If any of the files exists, nothing is written.
pub(crate) fn create(root: &Path, files: &[(impl AsRef<Path>, impl AsRef<[u8]>)]) -> Result<(), IoError> {
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| root.join(path)).collect();
    if let Some(path) = paths.iter().find(|path| exists(path)) {
        return Err(fault(path, &ErrorKind::AlreadyExists.into()));
    }
    paths
        .iter()
        .zip(files)
        .try_for_each(|(path, (_, content))| write(root, path, content.as_ref()).map_err(|error| fault(path, &error)))
}

/// Writes a report and its pictures. `form` is a blank form of the same report, at the same path or as a file without a
/// folder of its own; only such a form is replaced.
pub(crate) fn create_report(
    root: &Path,
    path: &str,
    text: &str,
    pictures: &[Picture],
    form: Option<&Source>,
) -> Result<(), IoError> {
    if let Some(form) = form {
        unchanged(&root.join(&form.path), form)?;
    }
    let place = root.join(path);
    let mut files = missing_pictures(place.parent().unwrap_or(root), pictures);
    if let Some(form) = form.filter(|form| form.path == path) {
        create(root, &files)?;
        return rewrite(root, iter::once((form, text)));
    }
    files.push((place, text.as_bytes()));
    create(root, &files)?;
    form.map_or(Ok(()), |form| give_way(root, form, path))
}

/// Removes the blank form of a report that was written to another path, unless somebody has begun to fill it in.
fn give_way(root: &Path, form: &Source, report: &str) -> Result<(), IoError> {
    let path = root.join(&form.path);
    let removed = unchanged(&path, form).and_then(|_| fs::remove_file(&path).map_err(|error| fault(&path, &error)));
    removed.map_err(|IoError(why)| {
        let message = text!(
            "{why}。新的报告写在 {report}：两份留下一份",
            "{why}; the new report is {report}: keep one of the two"
        );
        IoError(message.with("why", why).with("report", report))
    })
}

fn write(root: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    if !real_path(folder)?.starts_with(real_path(root)?) {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "the folder is a link that leads elsewhere"));
    }
    let mut file = File::create_new(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a report is worse than none.
        let _ = fs::remove_file(path);
    }
    sync_folder(folder).ok();
    written
}

/// Whether a new project may be created in a folder: it does not exist, or contains nothing but a repository.
pub(crate) fn is_free(folder: &Path) -> Result<bool, IoError> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(entries.flatten().all(|entry| entry.file_name() == ".git")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(fault(folder, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_somebody_fills_in_meanwhile_stays_and_no_second_report_begins() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("2024.md"), "form\nbegun").unwrap();
        let read = |text: &str| Source::new("2024.md", text);
        let pictures = [Picture { name: "a.png".to_owned(), bytes: b"a".to_vec() }];
        assert!(create_report(root, "2024/index.md", "report", &pictures, Some(&read("form"))).is_err());
        assert!(!root.join("2024").exists() && root.join("2024.md").exists());
        // A byte order mark is not part of the text, and a picture that exists already with the same bytes is no
        // conflict.
        fs::write(root.join("2024.md"), "\u{feff}form").unwrap();
        create(root, &[("2024/a.png".to_owned(), b"a")]).unwrap();
        create_report(root, "2024/index.md", "report", &pictures, Some(&read("form"))).unwrap();
        assert!(root.join("2024/index.md").exists() && !root.join("2024.md").exists());
    }
}
