//! Files of a register are closed to other users of the machine, and no command follows links or reads devices.
#![cfg(unix)]
mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use self::support::{Server, copy, data_of, example, path, program, run_program, text};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o777
}

fn open_to_others(path: &Path) {
    let mode = if path.is_dir() { 0o755 } else { 0o644 };
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("set");
}

/// All entries below a folder that other users can access.
fn open_entries(root: &Path) -> Vec<String> {
    let mut open = Vec::new();
    for entry in fs::read_dir(root).expect("a folder").flatten().map(|e| e.path()) {
        if mode(&entry) & 0o077 != 0 {
            open.push(format!("{} {:o}", entry.display(), mode(&entry)));
        }
        if entry.is_dir() {
            open.extend(open_entries(&entry));
        }
    }
    open
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

#[test]
fn a_register_is_closed_to_others() {
    let work = tempfile::tempdir().expect("a folder");
    let (data, spool) = (work.path().join("data"), work.path().join("spool"));
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", path(&data), "--mail-spool", path(&spool)];
    run_program(&["import", path(&example()), "--data", path(&data)]);
    let server = Server::start(&arguments);
    assert!(data.join("register.sqlite-wal").exists(), "a server has the log of the database open");
    assert_eq!((mode(&data), mode(&spool), open_entries(&data)), (0o700, 0o700, Vec::new()));
    drop(server);
    // Files that an earlier version left open are closed.
    for entry in [data.clone(), spool.clone(), data.join("register.sqlite"), data.join("register.sqlite-wal")]
    {
        open_to_others(&entry);
    }
    let _server = Server::start(&arguments);
    assert_eq!((mode(&data), mode(&spool), open_entries(&data)), (0o700, 0o700, Vec::new()));
}

#[test]
fn a_folder_that_is_shared_is_named_and_left_alone() {
    let work = tempfile::tempdir().expect("a folder");
    let data = data_of(&example(), &work);
    fs::write(data.join("notes.txt"), "of another program").expect("written");
    open_to_others(&data);
    open_to_others(&data.join("register.sqlite"));
    let (code, report) = run_program(&["export", path(&work.path().join("out")), "--data", path(&data)]);
    assert_eq!(code, Some(0), "{report}");
    assert!(report.contains("chmod 700") && report.contains(path(&data)), "{report}");
    assert_eq!((mode(&data), mode(&data.join("register.sqlite"))), (0o755, 0o600));
}

#[test]
fn a_database_of_another_user_is_named_and_left_alone() {
    let work = tempfile::tempdir().expect("a folder");
    let data = data_of(&example(), &work);
    let database = data.join("register.sqlite");
    open_to_others(&database);
    // Only root may give files away.
    if chown(&database, Some(65534), None).is_err() {
        return;
    }
    let (code, report) = run_program(&["export", path(&work.path().join("out")), "--data", path(&data)]);
    assert_eq!(code, Some(0), "{report}");
    assert!(report.contains(&format!("chmod 600 {}", database.display())), "{report}");
    assert_eq!(mode(&database), 0o644);
}

#[test]
fn the_example_is_read_without_a_folder_for_temporary_files() {
    let work = tempfile::tempdir().expect("a folder");
    let mut command = program();
    command.args(["serve", "--listen", "127.0.0.1:0"]).env("TMPDIR", work.path().join("missing"));
    let server = Server::spawn(command.current_dir(work.path()));
    assert!(server.get("/fr/partnerships/kendari").contains("200 OK"));
}

#[test]
fn exports_and_reports_are_closed_and_open_data_is_not() {
    let work = tempfile::tempdir().expect("a folder");
    let data = data_of(&example(), &work);
    let at = |name: &str| work.path().join(name);
    let run = |arguments: &[&str]| {
        let script = format!(
            "umask 022; exec {} --lang en {} --data {}",
            env!("CARGO_BIN_EXE_portulan"),
            arguments.join(" "),
            path(&data)
        );
        let output = Command::new("bash").args(["-c", &script]).output().expect("bash runs");
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    run(&["export", path(&at("out")), "--private"]);
    assert_eq!((mode(&at("out")), open_entries(&at("out"))), (0o700, Vec::new()));
    run(&["export", path(&at("out")), "--private", "--force"]);
    assert_eq!(open_entries(&at("out")), Vec::<String>::new());
    run(&["report", "annual", "--out", path(&at("annual.html"))]);
    assert_eq!(mode(&at("annual.html")), 0o600);
    for form in ["csv", "iati", "ical"] {
        let to = at(form);
        run(&["export", form, "--to", path(&to)]);
        assert_eq!(mode(&to), 0o755, "{form}");
        for file in fs::read_dir(&to).expect("a folder").flatten() {
            assert_eq!(mode(&file.path()), 0o644, "{}", file.path().display());
        }
    }
    assert_eq!(mode(&data.join("register.sqlite")), 0o600);
}

#[test]
fn a_second_server_of_one_folder_is_refused() {
    let work = tempfile::tempdir().expect("a folder");
    let data = data_of(&example(), &work);
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", path(&data)];
    let server = Server::start(&arguments);
    let (code, report) = run_program(&arguments);
    assert!(code == Some(2) && report.contains("Another server") && report.contains("--data"), "{report}");
    // Commands other than `serve` work beside a server.
    assert_eq!(run_program(&["export", path(&work.path().join("out")), "--data", path(&data)]).0, Some(0));
    assert_eq!(run_program(&["import", path(&example()), "--data", path(&data)]).0, Some(0));
    let report = work.path().join("annual.html");
    assert_eq!(run_program(&["report", "annual", "--out", path(&report), "--data", path(&data)]).0, Some(0));
    drop(server);
    assert!(Server::start(&arguments).get("/fr/").contains("200 OK"));
}

#[test]
fn an_import_reads_files_alone_and_names_what_is_none() {
    let (source, work) = (copy(), tempfile::tempdir().expect("a folder"));
    let secret = work.path().join("secret");
    fs::write(&secret, "id = \"of another user\"").expect("written");
    let at = |name: &str| source.path().join(name);
    symlink(&secret, at("partnerships/link.toml")).expect("linked");
    symlink("/dev/zero", at("media/zero.png")).expect("linked");
    symlink(work.path(), at("persons")).expect("linked");
    symlink(&secret, at("rates.csv")).expect("linked");
    pipe(&at("projects/pipe.toml"));
    let begun = Instant::now();
    let (code, report) =
        run_program(&["import", path(source.path()), "--data", path(&work.path().join("data"))]);
    assert_eq!(code, Some(1), "{report}");
    for name in ["partnerships/link.toml", "media/zero.png", "persons", "rates.csv", "projects/pipe.toml"] {
        assert!(report.contains(&format!("{name}: This is not a regular file")), "{name} in {report}");
    }
    assert!(!report.contains("of another user"), "{report}");
    assert!(begun.elapsed() < Duration::from_mins(1), "nothing was waited for");
}

#[test]
fn pipes_in_place_of_files_are_not_waited_for() {
    let work = tempfile::tempdir().expect("a folder");
    let data = data_of(&example(), &work);
    pipe(&work.path().join("rates.csv"));
    let (code, report) =
        run_program(&["import", path(&work.path().join("rates.csv")), "--data", path(&data)]);
    assert!(code == Some(2) && report.contains("rates.csv"), "{report}");
    let folder = work.path().join("iati");
    fs::create_dir(&folder).expect("made");
    pipe(&folder.join("pipe.xml"));
    let (code, report) = run_program(&["validate", path(&folder)]);
    assert!(code == Some(2) && report.contains("pipe.xml"), "{report}");
}

#[test]
fn an_export_is_written_through_no_link() {
    let work = tempfile::tempdir().expect("a folder");
    let data = data_of(&example(), &work);
    let (out, elsewhere) = (work.path().join("out"), work.path().join("elsewhere"));
    let export = |more: &[&str]| {
        let output = program().args(["export", path(&out), "--data", path(&data)]).args(more).output();
        let output = output.expect("runs");
        (output.status.code(), text(&output.stderr))
    };
    assert_eq!(export(&[]).0, Some(0));
    let stored = work.path().join("kept");
    fs::write(&stored, "of another user").expect("written");
    // The file itself is a link, as are the names that earlier versions wrote under first.
    let record = out.join("partnerships/kendari.toml");
    fs::remove_file(&record).expect("removed");
    symlink(&stored, &record).expect("linked");
    symlink(&stored, out.join("partnerships/.kendari.toml.writing")).expect("linked");
    assert_eq!(export(&["--force"]).0, Some(0));
    assert_eq!(fs::read_to_string(&stored).expect("read"), "of another user");
    assert!(fs::symlink_metadata(&record).expect("there").is_file(), "the link gave way to the file");
    // The folder of a kind is a link.
    fs::rename(out.join("partnerships"), &elsewhere).expect("moved");
    fs::write(elsewhere.join("own.toml"), "of another user").expect("written");
    fs::write(elsewhere.join("kendari.toml"), "of another user").expect("written");
    symlink(&elsewhere, out.join("partnerships")).expect("linked");
    let (code, report) = export(&["--force"]);
    assert!(code == Some(2) && report.contains("out/partnerships"), "{report}");
    for name in ["own.toml", "kendari.toml"] {
        assert_eq!(fs::read_to_string(elsewhere.join(name)).expect("read"), "of another user");
    }
}
