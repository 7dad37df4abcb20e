//! The HTTP protocol: languages, validators, encodings, security.
use std::io::Read as _;

use axum::http::StatusCode;

use crate::support::TestSite;

#[tokio::test]
async fn the_root_follows_the_readers_language() {
    let site = TestSite::example().await;
    for (asked, expected) in [
        ("en-GB,en;q=0.9,fr;q=0.5", "/en/"),
        ("fr-CA", "/fr/"),
        ("de, fr;q=0.2, en;q=0.4", "/en/"),
        ("ja", "/fr/"),
        ("en;q=0, fr;q=0.1", "/fr/"),
        ("", "/fr/"),
    ] {
        let answer = site.ask("GET", "/", &[("accept-language", asked)]).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        assert_eq!(answer.header("location"), expected, "{asked}");
        assert_eq!(answer.header("vary"), "Accept-Encoding, Accept-Language");
    }
}

#[tokio::test]
async fn encodings_carry_the_same_bytes_and_their_own_validators() {
    let site = TestSite::example().await;
    let plain = site.get("/fr/").await;
    let gzip = site.ask("GET", "/fr/", &[("accept-encoding", "gzip;q=1.0")]).await;
    let brotli = site.ask("GET", "/fr/", &[("accept-encoding", "gzip, br")]).await;
    let refused = site.ask("GET", "/fr/", &[("accept-encoding", "br;q=0")]).await;
    let (mut unzipped, mut unbrotlied) = (Vec::new(), Vec::new());
    flate2::read::GzDecoder::new(&*gzip.bytes).read_to_end(&mut unzipped).expect("gzip");
    brotli::Decompressor::new(&*brotli.bytes, 4096).read_to_end(&mut unbrotlied).expect("brotli");
    assert!(unzipped == plain.bytes && unbrotlied == plain.bytes && refused.bytes == plain.bytes);
    let tags: std::collections::HashSet<&str> =
        [&plain, &gzip, &brotli].into_iter().map(|a| a.header("etag")).collect();
    assert_eq!(tags.len(), 3, "{tags:?}");
    for answer in [&plain, &gzip, &brotli] {
        let etag = answer.header("etag").to_owned();
        let again = site.ask("GET", "/fr/", &[("if-none-match", &etag), ("accept-encoding", "br")]).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{etag}");
    }
    let other = site.ask("GET", "/fr/", &[("if-none-match", "\"else\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_is_closed_to_others_and_sets_no_cookie() {
    let site = TestSite::example().await;
    for path in ["/fr/", "/en/partnerships/kendari", "/fr/nowhere", "/robots.txt", "/"] {
        let answer = site.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
    assert!(site.get("/embed/map").await.header("content-security-policy").contains("frame-ancestors *"));
}

#[tokio::test]
async fn only_reading_is_allowed() {
    let site = TestSite::example().await;
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = site.ask(method, "/fr/", &[]).await;
        assert_eq!(
            (answer.status, answer.header("allow")),
            (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"),
            "{method}"
        );
        assert!(answer.text().contains("Cette page ne reçoit pas de données"), "{method}");
    }
}

#[tokio::test]
async fn pages_ask_nothing_of_third_parties() {
    let site = TestSite::example().await;
    for path in [
        "/fr/",
        "/fr/partnerships/kendari",
        "/en/events/assises-franco-quebecoises-2023",
        "/embed/map?lang=en",
    ] {
        let html = site.get(path).await.text();
        for attribute in [
            "src=\"",
            "rel=\"stylesheet\" href=\"",
            "rel=\"preload\" as=\"font\" type=\"font/woff2\" href=\"",
        ] {
            for address in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(address.starts_with('/') && !address.starts_with("//"), "{path}: {address}");
                let asset = site.get(address).await;
                assert_eq!(asset.status, StatusCode::OK, "{path}: {address}");
                assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable", "{address}");
            }
        }
        assert!(!html.contains(" style=\"") && !html.contains("onclick"), "{path}: style or script inline");
    }
}

#[tokio::test]
async fn hostile_addresses_get_a_page_that_helps() {
    let site = TestSite::example().await;
    for path in [
        "/fr/partnerships/kendary",
        "/fr/../../etc/passwd",
        "/en/partnerships/%3Cscript%3E",
        "/fr/sdgs/18",
        "/fr/sdgs/06",
        "/de/",
        "/media/0123456789ab/x.jpg",
        "/og/fr/nothing.png",
        "/assets/none.css",
        "//",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            !answer.text().contains("<script>") && answer.text().contains("<form class=\"search\""),
            "{path}"
        );
    }
    assert!(
        site.get("/fr/partnerships/kendari-2").await.text().contains("/fr/partnerships/kendari\""),
        "the near one is offered"
    );
    let query = site.get("/fr/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!query.text().contains("<script>alert"), "a query is escaped");
}

#[tokio::test]
async fn addresses_have_one_form() {
    let site = TestSite::example().await;
    for (path, to) in [("/fr", "/fr/"), ("/fr/partnerships/", "/fr/partnerships")] {
        let answer = site.get(path).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::MOVED_PERMANENTLY, to), "{path}");
    }
}

/// The budget of the home page: 150 kB in all as sent, scripts under 30 kB before compression, the map's under 15.
#[tokio::test]
async fn the_home_page_is_light() {
    let site = TestSite::example().await;
    let sent = |path: String| {
        let site = &site;
        async move { site.ask("GET", &path, &[("accept-encoding", "br")]).await }
    };
    let html = site.get("/fr/").await.text();
    let mut total = sent("/fr/".to_owned()).await.bytes.len();
    let (mut scripts, mut map) = (0, 0);
    let addresses =
        html.split('"').filter(|a| a.starts_with("/assets/")).collect::<std::collections::BTreeSet<_>>();
    for address in addresses {
        total += sent(address.to_owned()).await.bytes.len();
        if address.contains(".js") {
            let length = site.get(address).await.bytes.len();
            scripts += length;
            map += if address.contains("map") { length } else { 0 };
        }
    }
    total += site.get(&font(&site, &html, "sans").await).await.bytes.len();
    assert!(
        total < 150_000 && scripts < 30_000 && map < 15_000,
        "{total} in all, {scripts} of scripts, {map} of the map"
    );
}

/// The address of a font that only the style names.
async fn font(site: &TestSite, html: &str, name: &str) -> String {
    let style = html.split('"').find(|a| a.starts_with("/assets/style")).expect("a style").to_owned();
    let css = site.get(&style).await.text();
    let address =
        css.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).find(|a| a.contains(name));
    address.expect("a font").to_owned()
}

#[tokio::test]
async fn iati_files_and_the_rules_are_served() {
    let site = TestSite::example().await;
    for (path, root) in [("activities", "<iati-activities "), ("organisation", "<iati-organisations ")] {
        let answer = site.get(&format!("/open-data/iati/{path}.xml")).await;
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains(root));
    }
    assert_eq!(site.get("/docs/rules/1.1.21").await.status, 302);
    let rule = site.get("/en/docs/rules/1.1.21").await;
    assert!(rule.text().contains("and a hyphen"));
    assert!(site.get("/fr/docs/rules/9.7.1").await.text().contains("Indicatif"));
    assert_eq!(site.get("/fr/docs/rules/9.9.9").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_sent_gets_its_report_and_is_not_kept() {
    let site = TestSite::example().await;
    assert_eq!(site.get("/validate").await.header("location"), "/fr/validate");
    let form = site.get("/fr/validate").await;
    assert!(form.text().contains("enctype=\"multipart/form-data\""));
    let xml =
        "<iati-activities version=\"2.03\">\n<iati-activity>&lt;b&gt;</iati-activity>\n</iati-activities>";
    let page = site.send("/fr/validate", "<u>.xml", xml.as_bytes()).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    let seen = page.visible();
    assert!(
        seen.contains("Rapport de validation")
            && seen.contains("n’est pas un fichier IATI valide (1 activité)"),
        "{seen}"
    );
    assert!(page.text().ends_with("</html>\n") || page.text().ends_with("</html>"), "the page is whole");
    assert!(!page.text().contains("<u>"), "names are escaped");
    let part = site.send("/en/validate?part=report", "a.xml", xml.as_bytes()).await;
    assert!(part.text().starts_with("<section class=\"report\">") && part.text().ends_with("</section>"));

    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, xml.as_bytes()).expect("packed");
    let packed = packed.finish().expect("packed");
    let unpacked = site.send("/en/validate?part=report", "a.xml", &packed).await;
    assert_eq!(unpacked.text(), part.text());
    let broken = site.send("/en/validate?part=report", "a.xml", b"<iati-activities version='2.03'><a>").await;
    assert!(broken.text().contains("1 critical error") && broken.text().contains("class=\"critical fault\""));

    for (name, bytes) in
        [("a.xlsx", &b"PK\x03\x04x"[..]), ("a", &[0xD0, 0xCF, 0x11, 0xE0]), ("a.CSV", b"Nom;Pays\n")]
    {
        let reported = site.send("/fr/validate", name, bytes).await;
        assert!(
            reported.visible().contains("un tableur") && reported.text().contains("role=\"alert\""),
            "{name}"
        );
    }
    assert_eq!(site.send("/fr/validate", "", b"").await.status, 400);
    assert_eq!(site.ask("POST", "/fr/validate", &[]).await.status, 400);
    assert_eq!(site.ask("POST", "/de/validate", &[]).await.status, 405);
    assert_eq!(site.ask("POST", "/fr/validate", &[("content-length", "999999999999")]).await.status, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_many_files_is_asked_to_wait() {
    let site = TestSite::example().await;
    let mut last = site.send("/fr/validate", "a.xml", b"<a/>").await;
    for _ in 0..12 {
        last = site.send("/fr/validate", "a.xml", b"<a/>").await;
    }
    assert_eq!(last.status, 429);
    assert_eq!(last.header("retry-after"), "30");
    assert!(last.visible().contains("Attendez une minute"));
}

#[tokio::test]
async fn tables_and_places_are_served_as_what_they_are() {
    let site = TestSite::example().await;
    for (path, media_type, start) in [
        ("/open-data/partnerships.csv", "text/csv; charset=utf-8; header=present", "id,slug,title_fr"),
        ("/open-data/events.json", "application/json", "{\"dataset\":\"events\""),
        (
            "/open-data/versions.csv",
            "text/csv; charset=utf-8; header=present",
            "published,kind,slug,revision,",
        ),
        ("/open-data/versions.json", "application/json", "[{\"published\":"),
        ("/open-data/places.geojson", "application/geo+json", "{\"type\":\"FeatureCollection\""),
    ] {
        let answer = site.get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, media_type));
        assert!(String::from_utf8_lossy(&answer.bytes).starts_with(start), "{path}");
    }
    let workbook = site.get("/open-data/organisations.xlsx").await;
    assert!(workbook.bytes.starts_with(b"PK") && workbook.header("content-type").contains("spreadsheetml"));
    for path in
        ["/open-data/dragons.csv", "/open-data/partnerships.exe", "/open-data/persons.csv", "/open-data/x"]
    {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn programs_read_what_is_published() {
    let site = TestSite::example().await;
    let value = |answer: &crate::support::SiteAnswer| -> serde_json::Value {
        serde_json::from_slice(&answer.bytes).expect("JSON")
    };
    let list = site.get("/api/v1/partnerships?q=KENDARI&per_page=1").await;
    assert_eq!((list.status, list.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!(list.header("access-control-allow-origin"), "*");
    assert_eq!(value(&list)["items"][0]["slug"], "kendari");
    // The pages of a list are the list, each record once.
    let (mut next, mut slugs) = (Some("/api/v1/organisations?per_page=7".to_owned()), Vec::new());
    while let Some(path) = next.take() {
        let page = value(&site.get(&path).await);
        slugs.extend(
            page["items"].as_array().expect("items").iter().map(|r| r["slug"].as_str().map(str::to_owned)),
        );
        next = page["next"].as_str().map(|url| url[url.find("/api").expect("a path")..].to_owned());
        assert!(next.is_some() || page["total"] == slugs.len());
    }
    let reported = slugs.len();
    slugs.sort();
    slugs.dedup();
    assert_eq!(slugs.len(), reported);
    let one = site.get("/api/v1/partnerships/kendari").await;
    let again = [("if-none-match", one.header("etag"))];
    let again = site.ask("GET", "/api/v1/partnerships/kendari", &again).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let related = value(&site.get("/api/v1/events?refers_to=organisation/ville-de-kendari").await);
    assert!(related["total"].as_u64().is_some_and(|n| n < 20));
    for (path, status) in [
        ("/api/v1/partnerships?page=0", 400),
        ("/api/v1/partnerships?sort=x", 400),
        ("/api/v1/partnerships/kendari?x=1", 400),
        ("/api/v1/partnerships/nowhere", 404),
        ("/api/v1/dragons", 404),
        ("/api/v1/partnerships/kendari/x/y", 404),
    ] {
        let answer = site.ask("GET", path, &[("accept-language", "en")]).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(value(&answer)["status"], status);
    }
    let asked = site.ask("OPTIONS", "/api/v1/partnerships", &[("origin", "https://elsewhere.example")]).await;
    assert_eq!(asked.header("access-control-allow-methods"), "GET, HEAD, OPTIONS");
    assert_eq!(site.ask("POST", "/api/v1/partnerships", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let description = value(&site.get("/api/v1/openapi.json").await);
    assert_eq!(description["openapi"], "3.1.0");
    let page = site.get("/fr/api?kind=partnerships&q=kendari").await.visible();
    assert!(page.contains("\"slug\": \"kendari\"") || page.contains("kendari"), "{page}");
}

#[tokio::test]
async fn a_program_that_asks_too_often_is_told_when_to_come_back() {
    let site = TestSite::example().await;
    let mut refused = 0;
    for _ in 0..340 {
        let answer = site.get("/api/v1/").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused += 1;
            assert_eq!(answer.header("retry-after"), "1");
        }
    }
    assert!(refused > 0);
    assert_eq!(site.get("/fr/").await.status, StatusCode::OK, "readers are not concerned");
}
