//! Published data reveals nothing of unpublished records.
use portulan_model::kinds::{
    Event, Funding, Organisation, Participation, Partnership, Person, Project, Transaction,
};
use portulan_model::{Body, Fact, Provenance, Record, Ref, State, Text};
use portulan_store::{
    Author, Change, RecordWriter as _, Scope, SqliteStore, Store as _, StoreError, StoredRecord,
    operator_only,
};
use uuid::Uuid;

fn text(s: &str) -> Text {
    Text([("fr".to_owned(), s.to_owned())].into())
}

fn record(slug: &str, state: State, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.into(), state, body }
}

fn organisation(slug: &str, state: State) -> Record {
    record(slug, state, Body::Organisation(Box::new(Organisation { name: text(slug), ..Default::default() })))
}

struct PublishedStore {
    store: SqliteStore,
    _folder: tempfile::TempDir,
}

impl PublishedStore {
    async fn of(records: &[Record]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("opened");
        let house = Self { store, _folder: folder };
        house.apply(records.iter().cloned().map(Change::Create).collect()).await.expect("stored");
        house
    }

    async fn apply(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        self.store.apply(changes, &Author::operator("test"), operator_only).await
    }

    /// Everything that is published, by every way of reading it, as text.
    async fn published(&self) -> Vec<String> {
        let mut ways = Vec::new();
        for scope in [Scope::Published, Scope::AsOf(jiff::Timestamp::MAX)] {
            ways.push(self.store.records(scope).await.expect("read"));
            let mut parts: Vec<StoredRecord> = Vec::new();
            let mut take = |part: Vec<StoredRecord>| {
                parts.extend(part);
                true
            };
            self.store.each(scope, portulan_model::Kind::ALL, &mut take).await.expect("read");
            ways.push(parts);
        }
        ways.into_iter()
            .map(|mut records| {
                records.sort_by_key(|s| (s.record.kind(), s.record.slug.clone()));
                format!("{:?}", records.into_iter().map(|s| s.record).collect::<Vec<_>>())
            })
            .collect()
    }
}

/// A register in which everything unpublished has a marker word in its slug and title.
fn with_secrets() -> Vec<Record> {
    let secret = |kind: &str| format!("sentinel-{kind}");
    let draft = State::Draft;
    let event = Event { title: text("sentinel"), ..Default::default() };
    let person = Person { name: text("sentinel"), ..Default::default() };
    let participation = |slug: &str| Participation { organisation: Ref::new(slug), ..Default::default() };
    let partnership = Partnership {
        title: text("Kendari"),
        events: vec![Ref::new(secret("event"))],
        contacts: vec![Ref::new(secret("person"))],
        participations: vec![participation("open"), participation(&secret("organisation"))],
        ..Default::default()
    };
    let project = Project {
        title: text("Eaux"),
        partnership: Some(Ref::new("kendari")),
        contacts: vec![Ref::new(secret("person"))],
        transactions: vec![Transaction {
            provider: Some(Ref::new(secret("organisation"))),
            receiver: Some(Ref::new("open")),
            ..Default::default()
        }],
        funding: vec![Funding { funder: Ref::new(secret("organisation")), ..Default::default() }],
        ..Default::default()
    };
    let parent =
        Fact { value: Ref::new(secret("organisation")), source: None, provenance: Provenance::Stated };
    let child = Organisation { name: text("Fille"), parent: Some(parent), ..Default::default() };
    vec![
        record(&secret("event"), draft, Body::Event(Box::new(event))),
        record(&secret("person"), draft, Body::Person(Box::new(person))),
        organisation(&secret("organisation"), draft),
        organisation("open", State::Published),
        record("fille", State::Published, Body::Organisation(Box::new(child))),
        record("kendari", State::Published, Body::Partnership(Box::new(partnership))),
        record("eaux", State::Published, Body::Project(Box::new(project))),
    ]
}

#[tokio::test]
async fn drafts_and_contacts_are_named_nowhere() {
    let house = PublishedStore::of(&with_secrets()).await;
    for way in house.published().await {
        assert!(way.contains("kendari") && way.contains("eaux") && way.contains("fille"), "{way}");
        assert!(!way.contains("sentinel"), "{way}");
    }
    let stored = house.store.records(Scope::Published).await.expect("read");
    for stored in &stored {
        match &stored.record.body {
            Body::Partnership(b) => assert_eq!((b.participations.len(), b.events.len()), (1, 0)),
            // Amounts stay, without the organisation that pays or receives.
            Body::Project(b) => {
                assert_eq!((b.transactions.len(), b.funding.len()), (1, 1));
                assert_eq!(
                    (b.transactions[0].provider.is_some(), b.transactions[0].receiver.is_some()),
                    (false, true)
                );
            }
            Body::Organisation(b) => assert!(b.parent.is_none(), "{b:?}"),
            _ => {}
        }
    }
    let own = house.store.records(Scope::Latest).await.expect("read");
    assert!(format!("{own:?}").contains("sentinel-person"), "the office sees all");
}

#[tokio::test]
async fn a_draft_changes_no_byte_of_what_is_published() {
    let house = PublishedStore::of(&with_secrets()).await;
    let before = house.published().await;
    let number = house.store.publication().await.expect("a number");
    for stored in house.store.records(Scope::Latest).await.expect("read") {
        // As it is now: its targets may have been renamed.
        let stored = house.store.record_of(stored.record.id).await.expect("read").expect("there");
        let slug = format!("another-{}", stored.record.slug);
        let record = Record { slug, state: State::Draft, ..stored.record };
        house.apply(vec![Change::Update { record, seen: stored.revision }]).await.expect("stored");
    }
    assert_eq!(house.published().await, before);
    assert_eq!(house.store.publication().await.expect("a number"), number, "and the site is not renewed");
}

#[tokio::test]
async fn two_public_records_of_a_kind_never_share_an_address() {
    let (one, two) = (organisation("port", State::Published), organisation("quay", State::Draft));
    let house = PublishedStore::of(&[one.clone(), two.clone()]).await;
    // A draft renames the first record, which frees its slug for the second, but not its public address.
    let renamed = Record { slug: "harbour".into(), state: State::Draft, ..one.clone() };
    house.apply(vec![Change::Update { record: renamed.clone(), seen: 1 }]).await.expect("stored");
    let taken = Record { slug: "port".into(), ..two.clone() };
    house.apply(vec![Change::Update { record: taken.clone(), seen: 1 }]).await.expect("stored");
    let published = Record { state: State::Published, ..taken };
    let refused = house.apply(vec![Change::Update { record: published.clone(), seen: 2 }]).await;
    assert!(matches!(refused, Err(StoreError::SlugTaken { .. })), "{refused:?}");
    let renamed = Record { state: State::Published, ..renamed };
    house.apply(vec![Change::Update { record: renamed, seen: 2 }]).await.expect("stored");
    house.apply(vec![Change::Update { record: published, seen: 2 }]).await.expect("the address is free now");
}

#[tokio::test]
async fn who_is_erased_leaves_every_record_and_their_states_stay() {
    let house = PublishedStore::of(&with_secrets()).await;
    let find = async |slug: &str| {
        let all = house.store.records(Scope::Latest).await.expect("read");
        all.into_iter().find(|s| s.record.slug == slug).expect("there")
    };
    let person = find("sentinel-person").await.record.id;
    let refused = house.apply(vec![Change::Delete { id: person, seen: 1, unlink: false }]).await;
    assert!(matches!(refused, Err(StoreError::Referred { .. })), "{refused:?}");
    house.apply(vec![Change::Delete { id: person, seen: 1, unlink: true }]).await.expect("erased");
    for slug in ["kendari", "eaux"] {
        let stored = find(slug).await;
        assert_eq!((stored.revision, stored.record.state), (2, State::Published));
        assert!(!format!("{:?}", stored.record.body).contains("sentinel-person"));
    }
}
