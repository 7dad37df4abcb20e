//! The form behind the link of a contribution.
use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use portulan_locales::{Language, MessageKey, dates, key, list};
use portulan_model::kinds::{Authority, CostHeading};
use portulan_model::{PartialDate, Record};
use portulan_store::{Contribution, ContributionPicture, ContributionStage, MAX_CONTRIBUTION_PICTURES};
use serde::Deserialize;

use super::content::{
    ContributionContent, ExpenseLine, MAX_EXPENSES, MAX_LINE_CHARS, MAX_TEXT_CHARS, ProjectIndicator,
    indicators, label_name, value_name,
};
use super::reading::{ReadContribution, read};
use super::summary::{ContributionSummary, heading_label};
use super::{language_of, period_words, project};
use crate::Office;
use crate::auth::digest;
use crate::error::OfficeError;
use crate::form::cells::row_name;
use crate::form::select::currencies_by_use;
use crate::view::{OfficeView, page};

/// The empty lines for expenses below those that are filled in.
pub(super) const EMPTY_LINES: usize = 3;

/// The query parameters.
#[derive(Deserialize)]
pub struct ContributeQuery {
    /// Present after the form was saved.
    saved: Option<String>,
    /// The number of lines for expenses.
    #[serde(default)]
    lines: usize,
}

/// A picture that was added.
struct AddedPicture {
    picture: ContributionPicture,
    address: String,
}

/// An expense of the form.
struct ExpenseRow {
    n: usize,
    /// The name and the text of each field.
    cells: [(&'static str, String); 4],
}

impl ExpenseRow {
    fn new((n, line): (usize, ExpenseLine)) -> Self {
        let cells = [
            ("date", line.date),
            ("amount", line.amount),
            ("heading", line.heading),
            ("description", line.description),
        ];
        Self { n, cells }
    }
}

#[derive(Template)]
#[template(path = "contribute.html")]
pub(super) struct ContributePage {
    v: OfficeView,
    authority: String,
    project: String,
    /// The request of the office.
    pub(super) asked: Contribution,
    period: String,
    /// The last day on which the link works.
    until: String,
    content: ContributionContent,
    rows: Vec<ExpenseRow>,
    indicators: Vec<ProjectIndicator>,
    headings: Vec<(&'static str, String)>,
    currencies: Vec<(String, String)>,
    pictures: Vec<AddedPicture>,
    pub(super) faults: HashMap<String, String>,
    /// The message of a picture that was refused, or lacks its description.
    pub(super) picture_problem: String,
    /// The description and the author of a picture that was refused.
    pub(super) picture_texts: [String; 2],
    max_pictures: usize,
    is_saved: bool,
    /// True if the form was changed in another window.
    pub(super) is_conflict: bool,
    max_text: usize,
    max_line: usize,
    max_rows: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self, reason = "templates hand over references")]
impl ContributePage {
    fn fault(&self, name: impl AsRef<str>) -> &str {
        self.faults.get(name.as_ref()).map_or("", String::as_str)
    }

    fn expense(&self, n: &usize, name: &str) -> String {
        format!("expense:{n}:{name}")
    }

    /// The name of a field of the table of expenses: `Montant, ligne 3`.
    fn cell_label(&self, name: &str, n: &usize) -> String {
        row_name(self.v.language, &self.v.word(list!("contribution-column"), name), *n)
    }

    /// The message about the number of faults.
    fn fault_words(&self) -> String {
        self.v.tn(key!("contribute-faults"), &self.faults.len())
    }

    fn value_name(&self, indicator: &ProjectIndicator) -> String {
        value_name(indicator.place)
    }

    fn label_name(&self, indicator: &ProjectIndicator) -> String {
        label_name(indicator.place)
    }

    fn decimal(&self, number: &rust_decimal::Decimal) -> String {
        self.v.language.decimal(*number)
    }
}

#[derive(Template)]
#[template(path = "contribute_closed.html")]
struct ContributeClosedPage {
    v: OfficeView,
    authority: String,
    project: String,
    period: String,
    title: MessageKey,
    text: MessageKey,
    /// The day on which the contribution was sent; empty if it was not.
    sent: String,
    by: String,
    summary: Option<ContributionSummary>,
}

/// A contribution behind its link, with what its form needs.
pub(super) struct LinkedContribution {
    pub(super) asked: Contribution,
    pub(super) record: Record,
    pub(super) authority: Option<Authority>,
    pub(super) content: ContributionContent,
    pub(super) indicators: Vec<ProjectIndicator>,
    pub(super) language: Language,
    pub(super) token: String,
}

impl LinkedContribution {
    /// The contribution of a link; `None` if the link is unknown or has expired.
    pub(super) async fn find(office: &Office, token: String) -> Result<Option<Self>, OfficeError> {
        let Some(asked) = office.store.contribution_by_link(&digest(&token)).await? else { return Ok(None) };
        let Some(stored) = office.store.record_of(asked.project).await? else { return Ok(None) };
        let language = language_of(&asked);
        let indicators = indicators(project(&stored)?, asked.period, language);
        let content = ContributionContent::stored(&asked.content)?;
        let authority = portulan_editorial::authority(&*office.store).await?;
        Ok(Some(Self { asked, record: stored.record, authority, content, indicators, language, token }))
    }

    pub(super) fn is_open(&self) -> bool {
        self.asked.stage == ContributionStage::Open
    }

    pub(super) fn here(&self) -> String {
        format!("/office/contribute/{}", self.token)
    }

    pub(super) fn project_name(&self) -> String {
        OfficeView::outside(self.language).name(self.record.body.name())
    }

    fn authority_name(&self) -> String {
        let name =
            self.authority.as_ref().map(|authority| authority.name.text(self.language.tag()).to_owned());
        name.unwrap_or_default()
    }

    fn day(&self, moment: jiff::Timestamp) -> String {
        let zone = self.authority.as_ref().map(|authority| &authority.time_zone);
        let day = zone.map(|zone| dates::moment(zone, moment));
        day.map_or_else(String::new, |day| dates::date(self.language, PartialDate::from(day)))
    }

    pub(super) fn read(&self, content: &ContributionContent) -> ReadContribution {
        read(content, self.authority.as_ref(), self.language)
    }

    /// The page of the form.
    pub(super) async fn form(
        &self,
        office: &Office,
        mut content: ContributionContent,
        min_lines: usize,
    ) -> Result<ContributePage, OfficeError> {
        let at = |picture: &ContributionPicture| format!("{}/pictures/{}", self.here(), picture.position);
        let pictures = office.store.contribution_pictures(self.asked.id).await?;
        let pictures = pictures.into_iter().map(|picture| AddedPicture { address: at(&picture), picture });
        let filled = content.expenses.clone().into_iter();
        let count = (filled.len() + EMPTY_LINES).max(min_lines).min(MAX_EXPENSES);
        let lines = filled.chain(std::iter::repeat_with(ExpenseLine::default)).take(count).enumerate();
        let heading = |heading: &CostHeading| (heading.name(), heading_label(*heading, self.language));
        let currencies = currencies_by_use(self.authority.as_ref(), &content.currency, self.language);
        if content.currency.is_empty() {
            content.currency = currencies.first().map(|(code, _)| code.clone()).unwrap_or_default();
        }
        Ok(ContributePage {
            v: OfficeView::outside(self.language),
            authority: self.authority_name(),
            project: self.project_name(),
            period: period_words(&self.asked, self.language),
            until: self.day(self.asked.expires),
            asked: self.asked.clone(),
            rows: lines.map(ExpenseRow::new).collect(),
            content,
            indicators: self.indicators.clone(),
            headings: CostHeading::ALL.iter().map(heading).collect(),
            currencies,
            pictures: pictures.collect(),
            faults: HashMap::new(),
            picture_problem: String::new(),
            picture_texts: Default::default(),
            max_pictures: MAX_CONTRIBUTION_PICTURES,
            is_saved: false,
            is_conflict: false,
            max_text: MAX_TEXT_CHARS,
            max_line: MAX_LINE_CHARS,
            max_rows: MAX_EXPENSES,
        })
    }

    /// The page of a contribution that can no longer be changed, with what was sent.
    pub(super) async fn closed(&self, office: &Office) -> Result<Response, OfficeError> {
        let (title, text) = match self.asked.stage {
            ContributionStage::Declined => (key!("contribute-closed"), key!("contribute-closed.text")),
            ContributionStage::Accepted => (key!("contribute-accepted"), key!("contribute-accepted.text")),
            ContributionStage::Open | ContributionStage::Sent => {
                (key!("contribute-sent"), key!("contribute-sent.text"))
            }
        };
        let read = self.read(&self.content);
        let summary = self.asked.sent.map(|_| {
            ContributionSummary::new(&self.asked, &self.content, &read, &self.indicators, self.language)
        });
        let summary = match summary {
            Some(summary) => {
                let pictures = office.store.contribution_pictures(self.asked.id).await?;
                Some(summary.with_all().with_pictures(pictures, format!("{}/pictures", self.here())))
            }
            None => None,
        };
        Ok(page(&ContributeClosedPage {
            v: OfficeView::outside(self.language),
            authority: self.authority_name(),
            project: self.project_name(),
            period: period_words(&self.asked, self.language),
            title,
            text,
            sent: self.asked.sent.map_or_else(String::new, |sent| self.day(sent)),
            by: self.content.by.clone(),
            summary,
        }))
    }
}

/// The page of a link that does not work any more.
pub(super) fn expired(office: &Office) -> Response {
    let language = Language::for_reports(&office.app.site().programme.authority.body);
    let v = OfficeView::outside(language);
    let authority = office.app.site().programme.authority.body.name.text(language.tag()).to_owned();
    let mut response = page(&ContributeClosedPage {
        v,
        authority,
        project: String::new(),
        period: String::new(),
        title: key!("contribute-expired"),
        text: key!("contribute-expired.text"),
        sent: String::new(),
        by: String::new(),
        summary: None,
    });
    *response.status_mut() = StatusCode::GONE;
    response
}

pub async fn show(
    State(office): State<Office>,
    Path(token): Path<String>,
    Query(query): Query<ContributeQuery>,
) -> Result<Response, OfficeError> {
    let Some(linked) = LinkedContribution::find(&office, token).await? else { return Ok(expired(&office)) };
    if !linked.is_open() {
        return linked.closed(&office).await;
    }
    let form = linked.form(&office, linked.content.clone(), query.lines).await?;
    Ok(page(&ContributePage { is_saved: query.saved.is_some(), ..form }))
}

/// A picture of a contribution, for its contributor.
pub async fn picture(
    State(office): State<Office>,
    Path((token, position)): Path<(String, u32)>,
) -> Result<Response, OfficeError> {
    let linked = LinkedContribution::find(&office, token).await?.ok_or(OfficeError::Missing)?;
    send_picture(&office, linked.asked.id, position).await
}

/// The file of a picture of a contribution.
pub async fn send_picture(office: &Office, id: uuid::Uuid, position: u32) -> Result<Response, OfficeError> {
    let found = office.store.contribution_picture(id, position).await?.ok_or(OfficeError::Missing)?;
    let media_type = portulan_web::picture_media_type(&found.format);
    Ok(([(CONTENT_TYPE, media_type)], found.bytes).into_response())
}
