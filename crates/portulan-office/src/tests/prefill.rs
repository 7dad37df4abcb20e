//! Prefilling the State's form, against a small service that behaves as the public prefill interface does; lists of recipients.
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use portulan_model::Kind;
use portulan_store::Store as _;
use serde_json::{Value, json};

use super::TestOffice;
use super::declaration::records;

type Received = Arc<Mutex<Vec<Value>>>;

const FORM: [(&str, &str); 2] =
    [("origin", "http://monde.example"), ("content-type", "multipart/form-data; boundary=cut")];

/// A service with procedure 12345, whose fields are `champ_WA==` and a repeatable block. A body creates a draft.
async fn service() -> (String, Received) {
    let received: Received = Arc::default();
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let origin = format!("http://{}", socket.local_addr().expect("an address"));
    let own = origin.clone();
    let create = |State(received): State<Received>,
                  Path(number): Path<u32>,
                  headers: HeaderMap,
                  body: String| async move {
        if headers["content-type"] != "application/json" || headers.contains_key("cookie") {
            return (StatusCode::BAD_REQUEST, Json(json!({ "error": "a JSON body is needed" })));
        }
        let link = match number {
            12345 => format!("{own}/commencer/eapd?prefill_token=abc"),
            666 => "https://elsewhere.example/commencer".to_owned(),
            _ => return (StatusCode::NOT_FOUND, Json(json!({ "error": "procedure <i>not</i> found" }))),
        };
        let body: Value = serde_json::from_str(&body).expect("JSON");
        received.lock().expect("whole").push(body);
        let draft = json!({ "dossier_url": link, "state": "prefilled", "dossier_id": "RG9zc2llci0x" });
        (StatusCode::CREATED, Json(draft))
    };
    let service = Router::new()
        .route("/api/public/v1/demarches/{number}/dossiers", post(create))
        .with_state(received.clone());
    tokio::spawn(async move { axum::serve(socket, service).await });
    (origin, received)
}

#[tokio::test]
async fn an_officer_creates_a_prefilled_draft_and_files_it_elsewhere() {
    let mut house = TestOffice::of(records()).await;
    house.office = house.office.clone().with_inner_webhooks();
    let (origin, received) = service().await;
    let mut ada = house.administrator().await;
    let here = "/office/declaration/2025/prefill";
    assert!(ada.get(here).await.text.contains("La démarche n’est pas encore configurée"));
    let table = "# Champs\nchamp_WA== year\nchamp_T total\nchamp_B>champ_t title\nchamp_B>champ_a amount\nchamp_c text Oui, tout";
    let save = |number: &'static str, table: &'static str| {
        vec![("do", "save"), ("address", origin.as_str()), ("number", number), ("table", table)]
    };
    let digits = "ne contient que des chiffres";
    for (number, table, says) in [
        ("", table, digits),
        ("12a", table, digits),
        ("12345", "champ_x what", "Ligne 1"),
        ("12345", "champ_x", "Ligne 1"),
    ] {
        let refused = ada.post(here, &save(number, table)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number} {table}");
        let field = table.split_whitespace().find(|word| word.starts_with("champ_")).expect("a field");
        assert!(refused.text.contains(says) && refused.text.contains(field), "{}", refused.text);
    }
    assert_eq!(ada.post(here, &save("12345", table)).await.status, StatusCode::SEE_OTHER);
    assert!(received.lock().expect("whole").is_empty(), "nothing is sent before the officer asks for it");
    let page = ada.get(here).await.text;
    assert!(page.contains("champ_WA==") && page.contains("1500.00"), "{page}");
    let made = ada.post(here, &[("do", "prepare")]).await;
    assert_eq!(made.status, StatusCode::OK);
    assert!(
        made.text.contains(&format!("href=\"{origin}/commencer/eapd?prefill_token=abc\"")),
        "{}",
        made.text
    );
    let body = received.lock().expect("whole").pop().expect("a body");
    let wanted = json!({
        "champ_WA==": "2025",
        "champ_T": "1500.00",
        "champ_B": [{ "champ_t": "Atelier", "champ_a": "1500.00" }],
        "champ_c": "Oui, tout",
    });
    assert_eq!(body, wanted);
    let log = ada.get("/office/audit?q=eapd").await.text;
    assert!(log.contains("Ada a envoyé la déclaration 2025 au formulaire de l’État"), "{log}");
    let page = ada.get(here).await.text;
    assert!(
        page.contains("Un dossier prérempli existe déjà") && page.contains("prefill_token=abc"),
        "{page}"
    );

    // The frozen declaration is sent; the page reports that values have changed since.
    let year = "/office/declaration/2025";
    assert_eq!(ada.post(year, &[("do", "freeze")]).await.status, StatusCode::SEE_OTHER);
    assert!(!ada.get(here).await.text.contains("depuis que la déclaration a été figée"));
    let project = house.store.records_of(Kind::Project).await.expect("read").remove(0).record.id.to_string();
    let no = [("do", "decide"), ("project", project.as_str()), ("part", "counted"), ("value", "no")];
    assert_eq!(ada.post(year, &no).await.status, StatusCode::SEE_OTHER);
    let page = ada.get(here).await.text;
    assert!(page.contains("depuis que la déclaration a été figée") && page.contains("1500.00"), "{page}");

    // A procedure that does not exist, and an answer that leads elsewhere.
    assert_eq!(ada.post(here, &save("999", table)).await.status, StatusCode::SEE_OTHER);
    let refused = ada.post(here, &[("do", "prepare")]).await;
    assert!(
        refused.text.contains("404 Not Found") && !refused.text.contains("<i>not</i>"),
        "{}",
        refused.text
    );
    assert_eq!(ada.post(here, &save("666", table)).await.status, StatusCode::SEE_OTHER);
    let elsewhere = ada.post(here, &[("do", "prepare")]).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!elsewhere.text.contains("elsewhere.example"));

    // An editor sees the preview; publishers send it, administrators configure the procedure.
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert!(!edgar.get(here).await.text.contains("value=\"prepare\""));
    assert_eq!(edgar.post(here, &[("do", "prepare")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(edgar.post(here, &save("1", table)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_body_goes_into_the_network_of_the_server() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    for address in
        ["http://demarche.example", "https://127.0.0.1", "https://a:b@x.example", "https://x.example/path"]
    {
        let form = [("do", "save"), ("address", address), ("number", "1"), ("table", "champ_a year")];
        let refused = ada.post("/office/declaration/2025/prefill", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
    }
}

#[tokio::test]
async fn an_administrator_loads_a_list_of_recipients() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let here = "/office/recipients";
    assert!(ada.get(here).await.text.contains("value=\"2027\""));
    let gap = "Liste des bénéficiaires de 2031 absente du registre";
    assert!(ada.get("/office/declaration/2031").await.text.contains(gap));
    let send = |year: &str, csv: &str| {
        let part = |name: &str| format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        let file = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n";
        format!("{}{year}\r\n{file}{csv}\r\n--cut--\r\n", part("year"))
    };
    let csv = "code;country;group;name_en;name_fr\n236;BJ;LDC;Benin;Bénin\n";
    for (year, csv, says) in [
        ("1999", csv, "2018"),
        ("2031", "code;country;name_en\nx;BJ;Benin\n", "Ligne 2"),
        ("2031", "", "Ligne 1"),
    ] {
        let refused = ada.ask("POST-JSON", here, &FORM, send(year, csv)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(says), "{}", refused.text);
    }
    let loaded = ada.ask("POST-JSON", here, &FORM, send("2031", csv)).await;
    assert_eq!(loaded.location(), "/office/recipients?done", "{}", loaded.text);
    assert!(ada.get(here).await.text.contains("chargée ici"));
    assert!(!ada.get("/office/declaration/2031").await.text.contains(gap));
    let file = ada.get("/office/recipients/2031.csv").await.text;
    assert_eq!(file, "code;country;region;group;name_en;name_fr\n236;BJ;;LDC;Benin;Bénin\n");
    assert!(ada.get("/office/recipients/2026.csv").await.text.contains("269;SN;1030;LDC;Senegal;Sénégal"));
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert_eq!(edgar.get(here).await.status, StatusCode::FORBIDDEN);
}
