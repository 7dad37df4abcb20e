//! The themes that a list of projects names: those of the authority, and new ones.
use portulan_editorial::{authority_record, derive_term_keys};
use portulan_model::kinds::Term;
use portulan_model::{Body, Kind, Record, State, Text, normalize_for_search};
use portulan_store::Change;

use super::cells::{is_unknown, terms_of};
use super::columns::Column;
use super::planner::Planner;
use super::value::ValueChoice;
use crate::error::OfficeError;

/// The largest number of themes or axes in a cell.
pub(super) const MAX_TERMS: usize = 50;
/// The largest number of themes that an import adds.
const MAX_NEW_THEMES: usize = 100;

impl Planner<'_> {
    /// Reads the record of the authority, to which themes can be added if the user may change the record of the authority.
    pub async fn allow_themes(&mut self) -> Result<(), OfficeError> {
        let Some((stored, _)) = authority_record(&*self.office.store).await? else { return Ok(()) };
        if self.current_user.can_write(self.office, &stored.record).await? {
            self.authority_record = Some(stored);
        }
        Ok(())
    }

    /// Adds the themes of a row that the authority does not have, if that is allowed.
    pub fn add_themes(&mut self, line: usize) {
        if self.authority_record.is_none() {
            return;
        }
        let columns: Vec<(usize, Column)> =
            self.columns.iter().filter(|(_, column)| column.path.starts_with("/themes/")).cloned().collect();
        for (c, column) in columns {
            let cell = self.text(line, c).to_owned();
            for name in self.terms(&column, &cell).into_iter().take(MAX_TERMS) {
                if self.new_themes.len() >= MAX_NEW_THEMES {
                    return;
                }
                let choice = self.chosen(&column, &name);
                let is_chosen = choice == Some(&ValueChoice::Create);
                // The user chose another theme for it, or none.
                if choice.is_some() && !is_chosen {
                    continue;
                }
                let Some(authority) = &mut self.authority else { continue };
                let is_known = authority.themes.iter().any(|term| term.is_named(&name));
                let is_undecided = self.undecided.contains(&(Kind::Authority, normalize_for_search(&name)));
                if is_known || !(self.mapping.create && !is_undecided || is_chosen) {
                    continue;
                }
                let name_text = Text([(self.tongue.clone(), name.clone())].into());
                authority.themes.push(Term { name: name_text, ..Term::default() });
                derive_term_keys(authority, None);
                let key = authority.themes.last().map(|term| term.key.clone()).unwrap_or_default();
                self.names.insert((Kind::Authority, key), name.clone());
                self.new_themes.push(name);
            }
        }
    }

    /// The names of themes or axes in a cell: separated by commas or slashes, unless the whole is the name of one.
    pub fn terms(&self, column: &Column, cell: &str) -> Vec<String> {
        let terms = terms_of(self.authority.as_ref(), column);
        let is_known = |name: &str| terms.iter().any(|term| term.is_named(name));
        let parts = cell.split(['\n', ';']).map(str::trim).filter(|part| !part.is_empty());
        let parts = parts.flat_map(|part| {
            let whole = is_known(part);
            let pieces: Vec<&str> = if whole { vec![part] } else { part.split([',', '/']).collect() };
            pieces.into_iter().map(|piece| piece.trim().to_owned()).collect::<Vec<_>>()
        });
        parts.filter(|part| !part.is_empty() && !is_unknown(part)).take(MAX_TERMS + 1).collect()
    }

    /// The change of the authority's record that adds the new themes.
    pub fn change_of_themes(&mut self) -> Option<Change> {
        let stored = self.authority_record.take().filter(|_| !self.new_themes.is_empty())?;
        let body = Body::Authority(Box::new(self.authority.clone()?));
        // Changes of the authority that wait for their publication go on waiting.
        let publishes = self.mapping.publish && stored.record.state == State::Published;
        let state = if publishes { State::Published } else { State::Draft };
        let seen = stored.revision;
        Some(Change::Update { record: Record { state, body, ..stored.record }, seen })
    }
}
