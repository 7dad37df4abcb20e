//! The values of a file that mean records or entries of lists: each once, with what it means.
use std::collections::HashMap;

use portulan_codelists::CodeEntry;
use portulan_locales::Language;
use portulan_model::{Kind, normalize_for_search};

use super::cells::{is_unknown, is_unknown_in, pieces, terms_of, typed};
use super::columns::Column;
use super::composite::{is_name, is_own_funds, names};
use super::composite_columns::{COUNTRY, FUNDER, is_composite};
use super::nearest::{Candidate, nearest, nearest_of_several};
use super::planner::Planner;
use super::value::{FileValue, MAX_COMPARED, ValueChoice, ValueDomain, ValueMatch, value_key};
use crate::error::OfficeError;
use crate::form::labels::choice;
use crate::form::near_name;
use crate::form::refs::{self, FoundName};

/// The largest number of distinct values that are looked at.
const MAX_VALUES: usize = 2_000;
/// Characters of a value that are shown.
const SHOWN_CHARS: usize = 200;

/// A value while the rows are read.
struct FoundValue {
    index: usize,
    text: String,
    country: Option<String>,
    lines: Vec<usize>,
}

impl Planner<'_> {
    /// The choice about a text of a field in the present row.
    pub fn chosen(&self, column: &Column, text: &str) -> Option<&ValueChoice> {
        if self.choices.is_empty() {
            return None;
        }
        let domain = ValueDomain::of(column)?;
        let country = self.place_country.as_deref().filter(|_| domain.has_country());
        self.choices.get(&value_key(&column.path, country, text))
    }

    /// Reads the distinct values of some rows, with what they mean, and accepts the choices that are possible for this user.
    pub async fn read_values(&mut self, lines: &[usize]) -> Result<(), OfficeError> {
        self.accept_constants().await?;
        let mut values: Vec<FileValue> = Vec::new();
        let mut candidates = HashMap::new();
        let columns = self.columns.clone();
        // The country of a row tells places of the same name apart.
        let countries = columns.iter().filter(|(_, column)| column.path == COUNTRY);
        for (c, column) in countries.chain(columns.iter().filter(|(_, column)| column.path != COUNTRY)) {
            let Some(domain) = ValueDomain::of(column) else { continue };
            for found in self.distinct((*c, column), domain, lines).await? {
                if values.len() == MAX_VALUES {
                    break;
                }
                self.progress.check()?;
                let value = self.value((*c, column), domain, found, &mut candidates).await?;
                match (&value.choice, &value.found_as, domain) {
                    (Some(choice), ..) => drop(self.choices.insert(value.key.clone(), choice.clone())),
                    // What was asked and not answered is not created.
                    (None, ValueMatch::Near { .. }, ValueDomain::Records(kind)) => {
                        self.undecided.insert((kind, self.cached_name(kind, &value.text)));
                    }
                    (None, ValueMatch::Near { .. }, ValueDomain::Terms) => {
                        self.undecided.insert((Kind::Authority, normalize_for_search(&value.text)));
                    }
                    _ => {}
                }
                values.push(value);
                tokio::task::yield_now().await;
            }
        }
        self.place_country = None;
        let place = |value: &FileValue| columns.iter().position(|(c, _)| *c == value.column);
        values.sort_by_key(|value| (place(value), value.line));
        self.values = values;
        Ok(())
    }

    /// The distinct values of a column.
    async fn distinct(
        &mut self,
        (c, column): (usize, &Column),
        domain: ValueDomain,
        lines: &[usize],
    ) -> Result<Vec<FoundValue>, OfficeError> {
        let is_own = !is_composite(&column.path);
        let mut cells: HashMap<(String, Option<String>), FoundValue> = HashMap::new();
        for line in lines {
            let cell = if is_own { self.table.displayed_text(*line, c) } else { self.text(*line, c) };
            // An error of the spreadsheet is not a value.
            if self.text(*line, c).is_empty() || is_unknown_in(column, cell) {
                continue;
            }
            let country = if domain.has_country() { self.row_country(*line) } else { None };
            let (index, text) = (cells.len(), cell.to_owned());
            let found = cells.entry((cell.to_owned(), country.clone()));
            found.or_insert_with(|| FoundValue { index, text, country, lines: Vec::new() }).lines.push(*line);
        }
        let mut cells: Vec<FoundValue> = cells.into_values().collect();
        cells.sort_unstable_by_key(|cell| cell.index);
        let mut values: HashMap<String, FoundValue> = HashMap::new();
        for cell in cells {
            self.progress.check()?;
            self.place_country.clone_from(&cell.country);
            let parts = match domain {
                ValueDomain::Terms => self.terms(column, &cell.text),
                ValueDomain::Records(kind) if !is_own => {
                    let is_whole = self.is_known(kind, &cell.text).await?;
                    let parts = if is_whole { vec![cell.text.clone()] } else { names(&cell.text) };
                    parts.into_iter().filter(|part| !is_unknown(part)).collect()
                }
                _ if is_own => pieces(column, &cell.text),
                _ => vec![cell.text.trim().to_owned()],
            };
            for part in parts {
                let key = value_key(&column.path, cell.country.as_deref(), &part);
                let (index, country) = (values.len(), cell.country.clone());
                // No more than are used are stored, however many there are.
                if index == MAX_VALUES && !values.contains_key(&key) {
                    continue;
                }
                let value = values.entry(key);
                let value =
                    value.or_insert_with(|| FoundValue { index, text: part, country, lines: Vec::new() });
                value.lines.extend(&cell.lines);
            }
        }
        let mut values: Vec<FoundValue> = values.into_values().collect();
        values.sort_unstable_by_key(|value| value.index);
        Ok(values)
    }

    /// A value with what it means.
    async fn value(
        &mut self,
        (c, column): (usize, &Column),
        domain: ValueDomain,
        found: FoundValue,
        candidates: &mut HashMap<String, Vec<Candidate>>,
    ) -> Result<FileValue, OfficeError> {
        let FoundValue { text, country, mut lines, .. } = found;
        self.place_country.clone_from(&country);
        lines.sort_unstable();
        lines.dedup();
        let key = value_key(&column.path, country.as_deref(), &text);
        let can_create = self.can_create(column, domain, &text);
        let found_as = match self.recognised(column, domain, &text).await? {
            ValueMatch::Unknown => match self.near(column, domain, (&text, can_create), candidates).await? {
                Some((value, label)) => ValueMatch::Near { value, label },
                None if can_create && self.mapping.create => ValueMatch::New,
                None => ValueMatch::Unknown,
            },
            recognised => recognised,
        };
        // The country may have been unknown when the user chose.
        let without_country = || self.mapping.choices.get(&value_key(&column.path, None, &text));
        let wanted = self.mapping.choices.get(&key).or_else(without_country).cloned();
        let choice = match wanted {
            Some(choice) => self.possible(column, domain, &text, choice, can_create).await?,
            None => None,
        };
        let label = match &choice {
            Some(ValueChoice::Means(value)) => self.label(column, domain, value),
            _ => String::new(),
        };
        let (rows, line) = (lines.len(), lines.first().copied().unwrap_or_default());
        let text = text.chars().take(SHOWN_CHARS).collect();
        let path = column.path.clone();
        Ok(FileValue {
            key,
            column: c,
            path,
            text,
            country,
            rows,
            line,
            domain,
            found_as,
            choice,
            label,
            can_create,
        })
    }

    /// The entry that a text probably means: the value of the form and its name.
    async fn near(
        &mut self,
        column: &Column,
        domain: ValueDomain,
        (text, creates): (&str, bool),
        candidates: &mut HashMap<String, Vec<Candidate>>,
    ) -> Result<Option<(String, String)>, OfficeError> {
        self.compared += 1;
        if self.compared > MAX_COMPARED {
            return Ok(None);
        }
        let list = if matches!(domain, ValueDomain::Terms) { column.path.as_str() } else { "" };
        let key = format!("{domain:?} {list}");
        if !candidates.contains_key(&key) {
            candidates.insert(key.clone(), self.candidates(column, domain).await?);
        }
        // What would be created is asked about, also if several entries are as near.
        let find = if creates { nearest_of_several } else { nearest };
        let near = candidates.get(&key).and_then(|all| find(text, all));
        Ok(near.map(|near| (near.value.clone(), near.label.clone())))
    }

    /// True if the user may create what a text of a column names.
    fn can_create(&self, column: &Column, domain: ValueDomain, text: &str) -> bool {
        match domain {
            ValueDomain::Records(kind) => {
                (!is_composite(&column.path) || is_name(text)) && self.may_create_named(kind)
            }
            ValueDomain::Terms => column.path.starts_with("/themes/") && self.authority_record.is_some(),
            ValueDomain::Codes(_) | ValueDomain::Variants(_) => false,
        }
    }

    /// The meaning of a text: one thing, the name of several records, or nothing that is known.
    async fn recognised(
        &mut self,
        column: &Column,
        domain: ValueDomain,
        text: &str,
    ) -> Result<ValueMatch, OfficeError> {
        let value = typed(column, text, self.authority.as_ref()).unwrap_or_default();
        let label = match domain {
            ValueDomain::Codes(list) => list.get(&value).map(|_| self.label(column, domain, &value)),
            ValueDomain::Variants(list) => {
                list.variants.contains(&value.as_str()).then(|| self.label(column, domain, &value))
            }
            ValueDomain::Terms => {
                let terms = terms_of(self.authority.as_ref(), column);
                let term = terms.iter().find(|term| term.is_named(text));
                term.map(|term| self.label(column, domain, &term.key))
            }
            ValueDomain::Records(_) if is_composite(&column.path) && !is_name(text) => None,
            ValueDomain::Records(kind) => {
                let slug = if column.path == FUNDER && is_own_funds(text) {
                    self.own_organisation()
                } else {
                    match self.existing(kind, text).await? {
                        FoundName::One(head) => Some(head.slug),
                        FoundName::Several => return Ok(ValueMatch::Several),
                        FoundName::None => None,
                    }
                };
                match slug {
                    None => None,
                    Some(slug) => Some(self.shown_name(kind, &slug).await?),
                }
            }
        };
        Ok(label.map_or(ValueMatch::Unknown, ValueMatch::Known))
    }

    /// The name of a value of the form.
    pub fn label(&self, column: &Column, domain: ValueDomain, value: &str) -> String {
        let language = self.current_user.language();
        let found = match domain {
            ValueDomain::Codes(list) => list.get(value).map(|entry| entry.name(language.tag()).to_owned()),
            ValueDomain::Variants(list) => Some(choice(language, list, value)),
            ValueDomain::Terms => {
                let terms = terms_of(self.authority.as_ref(), column);
                terms
                    .iter()
                    .find(|term| term.key == value)
                    .map(|term| term.name.text(language.tag()).to_owned())
            }
            ValueDomain::Records(kind) => self.names.get(&(kind, value.to_owned())).cloned(),
        };
        found.filter(|label| !label.trim().is_empty()).unwrap_or_else(|| value.to_owned())
    }

    /// The name of a record for the user.
    async fn shown_name(&self, kind: Kind, slug: &str) -> Result<String, OfficeError> {
        let filter = self.current_user.visible_filter();
        let found = self.office.store.summaries_by_slug(&[(kind, slug.to_owned())], &filter).await?;
        let name =
            found.first().map(|head| head.name.text(self.current_user.language().tag()).trim().to_owned());
        Ok(name.filter(|name| !name.is_empty()).unwrap_or_else(|| slug.to_owned()))
    }

    /// The entries that the texts of a column can mean, for comparison.
    async fn candidates(&self, column: &Column, domain: ValueDomain) -> Result<Vec<Candidate>, OfficeError> {
        let language = self.current_user.language();
        Ok(match domain {
            ValueDomain::Codes(list) => {
                let entries = list.entries().iter();
                let entry = |e: &CodeEntry| {
                    let (label, both) = (e.name(language.tag()).to_owned(), [e.name("fr"), e.name("en")]);
                    Candidate::new(e.code.to_owned(), label, both.into_iter())
                };
                entries.map(entry).collect()
            }
            ValueDomain::Variants(list) => {
                let variant = |variant: &&str| {
                    let names: Vec<String> =
                        Language::complete().iter().map(|l| choice(*l, list, variant)).collect();
                    let label = choice(language, list, variant);
                    Candidate::new((*variant).to_owned(), label, names.iter().map(String::as_str))
                };
                list.variants.iter().map(variant).collect()
            }
            ValueDomain::Terms => {
                let terms = terms_of(self.authority.as_ref(), column).iter();
                let term = |term: &portulan_model::kinds::Term| {
                    let label = term.name.text(language.tag()).to_owned();
                    Candidate::new(term.key.clone(), label, term.name.0.values().map(String::as_str))
                };
                terms.map(term).collect()
            }
            ValueDomain::Records(kind) => near_name::candidates(self.office, self.current_user, kind).await?,
        })
    }

    /// A choice, if it is a possible one: the user may see the record, the code exists, or the user may create the record.
    async fn possible(
        &mut self,
        column: &Column,
        domain: ValueDomain,
        text: &str,
        choice: ValueChoice,
        can_create: bool,
    ) -> Result<Option<ValueChoice>, OfficeError> {
        let value = match &choice {
            ValueChoice::Empty => return Ok(Some(choice)),
            ValueChoice::Create if can_create => {
                if let ValueDomain::Records(kind) = domain {
                    self.allow_creation(kind, text);
                }
                return Ok(Some(choice));
            }
            ValueChoice::Create => return Ok(None),
            ValueChoice::Means(value) => value,
        };
        let is_possible = match domain {
            ValueDomain::Codes(list) => list.get(value).is_some(),
            ValueDomain::Variants(list) => list.variants.contains(&value.as_str()),
            ValueDomain::Terms => {
                terms_of(self.authority.as_ref(), column).iter().any(|term| term.key == *value)
            }
            ValueDomain::Records(kind) => self.choose_record(kind, value).await?,
        };
        Ok(is_possible.then_some(choice))
    }

    /// Accepts a record that the user chose by its slug. Returns false if the user may not know of it.
    pub async fn choose_record(&mut self, kind: Kind, slug: &str) -> Result<bool, OfficeError> {
        if !self.current_user.can_view_kind(kind) {
            return Ok(false);
        }
        let head = refs::find(&*self.office.store, kind, slug, self.current_user).await?.one();
        let Some(head) = head.filter(|head| head.slug == slug) else { return Ok(false) };
        let name = head.name.text(self.current_user.language().tag()).to_owned();
        self.names.insert((kind, head.slug.clone()), name);
        self.chosen_slugs.insert((kind, head.slug));
        Ok(true)
    }
}
