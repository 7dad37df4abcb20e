//! Columns of a row of projects that are about other records: the place, the partner, the budget and the funders. One row of
//! a list of projects has them all.
use std::collections::HashSet;

use portulan_codelists::CodeList;
use portulan_locales::key;
use portulan_model::{Kind, normalize_for_search};

use super::cells::{exact_amount, is_unknown, is_unknown_in, typed};
use super::columns::{Column, ImportTarget};
use super::composite_columns::{BUDGET_AMOUNT, BUDGET_CURRENCY, COUNTRY, FUNDER, PARTNER, PLACE};
use super::fill::Filled;
use super::plan::CellFault;
use super::planner::Planner;
use super::value::ValueChoice;
use crate::error::OfficeError;
use crate::form::FormData;
use crate::form::amounts::default_currency;

/// The largest number of names in a cell.
const MAX_NAMES: usize = 50;

/// The names in a cell of organisations or places, separated by slashes, commas, semicolons, plus signs or line breaks. "Et"
/// separates nothing: it is a part of many names.
pub fn names(cell: &str) -> Vec<String> {
    let parts = cell.split(['/', ',', ';', '+', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty()).take(MAX_NAMES + 1).map(str::to_owned).collect()
}

/// True if a funder is named as the authority's own funds.
pub fn is_own_funds(name: &str) -> bool {
    const WORDS: [&str; 6] =
        ["autofinancement", "budget propre", "fonds propre", "fonds propres", "own funds", "self funded"];
    WORDS.contains(&normalize_for_search(name).as_str())
}

/// True for a text that may be a name: an amount or a share is none.
pub fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.starts_with(|c: char| c.is_ascii_digit())
}

impl Planner<'_> {
    /// The column with a path, if the sheet has one.
    fn column_of(&self, path: &str) -> Option<(usize, &Column)> {
        self.columns.iter().find(|(_, column)| column.path == path).map(|(c, column)| (*c, column))
    }

    /// The code of the country that a row names, or that holds for all rows; `None` if it is not known.
    pub fn row_country(&self, line: usize) -> Option<String> {
        let constant = || self.constant(COUNTRY).map(str::to_owned);
        let Some((c, column)) = self.column_of(COUNTRY) else { return constant() };
        let text = self.text(line, c);
        if text.is_empty() || is_unknown_in(column, text) {
            return None;
        }
        match self.chosen(column, text) {
            Some(ValueChoice::Means(code)) => Some(code.clone()),
            Some(ValueChoice::Empty) => None,
            _ => typed(column, text, None).filter(|code| CodeList::Country.get(code).is_some()),
        }
    }

    /// Sets the country of a row. A name that no country has is a fault of its cell.
    pub fn country(&mut self, line: usize, filled: &mut Filled) {
        self.place_country = self.row_country(line);
        let Some((c, column)) = self.column_of(COUNTRY) else { return };
        let text = self.text(line, c);
        if is_unknown_in(column, text) {
            filled.is_unknown = true;
            return;
        }
        let is_chosen = self.chosen(column, text).is_some();
        if self.place_country.is_none() && !text.is_empty() && !is_chosen {
            let list = self.current_user.language().text(key!("office-import-country"));
            let arguments = [("code", text.to_owned()), ("list", list)];
            let fault = self.fault(COUNTRY, "code", &arguments);
            filled.faults.push(CellFault { column: Some(c), ..fault });
        }
    }

    /// Writes the cells about other records into the form of a project, as references by slug.
    pub async fn fill_composite(
        &mut self,
        sheet: &mut FormData,
        line: usize,
        filled: &mut Filled,
    ) -> Result<(), OfficeError> {
        for (path, kind, list, field) in [
            (PLACE, Kind::Territory, "/locations", "territory"),
            (PARTNER, Kind::Organisation, "/participations", "organisation"),
            (FUNDER, Kind::Organisation, "/funding", "funder"),
        ] {
            let Some((c, column)) = self.column_of(path) else { continue };
            let column = column.clone();
            let cell = self.text(line, c).to_owned();
            // The whole may be the name of one, such as a ministry with a comma in its name.
            let is_whole = self.is_known(kind, &cell).await?;
            let named = if is_whole { vec![cell] } else { names(&cell) };
            if named.len() > MAX_NAMES {
                let text = self.current_user.language().text(key!("office-import-many-names"));
                filled.faults.push(CellFault { column: Some(c), field: String::new(), text });
                continue;
            }
            for name in named {
                if is_unknown(&name) {
                    filled.is_unknown = true;
                    continue;
                }
                let chosen = self.chosen(&column, &name).cloned();
                let found = if chosen == Some(ValueChoice::Empty) {
                    continue;
                } else if let Some(ValueChoice::Means(slug)) = chosen {
                    Some(slug)
                } else if path == FUNDER && is_own_funds(&name) {
                    self.own_organisation()
                } else if is_name(&name) {
                    self.reference(kind, &name).await?
                } else {
                    None
                };
                let Some(slug) = found else {
                    let arguments =
                        [("kind", kind.singular()), ("folder", kind.folder()), ("slug", name.as_str())];
                    let fault = self.fault(path, "reference", &arguments.map(|(k, v)| (k, v.to_owned())));
                    filled.faults.push(CellFault { column: Some(c), ..fault });
                    continue;
                };
                let length = sheet.len(list);
                if (0..length).all(|i| sheet.get(&format!("{list}/{i}/{field}")) != slug) {
                    sheet.set(format!("{list}/{length}/{field}"), slug);
                    if path == FUNDER {
                        filled.has_new_funder = true;
                    }
                    if path == PARTNER {
                        sheet.set(format!("{list}/{length}/role"), "partner");
                    }
                    filled.written.push(format!("{list}/{length}"));
                }
            }
        }
        self.fill_budget(sheet, line, filled);
        Ok(())
    }

    /// The slug of the authority's organisation, which its own funds come from.
    pub fn own_organisation(&self) -> Option<String> {
        let organisation = self.authority.as_ref()?.organisation.as_ref()?;
        Some(organisation.slug().to_owned())
    }

    /// Writes the budget: the first of the project, for the planned period.
    fn fill_budget(&self, sheet: &mut FormData, line: usize, filled: &mut Filled) {
        let Some((c, column)) = self.column_of(BUDGET_AMOUNT) else { return };
        if self.text(line, c).is_empty() || filled.faults.iter().any(|fault| fault.column == Some(c)) {
            return;
        }
        if sheet.len("/budgets") > 1 {
            let text = self.current_user.language().text(key!("office-import-several-budgets"));
            filled.faults.push(CellFault { column: Some(c), field: String::new(), text });
            return;
        }
        let (exact, is_approximate) = exact_amount(self.text(line, c));
        if is_unknown(exact) {
            filled.is_unknown = true;
            return;
        }
        filled.is_approximate |= is_approximate;
        let (amount, unit) = match self.amount((c, column), line, exact) {
            Ok(found) => found,
            Err(text) => {
                filled.faults.push(CellFault { column: Some(c), field: String::new(), text });
                return;
            }
        };
        let named = match self.budget_currency(line, &unit) {
            Ok(named) => named,
            Err(fault) => {
                filled.faults.push(fault);
                return;
            }
        };
        let known = sheet.get("/budgets/0/value/currency").to_owned();
        let default = default_currency(self.authority.as_ref()).to_owned();
        let constant = self.constant(BUDGET_CURRENCY).unwrap_or_default().to_owned();
        let own = [unit, named, constant, known, default];
        let currency = own.into_iter().find(|currency| !currency.is_empty()).unwrap_or_default();
        sheet.set("/budgets/0/value/amount", amount);
        sheet.set("/budgets/0/value/currency", currency);
        for part in ["start", "end"] {
            let date = sheet.get(&format!("/planned/value/{part}")).to_owned();
            let path = format!("/budgets/0/period/{part}");
            if sheet.get(&path).is_empty() && !date.is_empty() {
                sheet.set(path, date);
            }
        }
        let value_date = ["/budgets/0/value/value_date", "/planned/value/start", "/planned/value/end"];
        let value_date = value_date.iter().map(|path| sheet.get(path)).find(|date| !date.is_empty());
        let today = || self.current_user.today().to_string();
        sheet.set("/budgets/0/value/value_date", value_date.map_or_else(today, str::to_owned));
        filled.written.push("/budgets/0".to_owned());
    }

    /// The code of the currency in the column of currencies; empty without one. A code that is unknown, or another one than
    /// the amount names, is a fault.
    fn budget_currency(&self, line: usize, unit: &str) -> Result<String, CellFault> {
        let Some((c, column)) = self.column_of(BUDGET_CURRENCY) else { return Ok(String::new()) };
        let text = self.text(line, c);
        if text.is_empty() || is_unknown_in(column, text) {
            return Ok(String::new());
        }
        let language = self.current_user.language();
        let code = match self.chosen(column, text) {
            Some(ValueChoice::Empty) => return Ok(String::new()),
            Some(ValueChoice::Means(code)) => code.clone(),
            _ => typed(column, text, None).unwrap_or_default(),
        };
        let fault = if CodeList::Currency.get(&code).is_none() {
            let list = language.text(key!("office-import-budget-currency"));
            self.fault(BUDGET_CURRENCY, "code", &[("code", text.to_owned()), ("list", list)]).text
        } else if !unit.is_empty() && unit != code {
            let arguments = [("unit", unit.into()), ("currency", code.as_str().into())];
            language.format(key!("office-import-cell-currency"), &arguments)
        } else {
            return Ok(code);
        };
        Err(CellFault { column: Some(c), field: String::new(), text: fault })
    }

    /// True if a row of a list of projects has a text in one cell only, of several columns that are used: the title of a section.
    /// A cell that covers several columns is one.
    pub fn is_section(&self, line: usize) -> bool {
        let is_list = self.mapping.target == ImportTarget { kind: Kind::Project, list: None };
        let cells = self.columns.iter().filter(|(c, _)| !self.text(line, *c).is_empty());
        let cells: HashSet<(usize, usize)> = cells.map(|(c, _)| self.table.origin(line, *c)).collect();
        is_list && cells.len() == 1 && self.columns.len() > 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_shares_are_no_names() {
        assert!(is_name("AFD") && is_name("Région"));
        assert!(!is_name("12") && !is_name("5 k€") && !is_name("80 %"));
    }

    #[test]
    fn several_names_in_a_cell_are_separated() {
        assert_eq!(names("MEAE / Région"), ["MEAE", "Région"]);
        assert_eq!(names("AFD, Agence de l’eau + Région"), ["AFD", "Agence de l’eau", "Région"]);
        assert_eq!(names("Eau et Vie"), ["Eau et Vie"]);
        assert_eq!(names(&"a;".repeat(60_000)).len(), MAX_NAMES + 1);
        assert_eq!(names("Fonds propres"), ["Fonds propres"]);
        assert_eq!(names(" "), Vec::<String>::new());
    }
}
