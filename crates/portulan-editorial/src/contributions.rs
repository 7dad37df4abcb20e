//! Contributions: reports on a project by a person without an account, through a link, and the answers of the office.
use jiff::Timestamp;
use jiff::civil::Date;
use portulan_model::{Record, State};
use portulan_store::{
    AuditAction, Author, Change, Contribution, ContributionAcceptance, ContributionAnswer, ContributionStage,
    SeenContribution,
};
use uuid::Uuid;

use crate::records::file_changes;
use crate::schedule::entry;
use crate::{Editorial, EditorialError, NewRecord, policy};

/// A request for a contribution.
#[derive(Debug, Clone)]
pub struct NewContribution {
    /// The first and the last day of the period.
    pub period: (Date, Date),
    /// The name of the person or organisation that is asked.
    pub contributor: String,
    /// The e-mail address of the contributor; may be empty.
    pub email: String,
    /// The message to the contributor.
    pub message: String,
    /// The language of the form, a BCP 47 tag.
    pub language: String,
    /// The digest of the secret of the link.
    pub digest: String,
    /// The time at which the link expires.
    pub expires: Timestamp,
}

/// The changes that accept a contribution.
#[derive(Debug, Clone)]
pub struct AcceptedContribution {
    /// The document and the pictures to add, with their files.
    pub records: Vec<NewRecord>,
    /// The project with the content of the contribution.
    pub project: Record,
    /// The revision of the project that it is based on.
    pub seen: i64,
    /// The contribution.
    pub contribution: ContributionAcceptance,
}

impl Editorial {
    /// Stores a request for a contribution to a project. Returns its identity.
    pub async fn ask_for_contribution(
        &self,
        author: &Author,
        project: &Record,
        new: NewContribution,
    ) -> Result<Uuid, EditorialError> {
        let contribution = Contribution {
            id: self.environment.new_id()?,
            project: project.id,
            period: new.period,
            contributor: new.contributor,
            email: new.email,
            message: new.message,
            language: new.language,
            user: author.user,
            author: author.name.clone(),
            at: self.environment.now(),
            expires: new.expires,
            stage: ContributionStage::Open,
            content: String::new(),
            version: 0,
            sent: None,
            note: String::new(),
            answered: None,
            taken: String::new(),
        };
        let id = contribution.id;
        let log = entry(author, AuditAction::ContributionAsk, project, contribution.contributor.clone());
        self.store.put_contribution(contribution, &new.digest, author, policy::decide, log).await?;
        Ok(id)
    }

    /// Sends a contribution back to its contributor, gives an open one a new link, or closes it.
    pub async fn answer_contribution(
        &self,
        author: &Author,
        project: &Record,
        contribution: &Contribution,
        answer: ContributionAnswer,
        note: &str,
    ) -> Result<(), EditorialError> {
        let action = match answer {
            ContributionAnswer::Reopen { .. } => AuditAction::ContributionReopen,
            ContributionAnswer::Decline => AuditAction::ContributionDecline,
        };
        let detail = match note {
            "" => contribution.contributor.clone(),
            note => format!("{}: {note}", contribution.contributor),
        };
        let log = entry(author, action, project, detail);
        let Contribution { id, stage, version, .. } = *contribution;
        let seen = SeenContribution { id, stage, version };
        let done = self.store.answer_contribution(seen, answer, note, author, policy::decide, log).await?;
        if done { Ok(()) } else { Err(EditorialError::Conflict(None)) }
    }

    /// Accepts a contribution: stores its document and pictures and the changed project as drafts, in one transaction. The public
    /// version of the project does not change.
    pub async fn accept_contribution(
        &self,
        author: &Author,
        accepted: AcceptedContribution,
    ) -> Result<(), EditorialError> {
        let AcceptedContribution { records, mut project, seen, contribution } = accepted;
        if project.state == State::Published {
            project.state = State::Draft;
        }
        let mut changes = Vec::new();
        for NewRecord { record, files, .. } in records {
            changes.extend(file_changes(&record, files));
            changes.push(Change::Create(record));
        }
        changes.push(Change::Update { record: project, seen });
        let author = Author { contribution: Some(contribution), ..author.clone() };
        self.store.apply(changes, &author, policy::decide).await?;
        self.changed();
        Ok(())
    }
}
