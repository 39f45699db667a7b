//! Files that are copied: the theme's assets and what authors put beside their texts.

use crate::{
    i18n::reason,
    render::{Kind, Reader, RenderError, Renderer},
    site::{Address, Site, url},
    text,
};
use std::io;

pub(crate) static ASSETS: Kind<usize> = Kind::new("asset", |site, item| site.theme.assets()[item].0.clone(), asset);

pub(crate) static ATTACHMENTS: Kind<usize> =
    Kind::new("attachment", |site, item| url::attachment(site, &site.archive.attachments()[item]), attachment);

/// How many assets there are.
pub(crate) fn assets(site: &Site) -> usize {
    site.theme.assets().len()
}

/// How many attachments there are.
pub(crate) fn attachments(site: &Site) -> usize {
    site.archive.attachments().len()
}

fn asset(renderer: &Renderer<'_>, _: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let theme = &renderer.site.theme;
    let (_, file) = &theme.assets()[item];
    Ok(theme.file(file).unwrap_or_default().to_vec())
}

fn attachment(renderer: &Renderer<'_>, _: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    open(renderer, item)?.read_to_end(&mut bytes).map_err(|error| unreadable(renderer, item, &error))?;
    Ok(bytes)
}

/// An attachment, to be read bit by bit.
pub(crate) fn open(renderer: &Renderer<'_>, item: usize) -> Result<Reader<'static>, RenderError> {
    let path = &renderer.site.archive.attachments()[item];
    (renderer.attachment)(path).map_err(|error| unreadable(renderer, item, &error))
}

fn unreadable(renderer: &Renderer<'_>, item: usize, error: &io::Error) -> RenderError {
    let message = text!("读不了 content/{path}：{error}", "cannot read content/{path}: {error}");
    let path = &renderer.site.archive.attachments()[item];
    RenderError::Read(message.with("path", path).with("error", reason(error)))
}
