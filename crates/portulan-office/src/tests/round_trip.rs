//! The example programme, typed into the office's forms by two users, is exported unchanged, byte for byte.
use axum::http::StatusCode;
use portulan_locales::Language;
use portulan_model::{Kind, Record, folder};
use portulan_store::{Scope, Store as _};

use super::{TestOffice, at};
use crate::form::write;

pub fn records() -> Vec<(Record, String)> {
    portulan_testkit::records_of(&portulan_testkit::example_folder(portulan_testkit::LA_ROCHELLE))
}

#[tokio::test]
async fn the_example_comes_out_of_forms_as_it_is_in_its_folder() {
    let records = records();
    // The authority is made when a register begins, with its name alone; its form does the rest.
    let (authority, _) = records.iter().find(|(r, _)| r.kind() == Kind::Authority).expect("an authority");
    let mut first = authority.clone();
    first.body = portulan_model::Body::Authority(Box::new(portulan_model::kinds::Authority {
        name: authority.body.name().clone(),
        languages: vec!["fr".into(), "en".into()],
        ..Default::default()
    }));
    let house = TestOffice::of(vec![first]).await;
    let mut browser = house.administrator().await;
    // Themes and political priorities belong to the authority, so its form comes first; then every record
    // with its name only, so that others can refer to it; then each complete form.
    let language = Language::FRENCH;
    let mut named = 0;
    for (record, _) in records.iter().filter(|(r, _)| r.kind() != Kind::Authority) {
        let sheet = write::sheet(&record.body, language);
        let own = sheet
            .iter()
            .filter(|(path, _)| ["/title/", "/name/", "/alt/", "/kind"].iter().any(|p| path.starts_with(p)));
        let mut fields: Vec<(&str, &str)> = own.collect();
        fields.extend([("revision", "0"), ("slug", record.slug.as_str()), ("do", "save")]);
        let answer = browser.post(&at(record.kind(), record.id), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} {}", record.slug, answer.text);
        named += 1;
    }
    let mut forms: Vec<&Record> = records.iter().map(|(r, _)| r).collect();
    forms.sort_by_key(|r| r.kind() != Kind::Authority);
    for record in forms {
        let sheet = write::sheet(&record.body, language);
        let mut fields: Vec<(&str, &str)> = sheet.iter().collect();
        fields.extend([("revision", "1"), ("slug", record.slug.as_str()), ("do", "save")]);
        let path = at(record.kind(), record.id);
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} {}", record.slug, answer.text);
        let seen = if answer.location().ends_with("same") { "1" } else { "2" };
        let answer = browser.post(&format!("{path}/publish"), &[("do", "publish"), ("seen", seen)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} {}", record.slug, answer.text);
    }
    let stored = house.store.records(Scope::Published).await.expect("records");
    assert_eq!(stored.len(), named + 1);
    for (record, file) in &records {
        let found = stored.iter().find(|s| s.record.id == record.id).expect("published");
        assert_eq!(&folder::write(&found.record), file, "{}", record.slug);
    }
}
