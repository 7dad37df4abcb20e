//! The page of a project's contributions, where new ones are asked for.
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::SignedDuration;
use jiff::civil::Date;
use portulan_editorial::NewContribution;
use portulan_locales::{Language, MessageKey, dates, key};
use portulan_model::check::is_email;
use portulan_model::{Kind, PartialDate, Record, State as RecordState};
use portulan_store::{Contribution, ContributionStage, Mail};
use serde::Deserialize;
use uuid::Uuid;

use super::{STAGES, day_of, language_of, period_words};
use crate::Office;
use crate::auth::names::{name_problem, one_line};
use crate::auth::{CurrentUser, token};
use crate::error::OfficeError;
use crate::mail::send;
use crate::pages::address::found_to_write;
use crate::pairs::bounded;
use crate::view::{OfficeView, page, refused};

/// The possible lifetimes of a link, in days.
const DAYS: [i64; 4] = [14, 30, 60, 90];
/// The usual lifetime of a link, in days.
const USUAL_DAYS: i64 = 30;
/// The largest number of characters of a message to a contributor.
pub const MAX_MESSAGE_CHARS: usize = 2_000;

/// The form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    contributor: String,
    email: String,
    start: String,
    end: String,
    days: i64,
    language: String,
    message: String,
}

/// A contribution of the list.
struct ContributionLine {
    contribution: Contribution,
    period: String,
    stage: String,
    /// When it was asked for or sent, or until when the link works.
    when: String,
}

#[derive(Template)]
#[template(path = "contributions.html")]
struct ContributionsPage {
    v: OfficeView,
    id: Uuid,
    title: String,
    lines: Vec<ContributionLine>,
    form: AskForm,
    problem: Option<MessageKey>,
    fields: Vec<AskField>,
    /// The lifetimes of a link, in days and in words.
    days: Vec<(i64, String)>,
    languages: Vec<(&'static str, &'static str)>,
    /// The link of a new contribution, this once.
    link: String,
    /// True if the link was sent by mail.
    is_mailed: bool,
    max_message: usize,
}

/// A field of one line.
struct AskField {
    name: &'static str,
    /// The type of the input.
    kind: &'static str,
    value: String,
    label: MessageKey,
    hint: Option<MessageKey>,
    is_wrong: bool,
}

/// The fields of one line of a form, of which one may be wrong.
fn fields(form: &AskForm, wrong: Option<&str>) -> Vec<AskField> {
    let field = |name, kind, value: &str, label, hint| AskField {
        name,
        kind,
        value: value.to_owned(),
        label,
        hint,
        is_wrong: wrong == Some(name),
    };
    let (who, mail) = (key!("contribution-contributor"), key!("contribution-email"));
    vec![
        field("contributor", "text", &form.contributor, who, Some(key!("contribution-contributor.help"))),
        field("email", "email", &form.email, mail, Some(key!("contribution-email.help"))),
        field("start", "text", &form.start, key!("contribution-start"), None),
        field("end", "text", &form.end, key!("contribution-end"), None),
    ]
}

/// The line of a contribution in the list.
fn line(v: &OfficeView, now: jiff::Timestamp, contribution: Contribution) -> ContributionLine {
    let is_expired = contribution.stage == ContributionStage::Open && contribution.expires <= now;
    let stage = if is_expired { "expired" } else { contribution.stage.name() };
    let when = match (contribution.stage, contribution.sent, &contribution.answered) {
        (ContributionStage::Sent, Some(sent), _) => v.tw(key!("contribution-sent-at"), v.moment(&sent)),
        (ContributionStage::Open, ..) if is_expired => {
            v.tw(key!("contribution-expired-at"), v.moment(&contribution.expires))
        }
        (ContributionStage::Open, ..) => v.tw(key!("contribution-until"), v.moment(&contribution.expires)),
        (.., Some((at, name))) => format!("{name} · {}", v.moment(at)),
        _ => v.moment(&contribution.at),
    };
    ContributionLine {
        period: period_words(&contribution, v.language),
        stage: v.word(STAGES, stage),
        when,
        contribution,
    }
}

async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    record: &Record,
    form: AskForm,
) -> Result<ContributionsPage, OfficeError> {
    let v = OfficeView::new(current_user, Kind::Project.folder());
    let found = office.store.contributions_of(record.id).await?;
    Ok(ContributionsPage {
        id: record.id,
        title: v.name(record.body.name()),
        lines: found.into_iter().map(|contribution| line(&v, office.now(), contribution)).collect(),
        fields: fields(&form, None),
        form,
        problem: None,
        days: DAYS
            .iter()
            .map(|days| {
                (*days, v.tn(key!("contribution-days-count"), &usize::try_from(*days).unwrap_or_default()))
            })
            .collect(),
        languages: Language::complete().iter().map(|one| (one.tag(), one.endonym())).collect(),
        link: String::new(),
        is_mailed: false,
        max_message: MAX_MESSAGE_CHARS,
        v,
    })
}

/// The half year before the one of a day.
fn last_half_year(today: Date) -> (Date, Date) {
    let (year, month) = (today.year(), today.month());
    if month <= 6 {
        (jiff::civil::date(year - 1, 7, 1), jiff::civil::date(year - 1, 12, 31))
    } else {
        (jiff::civil::date(year, 1, 1), jiff::civil::date(year, 6, 30))
    }
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let stored = found_to_write(&office, &current_user, Kind::Project.folder(), id).await?;
    let language = Language::for_reports(&office.app.site().programme.authority.body);
    let (start, end) = last_half_year(current_user.today());
    let day = |day: Date| dates::date(current_user.language(), PartialDate::from(day));
    let form = AskForm {
        start: day(start),
        end: day(end),
        days: USUAL_DAYS,
        language: language.tag().to_owned(),
        ..AskForm::default()
    };
    Ok(page(&shown(&office, &current_user, &stored.record, form).await?))
}

/// The period of a form: its first and its last day.
fn period(form: &AskForm) -> Result<(Date, Date), (MessageKey, &'static str)> {
    let start = dates::parse(&form.start).ok_or((key!("contribution-date-wrong"), "start"))?;
    let end = dates::parse(&form.end).ok_or((key!("contribution-date-wrong"), "end"))?;
    let period = (start.first(), end.last());
    if period.0 > period.1 { Err((key!("contribution-period-wrong"), "end")) } else { Ok(period) }
}

/// The period of a form without a problem; the message of the first problem otherwise, with the name of its field.
fn checked_period(form: &AskForm) -> Result<(Date, Date), (MessageKey, &'static str)> {
    if let Some(key) = name_problem(&form.contributor) {
        return Err((key, "contributor"));
    }
    if !form.email.is_empty() && !is_email(&form.email) {
        return Err((key!("office-email-wrong"), "email"));
    }
    period(form)
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    Form(form): Form<AskForm>,
) -> Result<Response, OfficeError> {
    let stored = found_to_write(&office, &current_user, Kind::Project.folder(), id).await?;
    if stored.record.state == RecordState::Archived {
        return Err(OfficeError::Refused(current_user.language().text(key!("office-obstacle-archived"))));
    }
    let form = AskForm {
        contributor: one_line(&form.contributor),
        email: form.email.trim().to_owned(),
        message: bounded(&form.message, MAX_MESSAGE_CHARS, current_user.language())?,
        days: if DAYS.contains(&form.days) { form.days } else { USUAL_DAYS },
        language: Language::find_complete(&form.language).unwrap_or_default().tag().to_owned(),
        ..form
    };
    let period = match checked_period(&form) {
        Ok(period) => period,
        Err((problem, field)) => {
            let fields = fields(&form, Some(field));
            let shown = shown(&office, &current_user, &stored.record, form).await?;
            return Ok(refused(&ContributionsPage { problem: Some(problem), fields, ..shown }));
        }
    };
    let (secret, digest) = token(&office.environment)?;
    let new = NewContribution {
        period,
        contributor: form.contributor.clone(),
        email: form.email.clone(),
        message: form.message.clone(),
        language: form.language.clone(),
        digest,
        expires: office.now() + SignedDuration::from_hours(24 * form.days),
    };
    let author = current_user.author("");
    let made = office.editorial.ask_for_contribution(&author, &stored.record, new).await?;
    let made = office.store.contribution(made).await?.ok_or(OfficeError::Missing)?;
    let link = link(&office, &secret);
    let is_mailed = mailed(&office, &made, &stored.record, &link).await;
    let blank = AskForm { contributor: String::new(), email: String::new(), ..form };
    let shown = shown(&office, &current_user, &stored.record, blank).await?;
    Ok(page(&ContributionsPage { link, is_mailed, ..shown }))
}

/// The address of the form of a contribution.
pub fn link(office: &Office, secret: &str) -> String {
    format!("{}/office/contribute/{secret}", office.app.public_url())
}

/// Sends the link to the contributor. Returns false without an address, if mail is not configured, or if the mail cannot be stored:
/// the page then shows the link, which is not shown again.
pub async fn mailed(office: &Office, contribution: &Contribution, project: &Record, link: &str) -> bool {
    match mail(office, contribution, project, link).await {
        Ok(is_mailed) => is_mailed,
        Err(e) => {
            tracing::error!(
                error = &e as &dyn std::error::Error,
                "the link of a contribution was not mailed"
            );
            false
        }
    }
}

async fn mail(
    office: &Office,
    contribution: &Contribution,
    project: &Record,
    link: &str,
) -> Result<bool, OfficeError> {
    if contribution.email.is_empty() {
        return Ok(false);
    }
    let language = language_of(contribution);
    let v = OfficeView::outside(language);
    let (period, until) =
        (period_words(contribution, language), v.day(&day_of(office, contribution.expires)));
    let project = v.name(project.body.name());
    let (subject, message) = if contribution.note.is_empty() {
        (key!("mail-contribution"), &contribution.message)
    } else {
        (key!("mail-contribution-returned"), &contribution.note)
    };
    let arguments = [
        ("name", contribution.contributor.as_str()),
        ("author", contribution.author.as_str()),
        ("project", project.as_str()),
        ("period", period.as_str()),
        ("until", until.as_str()),
        ("message", message.as_str()),
        ("url", link),
    ];
    let arguments: Vec<_> = arguments.into_iter().map(|(name, value)| (name, value.into())).collect();
    let mail = Mail {
        recipient: contribution.email.clone(),
        subject: language.format(subject, &arguments).replace(['\r', '\n'], " "),
        text: subject.attribute("text").map_or_else(String::new, |text| language.format(text, &arguments)),
    };
    send(office, vec![mail], None).await
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_usual_period_is_the_last_half_year() {
        let table = [
            (date(2026, 1, 1), date(2025, 7, 1), date(2025, 12, 31)),
            (date(2026, 6, 30), date(2025, 7, 1), date(2025, 12, 31)),
            (date(2026, 7, 1), date(2026, 1, 1), date(2026, 6, 30)),
            (date(2026, 12, 31), date(2026, 1, 1), date(2026, 6, 30)),
        ];
        for (today, start, end) in table {
            assert_eq!(last_half_year(today), (start, end), "{today}");
        }
    }

    #[test]
    fn a_period_covers_the_dates_whole() {
        let of = |start: &str, end: &str| {
            period(&AskForm { start: start.into(), end: end.into(), ..AskForm::default() })
        };
        assert_eq!(of("2026", "2026").ok(), Some((date(2026, 1, 1), date(2026, 12, 31))));
        assert_eq!(of("janvier 2026", "mars 2026").ok(), Some((date(2026, 1, 1), date(2026, 3, 31))));
        assert_eq!(of("2026", "2025").err().map(|(_, field)| field), Some("end"));
        assert_eq!(of("bientôt", "2025").err().map(|(_, field)| field), Some("start"));
    }
}
