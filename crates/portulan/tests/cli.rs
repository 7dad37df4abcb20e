//! The program as its users run it: arguments in, text and exit code out.
mod support;

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use self::support::{Server, copy, data_of, example, path, program, run_program, text};

fn edit(folder: &TempDir, file: &str, change: impl Fn(String) -> String) {
    let file = folder.path().join(file);
    fs::write(&file, change(fs::read_to_string(&file).expect("read"))).expect("written");
}

fn tree(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    for entry in fs::read_dir(root).expect("a folder").flatten().map(|e| e.path()) {
        let files = if entry.is_dir() {
            fs::read_dir(&entry).expect("records").flatten().map(|f| f.path()).collect()
        } else {
            vec![entry]
        };
        for file in files {
            let name = file.strip_prefix(root).expect("inside").to_owned();
            out.push((name, fs::read(&file).expect("read")));
        }
    }
    out.sort();
    out
}

/// A PNG of one pixel.
fn pixel() -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(1, 1).write_to(&mut out, image::ImageFormat::Png).expect("a picture");
    out.into_inner()
}

#[test]
fn import_and_export_are_inverse_to_the_byte() {
    let work = tempfile::tempdir().expect("a folder");
    let (data, out) = (work.path().join("data"), work.path().join("out"));
    let source = copy();
    fs::write(source.path().join("media/quay.png"), pixel()).expect("written");
    edit(&source, "media/chantier-kendari.toml", |t| {
        t.replacen("state = \"published\"\n", "state = \"published\"\nfile = \"quay.png\"\n", 1)
    });
    let (code, report) = run_program(&["import", path(source.path()), "--data", path(&data)]);
    assert_eq!(code, Some(0), "{report}");
    let (code, report) = run_program(&["export", path(&out), "--data", path(&data)]);
    assert_eq!(code, Some(0), "{report}");
    assert_eq!(tree(source.path()), tree(&out));
    // A second import finds nothing to do; a second export over the first changes nothing.
    assert!(
        run_program(&["import", path(&out), "--data", path(&data)])
            .1
            .contains("Added: 0 · changed: 0 · removed: 0")
    );
    let (code, refused) = run_program(&["export", path(&out), "--data", path(&data)]);
    assert!(code == Some(2) && refused.contains("--force"), "{refused}");
    fs::write(out.join("partnerships/gone.toml"), "of a record that is gone").expect("written");
    assert_eq!(run_program(&["export", path(&out), "--data", path(&data), "--force"]).0, Some(0));
    assert_eq!(tree(source.path()), tree(&out));
}

#[test]
fn contacts_leave_the_register_only_when_asked() {
    let work = tempfile::tempdir().expect("a folder");
    let (data, out) = (work.path().join("data"), work.path().join("out"));
    let source = copy();
    fs::create_dir(source.path().join("persons")).expect("a folder");
    let person = "id = \"0190f6a0-0000-7000-8000-00000000abcd\"\nstate = \"draft\"\n\n[name]\nfr = \"Zélie Imaginaire\"\n";
    fs::write(source.path().join("persons/person-1.toml"), person).expect("written");
    edit(&source, "partnerships/kendari.toml", |t| {
        t.replacen("state = \"published\"\n", "state = \"published\"\ncontacts = [\"person-1\"]\n", 1)
    });
    let (code, report) = run_program(&["import", path(source.path()), "--data", path(&data)]);
    assert_eq!(code, Some(0), "{report}");
    let (code, report) = run_program(&["export", path(&out), "--data", path(&data)]);
    assert!(code == Some(0) && report.contains("--private"), "{report}");
    assert!(!out.join("persons").exists());
    // The same register imports it unchanged, and keeps its contacts; another one never receives them.
    let again = run_program(&["import", path(&out), "--data", path(&data), "--replace"]).1;
    assert!(again.contains("Added: 0 · changed: 0 · removed: 0"), "{again}");
    let other = work.path().join("other");
    let (code, report) = run_program(&["import", path(&out), "--data", path(&other)]);
    assert_eq!(code, Some(0), "{report}");
    let whole = work.path().join("whole");
    assert_eq!(run_program(&["export", path(&whole), "--data", path(&data), "--private"]).0, Some(0));
    assert!(fs::read_to_string(whole.join("persons/person-1.toml")).expect("read").contains("Zélie"));
    assert!(fs::read_to_string(whole.join("partnerships/kendari.toml")).expect("read").contains("person-1"));
    assert_eq!(
        run_program(&["export", path(&whole), "--data", path(&other), "--private", "--force"]).0,
        Some(0)
    );
    assert!(!fs::read_to_string(whole.join("partnerships/kendari.toml")).expect("read").contains("person-1"));
}

#[test]
fn a_dry_run_shows_the_difference_and_changes_nothing() {
    let work = tempfile::tempdir().expect("a folder");
    let data = work.path().join("data");
    let source = copy();
    let (code, report) = run_program(&["import", path(source.path()), "--data", path(&data), "--dry-run"]);
    assert!(code == Some(0) && report.contains("add partnerships/kendari.toml"), "{report}");
    assert!(!data.exists(), "a dry run makes nothing");
    run_program(&["import", path(source.path()), "--data", path(&data)]);
    edit(&source, "partnerships/kendari.toml", |t| t.replacen("value = \"2011\"", "value = \"2012\"", 1));
    fs::remove_file(source.path().join("partnerships/quebec.toml")).expect("removed");
    let (code, report) =
        run_program(&["import", path(source.path()), "--data", path(&data), "--dry-run", "--replace"]);
    assert_eq!(code, Some(0), "{report}");
    for line in [
        "change partnerships/kendari.toml",
        "-value = \"2011\"",
        "+value = \"2012\"",
        "remove partnerships/quebec.toml",
    ] {
        assert!(report.contains(line), "{line} in {report}");
    }
    let again = run_program(&["import", path(source.path()), "--data", path(&data)]).1;
    assert!(again.contains("Added: 0 · changed: 1 · removed: 0"), "without --replace nothing goes: {again}");
}

#[test]
fn each_fault_names_its_place_and_its_remedy_and_nothing_is_kept() {
    let cases: [(&str, &str, &str, &str); 12] = [
        (
            "partnerships/kendari.toml",
            "state = \"published\"",
            "state = \"publishd\"",
            "partnerships/kendari.toml:2:9: “publishd” is not a publication state",
        ),
        ("partnerships/kendari.toml", "[title]", "[title", "partnerships/kendari.toml:"),
        ("partnerships/kendari.toml", "[title]", "[titel]", "unknown field `titel`"),
        (
            "partnerships/kendari.toml",
            "value = \"2011\"",
            "value = \"2011-13\"",
            "`2011-13` is not a date; write 2011, 2023-10 or 2023-10-23",
        ),
        (
            "partnerships/kendari.toml",
            "[\"kendari\"]",
            "[\"kendary\"]",
            ":4:16: No record of type “Territory” is named “kendary”",
        ),
        (
            "territories/kendari.toml",
            "country = \"ID\"",
            "country = \"IDN\"",
            "“IDN” is not a code of the list “countries (ISO 3166-1)”",
        ),
        ("territories/kendari.toml", "lat = -3.9985", "lat = -93.9985", "Coordinates out of range"),
        ("partnerships/kendari.toml", "goal = 6", "goal = 18", "“18” is not a Sustainable Development Goal"),
        (
            "partnerships/kendari.toml",
            "target = \"6.1\"",
            "target = \"7.1\"",
            "“7.1” is not a target of goal 6",
        ),
        (
            "partnerships/kendari.toml",
            "key = \"eau\"",
            "key = \"eua\"",
            "“eua” is not in the list “themes” of the authority",
        ),
        (
            "events/assises-franco-quebecoises-2023.toml",
            "end = \"2023-10-24\"",
            "end = \"2023-10-22\"",
            "The end of the period (2023-10-22) is before its start (2023-10-23)",
        ),
        (
            "authorities/la-rochelle.toml",
            "languages = [\"fr\", \"en\"]",
            "languages = [\"fr\", \"xx\"]",
            "The site is not available in the language “xx”",
        ),
    ];
    for (file, from, to, expected) in cases {
        let (source, work) = (copy(), tempfile::tempdir().expect("a folder"));
        edit(&source, file, |t| {
            assert!(t.contains(from), "{from} in {file}");
            t.replacen(from, to, 1)
        });
        let (code, report) = run_program(&["check", path(source.path())]);
        assert_eq!(code, Some(1), "{to}: {report}");
        assert!(report.contains(expected), "{to}: {report}");
        assert!(report.contains("fix: "), "{to}: {report}");
        let data = work.path().join("data");
        let (code, report) = run_program(&["import", path(source.path()), "--data", path(&data)]);
        assert!(code == Some(1) && report.contains("Nothing was changed."), "{to}: {report}");
        let (code, _) = run_program(&["export", path(&work.path().join("out")), "--data", path(&data)]);
        assert!(code == Some(0) && tree(&work.path().join("out")).is_empty(), "{to}: nothing half done");
    }
}

#[test]
fn all_problems_are_named_at_once() {
    let source = copy();
    edit(&source, "partnerships/kendari.toml", |t| {
        t.replace("key = \"eau\"", "key = \"eua\"").replace("goal = 6", "goal = 66")
    });
    edit(&source, "territories/kendari.toml", |t| t.replace("country = \"ID\"", "country = \"id\""));
    fs::write(source.path().join("projects/broken.toml"), "id = ").expect("written");
    fs::copy(source.path().join("networks/afccre.toml"), source.path().join("networks/twin.toml"))
        .expect("copied");
    fs::copy(source.path().join("networks/afccre.toml"), source.path().join("networks/Not-A Slug.toml"))
        .expect("copied");
    let (code, report) = run_program(&["check", path(source.path()), "--errors-only"]);
    assert_eq!(code, Some(1));
    for expected in [
        "“eua”",
        "“66” is not",
        "“id” is not a code",
        "projects/broken.toml:1:",
        "is already used by networks/",
        "cannot be used as a page address",
    ] {
        assert!(report.contains(expected), "{expected} in {report}");
    }
    let (_, french) = {
        let output = program().args(["--lang", "fr", "check", path(source.path())]).output().expect("runs");
        (output.status, text(&output.stdout))
    };
    assert!(french.is_empty() || french.contains("solution"), "{french}");
}

#[test]
fn files_that_are_not_what_they_should_be_are_refused_before_they_are_read() {
    let source = copy();
    let huge = fs::File::create(source.path().join("partnerships/huge.toml")).expect("made");
    huge.set_len(1 << 30).expect("a sparse file of 1 GiB");
    fs::write(source.path().join("media/fake.jpg"), "GIF89a, says the file").expect("written");
    fs::write(source.path().join("media/half.png"), &pixel()[..40]).expect("written");
    fs::write(source.path().join("projects/deep.toml"), "a = ".to_owned() + &"[".repeat(500_000))
        .expect("written");
    fs::write(source.path().join("projects/dotted.toml"), "a.".repeat(400_000) + "a = 1").expect("written");
    let whole = fs::read(example().join("partnerships/kendari.toml")).expect("read");
    fs::write(source.path().join("projects/cut.toml"), &whole[..700]).expect("written");
    fs::write(source.path().join("projects/latin.toml"), b"id = \"\xe9\"").expect("written");
    fs::create_dir(source.path().join("partnership")).expect("made");
    fs::write(source.path().join("partnership/x.toml"), "").expect("written");
    let (code, report) = run_program(&["check", path(source.path()), "--errors-only"]);
    assert_eq!(code, Some(1));
    for expected in [
        "partnerships/huge.toml: The file is larger than 8 MB",
        "media/fake.jpg: “fake.jpg” is not a picture",
        "media/half.png: “half.png” is not a picture",
        "projects/latin.toml: The file is not UTF-8",
        "projects/deep.toml:1:",
        "projects/dotted.toml:",
        "projects/cut.toml:",
        "partnership: “partnership” is not a type of record",
    ] {
        assert!(report.contains(expected), "{expected} in {report}");
    }
    assert_eq!(run_program(&["check", "no-such-folder"]).0, Some(2));
    let empty = tempfile::tempdir().expect("a folder");
    let (code, report) = run_program(&["check", path(empty.path())]);
    assert!(code == Some(1) && report.contains("This folder contains no records"), "{report}");
}

#[test]
fn an_address_taken_by_another_record_is_refused() {
    let (source, work) = (copy(), tempfile::tempdir().expect("a folder"));
    let data = work.path().join("data");
    run_program(&["import", path(source.path()), "--data", path(&data)]);
    edit(&source, "networks/afccre.toml", |t| {
        let id = t.lines().next().expect("an id").to_owned();
        t.replacen(&id, "id = \"01990000-0000-7000-8000-000000000000\"", 1)
    });
    let (code, report) = run_program(&["import", path(source.path()), "--data", path(&data)]);
    assert!(
        code == Some(1) && report.contains("Two records of type “Network” are named “afccre”"),
        "{report}"
    );
}

#[test]
fn init_starts_a_register_that_serves() {
    let work = tempfile::tempdir().expect("a folder");
    let data = work.path().join("mine");
    let port = ["--name", "Ville d’Essai", "--country", "fr", "--port", "46.16,-1.15"];
    let (code, report) = run_program(&[["init", "--data", path(&data)].as_slice(), &port].concat());
    assert_eq!(code, Some(0), "{report}");
    let (code, report) = run_program(&[["init", "--data", path(&data)].as_slice(), &port].concat());
    assert!(code == Some(2) && report.contains("already contains a register"), "{report}");
    let server = Server::start(&["serve", "--listen", "127.0.0.1:0", "--data", path(&data)]);
    assert!(server.get("/fr/").contains("Ville d’Essai"));
    for (wrong, expected) in [
        (["--name", "X", "--country", "ZZ", "--port", "1,1"], "“ZZ” is not a code"),
        (["--name", "X", "--country", "FR", "--port", "far"], "“far” is not a known town"),
        (["--name", "X", "--country", "FR", "--port", "91,1"], "out of range"),
    ] {
        let other = work.path().join("other");
        let (code, report) = run_program(&[["init", "--data", path(&other)].as_slice(), &wrong].concat());
        assert!(code == Some(2) && report.contains(expected), "{report}");
        assert!(!other.exists(), "nothing half done");
    }
    let town = |port: &str, folder: &str| {
        let data = work.path().join(folder);
        run_program(&["init", "--name", "X", "--country", "FR", "--port", port, "--data", path(&data)])
    };
    let (code, report) = town("Saint-Denis", "several");
    assert!(
        code == Some(2) && report.contains("Saint-Denis, Reunion · Saint-Denis, Seine-Saint-Denis, France"),
        "{report}"
    );
    assert_eq!(town("la rochelle", "town").0, Some(0));
    let written = work.path().join("written");
    run_program(&["export", path(&written), "--data", path(&work.path().join("town"))]);
    let authority = std::fs::read_to_string(written.join("authorities/x.toml")).expect("an authority");
    assert!(authority.contains("46.163") && authority.contains("La Rochelle"), "{authority}");
    let (code, report) = run_program(&["init", "--data", path(&work.path().join("third"))]);
    assert!(code == Some(2) && report.contains("--name"), "{report}");
}

#[test]
fn a_new_register_is_set_up_in_the_browser() {
    let work = tempfile::tempdir().expect("a folder");
    let data = work.path().join("new");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data", path(&data)];
    let (code, report) = run_program(&serve);
    assert!(
        code == Some(2) && report.contains("serve --new"),
        "a mistyped folder is no new register: {report}"
    );
    let server = Server::start(&[serve.as_slice(), &["--new"]].concat());
    assert!(server.output.contains("/office/start/"), "{}", server.output);
    assert!(server.get("/en/").contains("New authority"));
    drop(server);
    // Later starts serve what is there, with the option or without it.
    for more in [&["--new"][..], &[]] {
        let server = Server::start(&[serve.as_slice(), more].concat());
        assert!(server.get("/en/").contains("New authority"));
    }
}

#[test]
fn the_first_start_loads_the_example_and_says_how_to_start_ones_own() {
    let work = tempfile::tempdir().expect("a folder");
    let arguments = ["serve", "--listen", "127.0.0.1:0"];
    let server = Server::start_in(work.path(), &arguments);
    assert!(
        server.output.contains("La Rochelle example") && server.output.contains("portulan init"),
        "{}",
        server.output
    );
    assert!(server.get("/fr/partnerships/kendari").contains("Agence française de développement"));
    drop(server);
    let again = Server::start_in(work.path(), &arguments);
    assert!(!again.output.contains("La Rochelle example"), "{}", again.output);
}

#[test]
fn the_server_outlives_who_reads_its_output() {
    let work = tempfile::tempdir().expect("a folder");
    let mut server = Server::start_in(work.path(), &["serve", "--listen", "127.0.0.1:0"]);
    // The pipe is closed by now; the last lines went nowhere.
    assert!(server.get("/fr/").contains("200 OK"));
    assert!(server.child.try_wait().expect("known").is_none());
}

#[test]
fn an_import_shows_on_the_running_site() {
    let (source, work) = (copy(), tempfile::tempdir().expect("a folder"));
    let data = work.path().join("data");
    run_program(&["import", path(source.path()), "--data", path(&data)]);
    let server = Server::start(&["serve", "--listen", "127.0.0.1:0", "--data", path(&data)]);
    assert!(!server.get("/en/partnerships/kendari").contains("Changed summary"));
    edit(&source, "partnerships/kendari.toml", |t| {
        t.replacen("Technical and scientific support", "Changed summary", 1)
    });
    assert_eq!(run_program(&["import", path(source.path()), "--data", path(&data)]).0, Some(0));
    let shows = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        server.get("/en/partnerships/kendari").contains("Changed summary")
    });
    assert!(shows, "the site is renewed within ten seconds");
}

#[test]
fn what_the_machine_refuses_is_said_plainly() {
    let work = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let (code, report) = run_program(&["serve", "--listen", &address, "--data", path(work.path())]);
    assert!(code == Some(2) && report.contains("in use") && report.contains("--listen"), "{report}");
    let (code, report) =
        run_program(&["serve", "--listen", "127.0.0.1:0", "--data", path(&work.path().join("empty"))]);
    assert!(code == Some(2) && report.contains("portulan init"), "{report}");
    let file = work.path().join("file");
    fs::write(&file, "").expect("written");
    let (code, report) = run_program(&["import", path(&example()), "--data", path(&file.join("data"))]);
    assert!(code == Some(2) && report.contains("Cannot write to"), "{report}");
    let (code, report) =
        run_program(&["export", path(&work.path().join("x")), "--data", path(&work.path().join("none"))]);
    assert!(code == Some(2) && report.contains("portulan init"), "{report}");
    // A place where even root cannot write.
    let (code, report) = run_program(&["import", path(&example()), "--data", "/proc/portulan"]);
    assert!(code == Some(2) && report.contains("Cannot write to"), "{report}");
    let data = data_of(&example(), &work);
    let (code, report) = run_program(&["export", "/proc/portulan", "--data", path(&data)]);
    assert!(code == Some(2) && report.contains("/proc"), "{report}");
    let broken = work.path().join("broken");
    fs::create_dir(&broken).expect("made");
    fs::write(broken.join("register.sqlite"), "not a database. ".repeat(500)).expect("written");
    let (code, report) = run_program(&["serve", "--listen", "127.0.0.1:0", "--data", path(&broken)]);
    assert!(code == Some(2) && report.contains("not a register of Portulan"), "{report}");
    let (code, report) =
        run_program(&["serve", "--listen", "127.0.0.1:0", "--data", path(&data), "--templates", "no"]);
    assert!(code == Some(2) && report.contains("does not exist"), "{report}");
}

/// A file of the authority that cannot be read makes one error, not one in each record that uses its lists.
#[test]
fn a_file_that_cannot_be_read_is_one_error() {
    let source = copy();
    let authority = fs::read_dir(source.path().join("authorities")).expect("a folder").flatten().next();
    let authority = authority.expect("an authority").path();
    fs::write(&authority, "name.fr = ").expect("written");
    fs::write(source.path().join("organisations/ville-de-kendari.toml"), "x").expect("written");
    let (code, report) = run_program(&["check", path(source.path()), "--errors-only"]);
    assert_eq!(code, Some(1), "{report}");
    assert!(report.contains("2 errors"), "{report}");
}

/// The shell’s limit on file sizes simulates a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_register_as_it_was() {
    let (source, work) = (copy(), tempfile::tempdir().expect("a folder"));
    let data = work.path().join("data");
    run_program(&["import", path(source.path()), "--data", path(&data)]);
    edit(&source, "partnerships/kendari.toml", |t| {
        t.replacen("Technical and scientific support", &"long ".repeat(100_000), 1)
    });
    let script = format!(
        "ulimit -f 512; trap '' XFSZ; exec {} --lang en import {} --data {}",
        env!("CARGO_BIN_EXE_portulan"),
        path(source.path()),
        path(&data)
    );
    let output = Command::new("bash").args(["-c", &script]).output().expect("bash runs");
    let report = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{report}");
    assert!(report.contains("othing was stored") && report.contains("disk"), "{report}");
    let out = work.path().join("out");
    assert_eq!(run_program(&["export", path(&out), "--data", path(&data)]).0, Some(0));
    assert_eq!(tree(&example()), tree(&out), "nothing half done");
}

#[test]
fn help_names_every_command_and_wrong_use_exits_with_two() {
    let (code, help) = run_program(&["--help"]);
    assert_eq!(code, Some(0));
    for command in ["serve", "import", "export", "check", "init", "Exit codes"] {
        assert!(help.contains(command), "{help}");
    }
    assert_eq!(run_program(&["nonsense"]).0, Some(2));
    assert_eq!(run_program(&["serve", "--listen", "here"]).0, Some(2));
}

#[test]
fn validate_says_what_is_wrong_in_every_shape_and_exits_by_it() {
    let work = tempfile::tempdir().expect("a folder");
    let bad = work.path().join("bad.xml");
    fs::write(&bad, "<iati-activities version=\"2.03\">\n<iati-activity/>\n</iati-activities>")
        .expect("written");
    let (code, said_text) = run_program(&["validate", path(&bad)]);
    assert_eq!(code, Some(1));
    assert!(
        said_text.contains("critical 0.3.1") && said_text.contains("2 | <iati-activity/>"),
        "{said_text}"
    );
    let (code, json) = run_program(&["validate", "--format", "json", path(&bad)]);
    assert_eq!(code, Some(1));
    assert!(json.contains("\"valid\":false") && json.contains("\"lines\":[2]"), "{json}");
    for (format, mark) in
        [("sarif", "\"ruleId\":\"0.3.1\""), ("html", "<!doctype html>"), ("github", "::error file=")]
    {
        let (code, text) = run_program(&["validate", "--format", format, path(&bad)]);
        assert!(code == Some(1) && text.contains(mark), "{format}: {text}");
    }
    assert_eq!(run_program(&["validate", path(&work.path().join("none.xml"))]).0, Some(2));
    assert_eq!(run_program(&["rules", "1.1.21"]).0, Some(0));
    assert_eq!(run_program(&["rules", "9.9.9"]).0, Some(2));
}

#[test]
fn the_example_is_exported_as_valid_iati_without_an_error() {
    let work = tempfile::tempdir().expect("a folder");
    let data = data_of(&example(), &work);
    let to = work.path().join("iati");
    let (code, gaps) = run_program(&["export", "iati", "--data", path(&data), "--to", path(&to)]);
    assert_eq!(code, Some(0));
    assert!(gaps.contains("partnerships/quebec: Start date missing"), "{gaps}");
    let (code, report) = run_program(&["validate", "--fail-on", "error", path(&to)]);
    assert_eq!(code, Some(0), "{report}");
    assert!(report.contains("activities.xml is a valid IATI 2.03 file (6 activities)"), "{report}");
}

#[test]
fn an_iati_file_is_imported_after_a_dry_run_and_only_once() {
    let work = tempfile::tempdir().expect("a folder");
    let data = work.path().join("data");
    let init =
        ["init", "--name", "Port-Exemple", "--country", "FR", "--port", "46.1,-1.1", "--data", path(&data)];
    assert_eq!(run_program(&init).0, Some(0));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../portulan-exchange/tests/port-exemple.xml");
    let import =
        |more: &[&str]| run_program(&[&["import", path(&file), "--data", path(&data)], more].concat());
    let (code, dry) = import(&["--dry-run"]);
    assert_eq!(code, Some(0));
    assert!(dry.contains("+baseline_year = 2020") && dry.contains("nothing was changed"), "{dry}");
    let (code, first) = import(&[]);
    assert_eq!(code, Some(0), "{first}");
    assert!(first.contains("2 activities or organisations read") && first.contains("x:note (1)"), "{first}");
    assert!(first.contains("The file is reported by XM-EXAMPLE-PORT"), "{first}");
    assert!(import(&[]).1.contains("Added: 0 · changed: 0"));
    let to = work.path().join("iati");
    assert_eq!(run_program(&["export", "iati", "--data", path(&data), "--to", path(&to)]).0, Some(0));
    let written = fs::read_to_string(to.join("activities.xml")).expect("activities");
    assert!(written.contains("<x:note level=\"2\">Une <x:em>extension</x:em> gardée.</x:note>"), "{written}");
    assert_eq!(run_program(&["validate", "--fail-on", "error", path(&to)]).0, Some(0));

    assert_eq!(import(&["--replace"]).0, Some(2));
    let bad = work.path().join("bad.xml");
    fs::write(&bad, "<iati-activities version=\"2.03\"><iati-activity/></iati-activities>").expect("written");
    let (code, refused) = run_program(&["import", path(&bad), "--data", path(&data)]);
    assert_eq!(code, Some(1));
    assert!(refused.contains("not imported") && refused.contains("portulan validate"), "{refused}");
}

#[test]
fn what_is_safe_is_mended_as_a_difference_or_in_place() {
    let work = tempfile::tempdir().expect("a folder");
    let file = work.path().join("a.xml");
    let line = "<iati-activity><activity-date iso-date=\"2024/03/05\" type=\"2\"/></iati-activity>";
    let old = format!("<iati-activities version=\"2.03\">\n<!-- one -->\n{line}\n</iati-activities>\n");
    fs::write(&file, &old).expect("written");
    let (code, shown) = run_program(&["validate", "--fix", path(&file)]);
    assert_eq!(code, Some(1));
    assert!(shown.contains("@@ -1,4 +1,4 @@") || shown.contains("@@ -3,1 +3,1 @@"), "{shown}");
    assert!(shown.contains("+<iati-activity><activity-date iso-date=\"2024-03-05\""), "{shown}");
    assert!(shown.contains("1 value put in the format of the standard"), "{shown}");
    assert_eq!(fs::read_to_string(&file).expect("read"), old);
    assert_eq!(run_program(&["validate", "--fix", "--write", path(&file)]).0, Some(0));
    assert_eq!(fs::read_to_string(&file).expect("read"), old.replace("2024/03/05", "2024-03-05"));
    let (code, none) = run_program(&["validate", "--fix", path(&file)]);
    assert_eq!(code, Some(0));
    assert!(none.contains("nothing to fix"), "{none}");
    fs::write(&file, b"<iati-activities version=\"2.03\">\xE9</iati-activities>").expect("written");
    assert_eq!(run_program(&["validate", "--fix", path(&file)]).0, Some(2));
    assert_eq!(run_program(&["validate", "--write", path(&file)]).0, Some(2));
}

#[test]
fn whoever_has_the_machine_lets_an_administrator_in_again() {
    let work = tempfile::tempdir().expect("a folder");
    let data = work.path().join("data");
    assert_eq!(run_program(&["import", path(copy().path()), "--data", path(&data)]).0, Some(0));
    let (code, refused) = run_program(&["access", "ada@monde.example", "--data", path(&data)]);
    assert!(code == Some(2) && refused.contains("--administrator"), "{refused}");
    let made = run_program(&["access", "Ada@monde.example", "--data", path(&data), "--administrator"]).1;
    let link = made.split_whitespace().find(|word| word.contains("/office/join/")).expect("a link");
    assert!(link.starts_with("http://127.0.0.1:8080/office/join/"), "{made}");
    let url = ["--public-url", "https://monde.example/"];
    let again = run_program(&["access", "ada@monde.example", "--data", path(&data), url[0], url[1]]).1;
    assert!(again.contains("https://monde.example/office/join/") && !again.contains(link), "{again}");
}

#[test]
fn the_published_register_is_written_as_tables() {
    let work = tempfile::tempdir().expect("a folder");
    let (data, out) = (work.path().join("data"), work.path().join("out"));
    assert_eq!(run_program(&["import", path(copy().path()), "--data", path(&data)]).0, Some(0));
    for form in ["csv", "json", "xlsx"] {
        let (code, report) = run_program(&["export", form, "--data", path(&data), "--to", path(&out)]);
        assert_eq!(code, Some(0), "{report}");
        assert!(
            out.join(format!("partnerships.{form}")).exists() && out.join(format!("events.{form}")).exists()
        );
    }
    assert_eq!(run_program(&["export", "geojson", "--data", path(&data), "--to", path(&out)]).0, Some(0));
    let places = fs::read_to_string(out.join("places.geojson")).expect("read");
    assert!(places.starts_with("{\"type\":\"FeatureCollection\""), "{places}");
    let only = work.path().join("only");
    assert_eq!(
        run_program(&["export", "csv", "projects", "--data", path(&data), "--to", path(&only)]).0,
        Some(0)
    );
    assert_eq!(fs::read_dir(&only).expect("a folder").count(), 1);
    // Before the first publication there was no authority; from today on there is.
    let as_of = |day: &str| {
        run_program(&[
            "export",
            "csv",
            "projects",
            "--as-of",
            day,
            "--data",
            path(&data),
            "--to",
            path(&only),
        ])
    };
    let now = fs::read(only.join("projects.csv")).expect("a table");
    assert_eq!(as_of("2001-01-01").0, Some(1));
    assert_eq!(as_of("yesterday").0, Some(2));
    assert_eq!(as_of("2999-12-31").0, Some(0));
    assert_eq!(fs::read(only.join("projects.csv")).expect("a table"), now);
    assert_eq!(fs::read_dir(&only).expect("a folder").count(), 1, "nothing half written is left");
    let (code, report) =
        run_program(&["export", "csv", "dragons", "--data", path(&data), "--to", path(&only)]);
    assert!(code == Some(2) && report.contains("partnerships"), "{report}");
}

#[test]
fn the_fictional_authority_declares_and_its_folder_is_canonical() {
    let folder = example().with_file_name("port-imaginaire");
    let work = tempfile::tempdir().expect("a folder");
    let data = data_of(&folder, &work);
    let again = work.path().join("again");
    assert_eq!(run_program(&["export", path(&again), "--data", path(&data)]).0, Some(0));
    assert_eq!(tree(&again), tree(&folder), "rates and records come back to the byte");

    let book = work.path().join("e-apd.xlsx");
    let report = |year: &str, file: &Path| {
        run_program(&["report", "eapd", "--year", year, "--data", path(&data), "--out", path(file)])
    };
    let (code, text) = report("2025", &book);
    // Only an officer knows which part of the help to refugees counts.
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("first twelve months") && text.contains("1 item is missing"), "{text}");
    assert!(
        text.contains("10 actions") && fs::read(&book).expect("the workbook").starts_with(b"PK"),
        "{text}"
    );
    let (code, text) = report("2025", &work.path().join("crs.csv"));
    assert_eq!(code, Some(1), "{text}");
    assert!(fs::read_to_string(work.path().join("crs.csv")).expect("CSV").starts_with("Reporting year,"));
    // The list of recipients of that year is unknown: a gap is reported.
    let (code, text) = report("2031", &book);
    assert_eq!(code, Some(1));
    assert!(text.contains("The list of recipients of 2031 is not in the register"), "{text}");
    assert_eq!(report("2025", &work.path().join("e-apd.pdf")).0, Some(2), "a form that is not written");
    assert_eq!(report("latest", &book).0, Some(2));

    let rates = work.path().join("rates.csv");
    fs::write(&rates, "Date,USD\n2024-01-02,1.0956\n2023-12-29,1.1050\n").expect("written");
    let (code, text) = run_program(&["import", path(&rates), "--data", path(&data)]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("2 exchange rates, from 2023-12-29 to 2024-01-02"), "{text}");
    // As the bank publishes it: compressed.
    let packed = work.path().join("rates.zip");
    let mut archive = zip::ZipWriter::new(fs::File::create(&packed).expect("a file"));
    archive.start_file("eurofxref-hist.csv", zip::write::SimpleFileOptions::default()).expect("begun");
    archive.write_all(&fs::read(&rates).expect("read")).expect("written");
    archive.finish().expect("whole");
    let (code, text) = run_program(&["import", path(&packed), "--data", path(&data), "--dry-run"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("2 exchange rates, from 2023-12-29 to 2024-01-02"), "{text}");
    fs::write(&rates, "Date,USD\n2024-01-02,dear\n").expect("written");
    let (code, text) = run_program(&["import", path(&rates), "--data", path(&data)]);
    assert_eq!(code, Some(1));
    assert!(text.contains("line 2"), "{text}");

    // The file of the last day; XML; and a register that is not there.
    fs::write(&rates, "Date, USD, \n28 February 2025, 1.0411, \n").expect("written");
    let (code, text) = run_program(&["import", path(&rates), "--data", path(&data), "--dry-run"]);
    assert_eq!(code, Some(0), "{text}");
    let nowhere = work.path().join("nowhere");
    let (code, text) = run_program(&["import", path(&rates), "--data", path(&nowhere)]);
    assert!(code == Some(2) && !nowhere.exists(), "{text}");
    let xml = work.path().join("eurofxref-hist.xml");
    fs::write(&xml, "<gesmes:Envelope xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\"/>")
        .expect("written");
    let (code, text) = run_program(&["import", path(&xml), "--data", path(&data)]);
    assert!(code == Some(1) && text.contains("eurofxref-hist.zip"), "{text}");

    let to = work.path().join("open-data");
    for form in ["dcat", "ical", "csv", "json", "xlsx", "parquet", "geojson"] {
        let (code, text) = run_program(&["export", form, "--data", path(&data), "--to", path(&to)]);
        assert_eq!(code, Some(0), "{text}");
    }
    assert!(to.join("events-fr.ics").exists() && to.join("catalog.jsonld").exists());
    // The catalogue describes each file.
    let catalogue = fs::read_to_string(to.join("catalog.ttl")).expect("a catalogue");
    let mut known = 0;
    for file in fs::read_dir(&to).expect("a folder").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if !name.starts_with("catalog.") && !name.starts_with("events-") {
            let bytes = fs::File::open(file.path()).expect("a file");
            let (size, digest) = portulan_exchange::dcat::measure(bytes).expect("read");
            assert!(catalogue.contains(&format!("\"{digest}\"")), "{name}: {digest}");
            assert!(catalogue.contains(&format!("\"{size}\"")), "{name}: {size}");
            known += 1;
        }
    }
    assert_eq!(known, 4 * portulan_exchange::data::Dataset::ALL.len() + 1);
}

#[test]
fn reports_are_written_in_every_form_and_language() {
    let work = tempfile::tempdir().expect("a folder");
    let folder = example().with_file_name("port-imaginaire");
    let data = data_of(&folder, &work);
    let report = |what: &[&str], file: &str, language: &str| {
        let out = work.path().join(file);
        let rest = ["--data", path(&data), "--in", language, "--out", path(&out)];
        let (code, text) = run_program(&[&["report"], what, &rest].concat());
        (code, text, fs::read(&out).unwrap_or_default())
    };
    for language in ["fr", "en"] {
        for (form, begin) in [("pdf", "%PDF"), ("html", "<!doctype"), ("odt", "PK"), ("docx", "PK")] {
            let (code, text, bytes) =
                report(&["annual", "--year", "2024"], &format!("{language}.{form}"), language);
            assert_eq!(code, Some(0), "{text}");
            assert!(bytes.starts_with(begin.as_bytes()), "{form}");
        }
    }
    let (_, _, page) = report(&["annual"], "latest.html", "fr");
    assert!(text(&page).contains("<h1>Rapport annuel 2025</h1>"), "the last year in which anything was paid");
    for what in [&["goals"][..], &["funder", "agence-imaginaire"], &["partnership", "sadje"]] {
        assert_eq!(report(what, "one.pdf", "fr").0, Some(0), "{what:?}");
    }
    for what in [&["funder", "nobody"][..], &["partnership", "nowhere"], &["briefing", "none"]] {
        let (code, text, _) = report(what, "none.pdf", "en");
        assert!(code == Some(2) && text.contains(what[1]), "{text}");
    }
    let (code, text, _) = report(&["goals"], "goals.txt", "en");
    assert!(code == Some(2) && text.contains(".docx"), "{text}");

    // Templates are exported and changed; errors in a change are reported.
    let own = work.path().join("templates");
    assert_eq!(run_program(&["report", "templates", "--to", path(&own)]).0, Some(0));
    assert_eq!(
        run_program(&["report", "templates", "--to", path(&own)]).0,
        Some(2),
        "changes are not written over"
    );
    let (code, text, _) = report(&["goals", "--templates", path(&own)], "same.pdf", "en");
    assert_eq!(code, Some(0), "{text}");
    fs::write(own.join("report.typ"), "#let report(paper) = paper.nothing").expect("written");
    let (code, text, _) = report(&["goals", "--templates", path(&own)], "spoiled.pdf", "en");
    assert!(code == Some(2) && text.contains("report.typ:1:"), "{text}");
    assert!(!work.path().join("spoiled.pdf").exists());
}

#[test]
fn a_faulty_activity_is_named_and_the_others_are_imported() {
    let work = tempfile::tempdir().expect("a folder");
    let data = work.path().join("data");
    let init =
        ["init", "--name", "Port-Exemple", "--country", "FR", "--port", "46.1,-1.1", "--data", path(&data)];
    assert_eq!(run_program(&init).0, Some(0));
    let activity = |identifier: &str, day: &str| {
        format!(
            "<iati-activity xml:lang=\"fr\"><iati-identifier>{identifier}</iati-identifier>\
            <reporting-org ref=\"XM-P\" type=\"10\"><narrative>P</narrative></reporting-org>\
            <title><narrative xml:lang=\"FRA\">Puits\u{9b}31m</narrative></title>\
            <description><narrative>Eau</narrative></description><participating-org role=\"1\"/>\
            <activity-status code=\"2\"/><activity-date iso-date=\"{day}\" type=\"2\"/></iati-activity>\n"
        )
    };
    let activities = [
        activity("XM-P-1", "2024-01-01"),
        activity("XM-P-\u{9b}2&#10;0 added", "01/01/2024"),
        activity("", "2024-01-01"),
    ];
    let file = work.path().join("a.xml");
    let document = format!("<iati-activities version=\"2.03\">\n{}</iati-activities>", activities.concat());
    fs::write(&file, document).expect("written");
    let import = || run_program(&["import", path(&file), "--data", path(&data)]);
    let (code, first) = import();
    assert_eq!(code, Some(1), "{first}");
    assert!(first.contains("Added: 2 · changed: 0"), "{first}");
    assert!(first.contains("imported: XM-P-\u{FFFD}2\u{FFFD}0 added") && first.contains("line 3"), "{first}");
    assert!(first.contains("01/01/2024") && first.contains("no identifier"), "{first}");
    assert!(!first.contains('\u{9b}'), "a control character reaches the terminal");
    assert!(import().1.contains("Added: 0 · changed: 0"));
    let (_, report) = run_program(&["validate", path(&file)]);
    assert!(report.contains("XM-P-\u{FFFD}2\u{FFFD}0 added") && !report.contains('\u{9b}'), "{report}");
    let (_, page) = run_program(&["validate", "--format", "html", path(&file)]);
    assert!(page.contains("XM-P-\u{FFFD}2") && !page.contains('\u{9b}'), "{page}");
}

#[test]
fn a_spreadsheet_is_not_validated_as_xml() {
    let work = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [("a.csv", &b"title;amount"[..]), ("a.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0, 0][..])] {
        let file = work.path().join(name);
        fs::write(&file, bytes).expect("written");
        let (code, shown) = run_program(&["validate", path(&file)]);
        assert_eq!(code, Some(2), "{shown}");
        assert!(shown.contains("is a spreadsheet") && shown.contains("portulan export iati"), "{shown}");
    }
}
