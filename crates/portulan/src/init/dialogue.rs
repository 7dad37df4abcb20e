//! A dialogue with a user at a terminal, or with lines that another program writes.
use std::io::{BufRead as _, Read as _};

use dialoguer::Input;
use portulan_locales::{Language, key};

use crate::console;
use crate::error::CliError;

/// The longest line of the standard input that is one answer.
const MAX_LINE_BYTES: u64 = 4_096;

/// Asks a user.
pub trait Dialogue {
    /// The answer to a question; the default if the user enters nothing. An empty default makes the question optional.
    fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, CliError>;
    /// Shows a line.
    fn say(&mut self, line: &str);
}

/// The terminal.
pub struct Terminal;

impl Dialogue for Terminal {
    fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, CliError> {
        let mut input = Input::<String>::new().with_prompt(question);
        match default {
            Some("") => input = input.allow_empty(true),
            Some(default) => input = input.default(default.to_owned()),
            None => {}
        }
        input.interact_text().map_err(|_| CliError::usage(key!("cli-init-needs"), &[]))
    }

    fn say(&mut self, line: &str) {
        console::say(line);
    }
}

/// Lines of the standard input: an answer in each. After the last one, questions have their defaults.
pub struct PipedLines {
    pub language: Language,
}

impl Dialogue for PipedLines {
    fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, CliError> {
        let mut line = String::new();
        let count = std::io::stdin().lock().take(MAX_LINE_BYTES).read_line(&mut line);
        let answer = line.trim();
        match (count, default) {
            (Ok(1..), None) => {
                console::say(&self.language.labelled(question, answer));
                Ok(answer.to_owned())
            }
            (Ok(_), Some(default)) => {
                let answer = if answer.is_empty() { default } else { answer };
                console::say(&self.language.labelled(question, answer));
                Ok(answer.to_owned())
            }
            (Ok(0) | Err(_), _) => Err(CliError::usage(key!("cli-init-needs"), &[])),
        }
    }

    fn say(&mut self, line: &str) {
        console::say(line);
    }
}
