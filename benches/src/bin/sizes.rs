//! Times, bytes and memory of the pages for registers of several sizes.
//!
//! `cargo build --release && cargo run --release -p portulan-bench --bin sizes -- 100 10000 100000`
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use portulan_bench::office_client::{MeasuredProgram, OfficeConnection, percentile};
use portulan_bench::projects;

/// The number of requests for each page; the median counts.
const REQUESTS: usize = 11;
/// The time from the first page to the measurement of idle memory.
const IDLE: Duration = Duration::from_secs(3);
/// The names of the measured pages, in the order of [`addresses`].
const PAGES: [&str; 16] = [
    "dashboard",
    "list of projects",
    "list sorted by budget",
    "list with cells to edit",
    "search for projects",
    "overview of a project",
    "form of a project",
    "preview of a project",
    "calendar file",
    "month of the calendar",
    "publication page",
    "history",
    "declaration",
    "API list",
    "home page",
    "partnership page",
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let sizes: Vec<u32> = std::env::args().skip(1).map(|size| size.parse()).collect::<Result<_, _>>()?;
    ensure!(!sizes.is_empty(), "name the sizes, such as 100 10000 100000");
    let pages = PAGES.join(" | ");
    println!("| projects | start to first page | idle memory | {pages} | memory after a visit of each |");
    println!("|---{}|", "|---".repeat(PAGES.len() + 3));
    for size in sizes {
        println!("{}", measure(size).await?);
    }
    Ok(())
}

/// Measures a register of a size. Returns the row of the table.
async fn measure(size: u32) -> Result<String> {
    let folder = tempfile::tempdir()?;
    projects::write(folder.path(), size)?;
    let program = MeasuredProgram::start(folder.path()).await?;
    tokio::time::sleep(IDLE).await;
    let mut row = format!("| {size} | {} | {:.0} MiB |", ms(program.first_page), program.resident_mib()?);
    let mut connection = OfficeConnection::open(&program.address).await?;
    let addresses = addresses(&program, &mut connection).await?;
    for address in &addresses {
        visit(&program, &mut connection, address).await?;
    }
    let visited = program.resident_mib()?;
    for address in &addresses {
        let (mut times, mut bytes) = (Vec::new(), 0);
        for _ in 0..REQUESTS {
            let (time, length) = visit(&program, &mut connection, address).await?;
            times.push(time);
            bytes = length;
        }
        write!(row, " {}, {} kB |", ms(percentile(&mut times, 50)), bytes.div_ceil(1_000))?;
    }
    Ok(format!("{row} {visited:.0} MiB |"))
}

/// The addresses of the measured pages, in the order of [`PAGES`].
async fn addresses(
    program: &MeasuredProgram,
    connection: &mut OfficeConnection,
) -> Result<[String; PAGES.len()]> {
    let list = "/office/projects/".to_owned();
    let (_, page) = connection.ask(&list, &program.cookie, None).await?;
    let is_id = |part: &&str| part.len() == 36;
    let id =
        page.split("href=\"/office/projects/").filter_map(|rest| rest.split(['"', '/']).next()).find(is_id);
    let project = format!("{list}{}", id.context("no project in the list")?);
    let (_, page) = connection.ask("/office/account", &program.cookie, Some("do=calendar")).await?;
    let calendar = page.split("/office/calendar/").nth(1).and_then(|rest| rest.split('<').next());
    let calendar = format!("/office/calendar/{}", calendar.context("no address of a calendar")?);
    let (head, _) = connection.ask("/office/declaration", &program.cookie, None).await?;
    let declaration = head.split("location: ").nth(1).and_then(|rest| rest.split("\r\n").next());
    let declaration = declaration.context("no latest declaration")?.to_owned();
    Ok([
        "/office/".to_owned(),
        list.clone(),
        format!("{list}?sort=-budgets"),
        format!("{list}cells"),
        format!("{list}?q=imaginaire+7"),
        format!("{project}/overview"),
        project.clone(),
        format!("{project}/preview/page"),
        calendar,
        "/office/agenda".to_owned(),
        format!("{project}/publish"),
        format!("{project}/history"),
        declaration,
        "/api/v1/projects".to_owned(),
        "/fr/".to_owned(),
        "/fr/partnerships/lieu-0".to_owned(),
    ])
}

/// Requests a page. Returns the time to its whole body, and the bytes of the body as sent: compressed.
async fn visit(
    program: &MeasuredProgram,
    connection: &mut OfficeConnection,
    address: &str,
) -> Result<(Duration, usize)> {
    let start = Instant::now();
    let (head, bytes) = connection.weigh(address, &program.cookie).await?;
    let time = start.elapsed();
    ensure!(head.starts_with("HTTP/1.1 200") && bytes > 0, "{address}: {head}");
    Ok((time, bytes))
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
