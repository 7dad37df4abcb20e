//! No page of the office shows a code, a key or a slug where people expect words.
use std::collections::{BTreeSet, VecDeque};

use axum::http::StatusCode;
use portulan_codelists::CodeList;
use portulan_model::kinds::Authority;
use portulan_model::{Body, FieldSchema, Kind};
use portulan_store::{Accounts as _, AuditAction, AuditEntry, Store as _};
use portulan_testkit::{PORT_IMAGINAIRE, example_records};

use super::{Browser, TestOffice};

/// The most pages of a shape that are read: lists of many records have the same templates.
const PAGES_OF_A_SHAPE: usize = 12;

/// Elements whose text is not for reading: programs, examples of programs, and names of languages in themselves.
const UNREAD: [&str; 5] = ["script", "style", "code", "pre", "textarea"];

/// The variants of all choices in a type.
fn variants(shape: FieldSchema, out: &mut BTreeSet<String>) {
    match shape {
        FieldSchema::Choice(list) => out.extend(list.variants.iter().map(|name| (*name).to_owned())),
        FieldSchema::Group(group) => group.fields.iter().for_each(|field| variants((field.shape)(), out)),
        FieldSchema::Fact(inner) | FieldSchema::Optional(inner) | FieldSchema::List(inner) => {
            variants(inner(), out);
        }
        _ => {}
    }
}

/// The codes that no page shows: letters of code lists, variants, keys of themes, slugs, licences, time zones, actions.
async fn codes(house: &TestOffice) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for kind in Kind::ALL {
        variants(kind.shape(), &mut codes);
    }
    for list in CodeList::ALL {
        codes.extend(list.entries().iter().map(|entry| entry.code.to_owned()));
    }
    codes.extend(AuditAction::ALL.iter().map(|action| action.name().to_owned()));
    codes.extend(["four-eyes", "two-step-from-role", "record.published", "factors-off"].map(str::to_owned));
    for kind in Kind::ALL {
        codes.extend([kind.singular().to_owned(), kind.folder().to_owned()]);
        for stored in house.store.records_of(*kind).await.expect("read") {
            if let Body::Authority(authority) = &stored.record.body {
                codes.extend(keys(authority));
            }
            codes.insert(stored.record.slug);
        }
    }
    // Numbers can be amounts; a capital letter or a French word can be a word.
    codes.retain(|code| {
        code.chars().any(|c| c.is_ascii_lowercase() || c == '-' || c == '/' || code.len() == 2)
    });
    codes.retain(|code| code.chars().any(char::is_alphabetic) && code.len() > 1);
    // The initials of the World Bank in the name of a channel; the code of Bermuda.
    codes.remove("BM");
    codes
}

/// Keys of themes, languages, time zone, licence and register of an authority.
fn keys(authority: &Authority) -> Vec<String> {
    let terms = authority.themes.iter().chain(&authority.axes);
    let mut keys: Vec<String> = terms.map(|term| term.key.clone()).collect();
    keys.extend(authority.languages.clone());
    keys.extend(["Europe/Paris", "etalab-2.0", "etalab-2-0", "fr", "en"].map(str::to_owned));
    keys
}

/// The texts of a page that people read, piece by piece.
fn pieces(page: &str) -> Vec<String> {
    let mut page = page.to_owned();
    for element in UNREAD {
        while let Some(start) = page.find(&format!("<{element}")) {
            let end = format!("</{element}>");
            let stop = page[start..].find(&end).map_or(page.len(), |at| start + at + end.len());
            page.replace_range(start..stop, "");
        }
    }
    let texts = page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    let marks = [',', ';', '·', '›', '(', ')', ':', '–', '«', '»', '|', '\n'];
    let pieces = texts.flat_map(|text| text.split(marks).map(|piece| piece.trim().to_owned()));
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// The addresses of the office on a page, without their anchors.
fn links(page: &str) -> BTreeSet<String> {
    let targets = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let targets = targets.map(|target| target.split('#').next().unwrap_or_default().replace("&#38;", "&"));
    let is_page = |target: &String| {
        let file = target.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        target.starts_with("/office/") && !file.contains('.') && !target.contains("/assets/")
    };
    targets.filter(is_page).collect()
}

/// The shape of an address: identities and numbers left out.
fn shape(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let part = |part: &str| {
        if part.len() > 30 || part.bytes().all(|b| b.is_ascii_digit()) {
            "*".to_owned()
        } else {
            part.to_owned()
        }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The codes on the pages that can be reached from the start page, each with an address.
async fn found(house: &TestOffice, browser: &mut Browser) -> Vec<String> {
    let codes = codes(house).await;
    let starts = [
        "/office/",
        "/office/audit",
        "/office/settings",
        "/office/recipients",
        "/office/hooks",
        "/office/declaration/2025",
    ];
    let mut open: VecDeque<String> = starts.iter().map(|start| (*start).to_owned()).collect();
    let mut known: BTreeSet<String> = open.iter().cloned().collect();
    let mut shapes = std::collections::HashMap::<String, usize>::new();
    let mut found = BTreeSet::new();
    while let Some(address) = open.pop_front() {
        let count = shapes.entry(shape(&address)).or_default();
        *count += 1;
        if *count > PAGES_OF_A_SHAPE {
            continue;
        }
        let answer = browser.get(&address).await;
        if answer.status != StatusCode::OK {
            continue;
        }
        for piece in pieces(&answer.text) {
            if codes.contains(&piece) {
                found.insert(format!("{piece} at {}", shape(&address)));
            }
        }
        let new = links(&answer.text).into_iter().filter(|link| known.insert(link.clone()));
        open.extend(new.collect::<Vec<_>>());
    }
    assert!(known.len() > 150, "the pages were found: {}", known.len());
    found.into_iter().collect()
}

#[tokio::test]
async fn no_page_in_french_shows_a_code() {
    let house = TestOffice::of(example_records(PORT_IMAGINAIRE)).await;
    let mut ada = house.administrator().await;
    house.user(&mut ada, "Edgar", "editor").await;
    let entry = |action, subject: &str, detail: &str| AuditEntry {
        subject: subject.to_owned(),
        detail: detail.to_owned(),
        ..AuditEntry::new("Ada", action)
    };
    for (action, subject, detail) in [
        (AuditAction::Set, "two-step-from-role", "publisher"),
        (AuditAction::Export, "partnerships", ""),
        (AuditAction::Publish, "partnership/sadje", "2"),
    ] {
        house.store.log(entry(action, subject, detail)).await.expect("written");
    }
    assert_eq!(found(&house, &mut ada).await, Vec::<String>::new());
}
