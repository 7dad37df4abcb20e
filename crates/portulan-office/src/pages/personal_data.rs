//! All data about a person, as a file for programs and as one to be read (GDPR, articles 15 and 20).
use axum::extract::{Path, State};
use axum::response::Response;
use portulan_editorial::authority;
use portulan_locales::{key, list};
use portulan_model::{Kind, folder};
use portulan_report::reports::{self, Block, ReportFact, TextRun};
use portulan_store::{
    AuditAction, AuditFilter, AuditLine, Comment, Filter, RecordSummary, Revision, StoredRecord,
};
use portulan_typeset::ReportFileFormat;
use serde_json::{Value, json};
use uuid::Uuid;

use super::address::found_to_write;
use super::overview::referred;
use crate::Office;
use crate::auth::{CurrentUser, subject};
use crate::error::{OfficeError, run_blocking};
use crate::form::readout;
use crate::form::readout_content::{ReadoutContent, ReadoutField, ReadoutItem, ReadoutValue};
use crate::view::{OfficeView, download};

/// Everything that the register stores about a person.
struct PersonalData {
    stored: StoredRecord,
    history: Vec<Revision>,
    comments: Vec<Comment>,
    /// The records that refer to the person.
    named_in: Vec<RecordSummary>,
    log: Vec<AuditLine>,
}

/// The records that refer to a contact.
pub async fn referring(office: &Office, id: Uuid) -> Result<Vec<RecordSummary>, OfficeError> {
    Ok(office.store.summaries(&Filter::default().private(true).referring_to(id)).await?)
}

async fn gather(office: &Office, current_user: &CurrentUser, id: Uuid) -> Result<PersonalData, OfficeError> {
    let stored = found_to_write(office, current_user, Kind::Person.folder(), id).await?;
    let subject = subject(&stored.record);
    office.store.log(current_user.log(AuditAction::Export, &subject, "")).await?;
    let filter = AuditFilter { words: subject.clone(), limit: u32::MAX, ..Default::default() };
    let mut log = office.store.audit(&filter).await?;
    log.retain(|line| line.subject == subject);
    Ok(PersonalData {
        history: office.store.history(id).await?,
        comments: office.store.comments(id).await?,
        named_in: referring(office, id).await?,
        log,
        stored,
    })
}

/// The data as JSON.
pub async fn export(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let data = gather(&office, &current_user, id).await?;
    let revision = |r: &Revision| {
        json!({"number": r.number, "made": r.made.to_string(), "author": r.author, "reason": r.reason,
            "state": r.record.state.name(), "data": folder::to_value(&r.record.body)})
    };
    let comment = |c: &Comment| json!({"at": c.at.to_string(), "author": c.author, "text": c.text});
    let line = |l: &AuditLine| json!({"at": l.at.to_string(), "actor": l.actor, "action": l.action});
    let named = |h: &RecordSummary| json!({"kind": h.kind.singular(), "name": h.name});
    let all = json!({
        "exported": office.now().to_string(),
        "data": folder::to_value(&data.stored.record.body),
        "state": data.stored.record.state.name(),
        "versions": data.history.iter().map(revision).collect::<Vec<Value>>(),
        "named_in": data.named_in.iter().map(named).collect::<Vec<Value>>(),
        "comments": data.comments.iter().map(comment).collect::<Vec<Value>>(),
        "log": data.log.iter().map(line).collect::<Vec<Value>>(),
    });
    let name = format!("{}.json", data.stored.record.slug);
    Ok(download(&name, "application/json", format!("{all:#}\n")))
}

/// The data as a PDF, which can be handed to the person.
pub async fn export_pdf(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let data = gather(&office, &current_user, id).await?;
    let v = OfficeView::new(&current_user, Kind::Person.folder());
    let blocks = blocks(&office, &current_user, &v, &data).await?;
    let titles = (v.t(key!("office-person-data")), v.name(data.stored.record.body.name()));
    let site = office.app.site();
    let report = reports::of_blocks(&site.programme, v.language, current_user.today(), titles, blocks);
    let templates = office.templates.clone();
    let format = ReportFileFormat::Pdf;
    let bytes = run_blocking(move || portulan_typeset::write(&report, format, &templates)).await?;
    let bytes = bytes.map_err(|e| OfficeError::Refused(e.to_string()))?;
    Ok(download(&format!("{}.pdf", data.stored.record.slug), format.media_type(), bytes))
}

async fn blocks(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    data: &PersonalData,
) -> Result<Vec<Block>, OfficeError> {
    let body = &data.stored.record.body;
    let bodies = data.history.iter().map(|revision| &revision.record.body).chain([body]);
    let records = referred(office, current_user, v, bodies).await?;
    let authority = authority(&*office.store).await?;
    let mut blocks =
        vec![Block::Text { runs: vec![TextRun::plain(v.t(key!("office-person-data-lead")))], lead: true }];
    for section in readout::sections_of(body, &records, authority.as_ref(), v.language) {
        blocks.push(Block::heading(1, section.title));
        let rows = section.fields.into_iter().map(fact).collect();
        blocks.push(Block::Facts { rows });
    }
    // The newest revision is shown above.
    for revision in data.history.iter().skip(1) {
        let title = v.tw(key!("office-person-earlier"), v.moment(&revision.made));
        blocks.push(Block::heading(1, title));
        let body = &revision.record.body;
        let sections = readout::sections_of(body, &records, authority.as_ref(), v.language);
        let rows = sections.into_iter().flat_map(|section| section.fields).map(fact).collect();
        blocks.push(Block::Facts { rows });
    }
    let named = data.named_in.iter().map(|head| {
        vec![
            v.head(head),
            v.word(list!("record-kind"), head.kind.singular()),
            v.standing(&head.kind, &head.state),
        ]
    });
    let named_head = [key!("field-name"), key!("office-person-kind"), key!("office-state")];
    let history = data.history.iter().map(|revision| {
        let state = v.standing(&revision.record.kind(), &revision.record.state);
        vec![v.moment(&revision.made), revision.author.clone(), state, revision.reason.clone()]
    });
    let history_head = [
        key!("office-person-when"),
        key!("office-person-who"),
        key!("office-state"),
        key!("office-person-reason"),
    ];
    let comments = data.comments.iter().map(|c| vec![v.moment(&c.at), c.author.clone(), c.text.clone()]);
    let comments_head = [key!("office-person-when"), key!("office-person-who"), key!("office-person-text")];
    let action = |name: &str| {
        list!("audit-action").key(name).map_or_else(|| name.to_owned(), |key| v.language.text(key))
    };
    let log = data.log.iter().map(|line| vec![v.moment(&line.at), line.actor.clone(), action(&line.action)]);
    let log_head = [key!("office-person-when"), key!("office-person-who"), key!("office-person-action")];
    let mut table = |title, head: &[portulan_locales::MessageKey], rows: Vec<Vec<String>>| {
        if rows.is_empty() {
            return;
        }
        let head: Vec<String> = head.iter().map(|key| v.t(*key)).collect();
        blocks.push(Block::heading(1, v.t(title)));
        blocks.push(Block::Table {
            caption: v.t(title),
            is_headed: false,
            amounts: head.len(),
            head,
            rows,
            total: false,
        });
    };
    table(key!("office-person-named"), &named_head, named.collect());
    table(key!("office-history"), &history_head, history.collect());
    table(key!("office-comments"), &comments_head, comments.collect());
    table(key!("office-person-log"), &log_head, log.collect());
    Ok(blocks)
}

/// A field with its values, one line for each value or row of a table.
fn fact(field: ReadoutField) -> ReportFact {
    ReportFact {
        name: field.label,
        lines: lines(field.content).into_iter().map(|line| vec![TextRun::plain(line)]).collect(),
    }
}

/// The lines of the content of a field.
fn lines(content: ReadoutContent) -> Vec<String> {
    match content {
        ReadoutContent::Values(values) => values.into_iter().map(|value| value.text).collect(),
        ReadoutContent::Table(table) => {
            let row = |cells: Vec<ReadoutValue>| {
                let cells = table.headings.iter().zip(cells).filter(|(_, cell)| !cell.text.is_empty());
                let cells: Vec<String> =
                    cells.map(|(name, cell)| format!("{name}\u{a0}: {}", cell.text)).collect();
                cells.join(" · ")
            };
            table.rows.into_iter().map(row).collect()
        }
        ReadoutContent::Items(items) => {
            let item = |item: ReadoutItem| {
                let fields = item
                    .fields
                    .into_iter()
                    .map(|field| format!("{}\u{a0}: {}", field.label, lines(field.content).join(" ; ")));
                [item.title.text].into_iter().chain(fields).collect::<Vec<String>>().join(" · ")
            };
            items.into_iter().map(item).collect()
        }
    }
}
