//! The numbers of a list: records by state and by value, and sums of amounts.
//!
//! What is counted for a kind, or for the records of a kind in one state, is stored (`record_count`, `facet_count`, `listed_total`).
//! For other filters the records that match are read once and joined with their values and amounts, in this order: `CROSS JOIN`.
use portulan_model::{AmountName, FacetName, Kind, State};
use rust_decimal::Decimal;
use sqlx::{QueryBuilder, Sqlite, SqlitePool};

use super::facets::decimal;
use super::lists::{push_choices, push_record_conditions, query};
use super::row::impl_from_row;
use crate::{AmountTotal, Filter, ListFigures, StoreError};

/// The part of rows with the number of records in a state.
const STATES: &str = "state";
/// The part of rows with the sum of an amount.
const TOTALS: &str = "total";

/// A figure: `name` and `value` are a facet and its value, or a sum and its currency; `number` counts records; `sums` are decimal
/// numbers separated by spaces.
struct FigureRow {
    part: String,
    name: String,
    value: String,
    number: i64,
    sums: String,
}

impl_from_row!(FigureRow { part, name, value, number, sums });

/// A query that has a part for each figure.
struct FigureQuery<'a> {
    query: QueryBuilder<Sqlite>,
    filter: &'a Filter,
    kind: Kind,
    parts: usize,
}

impl<'a> FigureQuery<'a> {
    /// Starts the query with the records that match the filter whatever its state and values.
    fn new(filter: &'a Filter, kind: Kind) -> Result<Self, StoreError> {
        let mut query = query(filter, "")?;
        query.push(if filter.seen_from.is_some() { ", " } else { "WITH " });
        query.push("matched(id, state) AS MATERIALIZED (SELECT r.id, r.state FROM record r WHERE 1");
        push_record_conditions(&mut query, filter);
        query.push(") ");
        Ok(Self { query, filter, kind, parts: 0 })
    }

    /// Starts a part.
    fn part(&mut self, columns: &str) {
        self.query.push(if self.parts == 0 { "" } else { " UNION ALL " });
        self.query.push("SELECT ").push(columns).push(" FROM ");
        self.parts += 1;
    }

    /// Adds the condition of a state to a part that reads stored numbers.
    fn push_state(&mut self, state: Option<State>) {
        if let Some(state) = state {
            self.query.push(" AND state = ").push_bind(state.name());
        }
    }

    /// The numbers of records by state; the state of the filter does not matter.
    fn states(&mut self) {
        let any_state = Filter { state: None, ..self.filter.clone() };
        if any_state.counted().is_some() {
            self.part("'state' AS part, '' AS name, state AS value, records AS number, '' AS sums");
            self.query.push("record_count WHERE records > 0 AND kind = ").push_bind(self.kind.singular());
        } else {
            self.part("'state' AS part, '' AS name, r.state AS value, count(*) AS number, '' AS sums");
            self.query.push("matched r WHERE 1");
            push_choices(&mut self.query, &any_state);
            self.query.push(" GROUP BY r.state");
        }
    }

    /// The most frequent values of a facet; the value that the filter has for it does not matter.
    fn values(&mut self, facet: FacetName, limit: u32) {
        let mut others = self.filter.clone();
        others.facets.retain(|(name, _)| *name != facet);
        let is_of_territories = facet.is_of_territories(self.kind);
        self.part("*");
        self.query.push("(SELECT 'value', ").push_bind(facet.name());
        if let Some((kind, state)) = others.counted().filter(|_| !is_of_territories) {
            self.query.push(", value, sum(records) AS number, '' FROM facet_count WHERE kind = ");
            self.query.push_bind(kind.singular()).push(" AND name = ").push_bind(facet.name());
            self.push_state(state);
        } else {
            // A record has each value once; one with several territories can have a value of two of them.
            self.query.push(if is_of_territories {
                ", f.value, count(DISTINCT r.id) AS number, '' FROM matched r CROSS JOIN reference p ON p.source = r.id \
                 CROSS JOIN facet f ON f.record = p.target AND f.kind = 'territory' AND f.name = "
            } else {
                ", f.value, count(*) AS number, '' FROM matched r CROSS JOIN facet f ON f.record = r.id AND f.name = "
            });
            self.query.push_bind(facet.name()).push(" WHERE 1");
            push_choices(&mut self.query, &others);
        }
        self.query.push(" GROUP BY 3 ORDER BY number DESC, 3 LIMIT ").push_bind(limit).push(")");
    }

    /// The sums of amounts by name and currency.
    fn totals(&mut self) {
        let names: &[AmountName] = AmountName::of(self.kind);
        if names.is_empty() {
            return;
        }
        if let Some((_, state)) = self.filter.counted() {
            self.part("'total', name, currency, 0, group_concat(sum, ' ')");
            self.query.push("listed_total WHERE name IN (");
            let mut list = self.query.separated(", ");
            for name in names {
                list.push_bind(name.name());
            }
            self.query.push(")");
            self.push_state(state);
            self.query.push(" GROUP BY name, currency");
        } else {
            self.part("'total', a.name, a.currency, 0, group_concat(a.amount, ' ')");
            self.query.push("matched r CROSS JOIN listed_amount a ON a.record = r.id WHERE 1");
            push_choices(&mut self.query, self.filter);
            self.query.push(" GROUP BY a.name, a.currency");
        }
    }
}

/// The figures of the list of a filter, all of one moment: with the values by which it can be narrowed, at most `values` of each
/// facet, and the sums; or with the states only.
pub(super) async fn figures(
    pool: &SqlitePool,
    filter: &Filter,
    values: Option<u32>,
) -> Result<ListFigures, StoreError> {
    let mut figures = ListFigures::default();
    let Some(kind) = filter.kind else { return Ok(figures) };
    let mut query = FigureQuery::new(filter, kind)?;
    query.states();
    if let Some(limit) = values {
        for facet in FacetName::of(kind) {
            query.values(*facet, limit);
        }
        query.totals();
    }
    let rows: Vec<FigureRow> = query.query.build_query_as().fetch_all(pool).await?;
    for row in rows {
        let damaged =
            || StoreError::damaged(&row.part, format!("unknown name `{}` or `{}`", row.name, row.value));
        let number = row.number.unsigned_abs();
        match row.part.as_str() {
            STATES => {
                figures.states.push((row.value.parse().map_err(|_| damaged())?, number));
            }
            TOTALS => {
                let name = AmountName::from_name(&row.name).ok_or_else(damaged)?;
                let sums = row.sums.split(' ').map(decimal).collect::<Result<Vec<Decimal>, _>>()?;
                figures.totals.push(AmountTotal {
                    name,
                    currency: row.value,
                    amount: sums.into_iter().sum(),
                });
            }
            _ => {
                let name = FacetName::from_name(&row.name).ok_or_else(damaged)?;
                figures.values.entry(name).or_default().push((row.value, number));
            }
        }
    }
    figures.states.sort_by_key(|(state, _)| State::ALL.iter().position(|known| known == state));
    figures.totals.sort_by(|a, b| (a.name, &a.currency).cmp(&(b.name, &b.currency)));
    for values in figures.values.values_mut() {
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    Ok(figures)
}
