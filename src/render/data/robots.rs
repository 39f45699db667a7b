//! `robots.txt`: what robots may read.

use crate::{
    render::{Kind, RenderError, Renderer},
    site::Address,
};

pub(crate) static KIND: Kind<()> = Kind::new("robots", |_, ()| "robots.txt".into(), render);

fn render(renderer: &Renderer<'_>, _: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let config = &renderer.site.config;
    let text = if config.sample || renderer.site.visibility.drafts {
        "User-agent: *\nDisallow: /\n".to_owned()
    } else if config.base_url.as_str() == "/" {
        "User-agent: *\nDisallow:\n".to_owned()
    } else {
        format!("User-agent: *\nDisallow:\nSitemap: {}\n", config.base_url.join("sitemap.xml"))
    };
    Ok(text.into_bytes())
}
