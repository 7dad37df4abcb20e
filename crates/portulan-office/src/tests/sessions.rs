//! The end of sessions, with a clock that the test sets.
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use portulan_store::Clock;

use super::TestOffice;

#[derive(Debug)]
struct ManualOfficeClock(Mutex<Timestamp>);

impl ManualOfficeClock {
    fn advance(&self, time: SignedDuration) {
        *self.0.lock().expect("the time") += time;
    }
}

impl Clock for ManualOfficeClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("the time")
    }
}

async fn office_with_clock() -> (TestOffice, Arc<ManualOfficeClock>) {
    let clock = Arc::new(ManualOfficeClock(Mutex::new(Timestamp::now())));
    let mut house = TestOffice::new().await;
    house.office = house.office.clone().with_clock(Arc::<ManualOfficeClock>::clone(&clock));
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
    }
    clock.advance(SignedDuration::from_hours(7));
    assert_eq!(ada.get("/office/").await.status, StatusCode::SEE_OTHER, "a week and an hour");
}
