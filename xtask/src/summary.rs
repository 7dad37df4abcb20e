//! The list of the checks that a run did not do, with the reasons. No check is left out silently.
use anyhow::{Result, ensure};

/// The checks that a run did not do.
#[derive(Debug, Default)]
pub struct Summary {
    not_done: Vec<(String, String)>,
}

impl Summary {
    /// Adds a check that was not done, and reports it at once.
    pub fn skip(&mut self, check: &str, reason: &str) {
        println!("{check}: not done; {reason}");
        self.not_done.push((check.to_owned(), reason.to_owned()));
    }

    /// The text of the list, with the names in capital letters; empty if all checks were done.
    pub fn text(&self) -> String {
        let lines = self
            .not_done
            .iter()
            .map(|(check, reason)| format!("NOT DONE: {}. Reason: {reason}\n", check.to_uppercase()));
        lines.collect()
    }

    /// Prints the list. Returns an error if the run is strict and a check was not done.
    pub fn close(&self, is_strict: bool) -> Result<()> {
        print!("{}", self.text());
        let count = self.not_done.len();
        ensure!(!is_strict || count == 0, "{count} checks were not done, and the run is strict");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_is_not_done_is_listed_in_capital_letters_and_fails_a_strict_run() {
        let mut summary = Summary::default();
        assert_eq!(summary.text(), "");
        assert!(summary.close(true).is_ok());
        summary.skip("advisories", "the database could not be downloaded");
        assert_eq!(summary.text(), "NOT DONE: ADVISORIES. Reason: the database could not be downloaded\n");
        assert!(summary.close(false).is_ok());
        assert!(summary.close(true).is_err());
    }
}
