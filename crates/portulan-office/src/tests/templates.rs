//! Every template of the office renders, in French and in English, with an example.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use portulan_locales::{Language, MessageKey};
use portulan_model::kinds::{Mission, Person};
use portulan_model::{Body, Kind, Record, State};
use portulan_store::{Accounts as _, Author, Change, RecordWriter as _, Store as _, operator_only};
use portulan_testkit::{PORT_IMAGINAIRE, example_records};
use uuid::Uuid;

use super::factors::turn_on;
use super::import::settled;
use super::pictures::photograph;
use super::{Browser, PASSWORD, TestOffice, at, text};
use crate::start_link;

/// Templates of which the module of their page has a test.
const ELSEWHERE: [&str; 3] = ["import_wait.html", "mail.html", "signed_out.html"];

/// The folder of the templates.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")
}

/// An office with records of all kinds that have a page of their own: a partnership, a person, a trip.
struct Furnished {
    house: TestOffice,
    partnership: Record,
    person: Uuid,
    mission: Uuid,
}

async fn furnished() -> Furnished {
    let house = TestOffice::of(example_records(PORT_IMAGINAIRE)).await;
    let partnership = house.store.records_of(Kind::Partnership).await.expect("read").remove(0).record;
    let record =
        |slug: &str, body| Record { id: Uuid::now_v7(), slug: slug.into(), state: State::Draft, body };
    let person = Person { name: text("Zélie Imaginaire"), ..Person::default() };
    let person = record("zelie", Body::Person(Box::new(person)));
    let mission = Mission { title: text("Mission à Kendari"), ..Mission::default() };
    let mission = record("mission", Body::Mission(Box::new(mission)));
    let ids = (person.id, mission.id);
    let changes = vec![Change::Create(person), Change::Create(mission)];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("written");
    Furnished { house, partnership, person: ids.0, mission: ids.1 }
}

/// Pages that an administrator reads, by template.
async fn read(browser: &mut Browser, office: &Furnished, user: Uuid) -> BTreeMap<&'static str, String> {
    let partnership = at(Kind::Partnership, office.partnership.id);
    let pages = [
        ("dashboard.html", "/office/".to_owned()),
        ("tasks.html", "/office/tasks".to_owned()),
        ("themes.html", "/office/themes".to_owned()),
        ("overview.html", format!("{partnership}/overview")),
        ("ready.html", format!("{partnership}/ready")),
        ("proposals.html", "/office/proposals".to_owned()),
        ("import.html", "/office/import".to_owned()),
        ("declaration.html", "/office/declaration/2025".to_owned()),
        ("prefill.html", "/office/declaration/2025/prefill".to_owned()),
        ("recipients.html", "/office/recipients".to_owned()),
        ("funders.html", "/office/funders".to_owned()),
        ("reports.html", "/office/reports".to_owned()),
        ("rates.html", "/office/rates".to_owned()),
        ("hooks.html", "/office/hooks".to_owned()),
        ("tokens.html", "/office/tokens".to_owned()),
        ("privacy.html", "/office/privacy".to_owned()),
        ("audit.html", "/office/audit".to_owned()),
        ("account.html", "/office/account".to_owned()),
        ("users.html", "/office/users".to_owned()),
        ("user.html", format!("/office/users/{user}")),
        ("setup.html", "/office/setup".to_owned()),
        ("settings.html", "/office/settings".to_owned()),
        ("find.html", "/office/find?q=port".to_owned()),
        ("calendar.html", "/office/agenda?month=2026-05".to_owned()),
        ("records.html", "/office/partnerships/".to_owned()),
        ("list_edit.html", "/office/partnerships/cells".to_owned()),
        ("contacts.html", "/office/persons/".to_owned()),
        ("erase.html", format!("/office/persons/{}/erase", office.person)),
        ("mission.html", format!("/office/missions/{}/sheet", office.mission)),
        ("edit.html", partnership.clone()),
        ("preview.html", format!("{partnership}/preview")),
        ("history.html", format!("{partnership}/history")),
        ("revision.html", format!("{partnership}/history/1")),
        ("publish.html", format!("{partnership}/publish")),
        ("error.html", "/office/nowhere/".to_owned()),
        ("base.html", "/office/".to_owned()),
    ];
    let mut out = BTreeMap::new();
    for (template, path) in pages {
        out.insert(template, browser.get(&path).await.text);
    }
    out
}

/// Pages that come from an action of an administrator, by template.
async fn act(browser: &mut Browser, office: &Furnished) -> BTreeMap<&'static str, String> {
    let mut out = BTreeMap::new();
    let chosen = format!("{} 1", office.partnership.id);
    let delete = [("do", "delete"), ("record", chosen.as_str())];
    out.insert("bulk_question.html", browser.post("/office/partnerships/", &delete).await.text);
    let totp = [("do", "totp-begin"), ("password", PASSWORD)];
    let recovery = [("do", "recovery"), ("password", PASSWORD)];
    out.insert("totp.html", browser.post("/office/account", &totp).await.text);
    out.insert("recovery.html", browser.post("/office/account", &recovery).await.text);
    let setup = [
        ("name", "Ville de Port-Imaginaire"),
        ("country", "FR"),
        ("place", "Port-Imaginaire"),
        ("language", "fr"),
        ("language", "en"),
        ("email", "nora@monde.example"),
        ("role", "editor"),
    ];
    out.insert("setup_done.html", browser.send_with("/office/setup", &setup, "picture", &[]).await.text);
    let sent = [("port.jpg", photograph())];
    out.insert("uploaded.html", browser.send_as("/office/media/upload", "files", &sent).await.text);
    let file = "Nom (Français);Pays\nÉcole du rivage;Indonésie\n".as_bytes().to_vec();
    let answer = browser.send_as("/office/import", "file", &[("acteurs.csv", file)]).await;
    let path = answer.location().to_owned();
    out.insert("import_columns.html", browser.get(&path).await.text);
    let map = [
        ("do", "map"),
        ("table", "0"),
        ("head", "1"),
        ("target", "organisations"),
        ("column:0", "/name/fr"),
        ("column:1", "/country/value"),
    ];
    browser.post(&path, &map).await;
    out.insert("import_rows.html", settled(browser, &path).await);
    let file = "Nom (Français);Pays\nÉcole du rivage;Indonesia\nPort;Indonésye\n".as_bytes().to_vec();
    let answer = browser.send_as("/office/import", "file", &[("acteurs.csv", file)]).await;
    let path = answer.location().to_owned();
    browser.post(&path, &map).await;
    out.insert("import_values.html", settled(browser, &path).await);
    out.extend(contributions(browser, office).await);
    let house = &office.house;
    let id = office.partnership.id;
    let mut guest = house.user(browser, "Paul", "partner").await;
    let user = house.store.user_by_email("paul@monde.example").await.expect("read").expect("a user");
    let scope = id.to_string();
    let form = [("active", "true"), ("role", "partner"), ("scope", scope.as_str()), ("do", "save")];
    browser.post(&format!("/office/users/{}", user.id), &form).await;
    let revision = house.store.record_of(id).await.expect("read").expect("a record").revision;
    let revision = revision.to_string();
    let form = [
        ("/title/fr", "Un autre titre"),
        ("revision", revision.as_str()),
        ("slug", office.partnership.slug.as_str()),
        ("do", "propose"),
    ];
    guest.post(&at(Kind::Partnership, id), &form).await;
    let list = browser.get("/office/proposals").await.text;
    let proposal = list.split("/office/proposals/").nth(1).and_then(|rest| rest.split('"').next());
    let address = format!("/office/proposals/{}", proposal.unwrap_or("none"));
    out.insert("proposal.html", browser.get(&address).await.text);
    out
}

/// The pages of a contribution, for the office and for its contributor.
async fn contributions(browser: &mut Browser, office: &Furnished) -> BTreeMap<&'static str, String> {
    let mut out = BTreeMap::new();
    let project = office.house.store.records_of(Kind::Project).await.expect("read").remove(0).record.id;
    let page = format!("/office/projects/{project}/contributions");
    let language = if browser.get("/office/").await.text.contains("lang=\"fr\"") { "fr" } else { "en" };
    let form = [
        ("contributor", "Zoé"),
        ("start", "2026"),
        ("end", "2026"),
        ("days", "30"),
        ("language", language),
        ("message", "Merci"),
    ];
    let asked = browser.post(&page, &form).await.text;
    let link = asked.split("http://monde.example").nth(1).and_then(|rest| rest.split('<').next());
    let link = link.unwrap_or("/none").to_owned();
    out.insert("contributions.html", asked);
    let mut guest = office.house.browser();
    out.insert("contribute.html", guest.get(&link).await.text);
    let sent = [
        ("version", "0"),
        ("by", "Zoé"),
        ("progress", "Fait."),
        ("expense:0:date", "2026"),
        ("expense:0:amount", "5"),
        ("currency", "EUR"),
        ("do", "send"),
    ];
    guest.send_with(&link, &sent, "picture", &[]).await;
    out.insert("contribute_closed.html", guest.get(&link).await.text);
    let list = browser.get(&page).await.text;
    let id = list.split("/office/contributions/").nth(1).and_then(|rest| rest.split('"').next());
    let address = format!("/office/contributions/{}", id.unwrap_or("none"));
    out.insert("contribution.html", browser.get(&address).await.text);
    out
}

/// Pages before signing in, by template.
async fn outside(house: &TestOffice, language: &str) -> BTreeMap<&'static str, String> {
    let mut browser = house.browser();
    let mut out = BTreeMap::new();
    let headers = [("accept-language", language)];
    let pages = [("login.html", "/office/login"), ("forgot.html", "/office/forgot")];
    for (template, path) in pages {
        out.insert(template, browser.ask("GET", path, &headers, String::new()).await.text);
    }
    let headers = [("accept-language", language), ("origin", "http://monde.example")];
    let form = super::encoded(&[("email", "ada@monde.example"), ("password", PASSWORD), ("next", "")]);
    out.insert("code.html", browser.ask("POST", "/office/login", &headers, form).await.text);
    out
}

/// The message in the title of a template, where the title is one message.
fn title_key(template: &str) -> Option<MessageKey> {
    let name = template.split("{% block title %}{{ v.t(key!(\"").nth(1)?.split('"').next()?;
    Some(MessageKey::find(name).expect("the compiler has checked it"))
}

/// Faults of a page that a template rendered.
fn faults(template: &str, html: &str, language: Language) -> Vec<String> {
    let text = fs::read_to_string(folder().join(template)).expect("a template");
    let mut faults = Vec::new();
    if !html.trim_end().ends_with("</html>") || !html.contains(&format!("<html lang=\"{language}\">")) {
        faults.push(format!("{template}: not a whole page in {language}: {html:.200}"));
    }
    let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
    let title = title_key(&text).map(|key| plain(language.text(key)).replace('\'', "&#39;"));
    if let Some(title) = title.filter(|title| !html.contains(&format!("<title>{title}"))) {
        faults.push(format!("{template}: the title in {language} is not {title}: {html:.400}"));
    }
    faults
}

#[tokio::test]
async fn every_template_renders_in_both_languages() {
    let mut found = Vec::new();
    let mut rendered = BTreeSet::new();
    for language in [Language::FRENCH, Language::ENGLISH] {
        let office = furnished().await;
        let house = &office.house;
        let mut pages = BTreeMap::new();
        let link = start_link(&house.office).await.expect("an answer").expect("a link");
        let path = link.strip_prefix("http://monde.example").expect("an address of the site").to_owned();
        let headers = [("accept-language", language.tag())];
        pages.insert("join.html", house.browser().ask("GET", &path, &headers, String::new()).await.text);
        let mut ada = house.administrator().await;
        let profile = [("do", "profile"), ("name", "Ada"), ("language", language.tag())];
        ada.post("/office/account", &profile).await;
        let user = house.store.user_by_email("ada@monde.example").await.expect("read").expect("a user");
        pages.extend(act(&mut ada, &office).await);
        pages.extend(read(&mut ada, &office, user.id).await);
        turn_on(&mut ada).await;
        pages.extend(outside(house, language.tag()).await);
        for (template, html) in &pages {
            found.extend(faults(template, html, language));
        }
        rendered.extend(pages.into_keys().map(str::to_owned));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    rendered.extend(ELSEWHERE.map(str::to_owned));
    let files = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("an entry"));
    let files: BTreeSet<_> = files
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(rendered, files, "render each template");
}
