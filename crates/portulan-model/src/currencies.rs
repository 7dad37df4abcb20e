//! Currencies of bodies.
use std::collections::BTreeSet;

use portulan_codelists::CodeList;

use crate::rates::EURO;
use crate::record::Body;
use crate::visit::{FieldValue, VisitValues, visit_values};

/// The currencies other than the euro in bodies, sorted, without duplicates.
pub fn currencies<'a>(bodies: impl Iterator<Item = &'a Body>) -> Vec<String> {
    let mut found = Currencies::default();
    bodies.for_each(|body| found.add_from(body));
    found.into_vec()
}

/// The currencies found so far.
#[derive(Default)]
pub(crate) struct Currencies(BTreeSet<String>);

impl Currencies {
    pub(crate) fn add_from(&mut self, body: &impl VisitValues) {
        visit_values(body, &mut |_, value| match value {
            FieldValue::Code(CodeList::Currency, code) if code != EURO => {
                self.0.insert(code.to_owned());
            }
            _ => {}
        });
    }

    pub(crate) fn into_vec(self) -> Vec<String> {
        self.0.into_iter().collect()
    }
}
