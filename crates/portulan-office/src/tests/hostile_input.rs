//! Hostile texts in every text field are displayed, stored and exported unchanged.
use axum::http::StatusCode;
use portulan_model::{FieldSchema, Kind, folder};
use portulan_store::Store as _;
use uuid::Uuid;

use super::{TestOffice, at};
use crate::form::FormData;

const NAUGHTY: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus=alert(1) autofocus='",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)//",
    "[lien](javascript:alert(1)) ![p](https://evil.example/p.png)",
    "&lt;b&gt; &amp;amp; &#0;",
    "{{ 7 * 7 }} ${7*7} <%= 7*7 %> { $value }",
    "'; DROP TABLE record; --",
    "%s%n %00 %0d%0a ../../../etc/passwd",
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "مرحبا بالعالم \u{202e}txt.exe\u{202c}",
    "שלום עולם",
    "zero\u{200b}width\u{200d}joined\u{feff}mark",
    "👩‍👩‍👧‍👦 🇺🇦 é e\u{301} ﷽",
    "Z̷̤͘a̸͈̅l̵̝͠g̴͔̒o̶̳͝",
    "ＦＵＬＬ　ｗｉｄｔｈ",
    " leading and trailing ",
    "\nfirst line empty\n\n\ttab\n",
    "\"\"\" ''' \\ \\u0041 \\n",
    "[title]\nfr = \"toml\"",
    "null undefined NaN true 0 -1 1e309",
    "\u{fffd}\u{2028}\u{2029}\u{85}",
];

/// The paths of all texts of a shape, once each list has one item.
fn texts(shape: FieldSchema, path: String, out: &mut Vec<String>) {
    match shape {
        FieldSchema::Text => out.push(format!("{path}/fr")),
        FieldSchema::Fact(inner) => texts(inner(), format!("{path}/value"), out),
        FieldSchema::Optional(inner) => texts(inner(), path, out),
        FieldSchema::List(inner) => texts(inner(), format!("{path}/0"), out),
        FieldSchema::Group(group) => {
            for field in group.fields {
                texts((field.shape)(), format!("{path}/{}", field.name), out);
            }
        }
        _ => {}
    }
}

/// The fields that a list item needs besides its texts to be stored.
fn beside(path: &str) -> Vec<(String, &'static str)> {
    let within = |name: &str| path.contains(&format!("/{name}/0/"));
    let item = |end: &str| format!("{}/0/{end}", path.split("/0/").next().unwrap_or_default());
    if within("participations") || within("members") {
        vec![(item("organisation"), "nobody")]
    } else if within("figures") || within("population") {
        vec![(item("quantity/value"), "1")]
    } else if within("groups") {
        vec![("/attendance/total/value".into(), "2"), ("/attendance/groups/0/quantity/value".into(), "1")]
    } else if within("transactions") {
        vec![(item("kind"), "3")]
    } else if within("funding") {
        vec![(item("funder"), "nobody")]
    } else if within("results") {
        vec![(item("kind"), "1")]
    } else if within("links") {
        vec![(item("url"), "https://monde.example/")]
    } else {
        Vec::new()
    }
}

/// The choices that a form asks for, each with the first of its list.
fn choices(shape: FieldSchema, path: &str, sheet: &FormData) -> Vec<(String, &'static str)> {
    let within = |path: &str| path.is_empty() || sheet.len(path) > 0 || sheet.under(path).next().is_some();
    match shape {
        FieldSchema::Choice(list) if list.is_explicit => vec![(path.to_owned(), list.variants[0])],
        FieldSchema::List(inner) => {
            (0..sheet.len(path)).flat_map(|i| choices(inner(), &format!("{path}/{i}"), sheet)).collect()
        }
        FieldSchema::Group(group) if within(path) => group
            .fields
            .iter()
            .flat_map(|field| choices((field.shape)(), &format!("{path}/{}", field.name), sheet))
            .collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn every_text_of_every_kind_keeps_them_whole() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let nobody = [("/name/fr", "Personne"), ("slug", "nobody"), ("revision", "0"), ("do", "save")];
    ada.post(&at(Kind::Organisation, Uuid::now_v7()), &nobody).await;
    let mut number = 0;
    for kind in Kind::ALL.iter().copied().filter(|k| *k != Kind::Authority) {
        let mut paths = Vec::new();
        texts(kind.shape(), String::new(), &mut paths);
        // Each text field has its turn with each string; one record carries one string in all its fields.
        for naughty in NAUGHTY {
            let mut sheet = FormData::default();
            for path in &paths {
                sheet.set(path.clone(), *naughty);
                for (path, value) in beside(path) {
                    sheet.set(path, value);
                }
            }
            for (path, first) in choices(kind.shape(), "", &sheet) {
                sheet.set(path, first);
            }
            number += 1;
            let slug = format!("n-{number}");
            let mut fields: Vec<(&str, &str)> = sheet.iter().collect();
            fields.extend([("revision", "0"), ("slug", slug.as_str()), ("do", "save")]);
            let id = Uuid::now_v7();
            let answer = ada.post(&at(kind, id), &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kind} {naughty:?} {}", answer.text);
            let stored = house.store.record_of(id).await.expect("read").expect("kept");
            let value = folder::to_value(&stored.record.body);
            for path in &paths {
                assert_eq!(value.pointer(path).and_then(|v| v.as_str()), Some(*naughty), "{kind} {path}");
            }
            let file = folder::write(&stored.record);
            assert_eq!(folder::read(kind, &slug, &file).as_ref(), Ok(&stored.record), "{file}");
            for page in ["", "/history/1", "/publish", "/preview/page"] {
                let html = ada.get(&format!("{}{page}", at(kind, id))).await.text;
                for bad in ["<script>alert", "<img src=x", "href=\"javascript:", "src=\"https://evil"] {
                    assert!(!html.contains(bad), "{kind} {page} {bad} in {naughty:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_megabyte_of_text_is_kept() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let id = Uuid::now_v7();
    let long = "Port \u{1f30a} ".repeat(100_000);
    let form = [("/title/fr", "Long"), ("/body/fr", long.as_str()), ("revision", "0"), ("do", "save")];
    assert_eq!(ada.post(&at(Kind::Page, id), &form).await.status, StatusCode::SEE_OTHER);
    let stored = house.store.record_of(id).await.expect("read").expect("kept");
    assert_eq!(
        folder::to_value(&stored.record.body).pointer("/body/fr").and_then(|v| v.as_str()),
        Some(long.as_str())
    );
    assert!(ada.get(&at(Kind::Page, id)).await.text.contains(&long));
}

#[tokio::test]
async fn control_characters_are_refused_with_a_reason() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let form = [("/name/fr", "a\u{0}b"), ("/acronym", "x\u{7}"), ("revision", "0"), ("do", "save")];
    let answer = ada.post(&at(Kind::Organisation, Uuid::now_v7()), &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("caractère de contrôle"), "{}", answer.text);
}
