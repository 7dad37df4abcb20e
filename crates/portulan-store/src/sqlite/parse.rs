//! Parallel conversion of rows into records.
use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::task::{JoinError, spawn_blocking};

use crate::StoreError;

/// The largest number of rows that are converted on the calling thread.
const MAX_INLINE_ROWS: usize = 256;

/// Converts rows, in their order. Larger numbers of rows than [`MAX_INLINE_ROWS`] are split into one chunk per core, and each
/// chunk is converted on a blocking thread. Returns the error of the first row that has one, as sequential conversion does.
pub(super) async fn parse<R, T, F>(rows: Vec<R>, convert: F) -> Result<Vec<T>, StoreError>
where
    R: Send + 'static,
    T: Send + 'static,
    F: Fn(R) -> Result<T, StoreError> + Send + Sync + 'static,
{
    if rows.len() <= MAX_INLINE_ROWS {
        return rows.into_iter().map(convert).collect();
    }
    let cores = available_parallelism().map_or(1, NonZero::get);
    let (count, convert) = (rows.len(), Arc::new(convert));
    let mut rows = rows.into_iter();
    let mut tasks = Vec::with_capacity(cores);
    while rows.len() > 0 {
        let chunk: Vec<R> = rows.by_ref().take(count.div_ceil(cores)).collect();
        let convert = Arc::clone(&convert);
        tasks.push(spawn_blocking(move || chunk.into_iter().map(&*convert).collect::<Result<Vec<T>, _>>()));
    }
    let mut converted = Vec::with_capacity(count);
    for task in tasks {
        converted.extend(task.await.unwrap_or_else(not_converted)?);
    }
    Ok(converted)
}

/// The error of a chunk without a result, because the runtime shuts down. A panic continues in the calling thread.
fn not_converted<T>(error: JoinError) -> Result<T, StoreError> {
    match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(_) => Err(sqlx::Error::PoolClosed.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Duration;

    use super::*;

    fn half(number: usize) -> Result<usize, StoreError> {
        if number.is_multiple_of(2) {
            Ok(number / 2)
        } else {
            Err(StoreError::damaged(number.to_string(), "odd"))
        }
    }

    #[tokio::test]
    async fn rows_are_converted_in_order() {
        for count in [0, 1, MAX_INLINE_ROWS, MAX_INLINE_ROWS + 1, 1_000, 10_007] {
            let converted = parse((0..count).map(|n| n * 2).collect(), half).await.expect("converted");
            assert!(converted.into_iter().eq(0..count), "{count} rows");
        }
    }

    #[tokio::test]
    async fn the_first_error_in_order_is_returned() {
        // The chunk with the first error ends after the last chunk, unless one core converts them all.
        let (ended, waits) = std::sync::mpsc::channel();
        let (ended, waits) = (Mutex::new(ended), Mutex::new(waits));
        let mut rows: Vec<usize> = (0..1_000).map(|n| n * 2).collect();
        (rows[499], rows[999]) = (1, 3);
        let slow_then_fast = move |number: usize| {
            match number {
                1 => drop(waits.lock().expect("a receiver").recv_timeout(Duration::from_secs(1))),
                3 => ended.lock().expect("a sender").send(()).expect("received"),
                _ => {}
            }
            half(number)
        };
        let error = parse(rows, slow_then_fast).await.expect_err("two rows are odd");
        assert!(matches!(&error, StoreError::Damaged { id, .. } if id == "1"), "{error}");
    }

    #[tokio::test]
    #[should_panic(expected = "a row that panics")]
    async fn a_panic_is_not_hidden() {
        let convert =
            |number: usize| if number == 700 { panic!("a row that panics") } else { half(number * 2) };
        // The result is not reached.
        let _ = parse((0..1_000).collect(), convert).await;
    }
}
