//! The parameters of a list in its address: words, state, values, columns, order, page, and the outcome of an action.
use portulan_model::{FacetName, Kind, State as RecordState, sorted_by};
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
    /// The order.
    pub order: ListOrder,
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
                "sort" => read.order = order(kind, value).unwrap_or_default(),
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
        let filter = current_user.visible_filter().kind(kind).state(self.state).containing(&self.q);
        if !current_user.sees_values() {
            let is_of_drafts = matches!(self.order, ListOrder::Field(_) | ListOrder::FieldDescending(_));
            return filter.order(if is_of_drafts { ListOrder::Name } else { self.order });
        }
        let filter = filter.order(self.order);
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
        if self.order != ListOrder::Name {
            query.append_pair("sort", &order_name(self.order));
        }
        query.finish()
    }

    /// The heading that sorts by a column, or by name or time of the change: a second click turns the order.
    pub fn heading(&self, label: String, first: ListOrder, second: ListOrder) -> SortHeading {
        let (direction, next) = match self.order {
            order if order == first => (Some(is_ascending(first)), second),
            order if order == second => (Some(is_ascending(second)), first),
            _ => (None, first),
        };
        let mut query = form_urlencoded::Serializer::new(String::new());
        let others = form_urlencoded::parse(self.to_query().as_bytes()).into_owned().collect::<Vec<_>>();
        query.extend_pairs(others.into_iter().filter(|(name, _)| name != "sort"));
        query.append_pair("sort", &order_name(next));
        SortHeading { label, address: Some(format!("?{}", query.finish())), is_ascending: direction }
    }

    /// The heading of a column; without a link if the list is not sorted by it.
    pub fn column_heading(&self, kind: Kind, name: &'static str, label: String) -> SortHeading {
        if sorted_by(kind, name).is_none() {
            return SortHeading { label, address: None, is_ascending: None };
        }
        self.heading(label, ListOrder::Field(name), ListOrder::FieldDescending(name))
    }

    /// The order as a parameter.
    pub fn sort(&self) -> String {
        order_name(self.order)
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

/// The heading of a column, by which the list can be sorted.
pub struct SortHeading {
    pub label: String,
    /// The address of the list sorted by the column; `None` if it cannot be.
    pub address: Option<String>,
    /// The direction, if the list is sorted by the column.
    pub is_ascending: Option<bool>,
}

impl SortHeading {
    /// The value of `aria-sort`; empty if the list is not sorted by the column.
    pub fn aria_sort(&self) -> &'static str {
        match self.is_ascending {
            Some(true) => "ascending",
            Some(false) => "descending",
            None => "",
        }
    }
}

fn is_ascending(order: ListOrder) -> bool {
    matches!(order, ListOrder::Name | ListOrder::Oldest | ListOrder::Field(_))
}

/// The mark of a descending order, before the name of a field.
const DESCENDING: char = '-';

/// The order that a parameter names: `name`, `updated`, or a column of the kind.
fn order(kind: Kind, name: &str) -> Option<ListOrder> {
    match name {
        "name" => return Some(ListOrder::Name),
        "-name" => return Some(ListOrder::NameDescending),
        "updated" => return Some(ListOrder::Newest),
        "-updated" => return Some(ListOrder::Oldest),
        _ => {}
    }
    let (field, is_descending) = name.strip_prefix(DESCENDING).map_or((name, false), |field| (field, true));
    let field = list_cells::all_columns(kind).into_iter().find(|column| *column == field)?;
    sorted_by(kind, field)?;
    Some(if is_descending { ListOrder::FieldDescending(field) } else { ListOrder::Field(field) })
}

/// The name of an order as a parameter.
fn order_name(order: ListOrder) -> String {
    match order {
        ListOrder::Name => "name".to_owned(),
        ListOrder::NameDescending => "-name".to_owned(),
        ListOrder::Newest => "updated".to_owned(),
        ListOrder::Oldest => "-updated".to_owned(),
        ListOrder::Field(field) => field.to_owned(),
        ListOrder::FieldDescending(field) => format!("{DESCENDING}{field}"),
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

    #[test]
    fn a_second_click_on_a_heading_turns_the_order() {
        let read = |sort: &str| ListQuery::read(Kind::Project, &[("sort".to_owned(), sort.to_owned())]);
        let budgets = |query: &ListQuery| {
            let heading = query.column_heading(Kind::Project, "budgets", String::new());
            (heading.address.unwrap_or_default(), heading.is_ascending)
        };
        assert_eq!(budgets(&read("")), ("?sort=budgets".to_owned(), None));
        assert_eq!(budgets(&read("budgets")), ("?sort=-budgets".to_owned(), Some(true)));
        assert_eq!(budgets(&read("-budgets")), ("?sort=budgets".to_owned(), Some(false)));
        assert_eq!(read("dragon").order, ListOrder::Name);
        assert_eq!(read("results").order, ListOrder::Name, "no column");
        assert_eq!(read("themes").column_heading(Kind::Project, "themes", String::new()).address, None);
    }
}
