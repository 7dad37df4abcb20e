//! Load test: a thousand editors in the office, with readers of the public site at the same time.
//!
//! `cargo build --release && cargo run --release -p portulan-bench --bin office`
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use portulan_bench::office_client::{MeasuredProgram, OfficeConnection, percentile};
use tokio::task::JoinSet;
use uuid::Uuid;

const EDITORS: u32 = 1000;
/// Each editor saves this often.
const BETWEEN: Duration = Duration::from_secs(10);
/// The duration of the test.
const LASTS: Duration = Duration::from_secs(30);
/// The number of rows of the spreadsheet imported at the end.
const ROWS: u32 = 10_000;
/// Requests per second of the readers.
const READERS: u32 = 200;

fn form(number: u32, revision: u32) -> String {
    format!(
        "%2Fname%2Ffr=Organisation+{number}&%2Fdescription%2Fvalue%2Ffr=Version+{revision}+de+la+fiche+{number}.\
         &slug=organisation-{number}&revision={revision}&do=save"
    )
}

/// One editor at one record: saves at its moments; how long each save took.
async fn edit(
    address: String,
    cookie: String,
    number: u32,
    id: Uuid,
    start: Instant,
) -> Result<Vec<Duration>> {
    let mut connection = OfficeConnection::open(&address).await?;
    let path = format!("/office/organisations/{id}");
    let mut times = Vec::new();
    let mut due = start + BETWEEN * number / EDITORS;
    for revision in 1.. {
        if due >= start + LASTS {
            break;
        }
        tokio::time::sleep_until(due.into()).await;
        let sent = Instant::now();
        let (head, _) = connection.ask(&path, &cookie, Some(&form(number, revision))).await?;
        times.push(sent.elapsed());
        ensure!(head.starts_with("HTTP/1.1 303") && head.contains("?done=saved"), "{head}");
        due += BETWEEN;
    }
    Ok(times)
}

/// Reads a public page at a fixed rate; how long each answer took.
async fn read(address: String, lasts: Duration) -> Result<Vec<Duration>> {
    let mut connection = OfficeConnection::open(&address).await?;
    let (start, mut times) = (Instant::now(), Vec::new());
    let mut due = start;
    while start.elapsed() < lasts {
        tokio::time::sleep_until(due.into()).await;
        let sent = Instant::now();
        let (head, _) = connection.ask("/fr/partnerships/kendari", "", None).await?;
        ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
        times.push(sent.elapsed());
        due += Duration::from_secs(1) / READERS;
    }
    Ok(times)
}

/// Imports a spreadsheet of new organisations. Returns the time to check its rows, and the time to write them.
async fn import(program: &MeasuredProgram) -> Result<(Duration, Duration)> {
    let mut connection = OfficeConnection::open(&program.address).await?;
    let mut sheet = String::from("Name (English);Country\n");
    sheet.extend((0..ROWS).map(|number| format!("Imported organisation {number};France\n")));
    let body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{sheet}\r\n--edge--\r\n"
    );
    let kind = Some(("multipart/form-data; boundary=edge", body.as_str()));
    let (head, _) = connection.send("/office/import", &program.cookie, kind).await?;
    let path =
        head.split("location: ").nth(1).and_then(|r| r.split("\r\n").next()).context("an import")?.to_owned();
    let map =
        "do=map&table=0&head=1&target=organisations&column%3A0=%2Fname%2Fen&column%3A1=%2Fcountry%2Fvalue";
    let mut times = Vec::new();
    for form in [map, "do=take"] {
        let start = Instant::now();
        connection.ask(&path, &program.cookie, Some(form)).await?;
        loop {
            let page = connection.ask(&path, &program.cookie, None).await?.1;
            if !page.contains("http-equiv=\"refresh\"") {
                ensure!(
                    page.contains(if form == map { "value=\"take\"" } else { "class=\"tally\"" }),
                    "{page}"
                );
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        times.push(start.elapsed());
    }
    Ok((times[0], times[1]))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let example = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/la-rochelle"));
    let program = MeasuredProgram::start(example).await?;
    let ids: Vec<Uuid> = (0..EDITORS).map(|_| Uuid::now_v7()).collect();
    let mut connection = OfficeConnection::open(&program.address).await?;
    for (number, id) in (0..).zip(&ids) {
        let path = format!("/office/organisations/{id}");
        let (head, _) = connection.ask(&path, &program.cookie, Some(&form(number, 0))).await?;
        ensure!(head.starts_with("HTTP/1.1 303"), "{head}");
    }
    let mut quiet = read(program.address.clone(), Duration::from_secs(10)).await?;
    let start = Instant::now() + Duration::from_millis(500);
    let mut editors = JoinSet::new();
    for (number, id) in (0..).zip(&ids) {
        editors.spawn(edit(program.address.clone(), program.cookie.clone(), number, *id, start));
    }
    let readers = tokio::spawn(read(program.address.clone(), LASTS));
    let mut times = Vec::new();
    while let Some(done) = editors.join_next().await {
        times.extend(done??);
    }
    let mut busy = readers.await??;
    let saves = times.len();
    // All at once: the worst that can happen.
    let rounds = u32::try_from(LASTS.as_secs() / BETWEEN.as_secs())?;
    let mut all = JoinSet::new();
    let burst = Instant::now();
    for (number, id) in (0..).zip(ids.clone()) {
        let (address, cookie) = (program.address.clone(), program.cookie.clone());
        all.spawn(async move {
            let path = format!("/office/organisations/{id}");
            let mut connection = OfficeConnection::open(&address).await?;
            connection.ask(&path, &cookie, Some(&form(number, rounds + 1))).await
        });
    }
    while let Some(done) = all.join_next().await {
        let (head, _) = done??;
        ensure!(head.contains("?done=saved"), "{head}");
    }
    let burst = burst.elapsed();
    for id in &ids {
        let page = connection.ask(&format!("/office/organisations/{id}"), &program.cookie, None).await?.1;
        let revision = format!("name=\"revision\" value=\"{}\"", rounds + 2);
        ensure!(page.contains(&revision), "a save was lost");
    }
    let ms = |d: Duration| format!("{:.1} ms", d.as_secs_f64() * 1000.0);
    println!("| what | p50 | p95 | p99 |\n|---|---|---|---|");
    for (what, times) in [
        ("a save, 1,000 editors, 100 saves a second", &mut times),
        ("a public page meanwhile, 200 a second", &mut busy),
        ("a public page while nobody edits", &mut quiet),
    ] {
        let row = [50, 95, 99].map(|percent| ms(percentile(times, percent)));
        println!("| {what} | {} |", row.join(" | "));
    }
    println!("\n{saves} saves, none lost; then 1,000 saves at once, all kept in {}", ms(burst));
    let (judged, written) = import(&program).await?;
    println!(
        "a spreadsheet of {ROWS} new organisations: judged in {}, written in {}",
        ms(judged),
        ms(written)
    );
    Ok(())
}
