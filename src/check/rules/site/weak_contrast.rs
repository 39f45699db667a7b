#![doc = include_str!("weak_contrast.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName},
    text,
};

const NAME: RuleName = RuleName("weak-contrast");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Error, include_str!("weak_contrast.md"))
    .summary(text!("网站的颜色太浅，字看不清", "The portal's colour is too light for texts to be legible"))
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let config = &whole.site.config;
    let (Some(colour), grounds) = (config.brand.colour, whole.site.theme.grounds()) else { return };
    if grounds.suits(colour) {
        return;
    }
    let message = text!(
        "颜色 {colour} 太浅：和底色、和上面的白字，对比度最低只有 {contrast}:1，要 7:1",
        "the colour {colour} is too light: its contrast with what it stands on, or with what stands on it, is as low as \
         {contrast}:1 and has to be 7:1"
    );
    // Down, so that 6.96 is not said to be 7.
    let contrast = format!("{:.1}", (grounds.least(colour) * 10.0).floor() / 10.0);
    let hint =
        text!("最接近的可用颜色：colour = \"{nearest}\"", "the nearest colour that will do: colour = \"{nearest}\"");
    let place = Place::new(&config.source, config.brand.colour_span);
    let message = message.with("colour", colour.to_string()).with("contrast", contrast);
    findings.push(Finding::new(NAME, place, message).hint(hint.with("nearest", grounds.nearest(colour).to_string())));
}
