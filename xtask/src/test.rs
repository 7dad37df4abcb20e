//! All checks of the project, the cheapest first.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};

use crate::fuzz;
use crate::summary::Summary;

/// The options of a run.
#[derive(Debug, Clone, Copy)]
pub struct TestOptions {
    /// True to leave out the browser tests.
    pub no_browser: bool,
    /// True if a check that is not done fails the run.
    pub is_strict: bool,
    /// The time for each fuzz target; `None` to leave out the fuzz targets.
    pub fuzz_seconds: Option<u64>,
}

/// Runs all checks, and prints those that were not done.
pub fn run(options: TestOptions) -> Result<()> {
    let is_strict = options.is_strict || std::env::var("CI").is_ok_and(|ci| ci == "strict");
    let mut summary = Summary::default();
    let outcome = run_all(options, &mut summary);
    let closed = summary.close(is_strict);
    outcome.and(closed)
}

fn run_all(options: TestOptions, summary: &mut Summary) -> Result<()> {
    step("format", "cargo", &["fmt", "--all", "--check"])?;
    dependencies(summary)?;
    // The lint `incompatible_msrv` checks the minimum version of Rust (`rust-version`).
    step("lints", "cargo", &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    documentation()?;
    // No documentation has an example in Rust, so that the tests of documentation would find nothing.
    let tests = ["test", "--workspace", "--lib", "--bins", "--tests"];
    if found("xmllint") && found("python3") {
        step("tests", "cargo", &[&tests[..], &["--", "--include-ignored"]].concat())?;
    } else {
        step("tests", "cargo", &tests)?;
        summary.skip("tests against libxml2", "install xmllint (Debian: libxml2-utils) and python3 with pip");
    }
    // The tests of the command line have built the program; a build of its package alone would have other features, and build most
    // dependencies again.
    ensure!(program().is_file(), "the tests have not built the program");
    if found("python3") {
        interface(summary)?;
    } else {
        summary.skip("open data and API", "install python3 with venv and pip");
    }
    match options.fuzz_seconds {
        Some(seconds) => fuzz::run(seconds)?,
        None => summary.skip("fuzz targets", "they need --fuzz-seconds"),
    }
    if options.no_browser {
        summary.skip("scripts and browser", "left out with --no-browser");
        return Ok(());
    }
    browser()
}

/// Checks of the dependencies: unused ones, licences and sources, known vulnerabilities.
fn dependencies(summary: &mut Summary) -> Result<()> {
    if found("cargo-machete") {
        step("unused dependencies", "cargo-machete", &["--skip-target-dir"])?;
    } else {
        summary.skip("unused dependencies", "install it with `cargo install cargo-machete --locked`");
    }
    if !found("cargo-deny") {
        let reason = "install it with `cargo install cargo-deny --locked`";
        summary.skip("licences, sources and versions of dependencies", reason);
        summary.skip("advisories", reason);
        return Ok(());
    }
    step("dependencies", "cargo", &["deny", "--all-features", "check", "bans", "licenses", "sources"])?;
    let arguments = ["deny", "--all-features", "check", "advisories"];
    println!("advisories: cargo {}", arguments.join(" "));
    let output = Command::new("cargo").args(arguments).current_dir(crate::root()).output()?;
    let log = String::from_utf8_lossy(&output.stderr);
    if is_offline(output.status.success(), &log) {
        summary.skip("advisories", "the database of advisories could not be downloaded");
        return Ok(());
    }
    print!("{log}");
    ensure!(output.status.success(), "advisories failed");
    Ok(())
}

/// True if `cargo deny` failed because it could not download its database.
fn is_offline(is_success: bool, log: &str) -> bool {
    !is_success && log.contains("failed to fetch advisory database")
}

/// Builds the documentation of the API of all crates. Warnings, such as broken links, are errors.
fn documentation() -> Result<()> {
    println!("documentation: cargo doc --workspace --no-deps");
    let mut command = Command::new("cargo");
    command.args(["doc", "--quiet", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings");
    timed("documentation", command.current_dir(crate::root()))
}

/// Checks of templates, styles and scripts, without a browser.
pub fn templates() -> Result<()> {
    step("sources", "cargo", &["test", "--quiet", "--package", "xtask", "--test", "presentation"])?;
    let pages = ["test", "--quiet", "--package", "portulan-web", "--package", "portulan-office", "template"];
    step("templates", "cargo", &pages)
}

/// The target folder of cargo.
pub fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR");
    let folder = named.map_or_else(|| crate::root().join("target"), PathBuf::from);
    std::path::absolute(&folder).unwrap_or(folder)
}

/// The program that the tests build.
fn program() -> PathBuf {
    target().join("debug/portulan")
}

/// A line of `rustc -vV`, such as `host`.
pub fn rustc_value(name: &str) -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    value.map(str::to_owned).with_context(|| format!("rustc prints no {name}"))
}

/// Reads the open data back, and tests the API against its own description.
fn interface(summary: &mut Summary) -> Result<()> {
    let (environment, tests) = (target().join("python"), crate::root().join("tests/api"));
    let [environment, tests] = [environment, tests].map(|path| path.display().to_string());
    let (python, pip) = (format!("{environment}/bin/python"), format!("{environment}/bin/pip"));
    step("python", "python3", &["-m", "venv", &environment])?;
    step("packages", &pip, &["install", "--quiet", "--requirement", &format!("{tests}/requirements.txt")])?;
    let program = program().display().to_string();
    step("open data", &python, &[&format!("{tests}/data.py"), &program, "examples/port-imaginaire"])?;
    if found("soffice") {
        step(
            "office programs",
            &python,
            &[&format!("{tests}/office.py"), &program, "examples/port-imaginaire"],
        )?;
    } else {
        summary.skip("office programs", "install soffice (Debian: libreoffice-calc, libreoffice-writer)");
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
    lint_scripts()?;
    let mut command = Command::new("node");
    command.args(["--test", "--test-concurrency=1"]).current_dir(&folder);
    timed("browser tests", command.env("PORTULAN", program()))
}

/// Checks the scripts of site and office and those of the browser tests.
fn lint_scripts() -> Result<()> {
    let program = crate::root().join("tests/browser/node_modules/.bin/eslint").display().to_string();
    let configuration = ["--config", "tests/browser/eslint.config.js", "--max-warnings", "0"];
    let folders = ["crates/portulan-web/assets/js", "crates/portulan-office/assets/js", "tests/browser"];
    step("scripts", &program, &[&configuration[..], &folders].concat())
}

fn step(name: &str, program: &str, arguments: &[&str]) -> Result<()> {
    println!("{name}: {program} {}", arguments.join(" "));
    let mut command = Command::new(program);
    command.args(arguments).current_dir(crate::root());
    timed(name, &mut command)
}

/// Runs a command, and prints the time that it took.
fn timed(name: &str, command: &mut Command) -> Result<()> {
    let start = Instant::now();
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{program} is needed"))?;
    ensure!(status.success(), "{name} failed");
    println!("{name}: {} s", start.elapsed().as_secs());
    Ok(())
}

fn found(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_failed_download_leaves_the_advisories_out() {
        let log =
            "[ERROR] failed to fetch advisory database https://example.org/db with cli: failed to clone";
        assert!(is_offline(false, log));
        assert!(!is_offline(true, log));
        assert!(!is_offline(false, "error[vulnerability]: Marvin Attack"));
    }
}
