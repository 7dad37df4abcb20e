//! Notifications: events of the register as messages to users.
//!
//! Events are written in the transaction that causes them. This subscriber converts each to messages in the
//! outbox, once: the number of the event is the key under which they are stored.
use portulan_editorial::{EditorialError, NewComment};
use portulan_locales::{dates, key};
use portulan_store::{Action, Actor, Author, EditorialEvent, Mail, NumberedEvent, User};
use uuid::Uuid;

use super::compose::{compose, language};
use super::outbox::send;
use super::recipients::publishers;
use crate::Office;
use crate::error::OfficeError;

/// The name of this subscriber in the store.
const SUBSCRIBER: &str = "mail";
/// Events that are read at once.
const MAX_EVENTS: u32 = 100;

/// Converts events since the last call to messages. An unreadable event is logged and skipped, so that it
/// does not block the others.
pub async fn notify(office: &Office) -> Result<(), OfficeError> {
    loop {
        let events = office.store.unseen_events(SUBSCRIBER, MAX_EVENTS).await?;
        let Some(last) = events.last().map(|e| e.number) else { return Ok(()) };
        for event in events {
            let number = event.number;
            if let Err(e) = notify_one(office, event).await {
                match e {
                    // The database is busy: the event is read again.
                    OfficeError::Busy(_) => return Err(e),
                    e => tracing::error!(
                        number,
                        error = &e as &dyn std::error::Error,
                        "an event was not turned into messages"
                    ),
                }
            }
            office.store.mark_events_seen(SUBSCRIBER, number).await?;
        }
        office.store.mark_events_seen(SUBSCRIBER, last).await?;
    }
}

async fn notify_one(office: &Office, event: NumberedEvent) -> Result<(), OfficeError> {
    let letters = match event.event {
        EditorialEvent::Published { .. } | EditorialEvent::Unpublished { .. } => return Ok(()),
        EditorialEvent::ReviewRequested { record, by, reason } => {
            review(office, record, &by, &reason).await?
        }
        EditorialEvent::ScheduleCancelled { record, owner, by } => {
            return schedule_cancelled(office, record, owner, &by).await;
        }
        EditorialEvent::Mentioned { record, comment, users, by } => {
            mention(office, record, comment, &users, &by).await?
        }
        EditorialEvent::ProposalAnswered { proposal, by } => answer(office, proposal, &by).await?,
        EditorialEvent::TaskAssigned { task, assignee, by } => {
            task_assigned(office, task, assignee, &by).await?
        }
    };
    if !letters.is_empty() {
        send(office, letters, Some(&format!("event {}", event.number))).await?;
    }
    Ok(())
}

/// Notifies users with the right to publish of a record in review.
async fn review(office: &Office, record: Uuid, by: &Actor, reason: &str) -> Result<Vec<Mail>, OfficeError> {
    let Some(stored) = office.store.record_of(record).await? else { return Ok(Vec::new()) };
    let folder = stored.record.kind().folder();
    let url = format!("{}/office/{folder}/{record}/publish", office.app.public_url());
    let publishers = publishers(office, &stored.record).await?;
    let letters = publishers.iter().filter(|u| Some(u.id) != by.user).map(|user| {
        let title = stored.record.body.name().text(&user.language);
        let arguments = [("by", by.name.as_str()), ("title", title), ("url", &url)];
        if reason.is_empty() {
            compose(user, key!("mail-review"), &arguments)
        } else {
            let arguments = [&arguments[..], &[("reason", reason)]].concat();
            compose(user, key!("mail-review-reason"), &arguments)
        }
    });
    Ok(letters.collect())
}

/// The user who had set the moment of a publication is mentioned in a comment: the record was changed since.
async fn schedule_cancelled(
    office: &Office,
    record: Uuid,
    owner: Uuid,
    by: &Actor,
) -> Result<(), OfficeError> {
    let Some(user) = by.user else { return Ok(()) };
    let Some(owner) = active(office, owner).await? else { return Ok(()) };
    let author = Author::user(user, &by.name, "");
    let text = language(&owner).text(key!("office-schedule-off"));
    let comment = NewComment { record, text, mentions: vec![owner.id] };
    match office.editorial.comment(&author, comment).await {
        // The record or the author no longer exists, so nobody is notified.
        Err(EditorialError::Missing | EditorialError::Denied(_)) => Ok(()),
        outcome => Ok(outcome.map(|_| ())?),
    }
}

/// Notifies users mentioned in a comment, if they may still view the record.
async fn mention(
    office: &Office,
    record: Uuid,
    comment: Uuid,
    users: &[Uuid],
    by: &Actor,
) -> Result<Vec<Mail>, OfficeError> {
    let Some(stored) = office.store.record_of(record).await? else { return Ok(Vec::new()) };
    let comments = office.store.comments(record).await?;
    let Some(comment) = comments.into_iter().find(|c| c.id == comment) else { return Ok(Vec::new()) };
    let folder = stored.record.kind().folder();
    let url = format!("{}/office/{folder}/{record}#comments", office.app.public_url());
    let mut letters = Vec::new();
    for id in users.iter().filter(|id| Some(**id) != by.user) {
        let Some(user) = active(office, *id).await? else { continue };
        let reader = Author::user(user.id, &user.name, "");
        if office.editorial.allows(&reader, &stored.record, Action::View).await? {
            let title = stored.record.body.name().text(&user.language);
            let arguments =
                [("by", by.name.as_str()), ("title", title), ("text", &comment.text), ("url", &url)];
            letters.push(compose(&user, key!("mail-mention"), &arguments));
        }
    }
    Ok(letters)
}

/// Notifies the author of a proposal of the answer.
async fn answer(office: &Office, id: Uuid, by: &Actor) -> Result<Vec<Mail>, OfficeError> {
    let Some(proposal) = office.store.proposal(id).await? else { return Ok(Vec::new()) };
    let (Some(author), Some(answer)) = (proposal.user, proposal.answer) else { return Ok(Vec::new()) };
    let Some(user) = active(office, author).await? else { return Ok(Vec::new()) };
    let key = if answer.accepted { key!("mail-accepted") } else { key!("mail-declined") };
    let title = proposal.record.body.name().text(&user.language);
    let url = format!("{}/office/proposals/{id}", office.app.public_url());
    let message = [("by", by.name.as_str()), ("title", title), ("why", &answer.why), ("url", &url)];
    Ok(vec![compose(&user, key, &message)])
}

async fn task_assigned(
    office: &Office,
    task: Uuid,
    assignee: Uuid,
    by: &Actor,
) -> Result<Vec<Mail>, OfficeError> {
    let Some(task) = office.store.task(task).await? else { return Ok(Vec::new()) };
    let Some(user) = active(office, assignee).await? else { return Ok(Vec::new()) };
    let url = format!("{}/office/tasks", office.app.public_url());
    let language = language(&user);
    let until = task.due.map_or_else(
        || language.text(key!("mail-no-day")),
        |d| {
            language.format(key!("mail-until"), &[("value", dates::date(language, d.into()).as_str().into())])
        },
    );
    let message = [("by", by.name.as_str()), ("title", &task.title), ("until", &until), ("url", &url)];
    Ok(vec![compose(&user, key!("mail-task"), &message)])
}

async fn active(office: &Office, id: Uuid) -> Result<Option<User>, OfficeError> {
    Ok(office.store.user(id).await?.filter(|user| user.active))
}
