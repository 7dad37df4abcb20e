//! The differences between two declarations of the same year.
use std::collections::HashMap;

use uuid::Uuid;

use super::{Declaration, DeclarationLine, Part};

impl Declaration {
    /// The differences from another declaration of the same year: project, part, earlier value, current value.
    /// Takes time in proportion to the number of lines.
    pub fn changes_since(&self, then: &Self) -> Vec<(String, Part, String, String)> {
        let (old_lines, lines) = (then.lines_by_id(), self.lines_by_id());
        let mut changes = Vec::new();
        for line in &self.lines {
            let Some(old) = old_lines.get(&line.id) else {
                changes.push((line.project.clone(), Part::Counted, "no".to_owned(), "yes".to_owned()));
                continue;
            };
            for &part in Part::ALL {
                let (was, is) = (old.part_text(part), line.part_text(part));
                if was != is {
                    changes.push((line.project.clone(), part, was, is));
                }
            }
        }
        let gone = then.lines.iter().filter(|old| !lines.contains_key(&old.id));
        changes
            .extend(gone.map(|old| (old.project.clone(), Part::Counted, "yes".to_owned(), "no".to_owned())));
        changes
    }

    /// The lines by project; of several lines of a project, the first.
    pub(super) fn lines_by_id(&self) -> HashMap<Uuid, &DeclarationLine> {
        self.lines.iter().rev().map(|line| (line.id, line)).collect()
    }
}
