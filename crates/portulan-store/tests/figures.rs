//! The numbers of lists after any changes, compared with those counted from all records.
use std::collections::BTreeMap;

use portulan_model::kinds::{Budget, Project, Tag};
use portulan_model::{
    ActivityStatus, AmountName, Body, Currency, FacetName, Fact, Kind, Money, Record, State, Text,
    normalize_for_search,
};
use portulan_store::{
    AmountTotal, Author, Change, Filter, ListFigures, NameFilter, RecordWriter as _, SqliteStore, Store as _,
    StoredRecord, operator_only,
};
use proptest::prelude::*;
use uuid::Uuid;

/// A change of one of a few projects.
#[derive(Debug, Clone)]
enum ProjectChange {
    /// The project gets this content, and is created if it does not exist.
    Store { project: usize, state: State, themes: Vec<&'static str>, budgets: Vec<(u32, &'static str)> },
    /// The project is deleted, if it exists.
    Delete { project: usize },
}

const PROJECTS: usize = 4;
const THEMES: [&str; 3] = ["culture", "water", "port"];
const CURRENCIES: [&str; 2] = ["EUR", "XOF"];

fn change() -> impl Strategy<Value = ProjectChange> {
    let budgets = prop::collection::vec((0_u32..100_000, prop::sample::select(&CURRENCIES[..])), 0..3);
    let themes = prop::sample::subsequence(&THEMES[..], 0..=THEMES.len());
    let state = prop::sample::select(State::ALL);
    let store = (0..PROJECTS, state, themes, budgets).prop_map(|(project, state, themes, budgets)| {
        ProjectChange::Store { project, state, themes, budgets }
    });
    prop_oneof![4 => store, 1 => (0..PROJECTS).prop_map(|project| ProjectChange::Delete { project })]
}

fn record(id: Uuid, project: usize, state: State, themes: &[&str], budgets: &[(u32, &str)]) -> Record {
    let tag = |key: &&str| Tag { key: (*key).to_owned(), ..Tag::default() };
    let budget = |(cents, currency): &(u32, &str)| Budget {
        value: Some(Money {
            amount: rust_decimal::Decimal::new(i64::from(*cents), 2),
            currency: Currency((*currency).to_owned()),
            value_date: "2025".parse().expect("a year"),
        }),
        ..Budget::default()
    };
    let body = Project {
        title: Text([("fr".to_owned(), format!("Projet {project}"))].into()),
        themes: themes.iter().map(tag).collect(),
        status: Some(Fact { value: ActivityStatus((project % 2 + 1).to_string()), ..Fact::default() }),
        budgets: budgets.iter().map(budget).collect(),
        ..Project::default()
    };
    Record { id, slug: format!("projet-{project}"), state, body: Body::Project(Box::new(body)) }
}

/// The figures of a filter by kind, state, values and words, counted from the records.
fn expected(records: &[StoredRecord], filter: &Filter) -> ListFigures {
    let matches = |record: &Record, state: Option<State>, facets: &[(FacetName, String)]| {
        let words = match &filter.name {
            Some(NameFilter::Contains(words)) => words.trim(),
            _ => "",
        };
        let of_record = record.body.facets();
        state.is_none_or(|state| state == record.state)
            && normalize_for_search(record.body.name().text("fr")).contains(words)
            && facets.iter().all(|facet| of_record.contains(facet))
    };
    let matching = |state, facets: &[(FacetName, String)]| -> Vec<&Record> {
        records.iter().map(|stored| &stored.record).filter(|record| matches(record, state, facets)).collect()
    };
    let mut figures = ListFigures::default();
    for state in State::ALL {
        let count = matching(Some(*state), &filter.facets).len() as u64;
        figures.states.extend((count > 0).then_some((*state, count)));
    }
    for name in FacetName::of(Kind::Project) {
        let others: Vec<_> = filter.facets.iter().filter(|(other, _)| other != name).cloned().collect();
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for record in matching(filter.state, &others) {
            for (_, value) in record.body.facets().into_iter().filter(|(known, _)| known == name) {
                *counts.entry(value).or_default() += 1;
            }
        }
        let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        if !counts.is_empty() {
            figures.values.insert(*name, counts);
        }
    }
    let mut sums: BTreeMap<(AmountName, String), rust_decimal::Decimal> = BTreeMap::new();
    for record in matching(filter.state, &filter.facets) {
        for (name, money) in record.body.listed_amounts() {
            *sums.entry((name, money.currency.0)).or_default() += money.amount;
        }
    }
    let total = |((name, currency), amount)| AmountTotal { name, currency, amount };
    figures.totals = sums.into_iter().map(total).collect();
    figures
}

async fn check(changes: Vec<ProjectChange>) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("opened");
    let ids: Vec<Uuid> = (0..PROJECTS).map(|_| Uuid::now_v7()).collect();
    for change in changes {
        let (ProjectChange::Store { project, .. } | ProjectChange::Delete { project }) = change;
        let stored = store.record_of(ids[project]).await.expect("read");
        let change = match (change, stored) {
            (ProjectChange::Store { state, themes, budgets, .. }, stored) => {
                let record = record(ids[project], project, state, &themes, &budgets);
                match stored {
                    Some(stored) => Change::Update { record, seen: stored.revision },
                    None => Change::Create(record),
                }
            }
            (ProjectChange::Delete { .. }, Some(stored)) => {
                Change::Delete { id: ids[project], seen: stored.revision, unlink: false }
            }
            (ProjectChange::Delete { .. }, None) => continue,
        };
        // What may not be published is refused; the numbers are then as before.
        drop(store.apply(vec![change], &Author::operator("test"), operator_only).await);
    }
    let records = store.records_of(Kind::Project).await.expect("read");
    let all = Filter::of(Kind::Project);
    let narrowed = [
        all.clone(),
        all.clone().state(State::Published),
        all.clone().state(State::Draft).with_facet(FacetName::Theme, "water"),
        all.clone().with_facet(FacetName::Theme, "culture").with_facet(FacetName::Status, "1"),
        all.clone().containing("projet 1"),
        all.clone().containing(" ").state(State::Archived),
    ];
    for filter in narrowed {
        let counted = expected(&records, &filter);
        assert_eq!(store.list_figures(&filter, Some(10)).await.expect("figures"), counted, "{filter:?}");
        let number = store.count(&filter).await.expect("a number");
        assert_eq!(number, counted.total(filter.state), "{filter:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_of_lists_are_those_of_their_records(changes in prop::collection::vec(change(), 0..16)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(check(changes));
    }
}
