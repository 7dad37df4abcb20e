//! Contributions through links.
use std::sync::Arc;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::Project;
use portulan_model::{Body, Record, State};
use portulan_store::{
    AuditAction, AuditEntry, Author, Change, Clock as _, Contribution, ContributionAcceptance,
    ContributionAnswer, ContributionPicture, ContributionStage, ContributionStore, Denial,
    MAX_CONTRIBUTION_BYTES, MAX_CONTRIBUTION_PICTURES, MAX_CONTRIBUTION_PICTURES_BYTES,
    MAX_OPEN_CONTRIBUTIONS, RecordWriter, SeenContribution, SqliteStore, Store, StoreError, operator_only,
};
use portulan_testkit::ManualClock;
use uuid::Uuid;

struct Register {
    store: SqliteStore,
    clock: Arc<ManualClock>,
    project: Uuid,
    _folder: tempfile::TempDir,
}

fn operator() -> Author {
    Author::operator("test")
}

fn entry(action: AuditAction) -> AuditEntry {
    AuditEntry::new("test", action)
}

async fn register() -> Register {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_700_000_000).expect("a moment")));
    let path = folder.path().join("register.sqlite");
    let store = SqliteStore::open_with_clock(&path, clock.clone()).await.expect("opened");
    let body = Body::Project(Box::<Project>::default());
    let record = Record { id: Uuid::now_v7(), slug: "puits".into(), state: State::Draft, body };
    let project = record.id;
    store.apply(vec![Change::Create(record)], &operator(), operator_only).await.expect("stored");
    Register { store, clock, project, _folder: folder }
}

impl Register {
    fn request(&self) -> Contribution {
        let at = self.now();
        Contribution {
            id: Uuid::now_v7(),
            project: self.project,
            period: (date(2026, 1, 1), date(2026, 6, 30)),
            contributor: "Association imaginaire".into(),
            email: "terrain@example.org".into(),
            message: "Merci !".into(),
            language: "fr".into(),
            user: None,
            author: "test".into(),
            at,
            expires: at + SignedDuration::from_hours(24),
            stage: ContributionStage::Open,
            content: String::new(),
            version: 0,
            sent: None,
            note: String::new(),
            answered: None,
            taken: String::new(),
        }
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn ask(&self, digest: &str) -> Contribution {
        let request = self.request();
        let log = entry(AuditAction::ContributionAsk);
        self.store
            .put_contribution(request.clone(), digest, &operator(), operator_only, log)
            .await
            .expect("stored");
        request
    }

    async fn stage(&self, id: Uuid) -> ContributionStage {
        self.store.contribution(id).await.expect("read").expect("a contribution").stage
    }

    async fn answer(&self, id: Uuid, answer: ContributionAnswer) -> bool {
        let (author, log) = (operator(), entry(AuditAction::ContributionReopen));
        let note = "Merci de préciser.";
        let asked = self.store.contribution(id).await.expect("read").expect("a contribution");
        let seen = SeenContribution { id, stage: asked.stage, version: asked.version };
        let answered = self.store.answer_contribution(seen, answer, note, &author, operator_only, log).await;
        answered.expect("answered")
    }
}

fn picture() -> ContributionPicture {
    ContributionPicture {
        position: 0,
        format: "jpg".into(),
        alt: "Un puits".into(),
        credit: "Zoé".into(),
        bytes: vec![1, 2, 3],
    }
}

#[tokio::test]
async fn a_contribution_is_written_through_its_link_and_sent_once() {
    let r = register().await;
    let request = r.ask("secret").await;
    assert_eq!(r.store.contribution(request.id).await.expect("read"), Some(request.clone()));
    assert_eq!(r.store.contribution_by_link("secret").await.expect("read"), Some(request.clone()));
    assert_eq!(r.store.contribution_by_link("other").await.expect("read"), None);
    let put = async |seen, content, sent| {
        r.store.put_contribution_content("secret", seen, content, sent).await.expect("answered")
    };
    assert!(put(0, "{\"a\":1}", None).await);
    // A second window has seen an earlier version.
    assert!(!put(0, "{\"b\":1}", None).await);
    assert!(put(1, "{\"a\":2}", Some(entry(AuditAction::ContributionSend))).await);
    let sent = r.store.contribution(request.id).await.expect("read").expect("a contribution");
    assert_eq!((sent.stage, sent.content.as_str(), sent.version), (ContributionStage::Sent, "{\"a\":2}", 2));
    assert_eq!(sent.sent, Some(r.now()));
    let waiting = r.store.sent_contributions().await.expect("read");
    let waiting: Vec<_> =
        waiting.into_iter().map(|sent| (sent.id, sent.contributor, Some(sent.sent))).collect();
    assert_eq!(waiting, [(sent.id, sent.contributor.clone(), sent.sent)]);
    assert_eq!(r.store.contributions_of(r.project).await.expect("read"), [sent]);
    // What was sent does not change any more.
    assert!(!put(2, "{}", None).await);
    assert!(!r.store.put_contribution_picture("secret", picture()).await.expect("answered"));
}

#[tokio::test]
async fn a_link_ends_when_it_expires_and_when_there_is_a_newer_one() {
    let r = register().await;
    let request = r.ask("secret").await;
    let reopen = |digest: &str, expires| ContributionAnswer::Reopen { digest: digest.into(), expires };
    assert!(r.answer(request.id, reopen("newer", request.expires)).await);
    assert_eq!(r.store.contribution_by_link("secret").await.expect("read"), None);
    let found = r.store.contribution_by_link("newer").await.expect("read").expect("the link");
    assert_eq!(found.note, "Merci de préciser.");
    r.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(r.store.contribution_by_link("newer").await.expect("read"), None);
    assert!(!r.store.put_contribution_content("newer", 0, "{}", None).await.expect("answered"));
    assert_eq!(r.store.delete_old_contributions(request.expires).await.expect("deleted"), 0);
    let later = request.expires + SignedDuration::from_mins(1);
    assert_eq!(r.store.delete_old_contributions(later).await.expect("deleted"), 1);
    assert_eq!(r.store.contribution(request.id).await.expect("read"), None);
}

#[tokio::test]
async fn pictures_are_bounded_and_keep_their_positions() {
    let r = register().await;
    let request = r.ask("secret").await;
    let large = || ContributionPicture { bytes: vec![0; MAX_CONTRIBUTION_PICTURES_BYTES], ..picture() };
    assert!(r.store.put_contribution_picture("secret", large()).await.expect("answered"), "all that fits");
    assert!(!r.store.put_contribution_picture("secret", picture()).await.expect("answered"), "a byte more");
    assert!(r.store.delete_contribution_picture("secret", 1).await.expect("answered"));
    for _ in 0..MAX_CONTRIBUTION_PICTURES {
        assert!(r.store.put_contribution_picture("secret", picture()).await.expect("answered"));
    }
    assert!(!r.store.put_contribution_picture("secret", picture()).await.expect("answered"));
    assert!(r.store.delete_contribution_picture("secret", 2).await.expect("answered"));
    assert!(!r.store.delete_contribution_picture("secret", 2).await.expect("answered"));
    let listed = r.store.contribution_pictures(request.id).await.expect("read");
    let positions: Vec<u32> = listed.iter().map(|picture| picture.position).collect();
    assert_eq!(positions, [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    let third = r.store.contribution_picture(request.id, 3).await.expect("read").expect("a picture");
    assert_eq!(third, ContributionPicture { position: 3, ..picture() });
}

#[tokio::test]
async fn a_contribution_is_accepted_once_together_with_the_change() {
    let r = register().await;
    let request = r.ask("secret").await;
    let accepted = async |seen| {
        let stored = r.store.record_of(r.project).await.expect("read").expect("the project");
        let contribution = ContributionAcceptance { id: request.id, seen, taken: "{}".into() };
        let author = Author { contribution: Some(contribution), ..operator() };
        let changes = vec![Change::Update { record: stored.record, seen: stored.revision }];
        r.store.apply(changes, &author, operator_only).await
    };
    // It has not been sent yet.
    assert!(matches!(accepted(0).await, Err(StoreError::Missing(_))));
    r.store.put_contribution_picture("secret", picture()).await.expect("stored");
    r.store
        .put_contribution_content("secret", 0, "{}", Some(entry(AuditAction::ContributionSend)))
        .await
        .expect("sent");
    // The user has seen an earlier content.
    assert!(matches!(accepted(0).await, Err(StoreError::Missing(_))));
    accepted(1).await.expect("accepted");
    assert_eq!(
        r.store.contribution(request.id).await.expect("read").map(|one| one.taken).as_deref(),
        Some("{}")
    );
    assert_eq!(r.stage(request.id).await, ContributionStage::Accepted);
    assert_eq!(r.store.contribution_pictures(request.id).await.expect("read"), []);
    assert!(matches!(accepted(1).await, Err(StoreError::Missing(_))));
    assert!(!r.answer(request.id, ContributionAnswer::Decline).await);
}

#[tokio::test]
async fn a_declined_contribution_keeps_its_text_and_loses_its_pictures() {
    let r = register().await;
    let request = r.ask("secret").await;
    r.store.put_contribution_picture("secret", picture()).await.expect("stored");
    r.store.put_contribution_content("secret", 0, "{\"a\":1}", None).await.expect("stored");
    assert!(r.answer(request.id, ContributionAnswer::Decline).await);
    let closed = r.store.contribution(request.id).await.expect("read").expect("a contribution");
    assert_eq!((closed.stage, closed.content.as_str()), (ContributionStage::Declined, "{\"a\":1}"));
    assert_eq!(r.store.contribution_pictures(request.id).await.expect("read"), []);
    assert!(!r.store.put_contribution_content("secret", 1, "{}", None).await.expect("answered"));
}

#[tokio::test]
async fn the_policy_decides_who_asks_and_who_answers() {
    let r = register().await;
    let request = r.ask("secret").await;
    let nobody = Author { user: Some(Uuid::now_v7()), ..operator() };
    // Not even without a change of the project.
    let contribution = ContributionAcceptance { id: request.id, seen: 0, taken: String::new() };
    let author = Author { contribution: Some(contribution), ..nobody.clone() };
    let accepted = r.store.apply(Vec::new(), &author, operator_only).await;
    assert!(matches!(accepted, Err(StoreError::Denied(Denial::NotActive))), "{accepted:?}");
    let log = entry(AuditAction::ContributionAsk);
    let asked = r.store.put_contribution(r.request(), "second", &nobody, operator_only, log.clone()).await;
    assert!(matches!(asked, Err(StoreError::Denied(Denial::NotActive))), "{asked:?}");
    let answer = ContributionAnswer::Decline;
    let seen = SeenContribution { id: request.id, stage: ContributionStage::Open, version: 0 };
    let answered = r.store.answer_contribution(seen, answer, "", &nobody, operator_only, log).await;
    assert!(matches!(answered, Err(StoreError::Denied(Denial::NotActive))), "{answered:?}");
    assert_eq!(r.stage(request.id).await, ContributionStage::Open);
}

#[tokio::test]
async fn contributions_are_bounded() {
    let r = register().await;
    for number in 0..MAX_OPEN_CONTRIBUTIONS {
        r.ask(&number.to_string()).await;
    }
    let log = entry(AuditAction::ContributionAsk);
    let more = r.store.put_contribution(r.request(), "more", &operator(), operator_only, log).await;
    assert!(matches!(more, Err(StoreError::ContributionLimit)), "{more:?}");
    let text = "x".repeat(MAX_CONTRIBUTION_BYTES + 1);
    let too_long = r.store.put_contribution_content("1", 0, &text, None).await;
    assert!(matches!(too_long, Err(StoreError::ContributionLimit)), "{too_long:?}");
}
