//! Values by which lists are filtered and sorted, and amounts that they add up, stored with each record.
use std::collections::BTreeMap;

use portulan_model::{AmountName, Kind, Record, State};
use rust_decimal::Decimal;
use sqlx::SqliteConnection;

use super::stored_form::json;
use crate::StoreError;

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
        "INSERT INTO facet (kind, name, value, record, state) \
         SELECT ?1, f.value ->> 0, coalesce(t.id, f.value ->> 1), ?2, ?4 FROM json_each(?3) f \
         LEFT JOIN record t ON t.kind = f.value ->> 2 AND t.slug = f.value ->> 1 \
         WHERE f.value ->> 2 = '' OR t.id IS NOT NULL",
    )
    .bind(record.kind().singular())
    .bind(&id)
    .bind(json(&facets)?)
    .bind(record.state.name())
    .execute(&mut *tx)
    .await?;
    sqlx::query("DELETE FROM sort_value WHERE record = ?").bind(&id).execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO sort_value (record, name, value) SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2)",
    )
    .bind(&id)
    .bind(json(&record.body.sort_values())?)
    .execute(&mut *tx)
    .await?;
    // One row for each name and currency, so that a list adds up few rows.
    let mut sums: BTreeMap<(AmountName, String), Decimal> = BTreeMap::new();
    for (name, money) in record.body.listed_amounts() {
        *sums.entry((name, money.currency.0)).or_default() += money.amount;
    }
    put_amounts(tx, &id, record.state, sums).await
}

/// Takes the amounts of a record that is being deleted out of the sums.
pub(super) async fn forget_amounts(tx: &mut SqliteConnection, id: &str) -> Result<(), StoreError> {
    put_amounts(tx, id, State::Draft, BTreeMap::new()).await
}

/// Stores the amounts of a record in place of the earlier ones, and corrects the sums.
async fn put_amounts(
    tx: &mut SqliteConnection,
    id: &str,
    state: State,
    sums: BTreeMap<(AmountName, String), Decimal>,
) -> Result<(), StoreError> {
    let earlier: Vec<(String, String, String, String)> =
        sqlx::query_as("SELECT name, state, currency, amount FROM listed_amount WHERE record = ?")
            .bind(id)
            .fetch_all(&mut *tx)
            .await?;
    let mut changes: BTreeMap<(String, String, String), (i64, Decimal)> = BTreeMap::new();
    for (name, state, currency, amount) in earlier {
        let change = changes.entry((name, state, currency)).or_default();
        *change = (change.0 - 1, change.1 - decimal(&amount)?);
    }
    let mut rows = Vec::new();
    for ((name, currency), sum) in sums {
        rows.push((name.name(), currency.clone(), sum.to_string()));
        let change = changes.entry((name.name().to_owned(), state.name().to_owned(), currency)).or_default();
        *change = (change.0 + 1, change.1 + sum);
    }
    sqlx::query("DELETE FROM listed_amount WHERE record = ?").bind(id).execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO listed_amount (record, position, name, currency, amount, state) \
         SELECT ?1, key, value ->> 0, value ->> 1, value ->> 2, ?3 FROM json_each(?2)",
    )
    .bind(id)
    .bind(json(&rows)?)
    .bind(state.name())
    .execute(&mut *tx)
    .await?;
    for ((name, state, currency), (amounts, sum)) in changes {
        if amounts != 0 || !sum.is_zero() {
            change_total(tx, [&name, &state, &currency], amounts, sum).await?;
        }
    }
    Ok(())
}

/// Adds to the sum of a name, state and currency, and to the number of its amounts.
async fn change_total(
    tx: &mut SqliteConnection,
    [name, state, currency]: [&str; 3],
    amounts: i64,
    sum: Decimal,
) -> Result<(), StoreError> {
    let query = "SELECT amounts, sum FROM listed_total WHERE name = ? AND state = ? AND currency = ?";
    let stored: Option<(i64, String)> =
        sqlx::query_as(query).bind(name).bind(state).bind(currency).fetch_optional(&mut *tx).await?;
    let (earlier_amounts, earlier_sum) = match stored {
        Some((amounts, sum)) => (amounts, decimal(&sum)?),
        None => (0, Decimal::ZERO),
    };
    let amounts = earlier_amounts + amounts;
    if amounts == 0 {
        let query = "DELETE FROM listed_total WHERE name = ? AND state = ? AND currency = ?";
        sqlx::query(query).bind(name).bind(state).bind(currency).execute(tx).await?;
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO listed_total (name, state, currency, amounts, sum) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT (name, state, currency) DO UPDATE SET amounts = excluded.amounts, sum = excluded.sum",
    )
    .bind(name)
    .bind(state)
    .bind(currency)
    .bind(amounts)
    .bind((earlier_sum + sum).to_string())
    .execute(tx)
    .await?;
    Ok(())
}

/// A stored decimal number.
pub(super) fn decimal(text: &str) -> Result<Decimal, StoreError> {
    text.parse().map_err(|e| StoreError::damaged("listed_amount", format!("{text}: {e}")))
}
