//! All checks of the project, the cheapest first.
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

pub fn run(no_browser: bool) -> Result<()> {
    step("format", "cargo", &["fmt", "--all", "--check"])?;
    step("lints", "cargo", &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    if found("cargo-deny") {
        step("dependencies", "cargo", &["deny", "--all-features", "check", "bans", "licenses", "sources"])?;
    } else {
        println!("dependencies: skipped; `cargo install cargo-deny --locked` adds this check");
    }
    if found("xmllint") && found("python3") {
        step("tests", "cargo", &["test", "--workspace", "--", "--include-ignored"])?;
    } else {
        step("tests", "cargo", &["test", "--workspace"])?;
        println!(
            "tests against libxml2: skipped; xmllint (Debian: libxml2-utils) and python3 with pip add them"
        );
    }
    step("the program", "cargo", &["build", "--quiet", "--package", "portulan"])?;
    if found("python3") {
        interface()?;
    } else {
        println!("interface for programs: skipped; python3 with venv and pip adds this check");
    }
    if no_browser {
        println!("browser: left out as asked");
        return Ok(());
    }
    browser()
}

/// Checks of templates, styles and scripts, without a browser.
pub fn templates() -> Result<()> {
    step("sources", "cargo", &["test", "--quiet", "--package", "xtask", "--test", "presentation"])?;
    let pages = ["test", "--quiet", "--package", "portulan-web", "--package", "portulan-office", "template"];
    step("templates", "cargo", &pages)
}

/// The target folder of cargo.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| crate::root().join("target"), PathBuf::from)
}

/// Reads the open data back, and tests the API against its own description.
fn interface() -> Result<()> {
    let (environment, tests) = (target().join("python"), crate::root().join("tests/api"));
    let [environment, tests] = [environment, tests].map(|path| path.display().to_string());
    let (python, pip) = (format!("{environment}/bin/python"), format!("{environment}/bin/pip"));
    step("python", "python3", &["-m", "venv", &environment])?;
    step("packages", &pip, &["install", "--quiet", "--requirement", &format!("{tests}/requirements.txt")])?;
    let program = target().join("debug/portulan").display().to_string();
    step("open data", &python, &[&format!("{tests}/data.py"), &program, "examples/port-imaginaire"])?;
    if found("soffice") {
        step(
            "office programs",
            &python,
            &[&format!("{tests}/office.py"), &program, "examples/port-imaginaire"],
        )?;
    } else {
        println!(
            "office programs: skipped; soffice (Debian: libreoffice-calc, libreoffice-writer) adds this check"
        );
    }
    step("interface for programs", &python, &[&format!("{tests}/fuzz.py"), &program, "examples/la-rochelle"])
}

fn browser() -> Result<()> {
    if !found("node") {
        bail!("browser tests need Node 20 or newer; install it, or run `cargo xtask test --no-browser`");
    }
    if !["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .iter()
        .any(|p| Path::new(p).exists())
        && std::env::var_os("CHROMIUM").is_none()
    {
        bail!(
            "browser tests need Chromium; install the Debian package `chromium`, or name the program in the variable \
             CHROMIUM, or run `cargo xtask test --no-browser`"
        );
    }
    let folder = crate::root().join("tests/browser");
    let modules = ["ci", "--no-audit", "--no-fund", "--silent"];
    let status = Command::new("npm").args(modules).current_dir(&folder).status().context("npm is needed")?;
    ensure!(status.success(), "npm could not install the packages of tests/browser");
    let status = Command::new("node")
        .args(["--test", "--test-concurrency=1"])
        .env("PORTULAN", target().join("debug/portulan"))
        .current_dir(&folder)
        .status()?;
    ensure!(status.success(), "browser tests failed");
    Ok(())
}

fn step(name: &str, program: &str, arguments: &[&str]) -> Result<()> {
    println!("{name}: {program} {}", arguments.join(" "));
    let status = Command::new(program).args(arguments).current_dir(crate::root()).status();
    let status = status.with_context(|| format!("{program} is needed"))?;
    ensure!(status.success(), "{name} failed");
    Ok(())
}

fn found(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success())
}
