//! Rows of contributions.
use super::row::impl_from_row;
use super::stored_form::{identity, identity_opt, moment, moment_opt};
use crate::{Contribution, ContributionStage, StoreError};

/// A row of the table `contribution`.
pub(super) struct ContributionRow {
    id: String,
    project: String,
    first_day: String,
    last_day: String,
    contributor: String,
    email: String,
    message: String,
    language: String,
    user: Option<String>,
    author: String,
    at: i64,
    expires: i64,
    stage: String,
    content: String,
    version: i64,
    sent: Option<i64>,
    note: String,
    answerer: String,
    answered: Option<i64>,
    taken: String,
}

impl_from_row!(ContributionRow {
    id,
    project,
    first_day,
    last_day,
    contributor,
    email,
    message,
    language,
    user,
    author,
    at,
    expires,
    stage,
    content,
    version,
    sent,
    note,
    answerer,
    answered,
    taken
});

impl TryFrom<ContributionRow> for Contribution {
    type Error = StoreError;

    fn try_from(row: ContributionRow) -> Result<Self, StoreError> {
        let day = |day: &str| day.parse().map_err(|e| StoreError::damaged(&row.id, e));
        let stage = ContributionStage::from_name(&row.stage)
            .ok_or_else(|| StoreError::damaged(&row.id, format!("stage {}", row.stage)))?;
        Ok(Self {
            id: identity(&row.id)?,
            project: identity(&row.project)?,
            period: (day(&row.first_day)?, day(&row.last_day)?),
            contributor: row.contributor,
            email: row.email,
            message: row.message,
            language: row.language,
            user: identity_opt(row.user.as_deref())?,
            author: row.author,
            at: moment(row.at)?,
            expires: moment(row.expires)?,
            stage,
            content: row.content,
            version: row.version,
            sent: moment_opt(row.sent)?,
            note: row.note,
            answered: moment_opt(row.answered)?.map(|at| (at, row.answerer)),
            taken: row.taken,
        })
    }
}
