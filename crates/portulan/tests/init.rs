//! The questions of `portulan init`, answered by lines of the standard input.
mod support;

use std::io::Write as _;
use std::process::{Command, Stdio};

use support::{path, run_program, text};

/// Runs `portulan init` with answers, in a language. Returns the exit code and the output.
fn init(language: &str, data: &str, options: &[&str], answers: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portulan"));
    command.args(["--lang", language, "init", "--data", data]).args(options);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("starts");
    let mut input = child.stdin.take().expect("piped");
    // A program that asks no more closes its input.
    let _ = input.write_all((answers.join("\n") + "\n").as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("ends");
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

#[test]
fn wrong_answers_are_asked_again_and_the_others_stay() {
    let work = tempfile::tempdir().expect("a folder");
    let data = work.path().join("data");
    let who = ["Ville du Levant", "123", "217 500 016", "Atlantide", "Allemagne", "Munich", "1", ""];
    let site = ["klingon", "français, espagnol", "dollar", "", "#ffff00", "#176b5d", "dragons", "1, Culture"];
    let (code, output) = init("fr", path(&data), &[], &[who, site].concat());
    assert_eq!(code, Some(0), "{output}");
    for wrong in ["« 123 »", "« Atlantide »", "« klingon »", "« dollar »", "#ffff00", "« dragons »"]
    {
        assert!(output.contains(wrong), "{wrong}: {output}");
    }
    assert!(output.contains("Munich, Bavière, Allemagne"), "regions have their French names: {output}");
    assert_eq!(output.matches("Nom de la collectivité").count(), 1, "{output}");
    let written = work.path().join("written");
    run_program(&["export", path(&written), "--data", path(&data)]);
    let authority =
        std::fs::read_to_string(written.join("authorities/ville-du-levant.toml")).expect("written");
    for expected in [
        "siren = \"217500016\"",
        "country = \"DE\"",
        "currency = \"EUR\"",
        "languages = [\"fr\", \"es\"]",
        "accent = \"#176b5d\"",
        "fr = \"Munich\"",
        "key = \"eau-et-assainissement\"",
        "key = \"culture\"",
    ] {
        assert!(authority.contains(expected), "{expected}: {authority}");
    }
    assert!(!authority.contains("time_zone"), "the zone of Paris is not that of Munich: {authority}");
}

#[test]
fn answers_that_end_early_leave_the_usual_ones_and_missing_ones_make_nothing() {
    let work = tempfile::tempdir().expect("a folder");
    let short = work.path().join("short");
    let (code, output) =
        init("en", path(&short), &["--name", "Town", "--siren", "12"], &["", "", "Rennes", "1"]);
    assert_eq!(code, Some(0), "{output}");
    assert!(output.contains("“12”") && output.contains("Ille-et-Vilaine"), "{output}");
    let none = work.path().join("none");
    let (code, output) = init("en", path(&none), &[], &["Town", "", "France"]);
    assert!(code == Some(2) && output.contains("--port"), "{output}");
    assert!(!none.exists(), "nothing half done");
}

#[test]
fn complete_options_ask_nothing() {
    let work = tempfile::tempdir().expect("a folder");
    let data = work.path().join("data");
    let place = ["--name", "Ville", "--country", "Sénégal", "--port", "Saint-Louis"];
    let look =
        ["--languages", "français,es", "--currency", "euro", "--themes", "culture,2", "--accent", "#176b5d"];
    let (code, output) = init("fr", path(&data), &[place.as_slice(), &look].concat(), &[]);
    assert!(code == Some(0) && !output.contains("Devise"), "{output}");
    for (wrong, expected) in [
        (["--themes", "dragons"], "« dragons »"),
        (["--currency", "dollar"], "« DOLLAR »"),
        (["--accent", "#ffff00"], "#ffff00"),
        (["--siren", "123"], "« 123 »"),
    ] {
        let other = work.path().join("other");
        let (code, output) = init("fr", path(&other), &[place.as_slice(), &wrong].concat(), &[]);
        assert!(code == Some(2) && output.contains(expected), "{output}");
        assert!(!other.exists(), "nothing half done");
    }
}
