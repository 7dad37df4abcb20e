//! Tasks, with or without a record and a due date.
use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::SignedDuration;
use jiff::civil::Date;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{Language, MessageKey, dates, key};
use portulan_model::Kind;
use portulan_store::{AuditAction, Filter, RecordSummary, Task, TaskFilter, User, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::{CurrentUser, safe_next};
use crate::error::OfficeError;
use crate::pairs::bounded;
use crate::view::{OfficeView, page, refused};

/// The largest number of characters of a title.
const MAX_TITLE_CHARS: usize = 300;
/// The time for which completed tasks are listed.
const RECENT: SignedDuration = SignedDuration::from_hours(24 * 14);

/// A task as a list shows it.
pub struct TaskLine {
    pub id: Uuid,
    pub title: String,
    /// The day on which it is due.
    pub day: Option<Date>,
    /// The formatted day.
    pub due: String,
    pub who: String,
    /// The formatted time and user of completion.
    pub done: String,
    pub late: bool,
    /// The record that it is about: address and name.
    pub about: Option<(String, String)>,
    pub may_drop: bool,
}

/// Tasks that the reader may know of, as lines.
pub async fn lines(
    office: &Office,
    current_user: &CurrentUser,
    filter: &TaskFilter,
) -> Result<Vec<TaskLine>, OfficeError> {
    if current_user.user.role < UserRole::Reader {
        return Ok(Vec::new());
    }
    // Bounded users see tasks that concern them; the authority's staff see all.
    let concerns =
        if CurrentUser::is_staff(&current_user.user) { filter.concerns } else { Some(current_user.user.id) };
    let tasks = office.store.tasks(&TaskFilter { concerns, ..*filter }).await?;
    let users = office.store.users().await?;
    let users: HashMap<Uuid, &User> = users.iter().map(|u| (u.id, u)).collect();
    let v = OfficeView::new(current_user, "");
    let today = current_user.today();
    let records: Vec<Uuid> = tasks.iter().filter_map(|task| task.record).collect();
    let filter = Filter::default().private(current_user.can_view_kind(Kind::Person));
    let records = office.store.summaries_by_id(&records, &filter).await?;
    let records: HashMap<Uuid, &RecordSummary> = records.iter().map(|head| (head.id, head)).collect();
    let mut out = Vec::with_capacity(tasks.len());
    for task in tasks {
        let about = task.record.and_then(|id| records.get(&id));
        let about =
            about.map(|head| (format!("/office/{}/{}", head.kind.folder(), head.id), v.name(&head.name)));
        let who = task.assignee.and_then(|id| users.get(&id)).map(|u| u.name.clone());
        out.push(TaskLine {
            id: task.id,
            late: task.done.is_none() && task.due.is_some_and(|d| d < today),
            day: task.due,
            due: task.due.map(|d| v.day(&d)).unwrap_or_default(),
            who: who.unwrap_or_default(),
            may_drop: may_drop(current_user, &task),
            done: task.done.map(|(at, by)| format!("{by}, {}", v.moment(&at))).unwrap_or_default(),
            title: task.title,
            about,
        });
    }
    Ok(out)
}

fn may_drop(current_user: &CurrentUser, task: &Task) -> bool {
    task.user == Some(current_user.user.id) || current_user.user.role >= UserRole::Publisher
}

/// The filter, and refused input.
#[derive(Deserialize)]
pub struct TasksQuery {
    #[serde(default)]
    of: String,
    #[serde(default)]
    view: String,
}

/// A column of the board of tasks.
struct TaskColumn {
    title: MessageKey,
    lines: Vec<TaskLine>,
}

/// The days from today of which the tasks are in the column of this week.
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Tasks by the time at which they are due.
fn board(lines: Vec<TaskLine>, today: Date) -> Vec<TaskColumn> {
    let titles = [
        key!("office-board-late"),
        key!("office-board-week"),
        key!("office-board-later"),
        key!("office-board-undated"),
        key!("office-board-done"),
    ];
    let mut columns = titles.map(|title| TaskColumn { title, lines: Vec::new() });
    for line in lines {
        let column = match line.day {
            _ if !line.done.is_empty() => 4,
            Some(day) if day < today => 0,
            Some(day) if day < today.saturating_add(WEEK) => 1,
            Some(_) => 2,
            None => 3,
        };
        columns[column].lines.push(line);
    }
    columns.into()
}

/// The form for a new task.
#[derive(Deserialize, Default)]
pub struct New {
    #[serde(default)]
    title: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    record: String,
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "tasks.html")]
struct TasksPage {
    v: OfficeView,
    all: bool,
    addresses: TasksAddresses,
    /// The columns of the board; empty for a list.
    columns: Vec<TaskColumn>,
    lines: Vec<TaskLine>,
    people: Vec<User>,
    new: New,
    /// The message key of the problem.
    problem: Option<MessageKey>,
}

/// The addresses of the same tasks.
struct TasksAddresses {
    /// This page.
    here: String,
    /// Those of the user.
    mine: String,
    /// Those of all users.
    all: String,
    /// As a board if this page is a list, or as a list.
    other_view: String,
}

impl TasksAddresses {
    fn new(all: bool, is_board: bool) -> Self {
        let address = |all: bool, is_board: bool| {
            let (of, view) = (if all { "all" } else { "mine" }, if is_board { "&view=board" } else { "" });
            format!("/office/tasks?of={of}{view}")
        };
        Self {
            here: address(all, is_board),
            mine: address(false, is_board),
            all: address(true, is_board),
            other_view: address(all, !is_board),
        }
    }
}

/// The possible assignees of a task.
pub async fn people(office: &Office) -> Result<Vec<User>, OfficeError> {
    let mut users = office.store.users().await?;
    users.retain(|u| u.active && u.role >= UserRole::Reader);
    Ok(users)
}

async fn shown(office: &Office, current_user: &CurrentUser, all: bool) -> Result<TasksPage, OfficeError> {
    current_user.require(OfficeAction::UseTasks)?;
    let falls_to = (!all).then_some(current_user.user.id);
    let open_since = Some(office.now() - RECENT);
    let filter = TaskFilter { falls_to, open_since, ..TaskFilter::default() };
    Ok(TasksPage {
        v: OfficeView::new(current_user, "tasks"),
        all,
        addresses: TasksAddresses::new(all, false),
        columns: Vec::new(),
        lines: lines(office, current_user, &filter).await?,
        people: people(office).await?,
        new: New::default(),
        problem: None,
    })
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<TasksQuery>,
) -> Result<Response, OfficeError> {
    let mut tasks = shown(&office, &current_user, asked.of == "all").await?;
    if asked.view == "board" {
        tasks.addresses = TasksAddresses::new(tasks.all, true);
        tasks.columns = board(std::mem::take(&mut tasks.lines), current_user.today());
    }
    Ok(page(&tasks))
}

/// Parses a day; returns an error if it is invalid.
fn day(typed: &str) -> Result<Option<Date>, ()> {
    match typed.trim() {
        "" => Ok(None),
        typed => dates::parse(typed).map(|d| Some(d.last())).ok_or(()),
    }
}

/// A task as typed.
pub struct NewTask {
    title: String,
    due: Option<Date>,
    assignee: Option<Uuid>,
}

impl NewTask {
    /// Reads the fields; the key of the message if one of them is wrong.
    pub async fn read(
        office: &Office,
        title: &str,
        due: &str,
        who: &str,
        language: Language,
    ) -> Result<Result<Self, MessageKey>, OfficeError> {
        let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = bounded(&title, MAX_TITLE_CHARS, language)?;
        if title.is_empty() {
            return Ok(Err(key!("office-task-untitled")));
        }
        let Ok(due) = day(due) else { return Ok(Err(key!("office-task-day"))) };
        let assignee = people(office).await?.iter().find(|u| u.id.to_string() == who).map(|u| u.id);
        if assignee.is_none() && !who.is_empty() {
            return Ok(Err(key!("office-task-nobody")));
        }
        Ok(Ok(Self { title, due, assignee }))
    }
}

/// Adds a task about a record that the user may view, or about none.
pub async fn add_task(
    office: &Office,
    current_user: &CurrentUser,
    record: Option<Uuid>,
    new: &NewTask,
) -> Result<(), OfficeError> {
    if let Some(id) = record {
        let stored = office.store.record_of(id).await?.ok_or(OfficeError::Missing)?;
        if !current_user.can_view_history(office, &stored.record).await? {
            return Err(OfficeError::Missing);
        }
    }
    let task = Task {
        id: office.new_id()?,
        record,
        title: new.title.clone(),
        due: new.due,
        assignee: new.assignee,
        user: Some(current_user.user.id),
        author: current_user.user.name.clone(),
        at: office.now(),
        done: None,
    };
    let entry = current_user.log(AuditAction::Task, format!("task/{}", task.id), task.title.as_str());
    Ok(office.editorial.add_task(&current_user.author(""), task, entry).await?)
}

pub async fn add(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(form): Form<New>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::UseTasks)?;
    let task = NewTask::read(&office, &form.title, &form.due, &form.who, current_user.language()).await?;
    let outcome = match task {
        Ok(task) => match add_task(&office, &current_user, form.record.parse().ok(), &task).await {
            Err(OfficeError::Denied(_)) if task.assignee.is_some() => Err(key!("office-task-unseen")),
            outcome => Ok(outcome?),
        },
        Err(problem) => Err(problem),
    };
    if let Err(problem) = outcome {
        let mut page = shown(&office, &current_user, form.next.contains("of=all")).await?;
        (page.new, page.problem) = (form, Some(problem));
        return Ok(refused(&page));
    }
    let next = if form.next.is_empty() { "/office/tasks" } else { safe_next(&form.next) };
    Ok(Redirect::to(next).into_response())
}

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TaskVerb {
    Done,
    Open,
    Drop,
}

/// The action on a task.
#[derive(Deserialize)]
pub struct TaskAction {
    #[serde(rename = "do")]
    verb: TaskVerb,
    #[serde(default)]
    next: String,
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    Form(form): Form<TaskAction>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::UseTasks)?;
    let task = office.store.task(id).await?.ok_or(OfficeError::Missing)?;
    let concerned = [task.user, task.assignee].contains(&Some(current_user.user.id));
    if !concerned && !CurrentUser::is_staff(&current_user.user) {
        return Err(OfficeError::Missing);
    }
    let (subject, title) = (format!("task/{id}"), task.title.clone());
    match form.verb {
        TaskVerb::Done => {
            let done = Some((office.now(), current_user.user.name.clone()));
            office
                .store
                .change_task(Task { done, ..task }, current_user.log(AuditAction::TaskDone, subject, title))
                .await?;
        }
        TaskVerb::Open => {
            office
                .store
                .change_task(
                    Task { done: None, ..task },
                    current_user.log(AuditAction::TaskOpen, subject, title),
                )
                .await?;
        }
        TaskVerb::Drop if may_drop(&current_user, &task) => {
            office.store.delete_task(id, current_user.log(AuditAction::TaskDrop, subject, title)).await?;
        }
        TaskVerb::Drop => return Err(OfficeError::Forbidden),
    }
    let next = if form.next.is_empty() { "/office/tasks" } else { safe_next(&form.next) };
    Ok(Redirect::to(next).into_response())
}

/// Kinds of record that have tasks of their own.
pub fn has_tasks(kind: Kind) -> bool {
    !matches!(kind, Kind::Authority | Kind::Media | Kind::Document | Kind::Page | Kind::Territory)
}
