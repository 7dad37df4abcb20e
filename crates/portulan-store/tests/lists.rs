//! Lists, gaps and the agenda of a register, compared with tables computed by hand.
use jiff::civil::{Date, date};
use portulan_model::kinds::{
    Agreement, Authority, Errand, Mission, Organisation, Partnership, Person, Project, Territory,
};
use portulan_model::{AgendaKind, Body, Fact, Kind, PartialDate, Period, Record, Ref, State, Text};
use portulan_store::{
    AgendaFilter, Author, Change, Filter, ListOrder, RecordWriter as _, SqliteStore, Store as _,
    operator_only,
};
use uuid::Uuid;

struct ListedRegister {
    store: SqliteStore,
    folder: tempfile::TempDir,
}

impl ListedRegister {
    async fn of(records: &[Record]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("opened");
        let changes = records.iter().cloned().map(Change::Create).collect();
        store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
        Self { store, folder }
    }

    async fn change(&self, record: Record) {
        let seen = self.store.record_of(record.id).await.expect("read").expect("a record").revision;
        let changes = vec![Change::Update { record, seen }];
        self.store.apply(changes, &Author::operator("Ada"), operator_only).await.expect("stored");
    }

    async fn slugs(&self, filter: Filter) -> Vec<String> {
        self.store.summaries(&filter).await.expect("a list").into_iter().map(|head| head.slug).collect()
    }

    async fn dates(&self, filter: &AgendaFilter) -> Vec<(String, Date, Date, String)> {
        let lines = self.store.agenda(filter).await.expect("an agenda").into_iter();
        lines
            .map(|line| {
                (
                    line.record.slug,
                    line.entry.start,
                    line.entry.end,
                    line.entry.detail.text.text("fr").to_owned(),
                )
            })
            .collect()
    }
}

fn text(text: &str) -> Text {
    Text([("fr".to_owned(), text.to_owned())].into())
}

fn day(text: &str) -> PartialDate {
    text.parse().expect("a date")
}

fn record(slug: &str, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Draft, body }
}

fn organisation(slug: &str, name: &str) -> Record {
    record(slug, Body::Organisation(Box::new(Organisation { name: text(name), ..Default::default() })))
}

fn agreement(slug: &str, end: &str, reminders: &[&str]) -> Record {
    let period = Period { start: None, end: Some(day(end)) };
    let body = Agreement {
        title: text(slug),
        period: Some(Fact { value: period, ..Fact::default() }),
        reminders: reminders.iter().map(|text| day(text)).collect(),
        ..Default::default()
    };
    record(slug, Body::Agreement(Box::new(body)))
}

fn all_dates(kinds: &[AgendaKind]) -> AgendaFilter {
    AgendaFilter {
        kinds: kinds.to_vec(),
        from: None,
        to: None,
        ended_before: None,
        of_interest_on: None,
        records: Filter::default().private(true),
        limit: 100,
    }
}

#[tokio::test]
async fn the_agenda_has_the_dates_of_the_newest_revisions() {
    let task = |what: &str, due: &str| Errand { what: text(what), due: Some(day(due)), ..Default::default() };
    let mission = Mission {
        title: text("Kendari"),
        dates: Some(Period { start: Some(day("2026-05-02")), end: Some(day("2026-05-06")) }),
        logistics: vec![task("Visas", "2026-04-01"), task("Cadeaux", "2026-04")],
        ..Default::default()
    };
    let mission = record("kendari", Body::Mission(Box::new(mission)));
    let agreement = agreement("eau", "2027-03", &["2026-12-01"]);
    let register = ListedRegister::of(&[mission.clone(), agreement.clone()]).await;

    let tasks =
        AgendaFilter { of_interest_on: Some(date(2026, 5, 6)), ..all_dates(&[AgendaKind::MissionTask]) };
    assert_eq!(
        register.dates(&tasks).await,
        [
            ("kendari".to_owned(), date(2026, 4, 1), date(2026, 4, 1), "Visas".to_owned()),
            ("kendari".to_owned(), date(2026, 4, 1), date(2026, 4, 30), "Cadeaux".to_owned()),
        ]
    );
    let after = AgendaFilter { of_interest_on: Some(date(2026, 5, 7)), ..tasks.clone() };
    assert!(register.dates(&after).await.is_empty(), "the mission is over");
    let guests = AgendaFilter { records: Filter::default(), ..tasks };
    assert!(register.dates(&guests).await.is_empty(), "missions are private");

    let ends = all_dates(&[AgendaKind::AgreementEnd, AgendaKind::AgreementReminder]);
    let (end, reminder) = ((date(2027, 3, 1), date(2027, 3, 31)), date(2026, 12, 1));
    assert_eq!(
        register.dates(&ends).await,
        [
            ("eau".to_owned(), reminder, reminder, String::new()),
            ("eau".to_owned(), end.0, end.1, String::new())
        ]
    );
    for (filter, count) in [
        (AgendaFilter { from: Some(date(2027, 3, 31)), ..ends.clone() }, 1),
        (AgendaFilter { from: Some(date(2027, 4, 1)), ..ends.clone() }, 0),
        (AgendaFilter { to: Some(date(2026, 12, 1)), ..ends.clone() }, 1),
        (AgendaFilter { to: Some(date(2026, 11, 30)), ..ends.clone() }, 0),
        (AgendaFilter { ended_before: Some(date(2027, 3, 31)), ..ends.clone() }, 1),
        (AgendaFilter { ended_before: Some(date(2027, 4, 1)), ..ends.clone() }, 2),
    ] {
        assert_eq!(register.store.agenda_count(&filter).await.expect("a number"), count, "{filter:?}");
    }

    let Body::Agreement(body) = &agreement.body else { unreachable!() };
    let body = Agreement { reminders: Vec::new(), ..(**body).clone() };
    register.change(Record { body: Body::Agreement(Box::new(body)), ..agreement.clone() }).await;
    assert_eq!(register.dates(&ends).await.len(), 1, "the reminder is gone");
    register.change(Record { state: State::Archived, ..agreement }).await;
    assert!(register.dates(&ends).await.is_empty(), "archived records are not in the agenda");
}

#[tokio::test]
async fn records_are_found_by_what_others_call_them() {
    let project = Project {
        title: text("Eau à Kendari"),
        iati_identifier: Some("FR-217000-EAU".into()),
        ..Default::default()
    };
    let project = record("eau-kendari", Body::Project(Box::new(project)));
    let others = [organisation("ville-1", "Ville d’Eau"), organisation("ville-2", "ville d'eau")];
    let register = ListedRegister::of(&[std::slice::from_ref(&project), &others[..]].concat()).await;
    let id = project.id.to_string();
    let called = ["eau a kendari", "fr-217000-eau", "eau-kendari", &id, "ville d'eau"].map(str::to_owned);
    let found = register.store.aliases(Kind::Project, &called).await.expect("read");
    let mut names: Vec<&str> = found.keys().map(String::as_str).collect();
    names.sort_unstable();
    let mut wanted = vec!["eau a kendari", "eau-kendari", "fr-217000-eau", id.as_str()];
    wanted.sort_unstable();
    assert_eq!(names, wanted);
    assert!(found.values().all(|ids| *ids == [project.id]));

    let shared = register.store.shared_names(Kind::Organisation, &called).await.expect("read");
    assert_eq!(shared.into_iter().collect::<Vec<_>>(), ["ville d'eau"]);
    register.change(Record { body: organisation("", "Autre").body, ..others[1].clone() }).await;
    assert!(register.store.shared_names(Kind::Organisation, &called).await.expect("read").is_empty());
    assert_eq!(register.slugs(Filter::of(Kind::Organisation).named("VILLE D'EAU")).await, ["ville-1"]);
    let both = [(Kind::Project, "eau-kendari".to_owned()), (Kind::Organisation, "eau-kendari".to_owned())];
    let heads = register.store.summaries_by_slug(&both, &Filter::default()).await.expect("read");
    assert_eq!(heads.iter().map(|head| head.id).collect::<Vec<_>>(), [project.id]);
    let ids = [others[1].id, Uuid::nil(), project.id];
    let heads = register.store.summaries_by_id(&ids, &Filter::default()).await.expect("read");
    assert_eq!(heads.iter().map(|head| head.slug.as_str()).collect::<Vec<_>>(), ["ville-2", "eau-kendari"]);
    let stored = register.store.records_by_id(&ids).await.expect("read");
    assert_eq!(stored.into_iter().map(|s| s.record.id).collect::<Vec<_>>(), [others[1].id, project.id]);
}

#[tokio::test]
async fn contacts_are_found_by_organisation_address_and_retention() {
    let person = |slug: &str, until: &str, email: &str, organisation: Option<&str>| {
        let body = Person {
            name: text(slug),
            email: Some(email.to_owned()),
            organisation: organisation.map(Ref::new),
            kept_until: Some(day(until)),
            purpose: text("Coopération"),
            legal_basis: Some(portulan_model::kinds::LegalBasis::PublicTask),
            ..Default::default()
        };
        record(slug, Body::Person(Box::new(body)))
    };
    let register = ListedRegister::of(&[
        organisation("port", "Port-Imaginaire"),
        person("ada", "2026-11", "ada@x.example", Some("port")),
        person("bo", "2026-11-28", "bo@y.example", None),
    ])
    .await;
    let contacts = || Filter::of(Kind::Person).private(true);
    let search = |words: &str| Filter {
        name: Some(portulan_store::NameFilter::ContainsOrRefersTo(words.to_owned(), Kind::Organisation)),
        ..contacts()
    };
    assert_eq!(register.slugs(search("imaginaire")).await, ["ada"]);
    assert_eq!(register.slugs(search("Y.EXAMPLE")).await, ["bo"]);
    let expired = Filter { stored_too_long_on: Some(date(2026, 11, 29)), ..contacts() };
    assert_eq!(register.slugs(expired).await, ["bo"], "a month may be used until its end");
    assert!(register.slugs(Filter::of(Kind::Person)).await.is_empty(), "contacts are private");
    assert!(register.slugs(Filter { incomplete: true, ..contacts() }).await.is_empty());
}

#[tokio::test]
async fn gaps_and_the_last_author_follow_each_change() {
    let territory =
        record("lieu", Body::Territory(Box::new(Territory { name: text("Lieu"), ..Default::default() })));
    let partnership = Partnership { title: text("Jumelage"), ..Default::default() };
    let partnership = record("jumelage", Body::Partnership(Box::new(partnership)));
    let register = ListedRegister::of(&[territory.clone(), partnership]).await;
    let gaps = register.store.incomplete(&Filter::default()).await.expect("read");
    let gaps: Vec<_> = gaps.into_iter().map(|line| (line.record.slug, line.gaps)).collect();
    let of = |gaps: &[(&str, &str)]| {
        gaps.iter().map(|(code, field)| ((*code).to_owned(), (*field).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(
        gaps,
        [
            (
                "jumelage".to_owned(),
                of(&[
                    ("missing", "territories"),
                    ("incomplete", "since"),
                    ("incomplete", "status"),
                    ("incomplete", "sdgs")
                ])
            ),
            ("lieu".to_owned(), of(&[("missing", "country"), ("no-point", "")])),
        ]
    );
    let country = Territory {
        name: text("Lieu"),
        country: portulan_model::Country("ID".into()),
        kind: portulan_model::kinds::TerritoryKind::Country,
        ..Default::default()
    };
    register.change(Record { body: Body::Territory(Box::new(country)), ..territory }).await;
    assert_eq!(register.store.incomplete(&Filter::default()).await.expect("read").len(), 1);
    let newest = register.store.summaries(&Filter::default().order(ListOrder::Newest)).await.expect("read");
    let newest: Vec<_> = newest.iter().map(|head| (head.slug.as_str(), head.author.as_str())).collect();
    assert_eq!(newest, [("lieu", "Ada"), ("jumelage", "test")]);
}

#[tokio::test]
async fn lists_are_sorted_by_the_names_in_the_first_language_of_the_authority() {
    let named = |slug: &str, fr: &str, en: &str| {
        let name = Text([("fr".to_owned(), fr.to_owned()), ("en".to_owned(), en.to_owned())].into());
        record(slug, Body::Organisation(Box::new(Organisation { name, ..Default::default() })))
    };
    let authority = |languages: &[&str]| Authority {
        name: text("Ville"),
        languages: languages.iter().map(|&tag| tag.to_owned()).collect(),
        ..Default::default()
    };
    let city = record("ville", Body::Authority(Box::new(authority(&["fr", "en"]))));
    let city = Record { state: State::Published, ..city };
    let records =
        [named("allemagne", "Allemagne", "Germany"), named("grece", "Grèce", "Greece"), city.clone()];
    let register = ListedRegister::of(&records).await;
    let organisations = || Filter::default().kind(Kind::Organisation);
    let added = named("espagne", "Espagne", "Andalusia and Spain");
    let create = vec![Change::Create(added)];
    register.store.apply(create, &Author::operator("test"), operator_only).await.expect("stored");
    assert_eq!(register.slugs(organisations()).await, ["allemagne", "espagne", "grece"]);
    let english = Record { body: Body::Authority(Box::new(authority(&["en", "fr"]))), ..city };
    register.change(Record { state: State::Draft, ..english.clone() }).await;
    assert_eq!(register.slugs(organisations()).await[0], "allemagne", "a draft changes no order");
    register.change(english).await;
    assert_eq!(register.slugs(organisations()).await, ["espagne", "allemagne", "grece"]);
    let path = register.folder.path().join("register.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.expect("a pool");
    sqlx::query("UPDATE derivation SET version = 0, language = ''").execute(&pool).await.expect("set");
    pool.close().await;
    let opened = SqliteStore::open(&path).await.expect("opened");
    let heads = opened.summaries(&organisations()).await.expect("a list");
    assert_eq!(heads[0].slug, "espagne", "a register of an earlier version too");
}

#[tokio::test]
async fn a_register_of_an_earlier_version_is_derived_again_when_it_is_opened() {
    let records = [agreement("eau", "2027-03", &["2026-12-01"]), organisation("port", "Port")];
    let register = ListedRegister::of(&records).await;
    let path = register.folder.path().join("register.sqlite");
    let tables = ["agenda", "alias", "record"];
    let rows = async |pool: &sqlx::SqlitePool, table: &str| -> i64 {
        let query = format!(
            "SELECT count(*) FROM {table} WHERE {}",
            match table {
                "record" => "words <> '' AND changed <> '' AND gaps <> '0'",
                _ => "1",
            }
        );
        sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(pool).await.expect("a number")
    };
    register.store.close().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("opened");
    let mut before = Vec::new();
    for table in tables {
        before.push(rows(&pool, table).await);
    }
    assert_eq!(before, [2, 4, 2], "two dates; each name is the slug too, and each record has its identity");
    for query in [
        "DELETE FROM agenda",
        "DELETE FROM alias",
        "UPDATE record SET words = '', gaps = '0'",
        "UPDATE derivation SET version = 0",
    ] {
        sqlx::query(query).execute(&pool).await.expect("changed");
    }
    pool.close().await;
    let store = SqliteStore::open(&path).await.expect("opened");
    store.close().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("opened");
    for (table, before) in tables.into_iter().zip(before) {
        assert_eq!(rows(&pool, table).await, before, "{table}");
    }
}

#[tokio::test]
async fn who_sees_no_drafts_sees_the_published_revision_of_a_record_with_a_draft() {
    let public = Record { state: State::Published, ..organisation("port", "Ancien nom") };
    let register = ListedRegister::of(std::slice::from_ref(&public)).await;
    let renamed = |state| Record { state, slug: "quai".into(), ..organisation("quai", "Nouveau nom") };
    let draft = Record { id: public.id, ..renamed(State::Draft) };
    register.change(draft.clone()).await;
    let seen = || Filter { seen_from: Some(Vec::new()), ..Filter::of(Kind::Organisation) };
    let check = async |store: &SqliteStore| {
        let heads = store.summaries(&seen()).await.expect("a list");
        let names: Vec<_> =
            heads.iter().map(|head| (head.slug.as_str(), head.name.text("fr"), head.state)).collect();
        assert_eq!(names, [("port", "Ancien nom", State::Published)]);
        assert_eq!(heads[0].revision, 1);
        assert_eq!(store.count(&seen().containing("ancien")).await.expect("a number"), 1);
        assert_eq!(store.count(&seen().containing("nouveau")).await.expect("a number"), 0, "of the draft");
        assert_eq!(store.summaries_by_id(&[public.id], &seen()).await.expect("a list"), heads);
        assert_eq!(store.list_figures(&seen(), None).await.expect("figures").states, [(State::Published, 1)]);
        let own = store.summaries(&Filter::of(Kind::Organisation)).await.expect("a list");
        assert_eq!(own[0].name.text("fr"), "Nouveau nom", "who sees drafts");
    };
    check(&register.store).await;
    let path = register.folder.path().join("register.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.expect("a pool");
    for query in
        ["UPDATE record SET public_name = NULL, public_words = NULL", "UPDATE derivation SET version = 0"]
    {
        sqlx::query(query).execute(&pool).await.expect("set");
    }
    pool.close().await;
    check(&SqliteStore::open(&path).await.expect("opened")).await;
    register.change(Record { state: State::Unpublished, ..draft }).await;
    assert_eq!(register.slugs(seen()).await, [""; 0], "withdrawn");
}

#[tokio::test]
async fn lists_are_sorted_by_a_field_of_their_own_or_by_the_name_of_the_record_that_it_names() {
    let organisation = |slug: &str, name: &str, country: &str, parent: Option<&str>| {
        let country = Some(country).filter(|code| !code.is_empty()).map(|code| Fact {
            value: portulan_model::Country(code.to_owned()),
            source: None,
            provenance: portulan_model::Provenance::Stated,
        });
        let parent = parent.map(|slug| Fact { value: Ref::new(slug), ..Fact::default() });
        let body = Organisation { name: text(name), country, parent, ..Default::default() };
        record(slug, Body::Organisation(Box::new(body)))
    };
    let records = [
        organisation("zeta", "Zêta", "DE", None),
        organisation("alpha", "Alpha", "", Some("zeta")),
        organisation("mu", "Mu", "SN", Some("alpha")),
    ];
    let register = ListedRegister::of(&records).await;
    let listed = async |order: ListOrder| -> Vec<String> {
        let filter = Filter::of(Kind::Organisation).order(order);
        let heads = register.store.summaries(&filter).await.expect("read");
        heads.into_iter().map(|head| head.slug).collect()
    };
    assert_eq!(listed(ListOrder::Field("country")).await, ["zeta", "mu", "alpha"]);
    assert_eq!(listed(ListOrder::FieldDescending("country")).await, ["mu", "zeta", "alpha"]);
    assert_eq!(listed(ListOrder::Field("parent")).await, ["mu", "alpha", "zeta"]);
    assert_eq!(listed(ListOrder::FieldDescending("parent")).await, ["alpha", "mu", "zeta"]);
    assert_eq!(listed(ListOrder::NameDescending).await, ["zeta", "mu", "alpha"]);
    assert_eq!(listed(ListOrder::Field("dragon")).await, ["alpha", "mu", "zeta"], "no field of the kind");
}
