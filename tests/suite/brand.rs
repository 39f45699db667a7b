//! A portal's own logo and colour.

use crate::common::*;
use giar::config::Colour;

fn branded(lines: &str) -> Site {
    town()
        .with(REPORT, FILLED_2021)
        .with("guide.md", "# 指南\n")
        .with("图/徽标.png", "png")
        .configured(&format!("[brand]\n{lines}\n"))
}

/// The published style that `[brand]` makes, by its name.
fn style(folder: &Folder) -> Option<(String, String)> {
    let files = folder.files("public");
    let name = files.keys().find(|name| name.contains("assets/brand."))?.clone();
    Some((name.clone(), folder.read(&format!("public/{}", name.trim_start_matches("public/")))))
}

#[test]
fn a_logo_stands_in_the_head_of_every_page() {
    let folder = branded("logo = \"图/徽标.png\"").write();
    folder.giar(&["build", "-q"]).expect(0);
    for (page, address) in
        [("index.html", ""), ("guide/index.html", "../"), ("2023/qingshi/index.html", "../../"), ("404.html", "/xxgk/")]
    {
        let image = format!("<img class=\"logo\" src=\"{address}%E5%9B%BE/%E5%BE%BD%E6%A0%87.png\" alt=\"\">");
        assert!(folder.read(&format!("public/{page}")).contains(&image), "{page}");
    }
    assert!(style(&folder).is_none(), "no colour was given");
}

#[test]
fn a_logo_that_is_not_there_is_reported_at_its_place_with_the_nearest() {
    let found = branded("logo = \"图/徽标.jpg\"").check();
    assert_eq!((found[0].rule, &*found[0].file), ("broken-link", "site.toml"));
    assert!(found[0].hints[0].contains("图/徽标.png"), "{found:#?}");
    for wrong in ["../徽标.png", "/徽标.png", "https://example.org/a.png", "徽标.docx", "javascript:x.png"] {
        let faults = branded(&format!("logo = \"{wrong}\"")).configuration_faults();
        assert_eq!(faults.len(), 1, "{wrong}: {faults:#?}");
    }
}

#[test]
fn a_colour_takes_the_place_of_the_theme_s_on_every_page_after_its_style() {
    let folder = branded("colour = \"#8b1a1a\"").write();
    folder.giar(&["build", "-q"]).expect(0);
    let (name, style) = style(&folder).unwrap();
    assert!(style.contains("--main: #8b1a1a;") && style.contains("(prefers-color-scheme: dark)"), "{style}");
    let page = folder.read("public/2023/qingshi/index.html");
    let name = name.rsplit('/').next().unwrap().to_owned();
    assert!(page.find("assets/style.").unwrap() < page.find(&name).unwrap(), "{page}");
    // Every variable that is set is one of the theme's.
    let theme = include_str!("../../themes/default/assets/style.css");
    for line in style.lines().filter(|line| line.trim_start().starts_with("--")) {
        let variable = line.split(':').next().unwrap().trim();
        assert!(theme.contains(&format!("{variable}: ")) && theme.contains(&format!("var({variable})")), "{variable}");
    }
}

#[test]
fn a_colour_too_light_stops_the_build_and_the_nearest_that_is_named_does_not() {
    let site = branded("colour = \"#e60012\"");
    let found = site.check();
    assert_eq!(found.iter().map(|found| found.rule).collect::<Vec<_>>(), ["weak-contrast"]);
    let nearest = found[0].hints[0].split('"').nth(1).unwrap().to_owned();
    assert!(branded(&format!("colour = \"{nearest}\"")).check().is_empty(), "{nearest}");
    let (given, named) = (Colour::parse("#e60012").unwrap(), Colour::parse(&nearest).unwrap());
    let white = Colour::parse("#fff").unwrap();
    assert!(given.contrast(white) < 7.0 && named.contrast(white) < 8.0, "{nearest} is darker than it has to be");
    for wrong in ["red", "#12", "8b1a1a"] {
        assert_eq!(branded(&format!("colour = \"{wrong}\"")).configuration_faults().len(), 1, "{wrong}");
    }
}

#[test]
fn a_theme_s_own_grounds_decide() {
    let folder = branded("colour = \"#8b1a1a\"").write();
    let config = folder.read("site.toml");
    folder.write("site.toml", format!("theme = \"grey\"\n{config}"));
    folder.write("themes/grey/assets/style.css", ":root { --paper: #999; --wash: #888; --on-band: #fff; }\n");
    let reported = folder.giar(&["build", "-q"]).expect(1).stderr;
    assert!(reported.contains("weak-contrast"), "{reported}");
}
