//! The rights of users bound to partnerships grow only by the records that they create.
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use portulan_editorial::{Editorial, NewProposal, NewRecord};
use portulan_model::kinds::{Agreement, Event, Media, Organisation, Partnership, Project};
use portulan_model::{Body, Record, Ref, State, Text};
use portulan_store::{
    Accounts as _, Action, AuditAction, AuditEntry, Author, Change, RecordWriter as _, Scope, SettingKey,
    SqliteStore, Store as _, User, UserRole, WorkflowStore as _, operator_accounts, operator_only,
};
use proptest::prelude::*;
use uuid::Uuid;

fn text(s: &str) -> Text {
    Text([("fr".to_owned(), s.to_owned())].into())
}

/// Two records of each relevant kind; the one named `a` belongs to the partnership of the bound user.
fn record(kind: usize, side: &str) -> Record {
    let (title, slug) = (text(side), format!("{side}-{kind}"));
    let partnership = || Some(Ref::new(format!("{side}-0")));
    let body = match kind {
        0 => Body::Partnership(Box::new(Partnership { title, ..Default::default() })),
        1 => Body::Project(Box::new(Project { title, partnership: partnership(), ..Default::default() })),
        2 => Body::Agreement(Box::new(Agreement {
            title,
            partnerships: partnership().into_iter().collect(),
            ..Default::default()
        })),
        3 => Body::Event(Box::new(Event { title, ..Default::default() })),
        4 => Body::Media(Box::new(Media { alt: title, ..Default::default() })),
        _ => Body::Organisation(Box::new(Organisation { name: title, ..Default::default() })),
    };
    Record { id: Uuid::now_v7(), slug, state: State::Draft, body }
}

/// Makes a record refer to a partnership, an event and a picture, as far as its kind allows.
fn link(body: &mut Body, side: &str) {
    let of = |kind: usize| format!("{side}-{kind}");
    match body {
        Body::Partnership(b) => {
            b.events = vec![Ref::new(of(3))];
            b.media = vec![Ref::new(of(4))];
            b.related = vec![Ref::new(of(0))];
        }
        Body::Project(b) => {
            b.partnership = Some(Ref::new(of(0)));
            b.media = vec![Ref::new(of(4))];
            b.agreement = Some(Ref::new(of(2)));
        }
        Body::Agreement(b) => b.partnerships = vec![Ref::new(of(0))],
        Body::Event(b) => b.media = vec![Ref::new(of(4))],
        _ => {}
    }
}

/// A step that the bound user tries.
#[derive(Debug, Clone)]
enum TriedStep {
    /// Save a record in a state, with a reference to one side.
    Save { record: usize, side: bool, state: State },
    /// Create a record of a kind, with a reference to one side.
    Create { kind: usize, side: bool },
    /// Propose that a record refer to one side; an editor without bounds accepts.
    Propose { record: usize, side: bool },
    /// An editor without bounds saves a record unchanged.
    StaffSave { record: usize },
    /// Archive a record.
    Archive { record: usize },
}

fn step() -> impl Strategy<Value = TriedStep> {
    let state = prop_oneof![Just(State::Draft), Just(State::InReview), Just(State::Published)];
    prop_oneof![
        4 => (0..12_usize, any::<bool>(), state)
            .prop_map(|(record, side, state)| TriedStep::Save { record, side, state }),
        2 => (0..6_usize, any::<bool>()).prop_map(|(kind, side)| TriedStep::Create { kind, side }),
        2 => (0..12_usize, any::<bool>()).prop_map(|(record, side)| TriedStep::Propose { record, side }),
        2 => (0..12_usize).prop_map(|record| TriedStep::StaffSave { record }),
        1 => (0..12_usize).prop_map(|record| TriedStep::Archive { record }),
    ]
}

fn side(is_foreign: bool) -> &'static str {
    if is_foreign { "b" } else { "a" }
}

struct TestRegister {
    store: SqliteStore,
    editorial: Editorial,
    records: Vec<Record>,
    bound: Author,
    editor: Author,
    _folder: tempfile::TempDir,
}

impl TestRegister {
    async fn new(role: UserRole) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("opened");
        let records: Vec<Record> =
            ["a", "b"].iter().flat_map(|side| (0..6).map(|kind| record(kind, side))).collect();
        let mut linked = records.clone();
        for record in &mut linked {
            let side = record.slug[..1].to_owned();
            if !matches!(record.body, Body::Partnership(_)) {
                link(&mut record.body, &side);
            }
        }
        let changes = linked.into_iter().map(Change::Create).collect();
        store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
        let bound = User {
            scope: vec![records[0].id],
            password: Some(String::new()),
            ..User::new(Uuid::now_v7(), "bound@city.example", "Bound", "fr", role, Timestamp::UNIX_EPOCH)
        };
        let editor = User::new(
            Uuid::now_v7(),
            "editor@city.example",
            "Editor",
            "fr",
            UserRole::Editor,
            Timestamp::UNIX_EPOCH,
        );
        for user in [&bound, &editor] {
            let operator = Author::operator("test");
            store
                .add_user(user, &operator, operator_accounts, AuditEntry::new("test", AuditAction::Set))
                .await
                .expect("stored");
        }
        let of = |user: &User| Author::user(user.id, &user.name, "");
        Self {
            editorial: Editorial::new(Arc::new(store.clone())),
            bound: of(&bound),
            editor: of(&editor),
            store,
            records,
            _folder: folder,
        }
    }

    /// The records on which the bound user may perform an action.
    async fn allowed(&self, action: Action) -> BTreeSet<Uuid> {
        let mut out = BTreeSet::new();
        for stored in self.store.records(Scope::Latest).await.expect("read") {
            if self.editorial.allows(&self.bound, &stored.record, action).await.expect("asked") {
                out.insert(stored.record.id);
            }
        }
        out
    }

    async fn linked(&self, i: usize, side: &str) -> (Record, i64) {
        let stored = self.store.record_of(self.records[i].id).await.expect("read").expect("there");
        let mut record = stored.record;
        link(&mut record.body, side);
        (record, stored.revision)
    }

    /// Tries a step. Returns the id of the record that it created.
    async fn run(&self, step: TriedStep) -> Option<Uuid> {
        match step {
            TriedStep::Save { record, side: foreign, state } => {
                let (record, seen) = self.linked(record, side(foreign)).await;
                let _ = self.editorial.save(&self.bound, Record { state, ..record }, seen, Vec::new()).await;
                None
            }
            TriedStep::Create { kind, side: foreign } => {
                let mut new = record(kind, "new");
                link(&mut new.body, side(foreign));
                let id = new.id;
                self.editorial.create(&self.bound, NewRecord::new(new)).await.ok().map(|_| id)
            }
            TriedStep::Propose { record, side: foreign } => {
                let (record, seen) = self.linked(record, side(foreign)).await;
                let new = NewProposal { record, seen, note: String::new() };
                if let Ok(id) = self.editorial.propose(&self.bound, new).await {
                    let _ = self.editorial.accept(&self.editor, id, "", "").await;
                }
                None
            }
            TriedStep::StaffSave { record } => {
                let id = self.records[record].id;
                let stored = self.store.record_of(id).await.expect("read").expect("there");
                let record = Record { state: State::Draft, ..stored.record };
                let _ = self.editorial.save(&self.editor, record, stored.revision, Vec::new()).await;
                None
            }
            TriedStep::Archive { record } => {
                let stored =
                    self.store.record_of(self.records[record].id).await.expect("read").expect("there");
                let _ = self.editorial.archive(&self.bound, stored.record.id, stored.revision).await;
                None
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rights_grow_by_what_is_created_and_nothing_else(
        is_publisher in any::<bool>(),
        steps in prop::collection::vec(step(), 1..14),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let role = if is_publisher { UserRole::Publisher } else { UserRole::Editor };
            let house = TestRegister::new(role).await;
            let actions = [Action::Save(State::Draft), Action::Save(State::Archived), Action::Erase];
            let mut created = BTreeSet::new();
            let mut before = Vec::new();
            for action in actions {
                before.push(house.allowed(action).await);
            }
            // The partnership, its project and agreement, and the picture that the project shows.
            prop_assert_eq!(before[0].len(), 4);
            for step in steps {
                created.extend(house.run(step.clone()).await);
                for (action, before) in actions.into_iter().zip(&before) {
                    let now = house.allowed(action).await;
                    let grown: Vec<_> =
                        now.iter().filter(|id| !before.contains(id) && !created.contains(id)).collect();
                    // A withdrawn record may be deleted once it is archived: a right that the user had before.
                    prop_assert!(action == Action::Erase || grown.is_empty(), "{step:?} gives {action:?} on {grown:?}");
                    if action == Action::Erase {
                        let foreign = grown.iter().any(|id| !house.records[..6].iter().any(|r| r.id == **id));
                        prop_assert!(!foreign, "{step:?} gives {action:?} on {grown:?}");
                    }
                }
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn partners_see_no_draft_because_an_editor_accepted_what_they_proposed() {
    let house = TestRegister::new(UserRole::Partner).await;
    let before = house.allowed(Action::View).await;
    let (mut record, seen) = house.linked(0, "b").await;
    if let Body::Partnership(b) = &mut record.body {
        b.related.clear();
    }
    let new = NewProposal { record, seen, note: String::new() };
    let id = house.editorial.propose(&house.bound, new).await.expect("proposed");
    house.editorial.accept(&house.editor, id, "", "").await.expect("accepted");
    assert_eq!(house.allowed(Action::View).await, before);
}

#[tokio::test]
async fn a_reference_written_by_an_editor_bound_to_nothing_gives_the_right() {
    let house = TestRegister::new(UserRole::Editor).await;
    let event = house.records[9].id;
    assert!(!house.allowed(Action::Save(State::Draft)).await.contains(&event));
    let (mut record, seen) = house.linked(0, "b").await;
    if let Body::Partnership(b) = &mut record.body {
        (b.related, b.media) = (Vec::new(), Vec::new());
    }
    house.editorial.save(&house.editor, record.clone(), seen, Vec::new()).await.expect("saved");
    assert!(house.allowed(Action::Save(State::Draft)).await.contains(&event));
    if let Body::Partnership(b) = &mut record.body {
        b.events.clear();
    }
    house.editorial.save(&house.editor, record, seen + 1, Vec::new()).await.expect("saved");
    assert!(
        !house.allowed(Action::Save(State::Draft)).await.contains(&event),
        "and its removal takes it away"
    );
}

#[tokio::test]
async fn what_others_save_unchanged_gives_no_right() {
    let house = TestRegister::new(UserRole::Editor).await;
    let event = house.records[9].id;
    let (mut record, seen) = house.linked(0, "b").await;
    if let Body::Partnership(b) = &mut record.body {
        (b.related, b.media) = (Vec::new(), Vec::new());
    }
    house.editorial.save(&house.bound, record.clone(), seen, Vec::new()).await.expect("saved");
    if let Body::Partnership(b) = &mut record.body {
        b.title.0.insert("en".to_owned(), "Corrected".to_owned());
    }
    house.editorial.save(&house.editor, record, seen + 1, Vec::new()).await.expect("saved");
    assert!(!house.allowed(Action::Save(State::Draft)).await.contains(&event));
}

#[tokio::test]
async fn an_accepted_move_gives_no_right_when_others_save_it_unchanged() {
    let house = TestRegister::new(UserRole::Editor).await;
    let before = house.allowed(Action::Save(State::Draft)).await;
    for kind in [1, 2] {
        let foreign = 6 + kind;
        house.run(TriedStep::Propose { record: foreign, side: false }).await;
        assert_eq!(house.allowed(Action::Save(State::Draft)).await, before);
        let moved = house.linked(foreign, "a").await.0;
        let stored = house.store.record_of(moved.id).await.expect("read").expect("there").record;
        assert_eq!(stored.body, moved.body, "the proposal was accepted");
        house.run(TriedStep::StaffSave { record: foreign }).await;
        assert_eq!(house.allowed(Action::Save(State::Draft)).await, before);
    }
}

#[tokio::test]
async fn two_publishers_publish_again_what_was_unpublished() {
    let house = TestRegister::new(UserRole::Publisher).await;
    let setting = house.store.put_setting(
        &SettingKey::TwoPersonApproval,
        "true",
        AuditEntry::new("test", AuditAction::Set),
    );
    setting.await.expect("set");
    let other = User::new(
        Uuid::now_v7(),
        "other@city.example",
        "Other",
        "fr",
        UserRole::Publisher,
        Timestamp::UNIX_EPOCH,
    );
    let operator = Author::operator("test");
    house
        .store
        .add_user(&other, &operator, operator_accounts, AuditEntry::new("test", AuditAction::Set))
        .await
        .expect("stored");
    let other = Author::user(other.id, &other.name, "");
    let record = house.records[0].clone();
    let newest = async || house.store.record_of(record.id).await.expect("read").expect("there");
    // A revision without a change would not be the user's work.
    let mut draft = Record { state: State::Draft, ..newest().await.record };
    link(&mut draft.body, "b");
    let seen = newest().await.revision;
    house.editorial.save(&house.bound, draft, seen, Vec::new()).await.expect("saved");
    let allows = async |author: &Author| {
        let stored = newest().await.record;
        house.editorial.allows(author, &stored, Action::Save(State::Published)).await.expect("asked")
    };
    assert!(!allows(&house.bound).await, "own work");
    assert!(allows(&other).await);
    let published = Record { state: State::Published, ..newest().await.record };
    let seen = newest().await.revision;
    house.editorial.save(&other, published, seen, Vec::new()).await.expect("published");
    house.editorial.unpublish(&other, record.id, newest().await.revision).await.expect("unpublished");
    assert!(allows(&house.bound).await && allows(&other).await, "nobody has written since");
    // Writing to an unpublished record is an ordinary change of one's own record.
    let mut changed = newest().await.record;
    link(&mut changed.body, "a");
    let seen = newest().await.revision;
    house.editorial.save(&other, changed, seen, Vec::new()).await.expect("saved");
    assert!(allows(&house.bound).await && !allows(&other).await);
}
