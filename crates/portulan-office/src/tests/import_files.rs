//! Imports of records: folders, and IATI files.
use portulan_model::{Kind, PublishedRegister, Record, State, folder};
use portulan_store::Store as _;

use super::TestOffice;
use super::import::{keep, organisation, send, settled};

#[tokio::test]
async fn a_folder_and_an_iati_file_go_the_same_way() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let stored = organisation("regie", "Régie des eaux");
    keep(&house, vec![stored.clone()]).await;
    let changed = folder::write(&stored).replace("Régie des eaux", "Régie des eaux et des phares");
    let added = folder::write(&organisation("phare", "Société des phares"));
    let zipped = |entries: &[(&str, &str)]| {
        use std::io::Write as _;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("a file").into_inner()
    };
    let bytes = zipped(&[
        ("d/organisations/regie.toml", &changed),
        ("d/organisations/phare.toml", &added),
        ("d/organisations/broken.toml", "id = 7"),
    ]);
    let path = send(&mut ada, "registre.zip", &bytes).await.location().to_owned();
    let page = settled(&mut ada, &path).await;
    for verdict in ["wrong", "adds", "changes"] {
        assert_eq!(page.matches(&format!("class=\"says {verdict}\"")).count(), 1, "{page}");
    }
    assert!(page.contains("broken.toml") && !page.contains("value=\"take\""), "{page}");
    let bytes = zipped(&[("organisations/regie.toml", &changed), ("organisations/phare.toml", &added)]);
    let path = send(&mut ada, "registre.zip", &bytes).await.location().to_owned();
    settled(&mut ada, &path).await;
    ada.post(&path, &[("do", "take")]).await;
    assert!(settled(&mut ada, &path).await.contains("<b>1</b> Ajouts"));
    assert_eq!(house.store.records_of(Kind::Organisation).await.expect("read").len(), 2);
    // Files that belong to a folder, but are no records, hinder nothing and are named.
    let bytes = zipped(&[
        ("d/organisations/regie.toml", &changed.replace("phares", "digues")),
        ("d/rates.csv", "Date,USD\n2025-01-02,1.03\n"),
        ("d/README.md", "# Registre"),
    ]);
    let path = send(&mut ada, "registre.zip", &bytes).await.location().to_owned();
    let page = settled(&mut ada, &path).await;
    assert_eq!(page.matches("class=\"says left-out\"").count(), 2, "{page}");
    assert!(page.contains("Les taux de change ne sont pas importés") && page.contains("README.md"), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    assert!(settled(&mut ada, &path).await.contains("<b>0</b> Ajouts"));
    let iati = "<iati-activities version=\"2.03\"><iati-activity><iati-identifier>XX-1</iati-identifier></iati-activity></iati-activities>";
    let path = send(&mut ada, "a.xml", iati.as_bytes()).await.location().to_owned();
    let refused = settled(&mut ada, &path).await;
    assert!(refused.contains("Non importée") && refused.contains("XX-1"), "{refused}");
}

#[tokio::test]
async fn one_faulty_activity_is_left_out_and_the_others_are_imported() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let activity = |identifier: &str, status: &str| {
        format!(
            "<iati-activity default-currency=\"EUR\"><iati-identifier>{identifier}</iati-identifier>\
             <reporting-org ref=\"FR-1\" type=\"15\"><narrative xml:lang=\"fr\">Ville</narrative></reporting-org>\
             <title><narrative xml:lang=\"fr\">Puits de {identifier}</narrative></title>\
             <description><narrative xml:lang=\"fr\">Un puits.</narrative></description>\
             <participating-org ref=\"FR-1\" type=\"15\" role=\"1\"/><activity-status {status}/>\
             <activity-date iso-date=\"2024-01-01\" type=\"2\"/></iati-activity>"
        )
    };
    let (good, bad) = (activity("FR-1-A", "code=\"2\""), activity("FR-1-B", ""));
    let file = format!("<iati-activities version=\"2.03\">{bad}{good}</iati-activities>");
    let path = send(&mut ada, "a.xml", file.as_bytes()).await.location().to_owned();
    let page = settled(&mut ada, &path).await;
    assert_eq!(page.matches("class=\"says left-out\"").count(), 1, "{page}");
    assert!(page.contains("FR-1-B") && page.contains("À savoir sur ce fichier"), "{page}");
    assert!(page.contains("value=\"take\""), "the others can be taken: {page}");
    ada.post(&path, &[("do", "take")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("<b>1</b> Non importées") && page.contains("À savoir sur ce fichier"), "{page}");
    let projects = house.store.records_of(Kind::Project).await.expect("read");
    assert_eq!(projects.len(), 1, "{projects:?}");
}

#[tokio::test]
async fn a_file_that_is_no_iati_says_where_and_why() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    for (file, expected) in [
        ("<iati-activities version=\"2.03\">\n<iati-activity>", "Ligne 2"),
        ("<iati-activities version=\"1.05\"/>", "Ligne 1"),
    ] {
        let path = send(&mut ada, "a.xml", file.as_bytes()).await.location().to_owned();
        let page = settled(&mut ada, &path).await;
        assert!(page.contains(expected) && !page.contains("value=\"back\""), "{page}");
    }
}

#[tokio::test]
async fn an_iati_file_changes_what_it_says_otherwise() {
    let records: Vec<Record> = super::round_trip::records().into_iter().map(|(record, _)| record).collect();
    let now = jiff::Timestamp::now();
    let programme =
        PublishedRegister::new(records.iter().cloned().map(|r| (r, now, now))).expect("a programme");
    let file = portulan_exchange::iati::export(&programme, now).activities.expect("activities");
    let house = TestOffice::of(records).await;
    let mut ada = house.administrator().await;
    let path = send(&mut ada, "activities.xml", file.as_bytes()).await.location().to_owned();
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Aucune ligne") && !page.contains("value=\"take\""), "{page}");
    let start = file.find("<title>").expect("a title");
    let start = start + file[start..].find("<narrative").expect("a narrative");
    let at = start + file[start..].find('>').expect("its text") + 1;
    let file = format!("{}Nouveau : {}", &file[..at], &file[at..]);
    let path = send(&mut ada, "activities.xml", file.as_bytes()).await.location().to_owned();
    let page = settled(&mut ada, &path).await;
    assert_eq!(page.matches("class=\"says changes\"").count(), 1, "{page}");
    assert!(page.contains("<ins>Nouveau : "), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    assert!(settled(&mut ada, &path).await.contains("<b>1</b> Modifications"));
    // Without "publish at once", published records are unchanged.
    let mut renamed = Vec::new();
    for kind in Kind::ALL {
        let records = house.store.records_of(*kind).await.expect("read").into_iter().map(|s| s.record);
        renamed
            .extend(records.filter(|r| r.body.name().0.values().any(|name| name.starts_with("Nouveau : "))));
    }
    let states: Vec<State> = renamed.iter().map(|record| record.state).collect();
    assert_eq!(states, [State::Draft]);
}
