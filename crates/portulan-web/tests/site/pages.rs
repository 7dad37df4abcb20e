//! The content of pages.
use std::fmt::Write as _;

use portulan_model::kinds::{Authority, Event, Page, PageRole, Partnership, Territory};
use portulan_model::{Body, Country, Fact, Period, Point, Provenance, Record, Ref, State, Text};
use uuid::Uuid;

use crate::support::{TestSite, records};

fn text(s: &str) -> Text {
    Text([("fr".to_owned(), s.to_owned())].into())
}

fn stated<T>(value: T) -> Fact<T> {
    Fact { value, source: None, provenance: Provenance::Stated }
}

fn record(slug: &str, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.into(), state: State::Published, body }
}

fn authority() -> Record {
    let body = Authority {
        name: text("Port d’essai"),
        languages: vec!["fr".into(), "en".into()],
        port: Some(stated(Point { lat: 46.0, lon: -1.0 })),
        ..Authority::default()
    };
    record("essai", Body::Authority(Box::new(body)))
}

fn partnership(number: i32) -> [Record; 2] {
    let countries = ["HT", "ID", "MX", "CD", "CA", "JP", "UA", "SN", "BF", "VN"];
    let slug = format!("lieu-{number}");
    let territory = Territory {
        name: text(&format!("Lieu {number}")),
        country: Country(countries[number.unsigned_abs() as usize % 10].into()),
        point: Some(stated(Point {
            lat: f64::from(number % 100) - 50.0,
            lon: f64::from(number % 340) - 170.0,
        })),
        ..Territory::default()
    };
    let body = Partnership {
        title: text(&format!("Lieu {number}")),
        territories: vec![Ref::new(&slug)],
        ..Partnership::default()
    };
    [record(&slug, Body::Territory(Box::new(territory))), record(&slug, Body::Partnership(Box::new(body)))]
}

#[tokio::test]
async fn every_page_of_the_sitemap_answers_in_both_languages() {
    let site = TestSite::example().await;
    let sitemap = site.get("/sitemap.xml").await.text();
    let addresses: Vec<_> = sitemap.split("<loc>").skip(1).filter_map(|r| r.split("</loc>").next()).collect();
    assert!(addresses.len() > 150, "{}", addresses.len());
    for address in addresses {
        let path = address.strip_prefix("https://example.org").expect("the public address");
        let answer = site.get(path).await;
        let html = answer.text();
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(html.matches("<h1").count(), 1, "{path} has one first heading");
        assert!(html.contains("hreflang=\"fr\"") && html.contains("hreflang=\"en\""), "{path}");
        let leftovers = ["-title<", "fact-", "filter-any", "nav-", "role-", "roles-", "kind-"];
        let visible = answer.visible();
        assert!(!leftovers.iter().any(|k| visible.contains(k.trim_end_matches('<'))), "{path} shows a key");
    }
}

#[tokio::test]
async fn no_link_of_the_site_leads_nowhere() {
    let site = TestSite::example().await;
    let (mut queue, mut seen) =
        (vec!["/fr/".to_owned(), "/en/".to_owned()], std::collections::HashSet::new());
    while let Some(path) = queue.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = site.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        if answer.header("content-type").starts_with("text/html") {
            let html = answer.text();
            let links = html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for link in links.filter(|l| l.starts_with('/')) {
                let (page, anchor) = link.split_once('#').unwrap_or((link, ""));
                if !anchor.is_empty() {
                    let id = format!("id=\"{anchor}\"");
                    assert!(site.get(page).await.text().contains(&id), "{path}: {link}");
                }
                queue.push(page.replace("&#38;", "&").replace("&amp;", "&"));
            }
        }
    }
    assert!(seen.len() > 150, "{}", seen.len());
}

#[tokio::test]
async fn filters_and_orders_choose() {
    let site = TestSite::example().await;
    let titles = |html: String| -> Vec<String> {
        let cards = html.split("data-port=\"").skip(1).filter_map(|r| r.split('"').next());
        cards.map(str::to_owned).collect()
    };
    for (query, expected) in [
        ("theme=eau", vec!["kendari"]),
        ("country=UA", vec!["apostolove"]),
        ("sdg=3", vec!["kananga"]),
        ("status=slowed", vec!["port-au-prince"]),
        ("kind=other-partnership", vec!["apostolove", "kishiwada"]),
        ("kind=other-partnership&theme=eau", vec![]),
        (
            "sort=since",
            vec!["kananga", "kendari", "campeche", "apostolove", "kishiwada", "port-au-prince", "quebec"],
        ),
        ("theme=%22nothing%22", vec![]),
    ] {
        let html = site.get(&format!("/fr/partnerships?{query}")).await.text();
        assert_eq!(titles(html), expected, "{query}");
    }
}

#[tokio::test]
async fn search_ignores_case_and_accents_and_takes_beginnings() {
    let site = TestSite::example().await;
    for (query, first) in [
        ("INDONESIE", "/fr/partnerships/kendari"),
        ("indo", "/fr/partnerships/kendari"),
        ("kasaï", "/fr/partnerships/kananga"),
        ("afd", "/fr/organisations/afd"),
        ("water bay phd", "/fr/projects/these-baie-de-kendari"),
        ("reconstruction apostolove", "/fr/partnerships/apostolove"),
        // Themes and goals by their names.
        ("vie aquatique", "/fr/partnerships/kendari"),
    ] {
        let html = site.get(&format!("/fr/search?q={}", query.replace(' ', "+"))).await.text();
        let list = html.split("<ul class=\"list wide\">").nth(1).expect("a list");
        let link = list.split("href=\"").nth(1).and_then(|r| r.split('"').next()).unwrap_or_default();
        assert_eq!(link, first, "{query}");
    }
    let none = site.get("/en/search?q=zzzz").await.visible();
    assert!(none.contains("No results."), "{none}");
}

#[tokio::test]
async fn amounts_are_found_however_they_are_written() {
    let site = TestSite::fictional().await;
    for query in ["240 000", "240000", "240 000 €", "240 000,00", "240\u{202f}000 euros lagune"] {
        let encoded: Vec<String> = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let html = site.get(&format!("/fr/search?q={}", encoded.concat())).await.text();
        assert!(html.contains("href=\"/fr/projects/eau-de-la-lagune\""), "{query}: {html}");
    }
}

#[tokio::test]
async fn an_empty_register_has_a_site() {
    let site = TestSite::of(vec![authority()]).await;
    for path in [
        "/",
        "partnerships",
        "projects",
        "events",
        "networks",
        "organisations",
        "themes",
        "sdgs",
        "timeline",
        "search",
        "sources",
    ] {
        for language in ["fr", "en"] {
            let answer = site.get(&format!("/{language}/{}", path.trim_start_matches('/'))).await;
            assert_eq!(answer.status, 200, "{language} {path}");
        }
    }
    assert!(site.get("/fr/").await.visible().contains("Aucun partenariat publié"));
}

#[tokio::test]
async fn an_event_is_upcoming_until_its_last_day_is_over() {
    let today = jiff::Timestamp::now().to_string();
    let year: i32 = today[..4].parse().expect("a year");
    let event = |slug: &str, start: String| {
        let dates = stated(Period { start: start.parse().ok(), end: None });
        record(
            slug,
            Body::Event(Box::new(Event { title: text(slug), dates: Some(dates), ..Event::default() })),
        )
    };
    let site = TestSite::of(vec![
        authority(),
        event("next", format!("{}", year + 1)),
        event("gone", format!("{}", year - 1)),
        event("running", year.to_string()),
    ])
    .await;
    let html = site.get("/en/events").await.text();
    let (upcoming, past) = html.split_once("<h2>Past</h2>").expect("both lists");
    assert!(
        upcoming.contains("/events/next")
            && upcoming.contains("/events/running")
            && past.contains("/events/gone")
    );
}

#[tokio::test]
async fn a_great_programme_keeps_its_pages_short() {
    let mut all = vec![authority()];
    all.extend((0..400).flat_map(partnership));
    let site = TestSite::of(all).await;
    let home = site.get("/fr/").await;
    assert!(home.bytes.len() < 150_000, "{}", home.bytes.len());
    assert_eq!(home.text().matches("<a class=\"port ").count(), 10, "one marker for each country");
    let list = site.get("/fr/partnerships?page=9").await.text();
    assert_eq!(list.matches("<li class=\"card").count(), 16);
    assert!(list.contains("rel=\"prev\"") && !list.contains("rel=\"next\""));
}

#[tokio::test]
async fn a_draft_shows_nowhere() {
    let mut all = records();
    for r in all.iter_mut().filter(|r| r.slug == "kendari" && matches!(r.body, Body::Partnership(_))) {
        r.state = State::Draft;
    }
    let site = TestSite::of(all).await;
    assert_eq!(site.get("/fr/partnerships/kendari").await.status, 404);
    for path in
        ["/fr/", "/fr/partnerships", "/fr/timeline", "/sitemap.xml", "/fr/feed.atom", "/fr/organisations/afd"]
    {
        assert!(!site.get(path).await.text().contains("partnerships/kendari"), "{path}");
    }
}

#[tokio::test]
async fn markup_in_texts_is_shown_not_run() {
    let mut hostile = partnership(1);
    if let Body::Partnership(b) = &mut hostile[1].body {
        b.title = text("<script>alert(1)</script> & « \u{202e}renversé » 🎉");
        b.summary = Some(stated(text(&"très long ".repeat(2000))));
    }
    let site = TestSite::of([vec![authority()], hostile.into()].concat()).await;
    for path in
        ["/fr/", "/fr/partnerships/lieu-1", "/fr/partnerships", "/fr/search?q=renverse", "/fr/feed.atom"]
    {
        let page = site.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.text().contains("<script>alert"), "{path}");
    }
}

#[tokio::test]
async fn feeds_read_as_they_should() {
    let site = TestSite::example().await;
    let calendar = site.get("/en/events.ics").await.text();
    let plain = calendar.replace("\r\n ", "");
    assert!(plain.contains("DTSTART;VALUE=DATE:20231023\r\nDTEND;VALUE=DATE:20231025\r\n"), "{plain}");
    assert_eq!(plain.matches("BEGIN:VEVENT").count(), 3);
    assert!(
        site.get("/fr/feed.atom")
            .await
            .text()
            .contains("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">")
    );
    let html = site.get("/fr/partnerships/kendari").await.text();
    let json = html
        .split("application/ld+json\">")
        .nth(1)
        .and_then(|r| r.split("</script>").next())
        .expect("JSON-LD");
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(
        (&json["@type"], &json["foundingDate"], &json["funder"][0]["name"]),
        (&"Project".into(), &"2011".into(), &"Agence française de développement".into())
    );
    let picture = site.get("/og/fr/kendari.png").await;
    assert!(picture.bytes.starts_with(b"\x89PNG"), "{}", picture.status);
}

/// Replaces the three words after each such label.
fn undated(text: &str, label: &str) -> String {
    let mut parts = text.split(label);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let after: Vec<&str> = part.splitn(4, ' ').collect();
        write!(out, "{label}DAY {}", after.last().unwrap_or(&"")).expect("written");
    }
    out
}

#[tokio::test]
async fn what_readers_see_of_kendari_and_the_assises() {
    let site = TestSite::example().await;
    let mut shown = String::new();
    for path in [
        "/fr/partnerships/kendari",
        "/en/partnerships/kendari",
        "/en/events/assises-franco-quebecoises-2023",
        "/en/organisations/lrsi",
    ] {
        let visible = site.get(path).await.visible();
        // The day of the import and the end of the time axis change; all else must not.
        let labels = ["Last updated ", "Updated on ", "Dernière mise à jour ", "Mis à jour le "];
        let unchanging = labels.iter().fold(visible, |text, label| undated(&text, label));
        let year = &jiff::Timestamp::now().to_string()[..4];
        let unchanging = unchanging.replace(&format!("2020 {year}"), "2020 YEAR");
        writeln!(shown, "# {path}\n{unchanging}\n").expect("written");
    }
    insta::assert_snapshot!(shown);
}

/// The content of an IATI file of a fictional town: amounts, results, places, documents.
#[tokio::test]
async fn money_and_results_are_shown() {
    let authority = Authority {
        name: text("Port-Exemple"),
        languages: vec!["fr".into(), "en".into()],
        country: Country("FR".into()),
        fictional: true,
        ..Authority::default()
    };
    let mut records = vec![Record {
        id: Uuid::now_v7(),
        slug: "port-exemple".into(),
        state: State::Published,
        body: Body::Authority(Box::new(authority)),
    }];
    let options = portulan_exchange::iati::import::ImportOptions {
        now: jiff::Timestamp::now(),
        state: State::Published,
        new_id: &mut Uuid::now_v7,
        is_cancelled: &|| false,
    };
    let file = include_str!("../../../portulan-exchange/tests/port-exemple.xml");
    let import =
        portulan_exchange::iati::import::import(&records, file.as_bytes(), options).expect("an IATI file");
    records.extend(import.records);
    let site = TestSite::of(records).await;
    let seen = site.get("/fr/projects/eau-potable-a-ville-modele").await.visible();
    for what in [
        "Ville-Modèle Mali Burkina Faso",
        "12 000,50 €",
        "Décaissement · 5 mai 2025 · 1 000 €",
        "Valeur de référence (2020) – 10 2025 40 35",
        "40. non atteinte",
        "Rapport inventé",
    ] {
        assert!(seen.contains(what), "{what} in {seen}");
    }
}

#[tokio::test]
async fn legal_pages_are_linked_from_every_page_once() {
    let page = |slug: &str, role| {
        record(slug, Body::Page(Box::new(Page { title: text(slug), role, body: text("Texte.") })))
    };
    let mut own = authority();
    if let Body::Authority(body) = &mut own.body {
        body.pages = vec![Ref::new("mentions")];
    }
    let pages = [
        page("mentions", PageRole::LegalNotice),
        page("acces", PageRole::Accessibility),
        page("autre", PageRole::Other),
    ];
    let site = TestSite::of([vec![own], pages.into()].concat()).await;
    let home = site.get("/fr/").await.text();
    let links = |slug: &str| home.matches(&format!("href=\"/fr/pages/{slug}\"")).count();
    assert_eq!([links("mentions"), links("acces"), links("autre")], [1, 1, 0], "{home}");
}

#[tokio::test]
async fn citizens_read_what_it_costs_and_what_came_of_it() {
    let site = TestSite::fictional().await;
    let mut shown = String::new();
    for path in ["/fr/money", "/en/results", "/fr/projects/mangroves-jumelles"] {
        let page = site.get(path).await;
        assert!(page.text().contains("<svg class=\"graph"), "{path}");
        let visible = page.visible();
        let main = visible.split("Updated ").next().expect("a page");
        writeln!(shown, "# {path}\n{main}\n").expect("written");
    }
    let unchanging =
        ["Mis à jour le ", "Dernière mise à jour "].iter().fold(shown, |text, label| undated(&text, label));
    insta::assert_snapshot!(unchanging);
    for path in ["/fr/", "/fr/money", "/fr/results", "/fr/projects", "/fr/search", "/fr/nowhere", "/fr/api"] {
        assert!(site.get(path).await.visible().contains("sont fictives"), "{path} says that all is made up");
    }
    let none = TestSite::of(crate::support::records()).await;
    assert!(!none.get("/fr/").await.text().contains("href=\"/fr/money\""), "no money, no entry in the menu");
    assert!(none.get("/fr/money").await.visible().contains("Aucun montant n’est encore publié"));
    assert!(none.get("/fr/results").await.visible().contains("Aucun résultat n’est encore publié"));
}

#[tokio::test]
async fn every_guide_is_a_page_whose_links_and_pictures_answer() {
    let site = TestSite::example().await;
    for language in ["fr", "en"] {
        let list = site.get(&format!("/{language}/docs")).await.text();
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides").join(language);
        let mut targets = std::collections::BTreeSet::new();
        for entry in std::fs::read_dir(folder).expect("the guides").flatten() {
            let path = entry.path();
            let (Some(slug), Some("md")) =
                (path.file_stem().and_then(|s| s.to_str()), path.extension().and_then(|x| x.to_str()))
            else {
                continue;
            };
            let address = format!("/{language}/docs/{slug}");
            assert!(list.contains(&format!("href=\"{address}\"")), "{address} is in the list");
            let page = site.get(&address).await;
            assert_eq!(page.status, 200, "{address}");
            let html = page.text();
            let main = html.split("<main").nth(1).expect("the content").to_owned();
            for attribute in ["href=\"", "src=\""] {
                let found = main.split(attribute).skip(1).filter_map(|rest| rest.split(['"', '#']).next());
                targets.extend(found.filter(|target| target.starts_with('/')).map(str::to_owned));
            }
        }
        assert!(targets.len() > 15, "{targets:?}");
        for target in targets {
            assert_eq!(site.get(&target).await.status, 200, "{target}");
        }
    }
    assert_eq!(site.get("/docs/first-hour").await.status, 302);
}
