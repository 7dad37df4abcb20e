//! Notifications: events of the register as messages to users.
//!
//! Events are written in the transaction that causes them. This subscriber converts each to messages in the
//! outbox, once: the number of the event is the key under which they are stored.
use portulan_editorial::{EditorialError, NewComment};
use portulan_locales::{Language, dates, key};
use portulan_store::{Action, Actor, Author, EditorialEvent, Mail, NumberedEvent, Task, User};
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
/// The largest number of tasks that a message lists.
const MAX_LISTED_TASKS: usize = 20;

/// Converts events since the last call to messages. An unreadable event is logged and skipped, so that it
/// does not block the others.
pub async fn notify(office: &Office) -> Result<(), OfficeError> {
    loop {
        let events = office.store.unseen_events(SUBSCRIBER, MAX_EVENTS).await?;
        if events.is_empty() {
            return Ok(());
        }
        for same in events.chunk_by(is_same_assignment) {
            let (Some(first), Some(last)) = (same.first(), same.last()) else { continue };
            let outcome = match tasks_of(same).as_slice() {
                [_, _, ..] => notify_of_tasks(office, same).await,
                _ => notify_one(office, first.clone()).await,
            };
            if let Err(e) = outcome {
                match e {
                    // The database is busy: the event is read again.
                    OfficeError::Busy(_) => return Err(e),
                    e => tracing::error!(
                        number = first.number,
                        error = &e as &dyn std::error::Error,
                        "an event was not turned into messages"
                    ),
                }
            }
            office.store.mark_events_seen(SUBSCRIBER, last.number).await?;
        }
    }
}

/// True if two events are tasks that one user assigned to the same user.
fn is_same_assignment(one: &NumberedEvent, other: &NumberedEvent) -> bool {
    match (&one.event, &other.event) {
        (
            EditorialEvent::TaskAssigned { assignee, by, .. },
            EditorialEvent::TaskAssigned { assignee: other_assignee, by: other_by, .. },
        ) => (assignee, by) == (other_assignee, other_by),
        _ => false,
    }
}

/// The tasks that events assign.
fn tasks_of(events: &[NumberedEvent]) -> Vec<Uuid> {
    let task = |event: &NumberedEvent| match event.event {
        EditorialEvent::TaskAssigned { task, .. } => Some(task),
        _ => None,
    };
    events.iter().filter_map(task).collect()
}

/// Notifies a user of several tasks, in one message.
async fn notify_of_tasks(office: &Office, events: &[NumberedEvent]) -> Result<(), OfficeError> {
    let [first, .., last] = events else { return Ok(()) };
    let EditorialEvent::TaskAssigned { assignee, by, .. } = &first.event else { return Ok(()) };
    let letters = tasks_assigned(office, &tasks_of(events), *assignee, by).await?;
    if !letters.is_empty() {
        send(office, letters, Some(&format!("events {} to {}", first.number, last.number))).await?;
    }
    Ok(())
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
    let until = due_in_words(language(&user), &task);
    let message = [("by", by.name.as_str()), ("title", &task.title), ("until", &until), ("url", &url)];
    Ok(vec![compose(&user, key!("mail-task"), &message)])
}

/// A message about several tasks: the first of them by title and record, as far as the user may view it, and the number of the others.
async fn tasks_assigned(
    office: &Office,
    tasks: &[Uuid],
    assignee: Uuid,
    by: &Actor,
) -> Result<Vec<Mail>, OfficeError> {
    let Some(user) = active(office, assignee).await? else { return Ok(Vec::new()) };
    let language = language(&user);
    let reader = Author::user(user.id, &user.name, "");
    let mut lines = Vec::new();
    for task in tasks.iter().take(MAX_LISTED_TASKS) {
        let Some(task) = office.store.task(*task).await? else { continue };
        let mut title = task.title.clone();
        if let Some(record) = task.record
            && let Some(stored) = office.store.record_of(record).await?
            && office.editorial.allows(&reader, &stored.record, Action::View).await?
        {
            title = format!("{title} – {}", stored.record.body.name().text(&user.language));
        }
        lines.push(format!("- {title} ({})", due_in_words(language, &task)));
    }
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let others = tasks.len().saturating_sub(MAX_LISTED_TASKS);
    if others > 0 {
        lines.push(language.format(key!("office-mail-tasks-more"), &[("count", others.into())]));
    }
    let (count, url) = (tasks.len().to_string(), format!("{}/office/tasks", office.app.public_url()));
    let list = lines.join("\n");
    let message = [("by", by.name.as_str()), ("count", &count), ("list", &list), ("url", &url)];
    Ok(vec![compose(&user, key!("mail-tasks"), &message)])
}

/// The due date of a task in words.
fn due_in_words(language: Language, task: &Task) -> String {
    task.due.map_or_else(
        || language.text(key!("mail-no-day")),
        |due| {
            let day = dates::date(language, due.into());
            language.format(key!("mail-until"), &[("value", day.as_str().into())])
        },
    )
}

async fn active(office: &Office, id: Uuid) -> Result<Option<User>, OfficeError> {
    Ok(office.store.user(id).await?.filter(|user| user.active))
}
