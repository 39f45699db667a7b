//! `robots.txt`: what robots may read.

use crate::render::{Kind, Output, Page, RenderError, Scope};

pub const KIND: Kind =
    Kind { name: "robots", scope: Scope::Site, path: |_, _| "robots.txt".into(), render, format: None, listed: false };

fn render(output: &Output, _: &Page) -> Result<Vec<u8>, RenderError> {
    let config = &output.site.config;
    let text = if config.sample || output.site.visibility.drafts {
        "User-agent: *\nDisallow: /\n".to_owned()
    } else if config.base_url.as_str() == "/" {
        "User-agent: *\nDisallow:\n".to_owned()
    } else {
        format!("User-agent: *\nDisallow:\nSitemap: {}\n", config.base_url.join("sitemap.xml"))
    };
    Ok(text.into_bytes())
}
