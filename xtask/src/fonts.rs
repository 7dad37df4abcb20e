//! Cuts the variable fonts down to the Latin letters, figures and punctuation that the interface needs.
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// Latin-1, Latin Extended-A, typographic punctuation, arrows, minus and the euro sign.
const UNICODES: &str = "U+20-7E,U+A0-17F,U+192,U+218-21B,U+2009,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2039,U+203A,U+20AC,U+2190-2193,U+2197,U+2212,U+2265";

pub fn run(npm: &Path) -> Result<()> {
    let into = crate::root().join("crates/portulan-web/assets/fonts");
    std::fs::create_dir_all(&into)?;
    for (family, axes, name) in [
        ("newsreader/files/newsreader-latin-wght-normal.woff2", "wght=400:650", "serif"),
        ("source-sans-3/files/source-sans-3-latin-wght-normal.woff2", "wght=400:700", "sans"),
    ] {
        let source = npm.join("@fontsource-variable").join(family);
        let limited = std::env::temp_dir().join(format!("portulan-{name}.ttf"));
        python(&[
            "-m",
            "fontTools.varLib.instancer",
            &source.to_string_lossy(),
            axes,
            "-o",
            &limited.to_string_lossy(),
        ])?;
        let out = into.join(format!("{name}.woff2"));
        python(&[
            "-m",
            "fontTools.subset",
            &limited.to_string_lossy(),
            &format!("--unicodes={UNICODES}"),
            "--layout-features=kern,liga,tnum,lnum,onum,mark,mkmk,ccmp,locl",
            "--flavor=woff2",
            &format!("--output-file={}", out.display()),
        ])?;
    }
    // The pictures drawn for social networks need one plain instance, uncompressed.
    let source = npm.join("@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2");
    let fixed = std::env::temp_dir().join("portulan-fixed.ttf");
    python(&[
        "-m",
        "fontTools.varLib.instancer",
        &source.to_string_lossy(),
        "wght=500",
        "-o",
        &fixed.to_string_lossy(),
    ])?;
    let out = into.join("serif.ttf");
    python(&[
        "-m",
        "fontTools.subset",
        &fixed.to_string_lossy(),
        &format!("--unicodes={UNICODES}"),
        "--layout-features=kern",
        "--no-hinting",
        &format!("--output-file={}", out.display()),
    ])
}

fn python(arguments: &[&str]) -> Result<()> {
    let status = Command::new("python3").args(arguments).status().context("python3 is needed")?;
    ensure!(status.success(), "python3 {} failed; install fonttools and brotli", arguments.join(" "));
    Ok(())
}
