//! Cuts the variable fonts down to the Latin letters, figures and punctuation that the interface needs, and unpacks them for
//! the typesetter.
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// Latin-1, Latin Extended-A, typographic punctuation, arrows, minus and the euro sign.
const UNICODES: &str = "U+20-7E,U+A0-17F,U+192,U+218-21B,U+2009,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2039,U+203A,U+20AC,U+2190-2193,U+2197,U+2212,U+2265";

/// Fonts for reports: the files of a family, each as its own family, since Typst does not combine several
/// files to one font.
const PAPER: [(&str, &str, &str, &str); 8] = [
    ("newsreader/files/newsreader-latin-wght-normal", "wght=400:650", "serif", "Portulan Serif"),
    ("newsreader/files/newsreader-latin-ext-wght-normal", "wght=400:650", "serif-ext", "Portulan Serif Ext"),
    ("source-sans-3/files/source-sans-3-latin-wght-normal", "wght=400:700", "sans", "Portulan Sans"),
    (
        "source-sans-3/files/source-sans-3-latin-ext-wght-normal",
        "wght=400:700",
        "sans-ext",
        "Portulan Sans Ext",
    ),
    (
        "source-sans-3/files/source-sans-3-cyrillic-wght-normal",
        "wght=400:700",
        "sans-cyrillic",
        "Portulan Sans Cyrillic",
    ),
    (
        "source-sans-3/files/source-sans-3-greek-wght-normal",
        "wght=400:700",
        "sans-greek",
        "Portulan Sans Greek",
    ),
    ("source-sans-3/files/source-sans-3-latin-wght-italic", "wght=400:700", "italic", "Portulan Sans"),
    (
        "source-sans-3/files/source-sans-3-latin-ext-wght-italic",
        "wght=400:700",
        "italic-ext",
        "Portulan Sans Ext",
    ),
];
/// Uncompresses a font and gives it a name, since that of its makers is theirs.
const RENAME: &str = "
import sys
from fontTools.ttLib import TTFont
source, target, family = sys.argv[1:]
font = TTFont(source)
font.flavor = None
style = 'Italic' if 'italic' in target else 'Regular'
names = font['name']
names.names = [n for n in names.names if n.nameID in (0, 5, 13, 14)]
for number, text in ((1, family), (2, style), (3, family + ' ' + style), (4, family + ' ' + style), (6, (family + '-' + style).replace(' ', ''))):
    names.setName(text, number, 3, 1, 0x409)
for axis in font['fvar'].axes:
    axis.axisNameID = 2
font['fvar'].instances = []
if 'STAT' in font: del font['STAT']
font.save(target)
";
const FEATURES: &str = "--layout-features=kern,liga,tnum,lnum,onum,mark,mkmk,ccmp,locl,sups";

pub fn run(npm: &Path) -> Result<()> {
    let source = |file: &str| npm.join("@fontsource-variable").join(format!("{file}.woff2"));
    let web = crate::root().join("crates/portulan-web/assets/fonts");
    let paper = crate::root().join("crates/portulan-typeset/fonts");
    for folder in [&web, &paper] {
        std::fs::create_dir_all(folder)?;
    }
    for (file, axes, name, family) in PAPER {
        let limited = instance(&source(file), axes, name)?;
        let plain = paper.join(format!("{name}.ttf"));
        python(&["-c", RENAME, &limited.to_string_lossy(), &plain.to_string_lossy(), family])?;
        if matches!(name, "serif" | "sans") {
            subset(&limited, &[FEATURES, "--flavor=woff2"], &web.join(format!("{name}.woff2")))?;
        }
    }
    // The pictures drawn for social networks need one plain instance, uncompressed.
    let fixed = instance(&source(PAPER[0].0), "wght=500", "fixed")?;
    subset(&fixed, &["--layout-features=kern", "--no-hinting"], &web.join("serif.ttf"))
}

/// A font with its axes limited.
fn instance(source: &Path, axes: &str, name: &str) -> Result<PathBuf> {
    let out = std::env::temp_dir().join(format!("portulan-{name}.ttf"));
    python(&[
        "-m",
        "fontTools.varLib.instancer",
        &source.to_string_lossy(),
        axes,
        "-o",
        &out.to_string_lossy(),
    ])?;
    Ok(out)
}

/// A font with the letters of the interface and the features that are wanted.
fn subset(source: &Path, options: &[&str], out: &Path) -> Result<()> {
    let (source, unicodes) = (source.to_string_lossy(), format!("--unicodes={UNICODES}"));
    let out = format!("--output-file={}", out.display());
    let mut arguments = vec!["-m", "fontTools.subset", &source, &unicodes];
    arguments.extend(options);
    arguments.push(&out);
    python(&arguments)
}

fn python(arguments: &[&str]) -> Result<()> {
    let status = Command::new("python3").args(arguments).status().context("python3 is needed")?;
    ensure!(status.success(), "python3 {} failed; install fonttools and brotli", arguments.join(" "));
    Ok(())
}
