//! What other sites show beside a link to a page: the logo, or else `share.png`, a picture in the portal's colour without
//! any words.

use super::absolute;
use crate::{
    config::Colour,
    render::{Kind, Renderer},
    site::{Site, url},
};
use flate2::{Compression, Crc, write::ZlibEncoder};
use std::io::Write as _;

const PATH: &str = "share.png";

pub(crate) static KIND: Kind<usize> =
    Kind::new("share picture", |_, _| PATH.into(), |renderer, _, _| Ok(drawn(renderer)));

/// The size that other sites ask for.
const SIZE: [u32; 2] = [1200, 630];
/// The lines of the built-in theme's icon: from the left, from above, to the right, downwards.
const LINES: [[u32; 4]; 3] = [[420, 165, 780, 220], [420, 285, 780, 340], [420, 405, 620, 460]];
/// That of the built-in theme's icon.
const COLOUR: &str = "#0b4352";

/// 1 if pages are to be shared and there is no logo that other sites can show, else 0.
pub(crate) fn count(site: &Site) -> usize {
    usize::from(site.config.base_url.host().is_some() && shown_elsewhere(site).is_none())
}

/// The address of a page's picture, if the site knows where it will stand.
pub(crate) fn shared(site: &Site) -> Option<String> {
    site.config.base_url.host()?;
    Some(absolute(site, shown_elsewhere(site).as_deref().unwrap_or(PATH)))
}

/// Where the logo that `[brand]` names is published, if it is there.
pub(crate) fn logo(site: &Site) -> Option<String> {
    let logo = site.config.brand.logo.as_deref()?;
    site.archive.has_attachment(logo).then(|| url::attachment(site, logo))
}

/// The same, unless it is a picture of a kind that other sites do not show.
fn shown_elsewhere(site: &Site) -> Option<String> {
    logo(site).filter(|logo| {
        let ending = logo.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        !matches!(ending.as_str(), "svg" | "avif")
    })
}

fn drawn(renderer: &Renderer<'_>) -> Vec<u8> {
    let colour = renderer.site.config.brand.colour.or_else(|| Colour::parse(COLOUR));
    let [red, green, blue] = colour.map_or([0; 3], Colour::channels);
    let [width, height] = SIZE;
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    // One bit a pixel, which chooses between two colours.
    chunk(&mut png, *b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 3, 0, 0, 0]].concat());
    chunk(&mut png, *b"PLTE", &[red, green, blue, 255, 255, 255]);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for y in 0..height {
        encoder.write_all(&row(y)).expect("memory takes every row");
    }
    chunk(&mut png, *b"IDAT", &encoder.finish().expect("memory takes every row"));
    chunk(&mut png, *b"IEND", &[]);
    png
}

/// A row of pixels behind the byte that says that it is written as it is.
fn row(y: u32) -> Vec<u8> {
    let mut row = vec![0; 1 + SIZE[0].div_ceil(8) as usize];
    for [left, top, right, bottom] in LINES {
        if (top..bottom).contains(&y) {
            (left..right).for_each(|x| row[1 + (x / 8) as usize] |= 0x80 >> (x % 8));
        }
    }
    row
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(data);
    png.extend_from_slice(&(data.len() as u32).to_be_bytes());
    png.extend_from_slice(&kind);
    png.extend_from_slice(data);
    png.extend_from_slice(&sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::COLOUR;

    #[test]
    fn the_colour_is_that_of_the_icon() {
        assert!(include_str!("../../../themes/default/assets/icon.svg").contains(COLOUR));
    }
}
