//! Files that are copied: the theme's assets and what authors put beside their texts.

use crate::{
    render::{Kind, Output, Page, RenderError, Scope},
    site::{Subject, url},
    text,
};

pub const ASSETS: Kind = Kind {
    name: "asset",
    scope: Scope::Items(|output| output.theme.assets().len()),
    path: |output, subject| output.theme.assets()[item(subject)].0.clone(),
    render: |output, page| {
        let file = &output.theme.assets()[item(page.address.subject)].1;
        Ok(output.theme.file(file).unwrap_or_default().to_vec())
    },
    format: None,
    listed: false,
};

pub const ATTACHMENTS: Kind = Kind {
    name: "attachment",
    scope: Scope::Items(|output| output.site.archive.attachments().len()),
    path: |output, subject| url::attachment(&output.site, &output.site.archive.attachments()[item(subject)]),
    render: attachment,
    format: None,
    listed: false,
};

fn item(subject: Subject) -> usize {
    match subject {
        Subject::Item(item) => item,
        subject => unreachable!("a copied file is about {subject:?}"),
    }
}

fn attachment(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let path = &output.site.archive.attachments()[item(page.address.subject)];
    (output.attachment)(path).map_err(|error| {
        let message = text!("读不了 content/{path}：{error}", "cannot read content/{path}: {error}");
        RenderError::Read(message.with("path", path).with("error", error.to_string()))
    })
}
