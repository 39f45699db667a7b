//! What an agency's name says of it.

/// What an agency of that name most likely is: its `kind` and `rank` in `site.toml`.
pub fn likely(name: &str) -> (&'static str, &'static str) {
    let rank = [
        ("街道", "town"),
        ("镇", "town"),
        ("乡", "town"),
        ("县", "county"),
        ("区", "county"),
        ("市", "city"),
        ("省", "province"),
    ]
    .iter()
    .rfind(|(sign, _)| name.contains(sign))
    .filter(|_| !name.contains(['镇', '乡']))
    .map_or("town", |(_, rank)| *rank);
    let rank = if name.contains("街道") { "town" } else { rank };
    let kind = match name {
        name if name.ends_with("政府") => "government",
        name if name.contains("办事处") => "office",
        _ => "department",
    };
    (kind, rank)
}
