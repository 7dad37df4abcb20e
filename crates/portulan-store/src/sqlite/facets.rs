//! Values by which lists are filtered, and sums of amounts, in SQLite.
use std::collections::BTreeMap;

use portulan_model::{AmountName, FacetName, Kind, Record};
use rust_decimal::Decimal;
use sqlx::{SqliteConnection, SqlitePool};

use super::lists::{push_conditions, query};
use super::stored_form::json;
use crate::{AmountTotal, Filter, StoreError};

/// Stores the values and amounts of a record in place of the earlier ones.
pub(super) async fn put(tx: &mut SqliteConnection, record: &Record) -> Result<(), StoreError> {
    let id = record.id.to_string();
    let facets = record.body.facets();
    sqlx::query("DELETE FROM facet WHERE record = ?").bind(&id).execute(&mut *tx).await?;
    // Records are named by their identities, which renaming does not change.
    let facets: Vec<(&str, String, &str)> = facets
        .into_iter()
        .map(|(name, value)| (name.name(), value, name.target().map_or("", Kind::singular)))
        .collect();
    sqlx::query(
        "INSERT OR IGNORE INTO facet (kind, name, value, record) \
         SELECT ?1, f.value ->> 0, coalesce(t.id, f.value ->> 1), ?2 FROM json_each(?3) f \
         LEFT JOIN record t ON t.kind = f.value ->> 2 AND t.slug = f.value ->> 1 \
         WHERE f.value ->> 2 = '' OR t.id IS NOT NULL",
    )
    .bind(record.kind().singular())
    .bind(&id)
    .bind(json(&facets)?)
    .execute(&mut *tx)
    .await?;
    // One row for each name and currency, so that a list adds up few rows.
    let mut sums: BTreeMap<(AmountName, String), Decimal> = BTreeMap::new();
    for (name, money) in record.body.listed_amounts() {
        *sums.entry((name, money.currency.0)).or_default() += money.amount;
    }
    let amounts: Vec<(&str, String, String)> =
        sums.into_iter().map(|((name, currency), sum)| (name.name(), currency, sum.to_string())).collect();
    sqlx::query("DELETE FROM listed_amount WHERE record = ?").bind(&id).execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO listed_amount (record, position, name, currency, amount) \
         SELECT ?1, key, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2)",
    )
    .bind(&id)
    .bind(json(&amounts)?)
    .execute(tx)
    .await?;
    Ok(())
}

/// The values of the records that a filter matches, each with the number of its records, the most frequent first.
pub(super) async fn counts(
    pool: &SqlitePool,
    filter: &Filter,
    name: FacetName,
    limit: u32,
) -> Result<Vec<(String, u64)>, StoreError> {
    let is_of_territories = filter.kind.is_some_and(|kind| name.is_of_territories(kind));
    // A record has each value once; one with several territories can have a value of two of them.
    let counted = if is_of_territories { "DISTINCT r.id" } else { "*" };
    let from = if is_of_territories {
        "record r JOIN reference p ON p.source = r.id JOIN facet f ON f.record = p.target AND f.kind = 'territory'"
    } else {
        "record r JOIN facet f ON f.record = r.id"
    };
    let mut query = query(filter, &format!("SELECT f.value, count({counted}) FROM {from} WHERE f.name = "))?;
    query.push_bind(name.name());
    push_conditions(&mut query, filter);
    query.push(" GROUP BY f.value ORDER BY 2 DESC, f.value LIMIT ").push_bind(limit);
    let rows: Vec<(String, i64)> = query.build_query_as().fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(value, count)| (value, count.unsigned_abs())).collect())
}

/// The sums of the amounts of the records that a filter matches, by name and currency.
pub(super) async fn totals(pool: &SqlitePool, filter: &Filter) -> Result<Vec<AmountTotal>, StoreError> {
    let mut query = query(
        filter,
        "SELECT a.name, a.currency, a.amount FROM record r JOIN listed_amount a ON a.record = r.id WHERE 1",
    )?;
    push_conditions(&mut query, filter);
    let rows: Vec<(String, String, String)> = query.build_query_as().fetch_all(pool).await?;
    let mut totals: BTreeMap<(AmountName, String), Decimal> = BTreeMap::new();
    for (name, currency, amount) in rows {
        let damaged = |why: String| StoreError::damaged("listed_amount", why);
        let name = AmountName::from_name(&name).ok_or_else(|| damaged(format!("unknown amount `{name}`")))?;
        let amount: Decimal = amount.parse().map_err(|e| damaged(format!("{e}")))?;
        *totals.entry((name, currency)).or_default() += amount;
    }
    let total = |((name, currency), amount)| AmountTotal { name, currency, amount };
    Ok(totals.into_iter().map(total).collect())
}
