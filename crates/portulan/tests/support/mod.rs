//! Shared helpers of tests of the program.
#![allow(dead_code)] // Each test file uses a part.
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/la-rochelle")
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portulan"));
    command.arg("--lang").arg("en");
    command
}

pub fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("the program runs")
}

/// The text of an output, with plain spaces in place of those that do not break.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace(['\u{a0}', '\u{202f}'], " ")
}

/// The exit code, and the output on both streams.
pub fn run_program(arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(arguments);
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

pub fn path(p: &Path) -> &str {
    p.to_str().expect("UTF-8")
}

/// A copy of the example to spoil.
pub fn copy() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for kind in fs::read_dir(example()).expect("the example").flatten() {
        let into = folder.path().join(kind.file_name());
        fs::create_dir(&into).expect("made");
        for file in fs::read_dir(kind.path()).expect("records").flatten() {
            fs::copy(file.path(), into.join(file.file_name())).expect("copied");
        }
    }
    folder
}

/// A register with the records of a folder.
pub fn data_of(folder: &Path, work: &TempDir) -> PathBuf {
    let data = work.path().join("data-of");
    assert_eq!(run_program(&["import", path(folder), "--data", path(&data)]).0, Some(0));
    data
}

/// A server that dies with the test.
pub struct Server {
    pub child: Child,
    pub address: String,
    pub output: String,
}

impl Server {
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(Path::new("."), arguments)
    }

    pub fn start_in(folder: &Path, arguments: &[&str]) -> Self {
        Self::spawn(program().args(arguments).current_dir(folder))
    }

    pub fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let first = lines.next().unwrap_or_default();
        let address = first.rsplit("http://").next().unwrap_or_default().to_owned();
        let mut output = vec![first];
        // One more line follows, which is not read.
        while !["Ctrl+C", "own register"].iter().any(|end| output[output.len() - 1].contains(end)) {
            output.push(lines.next().unwrap_or_else(|| "Ctrl+C".to_owned()));
        }
        Self { child, address, output: output.join("\n") }
    }

    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").expect("asks");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answers");
        text(&answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
