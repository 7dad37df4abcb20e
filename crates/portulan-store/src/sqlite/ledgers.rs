//! Rates and declarations in SQLite.
use async_trait::async_trait;
use portulan_model::Rates;
use uuid::Uuid;

use super::SqliteStore;
use super::setting::PUT_SETTING;
use super::stored_form::{json, millis, moment};
use crate::{AuditEntry, DeclarationStore, SettingKey, StoreError, StoredDeclaration};

#[async_trait]
impl DeclarationStore for SqliteStore {
    async fn rates(&self, currencies: Option<&[String]>) -> Result<Rates, StoreError> {
        let wanted = currencies.map(json).transpose()?;
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT currency, day, per_euro FROM rate \
             WHERE ?1 IS NULL OR currency IN (SELECT value FROM json_each(?1))",
        )
        .bind(wanted)
        .fetch_all(&self.pool)
        .await?;
        let source: Option<String> = sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(SettingKey::RatesSource.to_string())
            .fetch_optional(&self.pool)
            .await?;
        let mut rates = Rates::default();
        rates.source = source.unwrap_or_default();
        for (currency, day, per_euro) in rows {
            let date = day.parse().map_err(|e| StoreError::damaged(format!("rate {currency} {day}"), e))?;
            let per_euro =
                per_euro.parse().map_err(|e| StoreError::damaged(format!("rate {currency} {day}"), e))?;
            rates.insert(&currency, date, per_euro);
        }
        Ok(rates)
    }

    async fn put_rates(&self, rates: &Rates, entry: AuditEntry) -> Result<(), StoreError> {
        let rows: Vec<[String; 3]> = rates
            .iter()
            .map(|(currency, day, per_euro)| [currency.to_owned(), day.to_string(), per_euro.to_string()])
            .collect();
        let rows = json(&rows)?;
        let source = rates.source.clone();
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO rate (currency, day, per_euro) \
                     SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true \
                     ON CONFLICT (currency, day) DO UPDATE SET per_euro = excluded.per_euro",
                )
                .bind(rows)
                .execute(&mut *tx)
                .await?;
                sqlx::query(PUT_SETTING)
                    .bind(SettingKey::RatesSource.to_string())
                    .bind(source)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query("UPDATE generation SET published = published + 1").execute(&mut *tx).await?;
                Ok(())
            })
        })
        .await
    }

    async fn declared(&self, year: i16) -> Result<StoredDeclaration, StoreError> {
        let row: Option<(String, Option<String>, Option<i64>, String)> =
            sqlx::query_as("SELECT choices, frozen, frozen_at, frozen_by FROM declaration WHERE year = ?")
                .bind(year)
                .fetch_optional(&self.pool)
                .await?;
        let Some((choices, frozen, at, by)) = row else {
            return Ok(StoredDeclaration { year, ..StoredDeclaration::default() });
        };
        Ok(StoredDeclaration {
            year,
            choices: serde_json::from_str(&choices).map_err(|e| StoreError::damaged(year.to_string(), e))?,
            frozen: match frozen.zip(at) {
                Some((frozen, at)) => Some((frozen, moment(at)?, by)),
                None => None,
            },
        })
    }

    async fn declared_years(&self) -> Result<Vec<i16>, StoreError> {
        Ok(sqlx::query_scalar("SELECT year FROM declaration ORDER BY year DESC")
            .fetch_all(&self.pool)
            .await?)
    }

    async fn decide(
        &self,
        year: i16,
        project: Uuid,
        part: &str,
        value: Option<&str>,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let (part, value) = (part.to_owned(), value.map(str::to_owned));
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                let before: Option<String> =
                    sqlx::query_scalar("SELECT choices FROM declaration WHERE year = ?")
                        .bind(year)
                        .fetch_optional(&mut *tx)
                        .await?;
                // Decisions that cannot be read must not be overwritten.
                let before = before
                    .map(|text| {
                        serde_json::from_str(&text).map_err(|e| StoreError::damaged(year.to_string(), e))
                    })
                    .transpose()?;
                let mut choices: Vec<(Uuid, String, String)> = before.unwrap_or_default();
                choices.retain(|(id, p, _)| *id != project || *p != part);
                choices.extend(value.map(|value| (project, part, value)));
                sqlx::query(
                    "INSERT INTO declaration (year, choices) VALUES (?1, ?2) \
                     ON CONFLICT (year) DO UPDATE SET choices = excluded.choices",
                )
                .bind(year)
                .bind(json(&choices)?)
                .execute(&mut *tx)
                .await?;
                Ok(())
            })
        })
        .await
    }

    async fn freeze(
        &self,
        year: i16,
        frozen: Option<&str>,
        by: &str,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let (frozen, by) = (frozen.map(str::to_owned), by.to_owned());
        let at = frozen.as_ref().map(|_| millis(self.clock.now()));
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO declaration (year, frozen, frozen_at, frozen_by) VALUES (?1, ?2, ?3, ?4) \
                     ON CONFLICT (year) DO UPDATE SET frozen = excluded.frozen, \
                     frozen_at = excluded.frozen_at, frozen_by = excluded.frozen_by",
                )
                .bind(year)
                .bind(frozen)
                .bind(at)
                .bind(by)
                .execute(&mut *tx)
                .await?;
                Ok(())
            })
        })
        .await
    }
}
