//! The storage that the office needs: accounts, drafts, lists, concurrent writers.
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::{Event, Media, Organisation, Partnership, Project};
use portulan_model::{Body, FileKind, Kind, Rates, Record, Ref, State, Text};
use portulan_store::{
    AccountAction, Accounts, Action, AuditAction, AuditEntry, AuditFilter, Author, Change, Comment, Decision,
    DeclarationStore, Denial, Draft, Filter, LinkUse, MAX_DRAFT_BYTES, MAX_DRAFTS, MAX_DRAFTS_BYTES,
    MAX_OPEN_PROPOSALS, Mail, Outbox, PictureSize, PictureStore, Principal, Proposal, ProposalAnswer,
    Purpose, RecordWriter, Request, Scheduled, Scope, SecondFactors, Session, SettingKey, SqliteStore, Store,
    StoreError, Token, TokenScope, Tokens, User, UserChange, UserRole, WorkflowStore, operator_accounts,
    operator_only,
};
use portulan_testkit::ManualClock;
use uuid::Uuid;

struct StoreWithUsers {
    store: SqliteStore,
    // The database is in this folder.
    _folder: tempfile::TempDir,
}

async fn house() -> StoreWithUsers {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("opened");
    StoreWithUsers { store, _folder: folder }
}

fn organisation(slug: &str, name: &str) -> Record {
    let name = Text([("fr".to_owned(), name.to_owned())].into());
    let body = Body::Organisation(Box::new(Organisation { name, ..Default::default() }));
    Record { id: Uuid::now_v7(), slug: slug.into(), state: State::Draft, body }
}

fn user(email: &str) -> User {
    User::new(Uuid::now_v7(), email, email, "fr", UserRole::Editor, Timestamp::UNIX_EPOCH)
}

/// A policy that allows everything to users with an account.
fn active(request: &Request) -> Decision {
    if request.principal == Principal::Nobody { Err(Denial::NotActive) } else { Ok(()) }
}

/// A policy that allows users to act within their scope.
fn in_scope(request: &Request) -> Decision {
    if request.record.in_scope { Ok(()) } else { Err(Denial::OutOfScope) }
}

/// Adds a user, or updates the rights of one.
async fn set(store: &SqliteStore, user: &User, log: AuditEntry) -> Result<(), StoreError> {
    let operator = Author::operator("test");
    match store.user(user.id).await? {
        None => store.add_user(user, &operator, operator_accounts, log).await,
        Some(old) => {
            let (role, active, scope) = (user.role, user.active, user.scope.clone());
            let rights = UserChange::Rights { role, active, scope };
            store.change_user(user.id, old.revision, rights, &operator, operator_accounts, log).await
        }
    }
}

fn entry(action: AuditAction) -> AuditEntry {
    AuditEntry::new("test", action)
}

#[tokio::test]
async fn many_writers_lose_no_change() {
    let house = house().await;
    let records: Vec<Record> = (0..50).map(|i| organisation(&format!("o-{i}"), "x")).collect();
    let author = Author::operator("test");
    house
        .store
        .apply(records.iter().cloned().map(Change::Create).collect(), &author, operator_only)
        .await
        .expect("kept");
    // Twenty writers at each record: every acknowledged save is one revision; every other one reports the
    // conflict.
    let tasks = records.iter().flat_map(|record| (0..20).map(|_| record.clone())).map(|record| {
        let (store, author) = (house.store.clone(), author.clone());
        tokio::spawn(async move {
            for _ in 0..100 {
                let seen = store.record_of(record.id).await.expect("read").expect("there").revision;
                match store
                    .apply(vec![Change::Update { record: record.clone(), seen }], &author, operator_only)
                    .await
                {
                    Ok(()) => return,
                    Err(StoreError::Conflict { .. }) => {}
                    Err(e) => panic!("{e}"),
                }
            }
            panic!("never had a turn");
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("a writer");
    }
    for record in &records {
        let history = house.store.history(record.id).await.expect("history");
        let numbers: Vec<i64> = history.iter().rev().map(|r| r.number).collect();
        assert_eq!(numbers, (1..=21).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn one_bad_change_takes_back_itself_alone() {
    let house = house().await;
    let author = Author::operator("test");
    let tasks = (0..40).map(|i| {
        let (store, author) = (house.store.clone(), author.clone());
        // Every second one wants a slug that is taken.
        let slug = if i % 2 == 0 { "taken".to_owned() } else { format!("own-{i}") };
        tokio::spawn(async move {
            store.apply(vec![Change::Create(organisation(&slug, "x"))], &author, operator_only).await
        })
    });
    let mut stored = 0;
    for task in tasks.collect::<Vec<_>>() {
        match task.await.expect("a writer") {
            Ok(()) => stored += 1,
            Err(StoreError::SlugTaken { .. }) => {}
            Err(e) => panic!("{e}"),
        }
    }
    assert_eq!(stored, 21);
    assert_eq!(house.store.records(Scope::Latest).await.expect("records").len(), 21);
}

#[tokio::test]
async fn lists_are_found_by_name_state_and_reference() {
    let house = house().await;
    let author = Author::operator("test");
    let records = ["Université de l’Ouest", "Œuvre du Port", "Ouest"].iter().enumerate();
    let changes = records.map(|(i, name)| Change::Create(organisation(&format!("o-{i}"), name)));
    house.store.apply(changes.collect(), &author, operator_only).await.expect("kept");
    let found = |words: &str, exactly| {
        let filter = Filter::of(Kind::Organisation);
        let filter = if exactly { filter.named(words) } else { filter.containing(words) };
        let store = house.store.clone();
        async move {
            store.list(&filter).await.expect("a list").heads.into_iter().map(|h| h.slug).collect::<Vec<_>>()
        }
    };
    assert_eq!(found("OUEST", false).await, ["o-2", "o-0"]);
    assert_eq!(found("ouest", true).await, ["o-2"]);
    assert_eq!(found("oeuvre", false).await, ["o-1"]);
    assert_eq!(found("%", false).await, Vec::<String>::new());
    let page = Filter::default().page(1, 1);
    let listing = house.store.list(&page).await.expect("a list");
    assert_eq!((listing.heads.len(), listing.total), (1, 3));
    let past = house.store.list(&Filter::default().page(9, 1)).await.expect("a list");
    assert_eq!((past.heads.len(), past.total), (0, 3), "the number is known past the last page");
    let published = Filter::default().state(State::Published);
    assert_eq!(house.store.list(&published).await.expect("a list").total, 0);
    assert_eq!(house.store.publication().await.expect("a number"), 0, "drafts are not seen");
}

#[tokio::test]
async fn sessions_end_and_links_work_once() {
    let StoreWithUsers { store, _folder } = house().await;
    let (ada, now) = (user("ada@x.y"), Timestamp::from_second(1_000_000).expect("a moment"));
    set(&store, &ada, entry(AuditAction::Invite)).await.expect("kept");
    let twin = set(&store, &user("ada@x.y"), entry(AuditAction::Invite)).await;
    assert!(matches!(twin, Err(StoreError::EmailTaken(_))), "{twin:?}");
    let open = |digest: &'static str| {
        let session = Session {
            id: Uuid::now_v7(),
            user: ada.id,
            created: now,
            seen: now,
            agent: "b".into(),
            address: "a".into(),
        };
        let store = store.clone();
        async move {
            store.open_session(digest, &session, entry(AuditAction::Login)).await.expect("opened");
            session.id
        }
    };
    let (one, two) = (open("one").await, open("two").await);
    let later = now + SignedDuration::from_mins(5);
    let before = now - SignedDuration::from_secs(1);
    for _ in 0..2 {
        let idle = store.session("one", later, later, before).await.expect("read");
        assert!(idle.is_none(), "a session that was idle too long does not wake up by being asked for");
    }
    assert!(
        store.session("one", later, before, later).await.expect("read").is_none(),
        "nor one that is too old"
    );
    let (session, _) = store.session("one", later, before, before).await.expect("read").expect("good");
    assert_eq!((session.id, session.seen), (one, now));
    store.check_writer().await.expect("what is written aside is written");
    assert_eq!(store.sessions(ada.id).await.expect("read")[0].seen, later, "being here is seen");
    store.end_sessions(ada.id, None, Some(two)).await.expect("ended");
    assert!(store.session("one", later, before, before).await.expect("read").is_none());
    set(&store, &User { active: false, ..ada.clone() }, entry(AuditAction::Change)).await.expect("kept");
    assert!(
        store.session("two", later, before, before).await.expect("read").is_none(),
        "who is on leave is out"
    );

    let in_an_hour = Timestamp::now() + SignedDuration::from_hours(1);
    store.put_ticket("t1", Purpose::Reset, Some(ada.id), later).await.expect("kept");
    store.put_ticket("t2", Purpose::Reset, Some(ada.id), later).await.expect("kept");
    let ticket = |digest: &'static str, at: Timestamp| {
        let store = store.clone();
        async move { store.ticket(digest, Purpose::Reset, at).await.expect("read") }
    };
    assert_eq!(ticket("t1", now).await, Some(Some(ada.id)), "nobody ends a link by asking for another");
    assert_eq!(ticket("t2", now).await, Some(Some(ada.id)));
    assert_eq!(ticket("t2", later + SignedDuration::from_secs(1)).await, None, "links grow old");
    // The account is deactivated: links no longer work.
    let reset = || LinkUse::Password { hash: "h".into(), name: None };
    store.put_ticket("t3", Purpose::Reset, Some(ada.id), in_an_hour).await.expect("stored");
    assert!(store.use_ticket("t3", reset(), entry(AuditAction::Reset)).await.expect("an answer").is_none());
    set(&store, &ada, entry(AuditAction::Change)).await.expect("stored");
    for digest in ["t4", "t5"] {
        store.put_ticket(digest, Purpose::Reset, Some(ada.id), in_an_hour).await.expect("stored");
    }
    let used =
        store.use_ticket("t4", reset(), entry(AuditAction::Reset)).await.expect("used").expect("the user");
    assert_eq!(used.password.as_deref(), Some("h"));
    for digest in ["t4", "t5"] {
        let again = store.use_ticket(digest, reset(), entry(AuditAction::Reset)).await.expect("an answer");
        assert!(again.is_none(), "a link ends all links");
    }
}

#[tokio::test]
async fn second_factors_are_used_up() {
    let StoreWithUsers { store, _folder } = house().await;
    let ada = user("ada@x.y");
    set(&store, &ada, entry(AuditAction::Invite)).await.expect("kept");
    assert!(store.take_totp_step(ada.id, 7).await.expect("taken"));
    for step in [7, 6] {
        assert!(!store.take_totp_step(ada.id, step).await.expect("an answer"));
    }
    store.put_recovery_codes(ada.id, &["a".into(), "b".into()]).await.expect("kept");
    assert!(store.take_recovery_code(ada.id, "a").await.expect("taken"));
    assert!(!store.take_recovery_code(ada.id, "a").await.expect("an answer"));
    assert_eq!(store.recovery_codes(ada.id).await.expect("a count"), 1);
}

#[tokio::test]
async fn desks_keep_what_lies_on_them() {
    let StoreWithUsers { store, _folder } = house().await;
    let (ada, bob) = (user("ada@x.y"), user("bob@x.y"));
    for u in [&ada, &bob] {
        set(&store, u, entry(AuditAction::Invite)).await.expect("kept");
    }
    let record = organisation("o", "O");
    store
        .apply(vec![Change::Create(record.clone())], &Author::operator("test"), operator_only)
        .await
        .expect("kept");
    let now = Timestamp::from_second(1_000_000).expect("a moment");
    let draft = Draft {
        user: ada.id,
        record: record.id,
        kind: Kind::Organisation,
        base: 1,
        merged_from: Some(3),
        fields: "{}".into(),
        saved: now,
    };
    store.put_draft(draft.clone()).await.expect("kept");
    assert_eq!(store.draft(ada.id, record.id).await.expect("read"), Some(draft.clone()));
    let before = now - SignedDuration::from_secs(1);
    assert_eq!(store.writers(record.id, bob.id, before).await.expect("read"), ["ada@x.y"]);
    assert!(store.writers(record.id, bob.id, now).await.expect("read").is_empty());
    let comment = Comment {
        id: Uuid::now_v7(),
        record: record.id,
        user: Some(ada.id),
        author: "Ada".into(),
        at: now,
        text: "?".into(),
        resolved: None,
    };
    let by_ada = Author::user(ada.id, "Ada", "");
    let first = comment.id;
    let left_out =
        store.put_comment(comment.clone(), &[bob.id, Uuid::nil()], &by_ada, active).await.expect("kept");
    assert_eq!(left_out, [Uuid::nil()], "nobody is named who may not see the record");
    assert_eq!(store.mentions(bob.id).await.expect("read"), [comment]);
    for (resolved, mentions) in [(true, 0), (true, 0), (false, 1)] {
        store.resolve_comment(record.id, first, resolved, &by_ada, active).await.expect("kept");
        assert_eq!(store.mentions(bob.id).await.expect("read").len(), mentions, "of open comments");
    }
    let missing = store.resolve_comment(Uuid::nil(), first, true, &by_ada, active).await;
    assert!(matches!(missing, Err(StoreError::Missing(_))), "of another record: {missing:?}");
    store.see_mentions(bob.id, record.id).await.expect("seen");
    assert!(store.mentions(bob.id).await.expect("read").is_empty());
    let proposal = Proposal {
        id: Uuid::now_v7(),
        record: record.clone(),
        base: 1,
        user: Some(bob.id),
        author: "Bob".into(),
        at: now,
        note: "n".into(),
        answer: None,
    };
    store.put_proposal(proposal.clone(), &Author::user(bob.id, "Bob", ""), active).await.expect("kept");
    assert_eq!(store.proposals().await.expect("read"), std::slice::from_ref(&proposal));
    let answer = ProposalAnswer { accepted: true, author: "Ada".into(), why: "w".into(), at: now };
    let mut answered_once = Vec::new();
    for action in [AuditAction::Accept, AuditAction::Decline] {
        let log = entry(action);
        let done = store.answer_proposal(proposal.id, answer.clone(), vec![], &by_ada, active, log).await;
        answered_once.push(done.expect("an answer"));
    }
    assert_eq!(answered_once, [true, false], "one answer");
    assert!(store.proposals().await.expect("read").is_empty());
    let answered = Proposal { answer: Some(answer), ..proposal };
    assert_eq!(store.proposals_of(bob.id).await.expect("read"), std::slice::from_ref(&answered));
    assert_eq!(store.proposal(answered.id).await.expect("read"), Some(answered));
    assert_eq!(store.setting(&SettingKey::Prefill).await.expect("read"), None);
    store.put_setting(&SettingKey::Prefill, "1", entry(AuditAction::Set)).await.expect("kept");
    store.put_setting(&SettingKey::Prefill, "2", entry(AuditAction::Set)).await.expect("kept");
    assert_eq!(store.setting(&SettingKey::Prefill).await.expect("read").as_deref(), Some("2"));
    store
        .delete_user(ada.id, &Author::operator("test"), operator_accounts, entry(AuditAction::DeleteUser))
        .await
        .expect("gone");
    assert!(store.drafts(ada.id).await.expect("read").is_empty());
    assert_eq!(store.comments(record.id).await.expect("read")[0].author, "Ada", "names in histories stay");
    let log = store.audit(&AuditFilter { limit: 10, ..Default::default() }).await.expect("read");
    let actions: Vec<&str> = log.iter().map(|l| l.action.as_str()).collect();
    assert_eq!(actions, ["delete-user", "set", "set", "accept", "propose", "create", "invite", "invite"]);
}

#[tokio::test]
async fn what_goes_out_by_itself_is_what_was_looked_at() {
    let StoreWithUsers { store, _folder } = house().await;
    let ada = user("ada@x.y");
    set(&store, &ada, entry(AuditAction::Invite)).await.expect("kept");
    let record = organisation("o", "O");
    store
        .apply(vec![Change::Create(record.clone())], &Author::operator("test"), operator_only)
        .await
        .expect("kept");
    let at = Timestamp::from_second(1_000_000).expect("a moment");
    let out = Scheduled { record: record.id, revision: 1, at, user: ada.id, author: ada.name.clone() };
    let author = Author::user(ada.id, "Ada", "");
    let stale = Scheduled { revision: 2, ..out.clone() };
    let stale = store.schedule(stale, &author, active, entry(AuditAction::Schedule)).await;
    assert!(matches!(stale, Err(StoreError::Conflict { .. })), "{stale:?}");
    store.schedule(out.clone(), &author, active, entry(AuditAction::Schedule)).await.expect("kept");
    assert_eq!(store.scheduled().await.expect("read"), std::slice::from_ref(&out));
    let refused = store.unschedule(record.id, &author, operator_only, entry(AuditAction::Unschedule)).await;
    assert!(matches!(refused, Err(StoreError::Denied(Denial::NotActive))), "{refused:?}");
    store.unschedule(record.id, &author, active, entry(AuditAction::Unschedule)).await.expect("off");
    assert!(store.scheduled().await.expect("read").is_empty());
    store.schedule(out, &author, active, entry(AuditAction::Schedule)).await.expect("kept");
    let change = Change::Update { record, seen: 1 };
    store.apply(vec![change], &Author::operator("test"), operator_only).await.expect("kept");
    assert!(store.scheduled().await.expect("read").is_empty(), "a change takes it off");
}

#[tokio::test]
async fn guests_see_what_is_public_and_what_is_theirs() {
    let StoreWithUsers { store, _folder } = house().await;
    let name = |slug: &str| Text([("fr".to_owned(), slug.to_owned())].into());
    let of =
        |slug: &str, body: Body| Record { id: Uuid::now_v7(), slug: slug.into(), state: State::Draft, body };
    let partnership = |slug: &str, related: &str| {
        let related = if related.is_empty() { vec![] } else { vec![Ref::new(related)] };
        let events = vec![Ref::new(format!("event-of-{slug}"))];
        let body = Partnership { title: name(slug), related, events, ..Default::default() };
        of(slug, Body::Partnership(Box::new(body)))
    };
    let event =
        |slug: &str| of(slug, Body::Event(Box::new(Event { title: name(slug), ..Default::default() })));
    let project = Project { title: name("q"), partnership: Some(Ref::new("p")), ..Default::default() };
    let project = of("q", Body::Project(Box::new(project)));
    let (p, other, e) = (partnership("p", ""), partnership("other", "p"), event("event-of-p"));
    let hidden = organisation("hidden", "x");
    let public = Record { state: State::Published, ..organisation("public", "x") };
    let records =
        [p.clone(), other.clone(), e.clone(), event("event-of-other"), project, hidden.clone(), public];
    let ada = user("ada@x.y");
    set(&store, &ada, entry(AuditAction::Invite)).await.expect("kept");
    store
        .apply(records.into_iter().map(Change::Create).collect(), &Author::operator("t"), operator_only)
        .await
        .expect("kept");
    let seen = async |from: Vec<Uuid>| {
        let filter = Filter { seen_from: Some(from), ..Filter::default() };
        let heads = store.list(&filter).await.expect("read").heads;
        heads.into_iter().map(|h| h.slug).collect::<Vec<_>>()
    };
    assert_eq!(seen(vec![]).await, ["public"]);
    assert_eq!(seen(vec![p.id]).await, ["event-of-p", "p", "q", "public"]);
    let bound = User { scope: vec![p.id], ..ada.clone() };
    set(&store, &bound, entry(AuditAction::Change)).await.expect("kept");
    let by_ada = Author::user(ada.id, "Ada", "");
    let is_theirs = async |record: &Record| {
        let decisions = store.evaluate(record, &[Action::View], &by_ada, in_scope).await.expect("read");
        decisions[0].is_ok()
    };
    for (record, theirs) in [(&p, true), (&e, true), (&other, false), (&hidden, false)] {
        assert_eq!(is_theirs(record).await, theirs, "{}", record.slug);
    }
    let own = organisation("own", "x");
    store.apply(vec![Change::Create(own.clone())], &by_ada, active).await.expect("kept");
    assert!(is_theirs(&own).await, "created by somebody bound to a partnership");
    set(&store, &ada, entry(AuditAction::Change)).await.expect("kept");
    assert!(is_theirs(&own).await, "who alone wrote it");
    let change = vec![Change::Update { record: own.clone(), seen: 1 }];
    store.apply(change, &Author::operator("t"), operator_only).await.expect("kept");
    assert!(!is_theirs(&own).await, "no longer alone");
}

#[tokio::test]
async fn pictures_follow_their_files() {
    let StoreWithUsers { store, _folder } = house().await;
    let author = Author::operator("test");
    let put = |bytes: &[u8]| Change::PutFile {
        kind: FileKind::Picture,
        name: "a.jpg".into(),
        bytes: bytes.to_vec(),
    };
    store.apply(vec![put(b"one")], &author, operator_only).await.expect("kept");
    let bare = store.bare_file().await.expect("read").expect("nothing derived yet");
    let size = PictureSize { format: "avif".into(), width: 480, height: 320 };
    let before = store.publication().await.expect("read");
    store.put_variants("a.jpg", "an earlier digest", vec![(size.clone(), vec![])]).await.expect("ignored");
    assert_eq!(store.pictures().await.expect("read")[0].sizes, [], "the file is another by now");
    store.put_variants("a.jpg", &bare.digest, vec![(size.clone(), b"small".to_vec())]).await.expect("kept");
    assert_eq!(store.publication().await.expect("read"), before, "no public record shows it");
    assert_eq!(store.bare_file().await.expect("read"), None);
    let of = async |digest: &str| store.variant("a.jpg", digest, "avif", 480).await.expect("read");
    assert_eq!(of(&bare.digest[..16]).await, Some(b"small".to_vec()));
    assert_eq!(of("0123456789abcdef").await, None);
    store.apply(vec![put(b"one")], &author, operator_only).await.expect("kept");
    assert_eq!(store.pictures().await.expect("read")[0].sizes, [size], "the same file");
    store.apply(vec![put(b"two")], &author, operator_only).await.expect("kept");
    assert_eq!(store.pictures().await.expect("read")[0].sizes, [], "another file");
    assert!(store.bare_file().await.expect("read").is_some());
    // A deleted picture takes its files along, except those of others.
    let media = |slug: &str, file: &str| {
        let body = Media { file: Some(file.to_owned()), ..Media::default() };
        Record {
            id: Uuid::now_v7(),
            slug: slug.into(),
            state: State::Draft,
            body: Body::Media(Box::new(body)),
        }
    };
    let other = Change::PutFile { kind: FileKind::Picture, name: "b.jpg".into(), bytes: b"b".to_vec() };
    let (first, second) = (media("first", "b.jpg"), media("second", "a.jpg"));
    let changes = vec![other, Change::Create(first.clone()), Change::Create(second)];
    store.apply(changes, &author, operator_only).await.expect("kept");
    let Record { body, .. } = media("first", "a.jpg");
    let renamed = Change::Update { record: Record { body, ..first.clone() }, seen: 1 };
    store.apply(vec![renamed], &author, operator_only).await.expect("kept");
    store
        .apply(vec![Change::Delete { id: first.id, seen: 2, unlink: false }], &author, operator_only)
        .await
        .expect("gone");
    let left: Vec<String> = store.files().await.expect("read").into_iter().map(|f| f.name).collect();
    assert_eq!(left, ["a.jpg"]);
}

#[tokio::test]
async fn mail_waits_until_it_is_taken() {
    let StoreWithUsers { store, _folder } = house().await;
    let mail = |to: &str| Mail { recipient: to.into(), subject: "s".into(), text: "t".into() };
    assert!(store.put_mail(vec![mail("a@x.y"), mail("b@x.y")], Some("day")).await.expect("kept"));
    assert!(!store.put_mail(vec![mail("a@x.y")], Some("day")).await.expect("an answer"), "said once");
    let now = Timestamp::now();
    let first = store.due_mail(now).await.expect("read").expect("one");
    assert_eq!((first.mail.recipient.as_str(), first.tries), ("a@x.y", 0));
    store.delay_mail(first.id, now + SignedDuration::from_mins(1)).await.expect("put off");
    let second = store.due_mail(now).await.expect("read").expect("one");
    assert_eq!(second.mail.recipient, "b@x.y");
    store.drop_mail(second.id).await.expect("sent");
    assert_eq!(store.due_mail(now).await.expect("read"), None);
    let again = store.due_mail(now + SignedDuration::from_mins(2)).await.expect("read").expect("one");
    assert_eq!((again.mail.recipient.as_str(), again.tries), ("a@x.y", 1));
}

#[tokio::test]
async fn the_log_is_let_go_when_it_has_had_its_time() {
    let StoreWithUsers { store, _folder } = house().await;
    store.log(entry(AuditAction::Login)).await.expect("kept");
    let now = Timestamp::now();
    let lines =
        async || store.audit(&AuditFilter { limit: 9, ..Default::default() }).await.expect("read").len();
    let day = SignedDuration::from_hours(24);
    // Expired lines are deleted day by day, and a jump of the clock does not delete more.
    let sweep = async |at: Timestamp| store.sweep(at, at, at - day, at).await.expect("swept");
    for at in [now, now + day * 2] {
        assert_eq!(lines().await, 1);
        sweep(at).await;
    }
    assert_eq!(lines().await, 0, "older than was asked for, on the second day");
}

#[tokio::test]
async fn a_clock_that_jumps_erases_nothing() {
    let StoreWithUsers { store, _folder } = house().await;
    let now = Timestamp::now();
    store.log(entry(AuditAction::Login)).await.expect("stored");
    let lines =
        async || store.audit(&AuditFilter { limit: 99, ..Default::default() }).await.expect("read").len();
    let (day, year) = (SignedDuration::from_hours(24), SignedDuration::from_hours(24 * 365));
    let sweep = async |at: Timestamp| store.sweep(at, at, at - year, at).await.expect("swept");
    sweep(now).await;
    // Eighty years ahead for some hours, then back.
    let ahead = now + year * 80;
    for hour in 0..20 {
        sweep(ahead + SignedDuration::from_hours(hour)).await;
    }
    sweep(now + SignedDuration::from_secs(16)).await;
    assert_eq!(lines().await, 1);
    // Before 1970, too.
    sweep(Timestamp::UNIX_EPOCH - day).await;
    sweep(now + day).await;
    assert_eq!(lines().await, 1);
}

#[tokio::test]
async fn lines_of_the_log_and_links_follow_the_clock_of_the_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let now: Timestamp = "2030-01-01T00:00:00Z".parse().expect("a moment");
    let clock = Arc::new(ManualClock::new(now));
    let path = folder.path().join("register.sqlite");
    let store = SqliteStore::open_with_clock(&path, clock).await.expect("opened");
    let ada = user("ada@monde.example");
    let author = Author::operator("test");
    store.add_user(&ada, &author, operator_accounts, entry(AuditAction::Change)).await.expect("stored");
    let hour = SignedDuration::from_hours(1);
    for (digest, expires, is_good) in [("old", now - hour, false), ("new", now + hour, true)] {
        store.put_ticket(digest, Purpose::Invitation, Some(ada.id), expires).await.expect("stored");
        let password = LinkUse::Password { hash: "hash".into(), name: None };
        let used = store.use_ticket(digest, password, entry(AuditAction::Change)).await.expect("used");
        assert_eq!(used.is_some(), is_good, "{digest}");
    }
    let lines = store.audit(&AuditFilter { limit: 9, ..Default::default() }).await.expect("read");
    assert_eq!(lines.iter().map(|line| line.at).collect::<Vec<_>>(), [now, now]);
}

#[tokio::test]
async fn tokens_end_with_their_term_their_owner_and_on_request() {
    let house = house().await;
    let (store, now) = (&house.store, Timestamp::now());
    let ada = user("ada@monde.example");
    set(store, &ada, entry(AuditAction::Change)).await.expect("kept");
    let token = |hours: i64| Token {
        id: Uuid::now_v7(),
        user: ada.id,
        name: "Site".into(),
        scopes: vec![TokenScope::Read, TokenScope::Write],
        created: now,
        expires: now + SignedDuration::from_hours(hours),
        seen: None,
    };
    let (short, long) = (token(1), token(100));
    store.put_token("short", &short, entry(AuditAction::Token)).await.expect("kept");
    store.put_token("long", &long, entry(AuditAction::Token)).await.expect("kept");
    let found = store.token("short", now).await.expect("read").expect("there");
    assert_eq!((found.0.scopes, found.1.id), (short.scopes.clone(), ada.id));
    let later = now + SignedDuration::from_hours(2);
    assert!(store.token("short", later).await.expect("read").is_none(), "its term is over");
    assert!(store.token("unknown", now).await.expect("read").is_none());
    let away = User { active: false, ..ada.clone() };
    set(store, &away, entry(AuditAction::Change)).await.expect("kept");
    assert!(store.token("long", now).await.expect("read").is_none(), "its owner is away");
    set(store, &ada, entry(AuditAction::Change)).await.expect("kept");
    assert!(store.token("long", later).await.expect("read").is_some());
    store.check_writer().await.expect("what is written aside is written");
    let seen = store.tokens().await.expect("read").into_iter().find(|t| t.id == long.id).and_then(|t| t.seen);
    assert_eq!(seen.map(Timestamp::as_second), Some(later.as_second()));
    store.end_token(long.id, entry(AuditAction::Change)).await.expect("ended");
    assert!(store.token("long", now).await.expect("read").is_none());
    store
        .delete_user(ada.id, &Author::operator("test"), operator_accounts, entry(AuditAction::Change))
        .await
        .expect("gone");
    assert!(store.tokens().await.expect("read").is_empty(), "none outlives its owner");
}

#[tokio::test]
async fn many_officers_at_one_declaration_lose_no_decision() {
    let house = house().await;
    let projects: Vec<Uuid> = (0..40).map(|_| Uuid::now_v7()).collect();
    let tasks = projects.iter().map(|project| {
        let (store, project) = (house.store.clone(), *project);
        tokio::spawn(async move {
            store.decide(2025, project, "amount", Some("1"), entry(AuditAction::Change)).await.expect("kept");
            store.decide(2025, project, "amount", Some("2"), entry(AuditAction::Change)).await.expect("kept");
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("done");
    }
    let declared = house.store.declared(2025).await.expect("read");
    assert_eq!(declared.choices.len(), 40);
    assert!(declared.choices.iter().all(|(_, part, value)| part == "amount" && value == "2"));
    house.store.decide(2025, projects[0], "amount", None, entry(AuditAction::Change)).await.expect("kept");
    house.store.freeze(2025, Some("{}"), "Ada", entry(AuditAction::Change)).await.expect("kept");
    let frozen = house.store.declared(2025).await.expect("read");
    assert_eq!((frozen.choices.len(), frozen.frozen.map(|(_, _, by)| by).as_deref()), (39, Some("Ada")));
    assert_eq!(house.store.declared_years().await.expect("read"), [2025]);
    assert_eq!(house.store.declared(2024).await.expect("read").choices, []);
}

#[tokio::test]
async fn newer_rates_win_and_the_public_site_hears_of_them() {
    let house = house().await;
    let (store, before) = (&house.store, house.store.publication().await.expect("read"));
    let rates = |text: &str| Rates::read(text).expect("rates");
    let first = rates("Date,USD,JPY\n2024-01-03,1.0919,155.27\n2024-01-02,1.0956,155.88\n");
    store.put_rates(&first, entry(AuditAction::Rates)).await.expect("kept");
    store
        .put_rates(&rates("# corrected\nDate,USD\n2024-01-03,1.0920\n"), entry(AuditAction::Rates))
        .await
        .expect("kept");
    let stored = store.rates(Some(&["USD".to_owned()])).await.expect("read");
    assert_eq!(stored.write(), "# corrected\nDate,USD\n2024-01-03,1.0920\n2024-01-02,1.0956\n");
    assert_eq!(store.rates(None).await.expect("read").iter().count(), 4);
    assert!(store.rates(Some(&[])).await.expect("read").is_empty(), "of no currency, no rate");
    assert_eq!(store.publication().await.expect("read"), before + 2);
}

#[tokio::test]
async fn what_an_administrator_decides_is_not_undone_by_the_user() {
    let StoreWithUsers { store, _folder } = house().await;
    let operator = Author::operator("test");
    let mut users = Vec::new();
    for (email, role) in [("ada@x.y", UserRole::Administrator), ("eve@x.y", UserRole::Administrator)] {
        let user = User { password: Some("h".into()), ..User { role, ..user(email) } };
        store
            .add_user(&user, &operator, operator_accounts, entry(AuditAction::Invite))
            .await
            .expect("stored");
        users.push(user);
    }
    let (ada, eve) = (&users[0], &users[1]);
    // Eve's new password is being hashed; meanwhile she is made a reader whose account is closed.
    let seen = store.user(eve.id).await.expect("read").expect("there");
    let rights = |role, active| UserChange::Rights { role, active, scope: Vec::new() };
    let by_ada = Author::user(ada.id, "Ada", "");
    let close = rights(UserRole::Reader, false);
    store
        .change_user(eve.id, seen.revision, close, &by_ada, administrators, entry(AuditAction::Change))
        .await
        .expect("closed");
    let session = Uuid::now_v7();
    let changes = [
        UserChange::Password { hash: "new".into(), session },
        UserChange::Profile { name: "Eve".into(), language: "en".into() },
        UserChange::Totp { secret: Some("s".into()), session },
    ];
    let by_eve = Author::user(eve.id, "Eve", "");
    for change in changes {
        let late = store
            .change_user(eve.id, seen.revision, change, &by_eve, administrators, entry(AuditAction::Change))
            .await;
        assert!(late.is_err(), "{late:?}");
    }
    let now = store.user(eve.id).await.expect("read").expect("there");
    assert_eq!((now.role, now.active, now.password.as_deref()), (UserRole::Reader, false, Some("h")));
    // Two administrators do not undo each other's changes: the second saw an earlier revision.
    let stale = store.change_user(
        eve.id,
        seen.revision,
        rights(UserRole::Editor, true),
        &by_ada,
        administrators,
        entry(AuditAction::Change),
    );
    assert!(matches!(stale.await, Err(StoreError::UserChanged)));
    // The last administrator cannot be removed.
    let revision = store.user(ada.id).await.expect("read").expect("there").revision;
    for rights in [rights(UserRole::Editor, true), rights(UserRole::Administrator, false)] {
        let last = store
            .change_user(ada.id, revision, rights, &by_ada, administrators, entry(AuditAction::Change))
            .await;
        assert!(matches!(last, Err(StoreError::LastAdministrator)), "{last:?}");
    }
    let last = store.delete_user(ada.id, &operator, operator_accounts, entry(AuditAction::Change)).await;
    assert!(matches!(last, Err(StoreError::LastAdministrator)), "{last:?}");
    assert!(store.user(ada.id).await.expect("read").is_some());
    // Nor can the last one without a password, who signs in through an identity provider.
    let mut olga = User::new(
        Uuid::now_v7(),
        "olga@port.example",
        "Olga",
        "fr",
        UserRole::Administrator,
        Timestamp::UNIX_EPOCH,
    );
    olga.seen = Some(Timestamp::UNIX_EPOCH);
    store.add_user(&olga, &by_ada, administrators, entry(AuditAction::Invite)).await.expect("added");
    store
        .delete_user(ada.id, &operator, operator_accounts, entry(AuditAction::Change))
        .await
        .expect("deleted");
    let last = store.delete_user(olga.id, &operator, operator_accounts, entry(AuditAction::Change)).await;
    assert!(matches!(last, Err(StoreError::LastAdministrator)), "{last:?}");
}

/// An account policy: administrators change all accounts, others their own.
fn administrators(principal: &Principal, action: AccountAction) -> Decision {
    match principal {
        Principal::User(user)
            if action == AccountAction::ChangeOwn || user.role == UserRole::Administrator =>
        {
            Ok(())
        }
        _ => Err(Denial::NotActive),
    }
}

#[tokio::test]
async fn drafts_of_a_user_are_bounded_in_number_and_size() {
    let StoreWithUsers { store, _folder } = house().await;
    let ada = user("ada@x.y");
    set(&store, &ada, entry(AuditAction::Invite)).await.expect("kept");
    let draft = |fields: String| Draft {
        user: ada.id,
        record: Uuid::now_v7(),
        kind: Kind::Organisation,
        base: 0,
        merged_from: None,
        fields,
        saved: Timestamp::from_second(1_000_000).expect("a moment"),
    };
    let limit = |outcome| assert!(matches!(outcome, Err(StoreError::DraftLimit(_))), "{outcome:?}");
    let large = usize::try_from(MAX_DRAFT_BYTES).expect("a size");
    limit(store.put_draft(draft("x".repeat(large + 1))).await);
    let mut stored = Vec::new();
    for _ in 0..MAX_DRAFTS_BYTES / MAX_DRAFT_BYTES {
        stored.push(draft("x".repeat(large)));
        store.put_draft(stored.last().expect("one").clone()).await.expect("kept");
    }
    limit(store.put_draft(draft("x".to_owned())).await);
    // What was stored can be replaced and discarded.
    store.put_draft(stored[0].clone()).await.expect("kept");
    for draft in &stored {
        store.drop_draft(ada.id, draft.record).await.expect("dropped");
    }
    for _ in 0..MAX_DRAFTS {
        store.put_draft(draft("{}".to_owned())).await.expect("kept");
    }
    limit(store.put_draft(draft("{}".to_owned())).await);
}

#[tokio::test]
async fn proposals_of_a_user_that_wait_for_an_answer_are_bounded() {
    let StoreWithUsers { store, _folder } = house().await;
    let bob = user("bob@x.y");
    set(&store, &bob, entry(AuditAction::Invite)).await.expect("kept");
    let author = Author::user(bob.id, "Bob", "");
    let propose = async |slug: &str| {
        let proposal = Proposal {
            id: Uuid::now_v7(),
            record: organisation(slug, slug),
            base: 0,
            user: Some(bob.id),
            author: "Bob".into(),
            at: Timestamp::UNIX_EPOCH,
            note: String::new(),
            answer: None,
        };
        let id = proposal.id;
        store.put_proposal(proposal, &author, active).await.map(|()| id)
    };
    for i in 0..MAX_OPEN_PROPOSALS {
        propose(&format!("o-{i}")).await.expect("stored");
    }
    assert!(matches!(propose("one-more").await, Err(StoreError::ProposalLimit)));
}

/// Without its partnership, a user who is bound to it could write everywhere.
#[tokio::test]
async fn the_only_partnership_of_a_user_is_not_deleted() {
    let StoreWithUsers { store, _folder } = house().await;
    let record = |slug: &str| {
        let body = Partnership {
            title: Text([("fr".to_owned(), slug.to_owned())].into()),
            ..Partnership::default()
        };
        let body = Body::Partnership(Box::new(body));
        Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Draft, body }
    };
    let (one, other) = (record("un"), record("deux"));
    let ids = [one.id, other.id];
    let author = Author::operator("test");
    let changes = vec![Change::Create(one), Change::Create(other)];
    store.apply(changes, &author, operator_only).await.expect("stored");
    let ada = User { scope: vec![ids[0]], ..user("ada@x.y") };
    set(&store, &ada, entry(AuditAction::Invite)).await.expect("stored");
    let delete = async |id| {
        store.apply(vec![Change::Delete { id, seen: 1, unlink: true }], &author, operator_only).await
    };
    let refused = delete(ids[0]).await;
    assert!(
        matches!(&refused, Err(StoreError::BoundUsers { slug, users }) if slug == "un" && users.len() == 1),
        "{refused:?}"
    );
    delete(ids[1]).await.expect("nobody is bound to it");
}
