//! One suite for every implementation of `Store`: it uses the traits only.
use std::future::Future;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::{Authority, Budget, Document, Funding, InKind, Organisation, Project};
use portulan_model::{
    Body, Currency, FacetName, Fact, FileKind, Kind, Money, Provenance, Record, Ref, State, Text,
    WorkingDays, folder,
};
use portulan_store::{
    Author, Change, Clock, Denial, DocumentFileStore, FILE_PART_BYTES, Filter, RecordWriter, Scope,
    SqliteStore, Store, StoreError, StoredRecord, operator_only,
};
use portulan_testkit::ManualClock;
use uuid::Uuid;

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// A store, with the interface to change its records.
trait TestStore: Store + RecordWriter + DocumentFileStore {}

impl<T: Store + RecordWriter + DocumentFileStore> TestStore for T {}

fn author() -> Author {
    Author { reason: "because".into(), ..Author::operator("test") }
}

fn text(s: &str) -> Text {
    Text([("fr".to_owned(), s.to_owned())].into())
}

fn organisation(slug: &str, parent: Option<&str>) -> Record {
    let parent = parent.map(|p| Fact { value: Ref::new(p), source: None, provenance: Provenance::Stated });
    let body = Organisation { name: text(slug), parent, ..Default::default() };
    Record {
        id: Uuid::now_v7(),
        slug: slug.into(),
        state: State::Published,
        body: Body::Organisation(Box::new(body)),
    }
}

async fn slugs(store: &dyn TestStore, scope: Scope) -> Vec<String> {
    store.records(scope).await.expect("records").into_iter().map(|s| s.record.slug).collect()
}

async fn run<F: Future<Output = Box<dyn TestStore>>>(fresh: impl Fn(Arc<dyn Clock>) -> F) {
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_700_000_000).expect("a moment")));
    let fresh = || fresh(clock.clone());
    keeps_and_returns(&*fresh().await).await;
    is_all_or_nothing(&*fresh().await).await;
    refuses_numbers_that_are_too_large(&*fresh().await).await;
    refuses_records_that_could_not_be_read_again(&*fresh().await).await;
    measures_the_newest_revisions(&*fresh().await).await;
    locks_optimistically(&*fresh().await).await;
    refuses_to_break_references(&*fresh().await).await;
    follows_a_renamed_record(&*fresh().await).await;
    counts_values_and_adds_up_amounts(&*fresh().await).await;
    keeps_history_and_the_published_revision(&*fresh().await).await;
    withdraws_what_is_unpublished(&*fresh().await, &clock).await;
    has_one_authority(&*fresh().await).await;
    keeps_files(&*fresh().await).await;
    keeps_files_of_documents_in_parts(&*fresh().await).await;
    searches_the_whole_text_and_the_files(&*fresh().await).await;
    hands_over_in_parts(&*fresh().await).await;
    remembers_what_was_published(&*fresh().await, &clock).await;
}

async fn keeps_and_returns(store: &dyn TestStore) {
    // The child comes first: the order inside a batch does not matter.
    let (child, parent) = (organisation("child", Some("parent")), organisation("parent", None));
    let changes = vec![Change::Create(child.clone()), Change::Create(parent.clone())];
    store.apply(changes, &author(), operator_only).await.expect("kept");
    let records: Vec<Record> =
        store.records(Scope::Latest).await.expect("records").into_iter().map(|s| s.record).collect();
    assert_eq!(records, [child, parent]);
    assert_eq!(store.generation().await.expect("generation"), 1);
}

async fn remembers_what_was_published(store: &dyn TestStore, clock: &ManualClock) {
    let (one, two) = (organisation("one", None), organisation("two", None));
    let draft = Record { state: State::Draft, ..organisation("draft", None) };
    store
        .apply(vec![Change::Create(one.clone()), Change::Create(draft.clone())], &author(), operator_only)
        .await
        .expect("kept");
    clock.advance(SECOND);
    let then = clock.now();
    clock.advance(SECOND);
    let changes = vec![
        Change::Update { record: Record { state: State::Archived, ..one.clone() }, seen: 1 },
        Change::Update { record: Record { state: State::Archived, ..draft }, seen: 1 },
        Change::Create(two),
    ];
    store.apply(changes, &author(), operator_only).await.expect("kept");
    clock.advance(SECOND);
    for (moment, wanted) in
        [(then, vec!["one"]), (clock.now(), vec!["two"]), (jiff::Timestamp::UNIX_EPOCH, vec![])]
    {
        assert_eq!(slugs(store, Scope::AsOf(moment)).await, wanted);
        let mut found = Vec::new();
        let mut take = |part: Vec<StoredRecord>| {
            found.extend(part.into_iter().map(|s| s.record.slug));
            true
        };
        store.each(Scope::AsOf(moment), &[Kind::Organisation], &mut take).await.expect("read");
        assert_eq!(found, wanted);
    }
    // A draft that was never published is not listed, nor is its archiving.
    let versions = store.versions().await.expect("versions");
    let reported: Vec<_> = versions.iter().map(|v| (v.slug.as_str(), v.number, v.withdrawn)).collect();
    assert_eq!(reported, [("one", 2, true), ("two", 1, false), ("one", 1, false)]);
}

async fn hands_over_in_parts(store: &dyn TestStore) {
    let mut changes: Vec<Change> =
        (0..450).map(|i| Change::Create(organisation(&format!("o{i:03}"), Some("o000")))).collect();
    changes[0] = Change::Create(organisation("o000", None));
    changes.push(Change::Create(Record { state: State::Draft, ..organisation("p-draft", None) }));
    store.apply(changes, &author(), operator_only).await.expect("kept");
    let (mut sizes, mut records) = (Vec::new(), Vec::new());
    let mut take = |part: Vec<StoredRecord>| {
        sizes.push(part.len());
        records.extend(part);
        true
    };
    store.each(Scope::Published, &[Kind::Project, Kind::Organisation], &mut take).await.expect("read");
    assert!(sizes.len() > 1 && sizes.iter().all(|size| *size < 450), "{sizes:?}");
    let whole = store.records(Scope::Published).await.expect("records");
    assert_eq!(records.len(), 450);
    assert!(records.iter().zip(&whole).all(|(a, b)| a.record == b.record && a.updated == b.updated));
    // A visitor that stops receives no more batches.
    let mut parts = 0;
    let mut first = |_: Vec<StoredRecord>| {
        parts += 1;
        false
    };
    store.each(Scope::Latest, &[Kind::Organisation], &mut first).await.expect("read");
    assert_eq!(parts, 1);
}

async fn refuses_numbers_that_are_too_large(store: &dyn TestStore) {
    let with = |days: i64| {
        let in_kind = InKind { days: Some(WorkingDays(days.into())), ..Default::default() };
        let body = Project { in_kind: vec![in_kind], ..Default::default() };
        Record { body: Body::Project(Box::new(body)), ..organisation("help", None) }
    };
    let refused = store.apply(vec![Change::Create(with(1_000_001))], &author(), operator_only).await;
    let refused = refused.expect_err("refused");
    assert!(
        matches!(&refused, StoreError::NumberTooLarge { path, .. } if path == "/in_kind/0/days"),
        "{refused}"
    );
    store.apply(vec![Change::Create(with(1_000_000))], &author(), operator_only).await.expect("stored");
}

async fn refuses_records_that_could_not_be_read_again(store: &dyn TestStore) {
    let with = |length: usize| {
        let body = Organisation { name: text(&"a".repeat(length)), ..Default::default() };
        Record { body: Body::Organisation(Box::new(body)), ..organisation("long", None) }
    };
    let refused =
        store.apply(vec![Change::Create(with(folder::MAX_FILE_BYTES))], &author(), operator_only).await;
    assert!(matches!(refused, Err(StoreError::RecordTooLarge { .. })));
    let largest = with(folder::MAX_FILE_BYTES - 1_000);
    assert!(folder::read(Kind::Organisation, "long", &folder::write(&largest)).is_ok());
    store.apply(vec![Change::Create(largest)], &author(), operator_only).await.expect("stored");
}

async fn measures_the_newest_revisions(store: &dyn TestStore) {
    let (short, long) = (organisation("short", None), organisation("long", None));
    let changes = vec![Change::Create(short.clone()), Change::Create(long.clone())];
    store.apply(changes, &author(), operator_only).await.expect("stored");
    let body = Organisation { name: text(&"é".repeat(1_000)), ..Default::default() };
    let record = Record { body: Body::Organisation(Box::new(body)), ..long.clone() };
    store.apply(vec![Change::Update { record, seen: 1 }], &author(), operator_only).await.expect("stored");
    let bytes = async |ids: &[Uuid]| store.body_bytes(ids).await.expect("a number");
    let (short_bytes, long_bytes) = (bytes(&[short.id]).await, bytes(&[long.id]).await);
    assert_eq!(short_bytes, u64::try_from(r#"{"name":{"fr":"short"}}"#.len()).expect("few"));
    assert_eq!(long_bytes, short_bytes - 5 + 2_000, "bytes, not characters");
    assert_eq!(bytes(&[short.id, long.id]).await, short_bytes + long_bytes);
    assert_eq!(bytes(&[Uuid::now_v7()]).await, 0);
}

async fn is_all_or_nothing(store: &dyn TestStore) {
    let changes = vec![
        Change::Create(organisation("good", None)),
        Change::Create(organisation("bad", Some("nowhere"))),
    ];
    let refused = store.apply(changes, &author(), operator_only).await.expect_err("refused");
    assert!(matches!(&refused, StoreError::Dangling { path, .. } if path == "/parent/value"), "{refused}");
    assert!(slugs(store, Scope::Latest).await.is_empty());
    let twice = vec![Change::Create(organisation("same", None)), Change::Create(organisation("same", None))];
    assert!(matches!(store.apply(twice, &author(), operator_only).await, Err(StoreError::SlugTaken { .. })));
    assert!(slugs(store, Scope::Latest).await.is_empty());
    assert_eq!(store.generation().await.expect("generation"), 0);
}

async fn locks_optimistically(store: &dyn TestStore) {
    let record = organisation("one", None);
    store.apply(vec![Change::Create(record.clone())], &author(), operator_only).await.expect("kept");
    let update = |seen| vec![Change::Update { record: record.clone(), seen }];
    store.apply(update(1), &author(), operator_only).await.expect("kept");
    let late = store.apply(update(1), &author(), operator_only).await;
    assert!(matches!(late, Err(StoreError::Conflict { seen: 1, found: 2, .. })), "{late:?}");
    let nobody = Change::Delete { id: Uuid::now_v7(), seen: 1, unlink: false };
    assert!(matches!(store.apply(vec![nobody], &author(), operator_only).await, Err(StoreError::Missing(_))));
}

async fn refuses_to_break_references(store: &dyn TestStore) {
    let (child, parent) = (organisation("child", Some("parent")), organisation("parent", None));
    let delete = |r: &Record| Change::Delete { id: r.id, seen: 1, unlink: false };
    store
        .apply(vec![Change::Create(parent.clone()), Change::Create(child.clone())], &author(), operator_only)
        .await
        .expect("kept");
    match store.apply(vec![delete(&parent)], &author(), operator_only).await {
        Err(StoreError::Referred { referrers, .. }) => assert_eq!(referrers, ["organisation/child"]),
        other => panic!("{other:?}"),
    }
    store
        .apply(vec![delete(&parent), delete(&child)], &author(), operator_only)
        .await
        .expect("both go together");
    assert!(slugs(store, Scope::Latest).await.is_empty());
}

async fn follows_a_renamed_record(store: &dyn TestStore) {
    let (child, parent) = (organisation("child", Some("parent")), organisation("parent", None));
    store
        .apply(vec![Change::Create(parent.clone()), Change::Create(child.clone())], &author(), operator_only)
        .await
        .expect("kept");
    let record = Record { slug: "renamed".into(), ..parent };
    store.apply(vec![Change::Update { record, seen: 1 }], &author(), operator_only).await.expect("kept");
    let records = store.records(Scope::Latest).await.expect("records");
    let Body::Organisation(body) = &records[0].record.body else { panic!("an organisation") };
    assert_eq!(body.parent.as_ref().map(|p| p.value.slug()), Some("renamed"));
    assert_eq!(records[0].revision, 1, "the one who refers is untouched");
}

async fn counts_values_and_adds_up_amounts(store: &dyn TestStore) {
    let funder = organisation("funder", None);
    let euros = |amount: &str, currency: &str| Money {
        amount: amount.parse().expect("a number"),
        currency: Currency(currency.to_owned()),
        value_date: "2025".parse().expect("a year"),
    };
    let project = |slug: &str, amounts: &[(&str, &str)]| Record {
        id: Uuid::now_v7(),
        slug: slug.into(),
        state: State::Draft,
        body: Body::Project(Box::new(Project {
            funding: vec![Funding { funder: Ref::new("funder"), ..Funding::default() }],
            budgets: amounts
                .iter()
                .map(|(amount, currency)| Budget {
                    value: Some(euros(amount, currency)),
                    ..Budget::default()
                })
                .collect(),
            ..Project::default()
        })),
    };
    let (a, b) = (project("a", &[("0.10", "EUR"), ("0.20", "EUR")]), project("b", &[("5", "USD")]));
    let changes = [&funder, &a, &b].map(|record| Change::Create(record.clone())).to_vec();
    store.apply(changes, &author(), operator_only).await.expect("kept");
    let filter = Filter::of(Kind::Project);
    let id = funder.id.to_string();
    let figures = async |filter: &Filter| store.list_figures(filter, Some(10)).await.expect("figures");
    let counts = async || figures(&filter).await.values.remove(&FacetName::Funder).unwrap_or_default();
    assert_eq!(counts().await, [(id.clone(), 2)]);
    let totals: Vec<(String, String)> = figures(&filter)
        .await
        .totals
        .into_iter()
        .map(|total| (total.currency, total.amount.to_string()))
        .collect();
    assert_eq!(totals, [("EUR".to_owned(), "0.30".to_owned()), ("USD".to_owned(), "5".to_owned())]);
    // Another slug of the funder is the same funder; a value that a record no longer has is gone.
    let renamed = Record { slug: "renamed".into(), ..funder };
    let without = Record { body: Body::Project(Box::default()), ..b };
    let changes = [renamed, without].map(|record| Change::Update { record, seen: 1 }).to_vec();
    store.apply(changes, &author(), operator_only).await.expect("kept");
    assert_eq!(counts().await, [(id.clone(), 1)]);
    let narrowed = filter.clone().with_facet(FacetName::Funder, id);
    assert_eq!(store.list(&narrowed).await.expect("a list").total, 1);
    assert_eq!(figures(&narrowed).await.totals.len(), 1);
    // Users who see published records only do not count drafts.
    let seen = Filter { seen_from: Some(Vec::new()), ..filter.clone() };
    assert!(figures(&seen).await.values.is_empty());
}

async fn keeps_history_and_the_published_revision(store: &dyn TestStore) {
    let first = organisation("one", None);
    store.apply(vec![Change::Create(first.clone())], &author(), operator_only).await.expect("kept");
    let draft = Record {
        state: State::Draft,
        body: Body::Organisation(Box::new(Organisation { name: text("new"), ..Default::default() })),
        ..first.clone()
    };
    store
        .apply(vec![Change::Update { record: draft.clone(), seen: 1 }], &author(), operator_only)
        .await
        .expect("kept");
    let published = store.records(Scope::Published).await.expect("records");
    assert_eq!(published[0].record, first, "a draft does not show");
    assert_eq!(store.records(Scope::Latest).await.expect("records")[0].record, draft);
    let history = store.history(first.id).await.expect("history");
    assert_eq!(history.iter().map(|r| r.number).collect::<Vec<_>>(), [2, 1]);
    assert_eq!((history[1].author.as_str(), history[1].reason.as_str()), ("test", "because"));
    for (before, limit, wanted) in
        [(None, 1, &[2][..]), (Some(2), 5, &[1]), (None, 5, &[2, 1]), (Some(1), 5, &[])]
    {
        let page = store.history_page(first.id, before, limit).await.expect("history");
        assert_eq!(page.iter().map(|r| r.number).collect::<Vec<_>>(), wanted, "{before:?} {limit}");
    }
    let archived = Record { state: State::Archived, ..draft };
    store
        .apply(vec![Change::Update { record: archived, seen: 2 }], &author(), operator_only)
        .await
        .expect("kept");
    assert!(slugs(store, Scope::Published).await.is_empty());
    let document = Body::Document(Box::new(Document { title: text("x"), ..Default::default() }));
    let hidden = Record { id: Uuid::now_v7(), slug: "one".into(), state: State::InReview, body: document };
    store
        .apply(vec![Change::Create(hidden)], &author(), operator_only)
        .await
        .expect("the slug is free in another kind");
    assert!(slugs(store, Scope::Published).await.is_empty());
}

/// Unpublishing withdraws a record as archiving does, with its history at each moment.
async fn withdraws_what_is_unpublished(store: &dyn TestStore, clock: &ManualClock) {
    let published = organisation("one", None);
    store.apply(vec![Change::Create(published.clone())], &author(), operator_only).await.expect("kept");
    clock.advance(SECOND);
    let between = clock.now();
    clock.advance(SECOND);
    let unpublished = Record { state: State::Unpublished, ..published.clone() };
    let update = |record: &Record, seen| vec![Change::Update { record: record.clone(), seen }];
    store.apply(update(&unpublished, 1), &author(), operator_only).await.expect("kept");
    assert!(slugs(store, Scope::Published).await.is_empty());
    assert_eq!(slugs(store, Scope::AsOf(between)).await, ["one"]);
    assert!(slugs(store, Scope::AsOf(clock.now() + SECOND)).await.is_empty());
    let versions = store.versions().await.expect("versions");
    assert_eq!(versions.iter().map(|v| (v.number, v.withdrawn)).collect::<Vec<_>>(), [(2, true), (1, false)]);
    // A draft does not publish it again; publishing does.
    let draft = Record { state: State::Draft, ..published.clone() };
    store.apply(update(&draft, 2), &author(), operator_only).await.expect("kept");
    assert!(slugs(store, Scope::Published).await.is_empty());
    store.apply(update(&published, 3), &author(), operator_only).await.expect("kept");
    assert_eq!(slugs(store, Scope::Published).await, ["one"]);
}

async fn has_one_authority(store: &dyn TestStore) {
    let authority = |slug: &str| Record {
        id: Uuid::now_v7(),
        slug: slug.into(),
        state: State::Published,
        body: Body::Authority(Box::new(Authority { name: text(slug), ..Default::default() })),
    };
    let (first, second) = (authority("first"), authority("second"));
    store.apply(vec![Change::Create(first.clone())], &author(), operator_only).await.expect("stored");
    let refused = store.apply(vec![Change::Create(second.clone())], &author(), operator_only).await;
    assert!(matches!(refused, Err(StoreError::Denied(Denial::SecondAuthority))), "{refused:?}");
    assert_eq!(slugs(store, Scope::Latest).await, ["first"]);
    // A batch may replace it, in any order.
    let replaced = vec![Change::Create(second), Change::Delete { id: first.id, seen: 1, unlink: false }];
    store.apply(replaced, &author(), operator_only).await.expect("replaced");
    assert_eq!(slugs(store, Scope::Latest).await, ["second"]);
}

async fn keeps_files_of_documents_in_parts(store: &dyn TestStore) {
    let put = |bytes: &[u8]| Change::PutFile {
        kind: FileKind::Document,
        name: "a.pdf".into(),
        bytes: bytes.to_vec(),
    };
    let large: Vec<u8> = (0..=FILE_PART_BYTES * 2).map(|n| n.to_le_bytes()[0]).collect();
    store.apply(vec![put(&large)], &author(), operator_only).await.expect("stored");
    let file = store.document_files().await.expect("read").pop().expect("a file");
    assert_eq!((file.size, file.part_count()), (large.len() as u64, 3));
    assert_eq!(store.document_part(&file, 2).await.expect("read").expect("a part").len(), 1);
    assert_eq!(store.document_part(&file, 3).await.expect("read"), None);
    assert_eq!(store.document_content(&file).await.expect("read"), Some(large.clone()));
    assert_eq!(
        store.document_files_named(&["b.pdf", "a.pdf"]).await.expect("read"),
        std::slice::from_ref(&file)
    );
    assert_eq!(store.document_without_text().await.expect("read"), Some(file.clone()));
    store.put_document_text(&file, "words".into()).await.expect("stored");
    // The same content keeps its text; another has none yet, and the parts of the earlier one are not mixed into it.
    store.apply(vec![put(&large)], &author(), operator_only).await.expect("stored");
    assert_eq!(store.document_without_text().await.expect("read"), None);
    store.apply(vec![put(b"small")], &author(), operator_only).await.expect("stored");
    assert_eq!(store.document_content(&file).await.expect("read"), None, "the file is another by now");
    let small = store.document_without_text().await.expect("read").expect("a file");
    store.put_document_text(&file, "words of the earlier file".into()).await.expect("ignored");
    assert_eq!(store.document_without_text().await.expect("read"), Some(small.clone()));
    assert_eq!(store.document_content(&small).await.expect("read"), Some(b"small".to_vec()));
    // It is deleted with its record, but not while another record has it.
    let document = |slug: &str| {
        let body = Document { title: text(slug), file: Some("a.pdf".into()), ..Document::default() };
        let (id, state) = (Uuid::now_v7(), State::Draft);
        Record { id, slug: slug.into(), state, body: Body::Document(Box::new(body)) }
    };
    let (first, second) = (document("first"), document("second"));
    let changes = vec![Change::Create(first.clone()), Change::Create(second.clone())];
    store.apply(changes, &author(), operator_only).await.expect("stored");
    for (record, left) in [(first, 1), (second, 0)] {
        let delete = Change::Delete { id: record.id, seen: 1, unlink: false };
        store.apply(vec![delete], &author(), operator_only).await.expect("deleted");
        assert_eq!(store.document_files().await.expect("read").len(), left);
    }
    assert!(store.file_digests().await.expect("read").is_empty());
}

async fn searches_the_whole_text_and_the_files(store: &dyn TestStore) {
    let mut kendari = organisation("kendari", None);
    let Body::Organisation(body) = &mut kendari.body else { panic!("an organisation") };
    body.name = text("Ville de Kendari");
    let value = text("Gestion de l’eau et de la *lagune*, 45 000 habitants.");
    let long = format!("{} tournesol", "mot ".repeat(30_000));
    body.description = Some(Fact { value, source: None, provenance: Provenance::Stated });
    // The last word of a long text is found too.
    let mut lagune = organisation("lagune", None);
    let Body::Organisation(body) = &mut lagune.body else { panic!("an organisation") };
    body.description = Some(Fact { value: text(&long), source: None, provenance: Provenance::Stated });
    let body = Document { title: text("Convention"), file: Some("a.pdf".into()), ..Document::default() };
    let (id, state) = (Uuid::now_v7(), State::Draft);
    let agreement = Record { id, slug: "convention".into(), state, body: Body::Document(Box::new(body)) };
    let file = Change::PutFile { kind: FileKind::Document, name: "a.pdf".into(), bytes: b"%PDF".to_vec() };
    let changes = [&kendari, &lagune, &agreement].map(|record| Change::Create(record.clone()));
    store.apply([vec![file], changes.to_vec()].concat(), &author(), operator_only).await.expect("stored");
    let found = async |words: &str| -> Vec<String> {
        let page = store.search(words, "fr", &Filter::default().first(10)).await.expect("searched");
        assert_eq!(page.total, page.hits.len() as u64);
        page.hits.into_iter().map(|hit| hit.record.slug).collect()
    };
    // Names first, then texts; every word, as a beginning; without accents and case; inside names.
    for (words, expected) in [
        ("LAGUNE", &["lagune", "kendari"][..]),
        ("lagu", &["lagune", "kendari"]),
        ("l'eau lagune", &["kendari"]),
        ("45 000", &["kendari"]),
        ("45000", &["kendari"]),
        ("45 000 €", &["kendari"]),
        ("45000,50", &[]),
        ("gestión", &["kendari"]),
        ("tournesol", &["lagune"]),
        ("endar", &["kendari"]),
        ("eau port", &[]),
        ("délibération", &[]),
        ("\" OR *", &[]),
        ("", &[]),
    ] {
        assert_eq!(found(words).await, expected, "{words}");
    }
    let page = store.search("lagune", "fr", &Filter::default().first(1)).await.expect("searched");
    assert_eq!((page.hits.len(), page.total), (1, 2));
    let kind = Filter::of(Kind::Document).first(10);
    assert_eq!(store.search("lagune", "fr", &kind).await.expect("searched").total, 0);
    let page = store.search("eau", "fr", &Filter::default().first(10)).await.expect("searched");
    let excerpt: Vec<&str> =
        page.hits[0].excerpt.iter().filter(|part| part.is_found).map(|part| part.text.as_str()).collect();
    assert_eq!(excerpt, ["eau"]);
    // The text of a file is found with its document, also after the record was changed.
    let file = store.document_without_text().await.expect("read").expect("a file");
    store.put_document_text(&file, "Délibération n° 12 du conseil".into()).await.expect("stored");
    assert_eq!(found("deliberation conseil").await, ["convention"]);
    let renamed = Record { slug: "convention-2024".into(), ..agreement.clone() };
    store
        .apply(vec![Change::Update { record: renamed, seen: 1 }], &author(), operator_only)
        .await
        .expect("stored");
    assert_eq!(found("deliberation").await, ["convention-2024"]);
    store
        .apply(vec![Change::Delete { id, seen: 2, unlink: false }], &author(), operator_only)
        .await
        .expect("deleted");
    assert_eq!(found("deliberation").await, [""; 0]);
}

async fn keeps_files(store: &dyn TestStore) {
    let put = |bytes: &[u8]| Change::PutFile {
        kind: FileKind::Picture,
        name: "a.png".into(),
        bytes: bytes.to_vec(),
    };
    store.apply(vec![put(b"one"), put(b"two")], &author(), operator_only).await.expect("kept");
    let files = store.files().await.expect("files");
    assert_eq!((files.len(), files[0].bytes.as_slice()), (1, b"two".as_slice()));
    assert!(files[0].digest.starts_with("3fc4ccfe"), "{}", files[0].digest);
    store
        .apply(
            vec![Change::DeleteFile { kind: FileKind::Picture, name: "a.png".into() }],
            &author(),
            operator_only,
        )
        .await
        .expect("gone");
    assert!(store.files().await.expect("files").is_empty());
}

#[tokio::test]
async fn sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let count = std::sync::atomic::AtomicU32::new(0);
    run(|clock| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = folder.path().join(format!("{number}.sqlite"));
        async move {
            Box::new(SqliteStore::open_with_clock(&path, clock).await.expect("opened")) as Box<dyn TestStore>
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.sqlite");
    SqliteStore::open(&path).await.expect("opened").close().await;
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.expect("opened");
    sqlx::query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)")
        .execute(&pool)
        .await
        .expect("a later migration");
    pool.close().await;
    match SqliteStore::open(&path).await {
        Err(StoreError::Newer { found: 9999, known: 25 }) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.sqlite");
    std::fs::write(&path, "not a database, but long enough to be read as one".repeat(100)).expect("written");
    let refused = SqliteStore::open(&path).await.expect_err("refused").to_string();
    assert!(refused.contains("not a Portulan database"), "{refused}");
}
