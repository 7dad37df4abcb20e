//! The form behind the link of a contribution.
use std::collections::HashMap;

use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::{Language, MessageKey, dates, key, list};
use portulan_model::kinds::{Authority, CostHeading};
use portulan_model::{PartialDate, Record};
use portulan_store::{
    AuditAction, AuditEntry, Contribution, ContributionPicture, ContributionStage, MAX_CONTRIBUTION_PICTURES,
};
use serde::Deserialize;

use super::content::{
    ContributionContent, ExpenseLine, MAX_EXPENSES, MAX_LINE_CHARS, MAX_TEXT_CHARS, ProjectIndicator,
    indicators, label_name, value_name,
};
use super::posted::{MAX_PICTURE_BYTES, PostedContribution};
use super::reading::{ReadContribution, read};
use super::summary::{ContributionSummary, heading_label};
use super::{language_of, period_words, project, report_sent};
use crate::Office;
use crate::auth::digest;
use crate::auth::names::one_line;
use crate::error::OfficeError;
use crate::files::message;
use crate::form::select::currencies_by_use;
use crate::pairs::{bounded, field};
use crate::view::{OfficeView, page};

/// The empty lines for expenses below those that are filled in.
const EMPTY_LINES: usize = 3;

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
struct ContributePage {
    v: OfficeView,
    authority: String,
    project: String,
    /// What the office asks.
    asked: Contribution,
    period: String,
    /// The last day on which the link works.
    until: String,
    content: ContributionContent,
    rows: Vec<ExpenseRow>,
    indicators: Vec<ProjectIndicator>,
    headings: Vec<(&'static str, String)>,
    currencies: Vec<(String, String)>,
    pictures: Vec<AddedPicture>,
    faults: HashMap<String, String>,
    fault_count: usize,
    /// The message of a picture that was refused, or lacks its description.
    picture_problem: String,
    /// The description and the author of a picture that was refused.
    picture_texts: [String; 2],
    max_pictures: usize,
    is_saved: bool,
    /// True if the form was changed in another window.
    is_conflict: bool,
    max_text: usize,
    max_line: usize,
    max_rows: usize,
}

impl ContributePage {
    fn fault(&self, name: impl AsRef<str>) -> &str {
        self.faults.get(name.as_ref()).map_or("", String::as_str)
    }

    fn expense(&self, n: &usize, name: &str) -> String {
        format!("expense:{n}:{name}")
    }

    /// The name of a field of the table of expenses: `Montant, ligne 3`.
    fn cell_label(&self, name: &str, n: &usize) -> String {
        let column = self.v.word(list!("contribution-column"), name);
        let arguments = [("column", column.as_str().into()), ("line", (n + 1).into())];
        self.v.language.format(key!("contribute-cell"), &arguments)
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
struct LinkedContribution {
    asked: Contribution,
    record: Record,
    authority: Option<Authority>,
    content: ContributionContent,
    indicators: Vec<ProjectIndicator>,
    language: Language,
    token: String,
}

impl LinkedContribution {
    /// The contribution of a link; `None` if the link is unknown or has expired.
    async fn find(office: &Office, token: String) -> Result<Option<Self>, OfficeError> {
        let Some(asked) = office.store.contribution_by_link(&digest(&token)).await? else { return Ok(None) };
        let Some(stored) = office.store.record_of(asked.project).await? else { return Ok(None) };
        let language = language_of(&asked);
        let indicators = indicators(project(&stored)?, asked.period, language);
        let content = ContributionContent::stored(&asked.content)?;
        let authority = portulan_editorial::authority(&*office.store).await?;
        Ok(Some(Self { asked, record: stored.record, authority, content, indicators, language, token }))
    }

    fn is_open(&self) -> bool {
        self.asked.stage == ContributionStage::Open
    }

    fn here(&self) -> String {
        format!("/office/contribute/{}", self.token)
    }

    fn project_name(&self) -> String {
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

    fn read(&self, content: &ContributionContent) -> ReadContribution {
        read(content, self.authority.as_ref(), self.language)
    }

    /// The page of the form.
    async fn form(
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
        let currencies = currencies_by_use(self.authority.as_ref(), self.language);
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
            fault_count: 0,
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
    async fn closed(&self, office: &Office) -> Result<Response, OfficeError> {
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
fn expired(office: &Office) -> Response {
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

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ContributeVerb {
    /// Stores the form, to go on later.
    Save,
    /// Stores the form, for more lines of expenses.
    Lines,
    /// Adds the picture of the form.
    AddPicture,
    /// Deletes a picture.
    RemovePicture(u32),
    /// Sends the contribution to the office.
    Send,
}

impl ContributeVerb {
    fn of(name: &str) -> Option<Self> {
        match name {
            "" | "save" => Some(Self::Save),
            "lines" => Some(Self::Lines),
            "picture" => Some(Self::AddPicture),
            "send" => Some(Self::Send),
            _ => name.strip_prefix("remove:")?.parse().ok().map(Self::RemovePicture),
        }
    }
}

pub async fn act(
    State(office): State<Office>,
    Path(token): Path<String>,
    form: Multipart,
) -> Result<Response, OfficeError> {
    // The link is checked before the form is read.
    let Some(linked) = LinkedContribution::find(&office, token).await? else { return Ok(expired(&office)) };
    if !linked.is_open() {
        return linked.closed(&office).await;
    }
    let posted = PostedContribution::read(form).await?;
    let pairs = &posted.pairs;
    let verb = ContributeVerb::of(field(pairs, "do")).ok_or(OfficeError::Missing)?;
    let content = ContributionContent::posted(pairs, &linked.content, linked.language)?;
    let content = ContributionContent { by: one_line(&content.by), ..content };
    let seen = field(pairs, "version").parse().unwrap_or(-1);
    if seen != linked.asked.version {
        return conflict(&office, linked, content).await;
    }
    let picture_problem = keep_picture(&office, &linked, &posted, verb).await?;
    let read = linked.read(&content);
    let is_sent = verb == ContributeVerb::Send && read.faults.is_empty() && picture_problem.is_none();
    if !store(&office, &linked, &content, seen, is_sent).await? {
        return conflict(&office, linked, content).await;
    }
    if is_sent {
        report_sent(&office, &linked.asked, &linked.project_name()).await?;
        return Ok(Redirect::to(&linked.here()).into_response());
    }
    if picture_problem.is_none() && verb != ContributeVerb::Send {
        let part = match verb {
            ContributeVerb::Lines => format!("?lines={}#expenses", content.expenses.len() + 2 * EMPTY_LINES),
            ContributeVerb::AddPicture | ContributeVerb::RemovePicture(_) => "#pictures".to_owned(),
            ContributeVerb::Save | ContributeVerb::Send => "?saved#saved".to_owned(),
        };
        return Ok(Redirect::to(&format!("{}{part}", linked.here())).into_response());
    }
    let faults = if verb == ContributeVerb::Send { read.faults } else { HashMap::new() };
    let mut form = linked.form(&office, content, 0).await?;
    form.asked.version = seen + 1;
    let fault_count = faults.len();
    let picture_texts = match picture_problem {
        Some(_) => ["picture-alt", "picture-credit"].map(|name| field(&posted.pairs, name).to_owned()),
        None => Default::default(),
    };
    let form = ContributePage {
        faults,
        fault_count,
        picture_texts,
        picture_problem: picture_problem.unwrap_or_default(),
        ..form
    };
    let mut response = page(&form);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Stores the content, and sends it. Returns false if it was changed elsewhere.
async fn store(
    office: &Office,
    linked: &LinkedContribution,
    content: &ContributionContent,
    seen: i64,
    is_sent: bool,
) -> Result<bool, OfficeError> {
    let log = is_sent.then(|| AuditEntry {
        subject: crate::auth::subject(&linked.record),
        ..AuditEntry::new(linked.asked.contributor.as_str(), AuditAction::ContributionSend)
    });
    let digest = digest(&linked.token);
    Ok(office.store.put_contribution_content(&digest, seen, &content.to_json()?, log).await?)
}

/// The page of a form that was changed elsewhere meanwhile: what was typed, to be checked and saved again.
async fn conflict(
    office: &Office,
    linked: LinkedContribution,
    content: ContributionContent,
) -> Result<Response, OfficeError> {
    let Some(linked) = LinkedContribution::find(office, linked.token).await? else {
        return Ok(expired(office));
    };
    if !linked.is_open() {
        return linked.closed(office).await;
    }
    let form = linked.form(office, content, 0).await?;
    let mut response = page(&ContributePage { is_conflict: true, ..form });
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

/// Adds the picture of a form, or deletes one. Returns the message of a picture that is refused.
async fn keep_picture(
    office: &Office,
    linked: &LinkedContribution,
    posted: &PostedContribution,
    verb: ContributeVerb,
) -> Result<Option<String>, OfficeError> {
    let (language, digest) = (linked.language, digest(&linked.token));
    if let ContributeVerb::RemovePicture(position) = verb {
        office.store.delete_contribution_picture(&digest, position).await?;
        return Ok(None);
    }
    if posted.is_picture_too_large {
        let limit = [("limit", (MAX_PICTURE_BYTES >> 20).into())];
        return Ok(Some(language.format(key!("contribute-picture-large"), &limit)));
    }
    let Some((_, bytes)) = &posted.picture else {
        let is_missing = verb == ContributeVerb::AddPicture;
        return Ok(is_missing.then(|| language.text(key!("contribute-picture-missing"))));
    };
    let line = |name: &str| bounded(field(&posted.pairs, name), MAX_LINE_CHARS, language);
    let (alt, credit) = (line("picture-alt")?, line("picture-credit")?);
    if alt.is_empty() || credit.is_empty() {
        return Ok(Some(language.text(key!("contribute-picture-undescribed"))));
    }
    if field(&posted.pairs, "picture-consent") != "true" {
        return Ok(Some(language.text(key!("contribute-picture-consent-missing"))));
    }
    let cleaned = match office.files.clean_picture(bytes.clone()).await {
        Ok(cleaned) => cleaned,
        Err(e) => return Ok(Some(message(&e, language))),
    };
    let picture = ContributionPicture {
        position: 0,
        format: cleaned.format.to_string(),
        alt,
        credit,
        bytes: cleaned.bytes,
    };
    let is_stored = office.store.put_contribution_picture(&digest, picture).await?;
    Ok((!is_stored).then(|| language.text(key!("contribute-pictures-full"))))
}
