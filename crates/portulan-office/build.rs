//! Joins the styles and scripts of `assets/`.
use std::env;
use std::path::Path;

use portulan_bundle::{BundleError, script, style, write};

/// The style sheets, which come after those of the site. Where two rules are as specific, the later file wins.
const STYLES: [&str; 26] = [
    "base",
    "header",
    "menu",
    "sheet",
    "forms",
    "dates",
    "messages",
    "lists",
    "cells",
    "cells_list",
    "cells_narrow",
    "tables",
    "record",
    "publish",
    "overview",
    "dashboard",
    "account",
    "pictures",
    "towns",
    "globe",
    "import",
    "declaration",
    "journal",
    "calendar",
    "contribute",
    "print",
];

/// The scripts. A file uses what files before it declare.
const SCRIPTS: [&str; 25] = [
    "element",
    "menu",
    "find",
    "confirm",
    "copy",
    "passkeys",
    "upload",
    "focus_point",
    "towns",
    "setup",
    "map_point",
    "reorder",
    "paste_rows",
    "select_all",
    "focus",
    "outcome",
    "completion",
    "dates",
    "all_fields",
    "writing",
    "add_picture",
    "record_form",
    "list_cells",
    "mentions",
    "import_lines",
];

fn main() -> Result<(), BundleError> {
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    let out = Path::new(&out);
    write(out, "office.css", &style(Path::new("assets/css"), &STYLES)?)?;
    write(out, "office.js", &script(Path::new("assets/js"), &SCRIPTS)?)
}
