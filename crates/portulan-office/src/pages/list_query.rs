//! The parameters of a list in its address: words, state, values, columns, order, page, and the outcome of an action.
use portulan_model::{FacetName, Kind, State as RecordState};
use portulan_store::{Filter, ListOrder};
use url::form_urlencoded;
use uuid::Uuid;

use super::bulk_verb::{BulkOutcome, BulkVerb};
use crate::auth::CurrentUser;
use crate::form::list_cells;

/// Records on a page.
pub const ROWS: u32 = 50;

/// The largest number of columns that a user can choose.
const MAX_COLUMNS: usize = 12;

/// The longest text of a parameter, in characters: a view that a user saves is bounded.
const MAX_TEXT_CHARS: usize = 200;

/// The largest number of parts of an address that are read.
const MAX_PARTS: usize = 60;

/// The largest number of records whose errors a list shows.
const MAX_REFUSED: usize = 5;

/// The prefix of the parameters with values.
const FACET: &str = "f-";

/// The parameters of a list of records of a kind.
#[derive(Default)]
pub struct ListQuery {
    /// The words that names contain.
    pub q: String,
    /// The publication state.
    pub state: Option<RecordState>,
    /// The values that records have, each name once.
    pub facets: Vec<(FacetName, String)>,
    /// The columns that the user chose; empty for those of the kind.
    pub columns: Vec<&'static str>,
    /// True if the newest are first.
    pub is_newest_first: bool,
    /// The number of the page, from 0.
    pub page: u32,
    /// The outcome of an action on selected records.
    pub outcome: Option<BulkOutcome>,
    /// The first records that were not published, whose errors the list shows.
    pub refused: Vec<Uuid>,
}

impl ListQuery {
    /// Reads the parameters; those that are not known are left out.
    pub fn read(kind: Kind, pairs: &[(String, String)]) -> Self {
        let mut read = Self::default();
        let (mut done, mut drafts, mut sources, mut failed, mut verb) = (0, 0, 0, 0, None);
        for (name, value) in pairs.iter().take(MAX_PARTS) {
            match name.as_str() {
                "q" => read.q = value.chars().take(MAX_TEXT_CHARS).collect(),
                "state" => read.state = value.parse().ok(),
                "sort" => read.is_newest_first = value == "updated",
                "page" => read.page = value.parse().unwrap_or_default(),
                "column" => {
                    let known = list_cells::all_columns(kind).into_iter().find(|column| column == value);
                    let is_new = known.is_some_and(|column| !read.columns.contains(&column));
                    if is_new && read.columns.len() < MAX_COLUMNS {
                        read.columns.extend(known);
                    }
                }
                "did" => verb = BulkVerb::from_name(value),
                "done" => done = value.parse().unwrap_or_default(),
                "drafts" => drafts = value.parse().unwrap_or_default(),
                "sources" => sources = value.parse().unwrap_or_default(),
                "refused" if read.refused.len() < MAX_REFUSED => read.refused.extend(value.parse::<Uuid>()),
                "failed" => failed = value.parse().unwrap_or_default(),
                name => {
                    let facet = name.strip_prefix(FACET).and_then(FacetName::from_name);
                    let is_value = !value.is_empty() && value.chars().nth(MAX_TEXT_CHARS).is_none();
                    let facet = facet.filter(|facet| FacetName::of(kind).contains(facet) && is_value);
                    if let Some(facet) = facet.filter(|facet| read.value(*facet).is_none()) {
                        read.facets.push((facet, value.clone()));
                    }
                }
            }
        }
        // A form sends the columns of the kind too, which are not a choice.
        if read.columns == list_cells::columns(kind) {
            read.columns.clear();
        }
        read.outcome = verb.map(|verb| BulkOutcome { verb, done, drafts, sources, failed });
        read
    }

    /// The value of a name.
    pub fn value(&self, name: FacetName) -> Option<&str> {
        self.facets.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The columns of the list.
    pub fn columns(&self, kind: Kind) -> Vec<&'static str> {
        if self.columns.is_empty() { list_cells::columns(kind).to_vec() } else { self.columns.clone() }
    }

    /// True if the list shows some of the records only.
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.state.is_some() || !self.facets.is_empty()
    }

    /// The filter of the records, without the values for users who may not see drafts: values are those of the newest revisions.
    pub fn filter(&self, kind: Kind, current_user: &CurrentUser) -> Filter {
        let order = if self.is_newest_first { ListOrder::Newest } else { ListOrder::Name };
        let filter = current_user.visible_filter().kind(kind).state(self.state).order(order);
        let filter = filter.containing(&self.q);
        if !current_user.sees_values() {
            return filter;
        }
        self.facets.iter().fold(filter, |filter, (name, value)| filter.with_facet(*name, value))
    }

    /// The query of the address of this list, without page and outcome.
    pub fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.q.is_empty() {
            query.append_pair("q", &self.q);
        }
        if let Some(state) = self.state {
            query.append_pair("state", state.name());
        }
        for (name, value) in &self.facets {
            query.append_pair(&format!("{FACET}{}", name.name()), value);
        }
        for column in &self.columns {
            query.append_pair("column", column);
        }
        if self.is_newest_first {
            query.append_pair("sort", "updated");
        }
        query.finish()
    }

    /// The address of a page of this list.
    pub fn page_link(&self, number: u32) -> String {
        format!("?{}&page={number}", self.to_query())
    }

    /// The address of the list after an action.
    pub fn after(&self, kind: Kind, outcome: BulkOutcome, refused: &[Uuid]) -> String {
        let BulkOutcome { verb, done, drafts, sources, failed } = outcome;
        let (folder, query, page) = (kind.folder(), self.to_query(), self.page);
        let counts = format!("done={done}&drafts={drafts}&failed={failed}&sources={sources}");
        let refused = refused.iter().take(MAX_REFUSED).filter(|_| verb == BulkVerb::Publish);
        let refused: String = refused.map(|id| format!("&refused={id}")).collect();
        format!("/office/{folder}/?{query}&page={page}&did={}&{counts}{refused}", verb.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_of_a_list_is_read_as_it_was_written() {
        let pairs = [
            ("q", "eau & ciel"),
            ("state", "draft"),
            ("f-funder", "état"),
            ("f-funder", "another"),
            ("f-country", "SN"),
            ("f-dragon", "x"),
            ("column", "status"),
            ("column", "iati_rest"),
            ("column", "status"),
            ("sort", "updated"),
            ("page", "3"),
        ];
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let query = ListQuery::read(Kind::Project, &pairs);
        assert_eq!(query.facets, [(FacetName::Funder, "état".to_owned())], "projects have no country");
        assert_eq!(query.columns, ["status"]);
        let written = query.to_query();
        let again: Vec<(String, String)> = form_urlencoded::parse(written.as_bytes()).into_owned().collect();
        assert_eq!(ListQuery::read(Kind::Project, &again).to_query(), written);
        assert!(query.page_link(4).ends_with("&page=4"));
    }
}
