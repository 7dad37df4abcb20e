//! Messages to programs when something is published.
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::Page;
use portulan_model::{Body, Record, State as RecordState};
use portulan_store::{
    AuditAction, AuditEntry, Author, Change, Hook, Hooks as _, RecordWriter as _, operator_only,
};
use tokio::sync::watch;
use uuid::Uuid;

use super::{TestOffice, text};
use crate::webhooks::{send_due, signature, target};

type Heard = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// A local program that records messages, and fails the first time.
async fn listener() -> (String, Heard) {
    let heard: Heard = Arc::default();
    let hear = |State(heard): State<Heard>, headers: HeaderMap, body: String| async move {
        let mut heard = heard.lock().expect("whole");
        heard.push((headers, body));
        if heard.len() == 1 { StatusCode::BAD_GATEWAY } else { StatusCode::NO_CONTENT }
    };
    let service = Router::new().route("/hear", post(hear)).with_state(heard.clone());
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/hear", socket.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(socket, service).await });
    (url, heard)
}

fn record(id: Uuid, state: RecordState) -> Record {
    let body = Body::Page(Box::new(Page { title: text("Avis"), ..Page::default() }));
    Record { id, slug: "avis".into(), state, body }
}

#[tokio::test]
async fn programs_hear_of_publications_signed_and_nothing_is_lost() {
    let house = TestOffice::new().await;
    let office = TestOffice::office(&house.store, "http://127.0.0.1:9").await.with_inner_webhooks();
    let (url, heard) = listener().await;
    let secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned();
    let hook =
        Hook { id: Uuid::now_v7(), url, secret: secret.clone(), created: Timestamp::now(), tried: None };
    house.store.put_hook(&hook, AuditEntry::new("test", AuditAction::Hook)).await.expect("kept");
    let (id, author) = (Uuid::now_v7(), Author::operator("test"));
    let update = |state, seen| Change::Update { record: record(id, state), seen };
    for change in [
        Change::Create(record(id, RecordState::Draft)),
        update(RecordState::Published, 1),
        update(RecordState::Archived, 2),
    ] {
        house.store.apply(vec![change], &author, operator_only).await.expect("kept");
    }
    let client = reqwest::Client::new();
    let mut now = Timestamp::now();
    for _ in 0..10 {
        send_due(&office, &client, || now).await.expect("sent");
        now += SignedDuration::from_mins(3);
    }
    let received = heard;
    let heard = received.lock().expect("whole").clone();
    let events: Vec<serde_json::Value> =
        heard.iter().map(|(_, body)| serde_json::from_str(body).expect("JSON")).collect();
    let types: Vec<&str> = events.iter().filter_map(|e| e["type"].as_str()).collect();
    // The first one failed and was repeated, after those that were due meanwhile; a draft is not reported.
    assert_eq!(types, ["record.published", "record.withdrawn", "record.published"]);
    assert_eq!(events[0]["data"]["slug"], "avis");
    assert_eq!(events[0]["data"]["revision"], 2);
    let message = |i: usize, name: &str| heard[i].0[name].to_str().expect("ASCII").to_owned();
    assert_eq!(message(0, "webhook-id"), message(2, "webhook-id"), "the same message, twice");
    assert_ne!(message(1, "webhook-id"), message(2, "webhook-id"), "another message");
    let mut ids: HashSet<String> = HashSet::from([message(1, "webhook-id"), message(2, "webhook-id")]);
    // The queue is empty now.
    for seen in 3..6 {
        let state = if seen % 2 == 1 { RecordState::Published } else { RecordState::Archived };
        house.store.apply(vec![update(state, seen)], &author, operator_only).await.expect("kept");
        now = Timestamp::now() + SignedDuration::from_hours(1);
        send_due(&office, &client, || now).await.expect("sent");
    }
    let later: Vec<_> = received.lock().expect("whole")[3..].to_vec();
    assert_eq!(later.len(), 3);
    for (headers, _) in later {
        let id = headers["webhook-id"].to_str().expect("ASCII").to_owned();
        assert!(ids.insert(id.clone()), "{id} was used before");
    }
    let at = message(2, "webhook-timestamp").parse().expect("a moment");
    assert_eq!(
        message(2, "webhook-signature"),
        signature(&secret, &message(2, "webhook-id"), at, &heard[2].1)
    );
    let known = house.store.hooks().await.expect("hooks");
    assert_eq!(known[0].tried.as_ref().map(|(_, answer)| answer.as_str()), Some(""));
    let later = Timestamp::now() + SignedDuration::from_hours(99);
    assert_eq!(house.store.due_deliveries(later).await.expect("read"), []);
}

fn hook(url: String) -> Hook {
    Hook { id: Uuid::now_v7(), url, secret: String::new(), created: Timestamp::now(), tried: None }
}

/// The address of a program that answers messages once it may, and the messages that it received and answered.
async fn waiting_listener(may_answer: watch::Receiver<bool>) -> (String, Arc<Mutex<Vec<String>>>) {
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let written = log.clone();
    let receive = move |headers: HeaderMap| {
        let (log, mut may_answer) = (written.clone(), may_answer.clone());
        async move {
            let id = headers["webhook-id"].to_str().expect("ASCII").to_owned();
            log.lock().expect("whole").push(format!("received {id}"));
            may_answer.wait_for(|may| *may).await.expect("open");
            log.lock().expect("whole").push(format!("answered {id}"));
            StatusCode::NO_CONTENT
        }
    };
    let service = Router::new().route("/", post(receive));
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", socket.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(socket, service).await });
    (url, log)
}

#[tokio::test]
async fn a_slow_program_holds_up_no_other() {
    let house = TestOffice::new().await;
    let office = TestOffice::office(&house.store, "http://127.0.0.1:9").await.with_inner_webhooks();
    let (open, gate) = watch::channel(false);
    let (slow_url, slow) = waiting_listener(gate).await;
    let (_open, gate) = watch::channel(true);
    let (fast_url, fast) = waiting_listener(gate).await;
    // The slow ones come first, and leave one slot.
    let mut hooks: Vec<Hook> = (0..7).map(|_| hook(slow_url.clone())).collect();
    hooks.push(hook(fast_url));
    for hook in hooks.iter().chain([&hooks[7], &hooks[7]]) {
        if house.store.hooks().await.expect("hooks").iter().all(|known| known.id != hook.id) {
            house.store.put_hook(hook, AuditEntry::new("test", AuditAction::Hook)).await.expect("stored");
        }
        house.store.test_hook(hook.id).await.expect("stored");
    }
    let client = reqwest::Client::new();
    let sending = send_due(&office, &client, Timestamp::now);
    let watching = async {
        while fast.lock().expect("whole").len() < 6 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        open.send(true).expect("heard");
    };
    let both = async { tokio::join!(sending, watching).0 };
    tokio::time::timeout(Duration::from_mins(1), both).await.expect("nothing is held up").expect("sent");
    let slow = slow.lock().expect("whole").clone();
    assert!(slow[..7].iter().all(|line| line.starts_with("received")) && slow.len() == 14, "{slow:?}");
    // One program gets its messages one after the other, in their order.
    let fast = fast.lock().expect("whole").clone();
    let later = house.store.due_deliveries(Timestamp::now() + SignedDuration::from_hours(99)).await;
    assert_eq!(later.expect("read"), []);
    let number =
        |line: &String| line.rsplit('_').next().and_then(|n| n.parse::<u32>().ok()).expect("a number");
    assert!(fast.iter().map(number).is_sorted(), "{fast:?}");
    assert!(fast.chunks(2).all(|pair| pair[0].replace("received", "answered") == pair[1]), "{fast:?}");
}

#[tokio::test]
async fn an_address_of_this_machine_opens_no_inner_network() {
    let house = TestOffice::new().await;
    // As with a proxy in front of a server whose public URL is not configured.
    for url in ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://0.0.0.0:8080"]
    {
        let office = TestOffice::office(&house.store, url).await;
        for inner in ["https://10.0.0.1/", "https://127.0.0.1/", "http://example.org/", "https://localhost./"]
        {
            assert!(target(&office, inner).is_err(), "{inner} from {url}");
        }
        assert!(target(&office, "https://example.org/").is_ok());
        assert!(target(&office.with_inner_webhooks(), "http://10.0.0.1/").is_ok());
    }
}

#[tokio::test]
async fn nothing_is_sent_inside_and_administrators_alone_decide() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    for (url, status) in [
        ("http://hooks.example/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://127.0.0.1/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://[::1]/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://169.254.169.254/latest", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://localhost/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://0x7f000001/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://[64:ff9b::a9fe:a9fe]/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://[2002:a00:1::]/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://[::10.0.0.1]/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://192.88.99.1/", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://user:pass@hooks.example/", StatusCode::UNPROCESSABLE_ENTITY),
        ("file:///etc/passwd", StatusCode::UNPROCESSABLE_ENTITY),
        ("https://hooks.example/portulan", StatusCode::OK),
    ] {
        let answer = ada.post("/office/hooks", &[("do", "add"), ("url", url)]).await;
        assert_eq!(answer.status, status, "{url}");
    }
    let page = ada.get("/office/hooks").await.text;
    assert!(
        page.contains("https://hooks.example/portulan") && !page.contains("whsec_"),
        "a key is shown once"
    );
    let mut edgar = house.user(&mut ada, "Edgar", "publisher").await;
    assert_eq!(edgar.get("/office/hooks").await.status, StatusCode::FORBIDDEN);
    let id = page.split("name=\"id\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("its id");
    assert_eq!(edgar.post("/office/hooks", &[("do", "end"), ("id", id)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post("/office/hooks", &[("do", "test"), ("id", id)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ada.post("/office/hooks", &[("do", "end"), ("id", id)]).await.status, StatusCode::SEE_OTHER);
    assert!(
        house.store.due_deliveries(Timestamp::now()).await.expect("read").is_empty(),
        "what was on its way goes too"
    );
}
