//! Joins the styles and scripts of `assets/`.
use std::env;
use std::path::Path;

use portulan_bundle::{BundleError, script, style, write};

/// The style sheets. Where two rules are as specific, the later file wins.
const STYLES: [&str; 18] = [
    "tokens",
    "base",
    "text",
    "forms",
    "header",
    "footer",
    "home",
    "map",
    "cards",
    "lists",
    "record",
    "tables",
    "goals",
    "charts",
    "documentation",
    "validator",
    "embed",
    "print",
];

fn main() -> Result<(), BundleError> {
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    let out = Path::new(&out);
    let scripts = Path::new("assets/js");
    write(out, "style.css", &style(Path::new("assets/css"), &STYLES)?)?;
    write(out, "theme.js", &script(scripts, &["theme"])?)?;
    write(out, "validate.js", &script(scripts, &["validate"])?)?;
    write(out, "map.js", &script(scripts, &["map_zoom", "map_previews", "map_filters", "map"])?)
}
