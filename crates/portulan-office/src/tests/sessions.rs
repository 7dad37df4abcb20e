//! The end of sessions, with a clock that the test sets.
use std::sync::Arc;

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use portulan_testkit::ManualClock;

use super::TestOffice;

async fn office_with_clock() -> (TestOffice, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::new(Timestamp::now()));
    let mut house = TestOffice::new().await;
    house.office = house.office.clone().with_clock(Arc::<ManualClock>::clone(&clock));
    (house, clock)
}

#[tokio::test]
async fn a_session_ends_after_eight_hours_without_a_request() {
    let (house, clock) = office_with_clock().await;
    let mut ada = house.administrator().await;
    clock.advance(SignedDuration::from_hours(7));
    assert_eq!(ada.get("/office/").await.status, StatusCode::OK);
    clock.advance(SignedDuration::from_hours(9));
    let answer = ada.get("/office/").await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/office/login?next=%2Foffice%2F")
    );
}

#[tokio::test]
async fn a_session_ends_after_a_week_whatever_happens() {
    let (house, clock) = office_with_clock().await;
    let mut ada = house.administrator().await;
    for _ in 0..27 {
        clock.advance(SignedDuration::from_hours(6));
        assert_eq!(ada.get("/office/").await.status, StatusCode::OK);
        // The time of the last request is stored beside the answer.
        house.store.check_writer().await.expect("stored");
    }
    clock.advance(SignedDuration::from_hours(7));
    assert_eq!(ada.get("/office/").await.status, StatusCode::SEE_OTHER, "a week and an hour");
}
