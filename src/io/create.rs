//! New files, which never take the place of others.

use super::{
    error::IoError,
    real::real_path,
    rewrite::{rewrite, unchanged},
    save::holds,
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

/// Writes files below a folder, which is made if there is none. What exists already stays as it is, and so does
/// everything if one of the files exists.
pub(crate) fn create(root: &Path, files: &[(String, impl AsRef<[u8]>)]) -> Result<(), IoError> {
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| root.join(path)).collect();
    if let Some(path) = paths.iter().find(|path| fs::symlink_metadata(path).is_ok()) {
        return Err(fault(path, &ErrorKind::AlreadyExists.into()));
    }
    paths
        .iter()
        .zip(files)
        .try_for_each(|(path, (_, content))| write(root, path, content.as_ref()).map_err(|error| fault(path, &error)))
}

/// Writes a report and, beside it, its pictures. `form` is what stands in its place, or as a file without a folder of its
/// own, and nobody has filled in: it alone gives way.
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
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let pictures = pictures.iter().map(|picture| (format!("{folder}/{}", picture.name), picture.bytes.as_slice()));
    let mut files: Vec<_> = pictures.filter(|(path, bytes)| !holds(&root.join(path), bytes)).collect();
    if let Some(form) = form.filter(|form| form.path == path) {
        create(root, &files)?;
        return rewrite(root, iter::once((form, text)));
    }
    files.push((path.to_owned(), text.as_bytes()));
    create(root, &files)?;
    form.map_or(Ok(()), |form| give_way(root, form, path))
}

/// Removes a form in the place of which there is a report elsewhere. Not, if somebody has begun to fill it in by now.
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

/// Whether a folder may become something new: it does not exist yet, or holds nothing but a repository.
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
        // A mark at its beginning is none of its text, and a picture that is there already is no other one.
        fs::write(root.join("2024.md"), "\u{feff}form").unwrap();
        create(root, &[("2024/a.png".to_owned(), b"a")]).unwrap();
        create_report(root, "2024/index.md", "report", &pictures, Some(&read("form"))).unwrap();
        assert!(root.join("2024/index.md").exists() && !root.join("2024.md").exists());
    }
}
