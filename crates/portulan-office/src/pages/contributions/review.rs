//! The page on which the office reads and answers a contribution.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::SignedDuration;
use portulan_editorial::EditorialError;
use portulan_locales::{MessageKey, key, list};
use portulan_model::kinds::Organisation;
use portulan_model::{Kind, Ref};
use portulan_store::{
    Contribution, ContributionAnswer, ContributionPicture, ContributionStage, StoredRecord,
};
use uuid::Uuid;

use super::ask::{MAX_MESSAGE_CHARS, link, mailed};
use super::content::{ContributionContent, indicators};
use super::contribute::send_picture;
use super::plan::{ContributionParts, plan, slug_end};
use super::reading::{ReadContribution, read};
use super::report::pdf;
use super::selection::SelectedParts;
use super::summary::ContributionSummary;
use super::{STAGES, day_sent, language_of, period_words, project};
use crate::Office;
use crate::auth::{CurrentUser, token};
use crate::error::OfficeError;
use crate::form::refs::find;
use crate::pages::address::found_to_write;
use crate::pages::save_in_place::obstacle;
use crate::pairs::{FormPairs, bounded, field};
use crate::view::{OfficeView, page, refused};

/// The lifetime of a link that is sent again.
const NEW_LINK: SignedDuration = SignedDuration::from_hours(24 * 30);

#[derive(Template)]
#[template(path = "contribution.html")]
struct ContributionPage {
    v: OfficeView,
    asked: Contribution,
    project: Uuid,
    title: String,
    period: String,
    stage: String,
    /// The person who wrote.
    by: String,
    /// The sent contribution; `None` before.
    summary: Option<ContributionSummary>,
    /// A new link, this once.
    link: String,
    is_mailed: bool,
    problem: Option<MessageKey>,
    /// The address and the name of the document that an acceptance added to the project; `None` if the project does not have it.
    document: Option<(String, String)>,
    /// The revision of the project that the page was made with.
    revision: i64,
    /// The organisation that paid the expenses, as typed.
    payer: String,
    max_message: usize,
}

impl ContributionPage {
    fn is_sent(&self) -> bool {
        self.asked.stage == ContributionStage::Sent
    }

    fn is_open(&self) -> bool {
        self.asked.stage == ContributionStage::Open
    }

    fn has_expenses(&self) -> bool {
        self.summary.as_ref().is_some_and(|summary| !summary.expenses.is_empty())
    }

    fn is_payer_wrong(&self) -> bool {
        self.problem == Some(key!("contribution-payer-missing"))
    }
}

/// A contribution with its project.
struct FoundContribution {
    asked: Contribution,
    stored: StoredRecord,
    content: ContributionContent,
    read: ReadContribution,
}

impl FoundContribution {
    /// True if the contribution, and the project that an acceptance changes, are those that the user saw. An open contribution is
    /// not displayed: only its stage counts.
    fn is_seen(&self, verb: &str, pairs: &[(String, String)]) -> bool {
        let is_number = |name: &str, number: i64| field(pairs, name).parse() == Ok(number);
        let is_same_stage = field(pairs, "stage") == self.asked.stage.name();
        let is_same_version =
            self.asked.stage == ContributionStage::Open || is_number("version", self.asked.version);
        let has_stage = match verb {
            "accept" => {
                self.asked.stage == ContributionStage::Sent && is_number("revision", self.stored.revision)
            }
            "return" => self.asked.stage == ContributionStage::Sent,
            "link" => self.asked.stage == ContributionStage::Open,
            _ => true,
        };
        is_same_stage && is_same_version && has_stage
    }
}

async fn found(
    office: &Office,
    current_user: &CurrentUser,
    id: Uuid,
) -> Result<FoundContribution, OfficeError> {
    let asked = office.store.contribution(id).await?.ok_or(OfficeError::Missing)?;
    let stored = found_to_write(office, current_user, Kind::Project.folder(), asked.project).await?;
    let content = ContributionContent::stored(&asked.content)?;
    let authority = portulan_editorial::authority(&*office.store).await?;
    let read = read(&content, authority.as_ref(), language_of(&asked));
    Ok(FoundContribution { asked, stored, content, read })
}

/// The page, with the parts that are selected; `None` for those that are selected at first, or were accepted.
async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    found: FoundContribution,
    selected: Option<SelectedParts>,
) -> Result<ContributionPage, OfficeError> {
    let v = OfficeView::new(current_user, Kind::Project.folder());
    let FoundContribution { asked, stored, content, read } = found;
    let summary = match asked.sent.filter(|_| asked.stage != ContributionStage::Open) {
        Some(_) => {
            // The indicators are named as in the form, in its language.
            let known = indicators(project(&stored)?, asked.period, language_of(&asked));
            let summary = ContributionSummary::new(&asked, &content, &read, &known, v.language);
            let at = format!("/office/contributions/{}/pictures", asked.id);
            let mut summary = summary.with_pictures(office.store.contribution_pictures(asked.id).await?, at);
            if let Some(selected) = selected.or(SelectedParts::stored(&asked.taken)?) {
                summary.select(&selected);
            }
            Some(summary)
        }
        None => None,
    };
    Ok(ContributionPage {
        document: added_document(office, current_user, &v, &asked, &stored).await?,
        project: stored.record.id,
        revision: stored.revision,
        title: v.name(stored.record.body.name()),
        period: period_words(&asked, v.language),
        stage: v.word(STAGES, asked.stage.name()),
        by: content.by,
        summary,
        link: String::new(),
        is_mailed: false,
        problem: None,
        payer: named_payer(office, current_user, &asked.contributor).await?.unwrap_or_default(),
        max_message: MAX_MESSAGE_CHARS,
        asked,
        v,
    })
}

/// The address and the name of the document that the acceptance of a contribution added to its project.
async fn added_document(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    asked: &Contribution,
    stored: &StoredRecord,
) -> Result<Option<(String, String)>, OfficeError> {
    let end = format!("-{}", slug_end(asked.id));
    let documents = project(stored)?.documents.iter().map(Ref::slug);
    let added = documents.filter(|slug| slug.ends_with(&end)).map(|slug| (Kind::Document, slug.to_owned()));
    let added: Vec<(Kind, String)> = added.collect();
    let mut heads = office.store.summaries_by_slug(&added, &current_user.visible_filter()).await?;
    Ok(heads
        .pop()
        .map(|head| (format!("/office/{}/{}/overview", head.kind.folder(), head.id), v.head(&head))))
}

/// The name of the organisation that a contributor is, as a field shows it; `None` if no single one has this name.
async fn named_payer(
    office: &Office,
    current_user: &CurrentUser,
    contributor: &str,
) -> Result<Option<String>, OfficeError> {
    let found = find(&*office.store, Kind::Organisation, contributor, current_user).await?;
    Ok(found.one().map(|head| head.name.text(current_user.language().tag()).to_owned()))
}

/// The organisation that paid the selected expenses: the ledger would count them as those of the authority otherwise. `None` if
/// the form names none.
async fn payer(
    office: &Office,
    current_user: &CurrentUser,
    pairs: &[(String, String)],
) -> Result<Option<Ref<Organisation>>, OfficeError> {
    let typed = field(pairs, "payer").trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let found = find(&*office.store, Kind::Organisation, typed, current_user).await?;
    Ok(found.one().map(|head| Ref::new(head.slug)))
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let found = found(&office, &current_user, id).await?;
    Ok(page(&shown(&office, &current_user, found, None).await?))
}

/// A picture of a contribution, for the office.
pub async fn picture(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((id, position)): Path<(Uuid, u32)>,
) -> Result<Response, OfficeError> {
    found(&office, &current_user, id).await?;
    send_picture(&office, id, position).await
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let found = found(&office, &current_user, id).await?;
    let note = bounded(field(&pairs, "note"), MAX_MESSAGE_CHARS, current_user.language())?;
    let verb = field(&pairs, "do");
    if !found.is_seen(verb, &pairs) {
        return changed(&office, &current_user, id).await;
    }
    match verb {
        "accept" => accept(&office, &current_user, found, &pairs).await,
        "return" if note.is_empty() => {
            let selected = SelectedParts::posted(&pairs);
            let shown = shown(&office, &current_user, found, Some(selected)).await?;
            Ok(refused(&ContributionPage { problem: Some(key!("contribution-note-missing")), ..shown }))
        }
        "return" | "link" => reopen(&office, &current_user, found, &note).await,
        "decline" => {
            let (author, answer) = (current_user.author(""), ContributionAnswer::Decline);
            let project = &found.stored.record;
            match office.editorial.answer_contribution(&author, project, &found.asked, answer, &note).await {
                Err(EditorialError::Conflict(_)) => changed(&office, &current_user, id).await,
                outcome => {
                    outcome?;
                    Ok(Redirect::to(&format!("/office/contributions/{id}")).into_response())
                }
            }
        }
        other => Err(OfficeError::Unreadable(other.to_owned())),
    }
}

/// Sends a contribution back, or gives it a new link, which the page shows once.
async fn reopen(
    office: &Office,
    current_user: &CurrentUser,
    asked: FoundContribution,
    note: &str,
) -> Result<Response, OfficeError> {
    let (id, project) = (asked.asked.id, &asked.stored.record);
    let (secret, digest) = token(&office.environment)?;
    // A new link for an open form keeps the note of the last answer.
    let note = if note.is_empty() { asked.asked.note.as_str() } else { note };
    let answer = ContributionAnswer::Reopen { digest, expires: office.now() + NEW_LINK };
    let author = current_user.author("");
    match office.editorial.answer_contribution(&author, project, &asked.asked, answer, note).await {
        Err(EditorialError::Conflict(_)) => return changed(office, current_user, id).await,
        outcome => outcome?,
    }
    let again = found(office, current_user, id).await?;
    let link = link(office, &secret);
    let is_mailed = mailed(office, &again.asked, &again.stored.record, &link).await;
    let shown = shown(office, current_user, again, None).await?;
    Ok(page(&ContributionPage { link, is_mailed, ..shown }))
}

/// Stores the selected parts as drafts of the register.
async fn accept(
    office: &Office,
    current_user: &CurrentUser,
    found: FoundContribution,
    pairs: &[(String, String)],
) -> Result<Response, OfficeError> {
    let FoundContribution { asked, stored, content, read } = found;
    let selected = SelectedParts::posted(pairs);
    let payer = payer(office, current_user, pairs).await?;
    let missing_payer =
        (!selected.expenses.is_empty() && payer.is_none()).then_some(key!("contribution-payer-missing"));
    if let Some(reason) = obstacle(office, &stored.record).await?.or(missing_payer) {
        let found = FoundContribution { asked, stored, content, read };
        let shown = shown(office, current_user, found, Some(selected)).await?;
        let payer = field(pairs, "payer").to_owned();
        return Ok(refused(&ContributionPage { problem: Some(reason), payer, ..shown }));
    }
    let language = language_of(&asked);
    let known = indicators(project(&stored)?, asked.period, language);
    let summary = ContributionSummary::new(&asked, &content, &read, &known, language);
    let name = OfficeView::outside(language).name(stored.record.body.name());
    let report = pdf(office, &asked, &content.by, &name, &summary).await?;
    let values = read.values.iter().zip(read.indicators(&known));
    let values: Vec<_> =
        values.map(|((_, number), indicator)| indicator.map(|found| (found.place, *number))).collect();
    let mut expenses = of_positions(read.expenses, |n| selected.expenses.contains(&n));
    for expense in &mut expenses {
        expense.provider.clone_from(&payer);
    }
    let parts = ContributionParts {
        expenses,
        values: of_positions(values, |n| selected.values.contains(&n)).into_iter().flatten().collect(),
        pictures: pictures(office, asked.id, &selected).await?,
        report,
        taken: selected.to_json()?,
    };
    let reason = [("value", asked.contributor.as_str().into())];
    let reason = current_user.language().format(key!("contribution-accepted-reason"), &reason);
    let day = day_sent(office, &asked);
    let project = stored.record.id;
    let planned = plan(&asked, stored, parts, day, || office.new_id())?;
    match office.editorial.accept_contribution(&current_user.author(&reason), planned).await {
        // Another user was faster.
        Err(EditorialError::Missing | EditorialError::Conflict(_)) => {
            return changed(office, current_user, asked.id).await;
        }
        outcome => outcome?,
    }
    office.pictures.notify_one();
    office.documents.notify_one();
    Ok(Redirect::to(&format!("/office/projects/{project}/overview?done=contribution")).into_response())
}

/// The page of a contribution, or of its project, that another user changed meanwhile.
async fn changed(office: &Office, current_user: &CurrentUser, id: Uuid) -> Result<Response, OfficeError> {
    let found = found(office, current_user, id).await?;
    let shown = shown(office, current_user, found, None).await?;
    let mut response = page(&ContributionPage { problem: Some(key!("contribution-changed")), ..shown });
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

/// The items at some positions.
fn of_positions<T>(items: Vec<T>, is_selected: impl Fn(usize) -> bool) -> Vec<T> {
    items.into_iter().enumerate().filter(|(n, _)| is_selected(*n)).map(|(_, item)| item).collect()
}

/// The selected pictures of a contribution, with their files.
async fn pictures(
    office: &Office,
    id: Uuid,
    selected: &SelectedParts,
) -> Result<Vec<ContributionPicture>, OfficeError> {
    let mut pictures = Vec::new();
    for position in &selected.pictures {
        pictures.extend(office.store.contribution_picture(id, *position).await?);
    }
    Ok(pictures)
}
