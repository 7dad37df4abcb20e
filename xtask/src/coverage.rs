//! Lines that the tests execute, by crate. Needs the tools of the LLVM version that the compiler has.
//!
//! Only the project's own crates are instrumented, so the dependencies of an earlier build are used again.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::test::{rustc_value, target};

/// Runs the tests, and prints the executed lines of each crate. `arguments` are those of `cargo test`; without
/// any, all tests run.
pub fn run(arguments: &[String]) -> Result<()> {
    let version = llvm_version()?;
    let folder = target().join("coverage");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let wrapper = folder.join("instrument");
    fs::write(&wrapper, "#!/bin/sh\nexec \"$@\" -Cinstrument-coverage\n")?;
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755))?;
    let workspace = ["--workspace".to_owned()];
    let arguments = if arguments.is_empty() { &workspace } else { arguments };
    let cargo = |options: &[&str]| {
        let mut command = Command::new("cargo");
        command.arg("test").args(options).args(arguments).current_dir(crate::root());
        command.env("RUSTC_WORKSPACE_WRAPPER", &wrapper).env("CARGO_INCREMENTAL", "0");
        command.env("LLVM_PROFILE_FILE", folder.join("%p-%8m.profraw"));
        command
    };
    let built = cargo(&["--no-run", "--message-format=json"]).stderr(Stdio::inherit()).output()?;
    ensure!(built.status.success(), "the tests could not be built");
    let programs = programs(&String::from_utf8(built.stdout)?);
    // A failed test still executes lines; `cargo xtask test` reports it.
    let passed = cargo(&["--no-fail-fast"]).status()?.success();
    let profile = merge(&folder, &version)?;
    print!("{}", table(&export(&programs, &profile, &version)?)?);
    ensure!(passed, "tests failed");
    Ok(())
}

/// The major version of the compiler's LLVM.
fn llvm_version() -> Result<String> {
    let version = rustc_value("LLVM version")?;
    Ok(version.split('.').next().unwrap_or_default().to_owned())
}

/// A tool of LLVM, as Debian names it.
fn tool(name: &str, version: &str) -> Command {
    Command::new(format!("{name}-{version}"))
}

/// The programs that `cargo test` built, from its messages.
fn programs(messages: &str) -> BTreeSet<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).collect()
}

/// Merges the profiles of all processes.
fn merge(folder: &Path, version: &str) -> Result<PathBuf> {
    let profile = folder.join("all.profdata");
    let mut profiles = Vec::new();
    for entry in fs::read_dir(folder)? {
        profiles.push(entry?.path());
    }
    profiles.retain(|path| path.extension().is_some_and(|extension| extension == "profraw"));
    let mut command = tool("llvm-profdata", version);
    command.args(["merge", "-sparse", "-failure-mode=all", "-o"]).arg(&profile).args(profiles);
    let status = command.status();
    let status = status.with_context(|| format!("install the Debian package llvm-{version}"))?;
    ensure!(status.success(), "the profiles could not be merged");
    Ok(profile)
}

/// The coverage as JSON.
fn export(programs: &BTreeSet<PathBuf>, profile: &Path, version: &str) -> Result<Value> {
    let mut command = tool("llvm-cov", version);
    command.args(["export", "--summary-only", "--instr-profile"]).arg(profile);
    command.args(programs.iter().flat_map(|program| ["--object".into(), program.clone().into_os_string()]));
    let output = command.stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "the coverage could not be computed");
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// One line for each crate and one for all: executed lines, lines, percentage. Files of tests are left out.
fn table(report: &Value) -> Result<String> {
    let files = report["data"][0]["files"].as_array().context("a report without files")?;
    let mut crates: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for file in files {
        let name = file["filename"].as_str().context("a file without a name")?;
        let lines = &file["summary"]["lines"];
        let (Some(count), Some(covered)) = (lines["count"].as_u64(), lines["covered"].as_u64()) else {
            continue;
        };
        if !name.contains("/tests")
            && !name.contains("/registry/")
            && let Some((before, _)) = name.split_once("/src/")
        {
            let crate_name = before.rsplit('/').next().unwrap_or_default();
            for name in [crate_name, "all"] {
                let sum = crates.entry(name).or_default();
                *sum = (sum.0 + covered, sum.1 + count);
            }
        }
    }
    let lines = crates.iter().map(|(name, (covered, count))| {
        let tenths = covered * 1000 / (*count).max(1);
        format!("{name:24} {covered:>7} of {count:>7} lines {:>4}.{} %\n", tenths / 10, tenths % 10)
    });
    Ok(lines.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lines_are_added_up_by_crate_without_tests_and_dependencies() {
        let file = |name: &str, covered: u64| {
            let lines = json!({ "count": 10, "covered": covered });
            json!({ "filename": name, "summary": { "lines": lines } })
        };
        let files = [
            file("/p/crates/portulan-api/src/lib.rs", 10),
            file("/p/crates/portulan-api/src/json.rs", 5),
            file("/p/crates/portulan-api/src/validate/tests.rs", 10),
            file("/p/xtask/src/main.rs", 0),
            file("/home/registry/src/index/serde-1.0/src/lib.rs", 1),
        ];
        let report = json!({ "data": [{ "files": files }] });
        let table = table(&report).expect("a table");
        let lines: Vec<String> =
            table.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            lines,
            ["all 15 of 30 lines 50.0 %", "portulan-api 15 of 20 lines 75.0 %", "xtask 0 of 10 lines 0.0 %"]
        );
    }
}
