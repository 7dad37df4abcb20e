//! Supervision of background workers: restarts with increasing pauses, and states for monitoring.
use std::any::Any;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;

/// The pause before a worker is started again; it doubles each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause. A worker that ran for as long begins with the first one again.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// The state of a worker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkerState {
    /// True while it runs, false while it waits for a restart.
    pub is_running: bool,
    /// The number of restarts.
    pub restarts: u32,
    /// The reason for its last end.
    pub last_error: Option<String>,
}

/// The states of all workers, by name.
#[derive(Debug, Clone, Default)]
pub struct WorkerRegistry(Arc<Mutex<BTreeMap<&'static str, WorkerState>>>);

impl WorkerRegistry {
    fn states(&self) -> MutexGuard<'_, BTreeMap<&'static str, WorkerState>> {
        // A poisoned lock still contains valid states.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the states.
    pub fn all(&self) -> BTreeMap<&'static str, WorkerState> {
        self.states().clone()
    }

    /// Returns whether a worker of this name runs.
    pub fn is_running(&self, name: &str) -> bool {
        self.states().get(name).is_some_and(|state| state.is_running)
    }

    fn started(&self, name: &'static str) {
        self.states().entry(name).or_default().is_running = true;
    }

    fn ended(&self, name: &'static str, why: &str) {
        let mut states = self.states();
        let state = states.entry(name).or_default();
        state.is_running = false;
        state.restarts = state.restarts.saturating_add(1);
        state.last_error = Some(why.to_owned());
    }
}

/// Runs a worker for ever: when it panics or returns, that is logged, and it is started again after a pause.
pub async fn supervise<W: Future<Output = ()>, S: Future<Output = ()>>(
    name: &'static str,
    registry: WorkerRegistry,
    mut make: impl FnMut() -> W,
    now: impl Fn() -> Instant,
    sleep: impl Fn(Duration) -> S,
) {
    let mut pause = FIRST_PAUSE;
    loop {
        registry.started(name);
        let begun = now();
        // A worker is created again for each run, so no state of a panicked run is reused.
        let outcome = match std::panic::catch_unwind(AssertUnwindSafe(&mut make)) {
            Ok(worker) => AssertUnwindSafe(worker).catch_unwind().await,
            Err(panic) => Err(panic),
        };
        let why = outcome.map_or_else(|panic| message(&*panic), |()| "it returned".to_owned());
        registry.ended(name, &why);
        if now().duration_since(begun) >= LONGEST_PAUSE {
            pause = FIRST_PAUSE;
        }
        tracing::error!(
            worker = name,
            seconds = pause.as_secs(),
            "a worker ended and is started again: {why}"
        );
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Returns the message of a panic.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("it panicked: {}", text.unwrap_or("unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a worker with these durations and results. Returns the pauses and the final state.
    fn run(runs: &[(u64, bool)]) -> (Vec<u64>, WorkerState) {
        let registry = WorkerRegistry::default();
        let clock = Mutex::new(Instant::now());
        let pauses = Mutex::new(Vec::new());
        let mut left = runs.iter();
        let seen = registry.clone();
        let make = || {
            let run = left.next().copied();
            let (clock, seen) = (&clock, seen.clone());
            async move {
                assert!(seen.is_running("worker"));
                let Some((seconds, panics)) = run else { return std::future::pending().await };
                *clock.lock().expect("a clock") += Duration::from_secs(seconds);
                assert!(!panics, "a fault of the program");
            }
        };
        let sleep = |pause: Duration| {
            assert!(!registry.is_running("worker"), "while it waits");
            pauses.lock().expect("pauses").push(pause.as_secs());
            std::future::ready(())
        };
        let now = || *clock.lock().expect("a clock");
        let supervised = supervise("worker", registry.clone(), make, now, sleep);
        assert!(supervised.now_or_never().is_none(), "it never ends");
        let state = registry.all().remove("worker").expect("a state");
        (pauses.into_inner().expect("pauses"), state)
    }

    #[test]
    fn a_worker_that_ends_is_started_again_with_growing_pauses() {
        let (pauses, state) = run(&[(0, false); 9]);
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        let expected =
            WorkerState { is_running: true, restarts: 9, last_error: Some("it returned".to_owned()) };
        assert_eq!(state, expected);
    }

    #[test]
    fn a_panic_is_survived_and_noted() {
        let (pauses, state) = run(&[(0, true)]);
        assert_eq!(pauses, [1]);
        assert!(state.is_running);
        assert_eq!(state.last_error.as_deref(), Some("it panicked: a fault of the program"));
    }

    #[test]
    fn a_worker_that_ran_for_long_begins_anew() {
        let (pauses, _) = run(&[(0, false), (0, false), (3600, true), (0, false)]);
        assert_eq!(pauses, [1, 2, 1, 2]);
    }
}
