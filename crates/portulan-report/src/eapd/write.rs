//! A declaration as a workbook, and as CSV in the columns of CRS++.
use rust_decimal::Decimal;

use super::words::{code_name, declarant, gap, reason, recipient_name, why};
use super::{Declaration, DeclarationLine, Total};
use portulan_codelists::CodeList;
use portulan_exchange::data::{OpenDataTable, TableCell, book, csv_for_spreadsheets};
use portulan_locales::{Language, key, list};
use portulan_model::kinds::Marker;
use portulan_model::{PartialDate, PublishedRegister};
use portulan_workbook::WorkbookError;

/// The sheets of the workbook: lines, reasons, own funds, totals, excluded projects, gaps.
pub fn sheets(
    declaration: &Declaration,
    programme: &PublishedRegister,
    language: Language,
) -> Vec<(String, OpenDataTable)> {
    let title = |key: &str| language.word(list!("eapd-sheet"), key);
    vec![
        (title("lines"), lines(declaration, language)),
        (title("why"), reasons(declaration, language)),
        (title("funds"), funds(declaration, language)),
        (title("totals"), totals(declaration, programme, language)),
        (title("out"), left_out(declaration, language)),
        (title("gaps"), gaps(declaration, language)),
    ]
}

/// Writes the workbook.
pub fn workbook(
    declaration: &Declaration,
    programme: &PublishedRegister,
    language: Language,
) -> Result<Vec<u8>, WorkbookError> {
    book(sheets(declaration, programme, language))
}

fn text(text: impl Into<String>) -> TableCell {
    let text = text.into();
    if text.is_empty() { TableCell::Empty } else { TableCell::Text(text) }
}

fn columns(language: Language, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| language.word(list!("eapd-column"), key)).collect()
}

fn score(score: Option<u8>) -> TableCell {
    score.map_or(TableCell::Empty, |score| TableCell::Number(score.into()))
}

fn lines(declaration: &Declaration, language: Language) -> OpenDataTable {
    let keys = [
        "number",
        "title",
        "description",
        "country",
        "recipient",
        "channel",
        "channel-code",
        "partner",
        "purpose",
        "purpose-code",
        "aid-type",
        "aid-type-code",
        "kind",
        "mechanism",
        "amount",
        "start",
        "end",
    ];
    let mut names = columns(language, &keys);
    names.extend(Marker::ALL.iter().map(|marker| language.word(list!("marker"), marker.name())));
    let rows = declaration.lines.iter().enumerate().map(|(i, line)| {
        let tag = language.tag();
        let mut row = vec![
            TableCell::Number(Decimal::from(i + 1)),
            text(line.title.text(tag)),
            text(line.description.text(tag)),
            text(recipient_name(language, line)),
            line.recipient.value.map_or(TableCell::Empty, |code| TableCell::Number(code.into())),
            text(code_name(language, CodeList::Channel, line.channel.value.as_ref())),
            text(line.channel.value.clone().unwrap_or_default()),
            text(line.channel_name.text(tag)),
            text(code_name(language, CodeList::Sector, line.purpose.value.as_ref())),
            text(line.purpose.value.clone().unwrap_or_default()),
            text(code_name(language, CodeList::AidType, line.aid_type.value.as_ref())),
            text(line.aid_type.value.clone().unwrap_or_default()),
            text(language.word(list!("oda-kind"), line.kind.name())),
            text(line.mechanism.map(|m| language.word(list!("mechanism"), m.name())).unwrap_or_default()),
            TableCell::Amount(line.amounts.declared.value),
            date(&line.dates[0]),
            date(&line.dates[1]),
        ];
        row.extend((0..Marker::ALL.len()).map(|i| score(line.markers.get(i).copied().flatten())));
        row
    });
    OpenDataTable { columns: names, rows: rows.collect() }
}

fn date(day: &str) -> TableCell {
    day.parse::<PartialDate>().map_or(TableCell::Empty, TableCell::Date)
}

fn reasons(declaration: &Declaration, language: Language) -> OpenDataTable {
    let columns = columns(language, &["title", "part", "value", "why"]);
    let rows = declaration.lines.iter().flat_map(|line| {
        super::Part::ALL.iter().copied().filter_map(move |part| {
            let reason = line.why(part)?;
            Some(vec![
                text(line.title.text(language.tag())),
                text(language.word(list!("eapd-part"), part.name())),
                text(line.part_text(part)),
                text(why(language, reason)),
            ])
        })
    });
    OpenDataTable { columns, rows: rows.collect() }
}

/// Own funds of each project with money from other funders: carried over, received, paid and deducted, year
/// by year.
fn funds(declaration: &Declaration, language: Language) -> OpenDataTable {
    let keys =
        ["title", "basis", "year", "opening", "received", "paid", "deducted", "own", "closing", "in-kind"];
    let rows = declaration.funds.iter().flat_map(|project| {
        project.years.iter().map(move |year| {
            let mut row = vec![
                text(project.title.text(language.tag())),
                text(language.word(list!("eapd-basis"), project.basis.name())),
                TableCell::Number(year.year.into()),
            ];
            let amounts =
                [year.opening, year.received, year.paid, year.deducted, year.own, year.closing, year.in_kind];
            row.extend(amounts.map(TableCell::Amount));
            row
        })
    });
    OpenDataTable { columns: columns(language, &keys), rows: rows.collect() }
}

fn totals(declaration: &Declaration, programme: &PublishedRegister, language: Language) -> OpenDataTable {
    let columns = columns(language, &["by", "code", "value", "amount"]);
    let tag = language.tag();
    let mut rows = vec![vec![
        text(declarant(programme, language)),
        TableCell::Empty,
        text(declaration.year.to_string()),
        TableCell::Amount(declaration.sum()),
    ]];
    let name = |by: Total, key: &str| match by {
        Total::Recipient => {
            let of =
                |line: &&DeclarationLine| line.recipient.value.is_some_and(|code| code.to_string() == key);
            declaration.lines.iter().find(of).map(|line| recipient_name(language, line)).unwrap_or_default()
        }
        Total::Channel => CodeList::Channel.name(key, tag).to_owned(),
        Total::Purpose => CodeList::Sector.name(key, tag).to_owned(),
        Total::Kind => language.word(list!("oda-kind"), key),
        Total::Mechanism => language.word(list!("mechanism"), key),
    };
    for (by, column) in Total::ALL {
        for (key, amount) in declaration.totals(by) {
            let named = if key.is_empty() { language.text(key!("eapd-missing")) } else { name(by, &key) };
            rows.push(vec![
                text(language.word(list!("eapd-column"), column)),
                text(if matches!(by, Total::Kind | Total::Mechanism) { "" } else { key.as_str() }),
                text(named),
                TableCell::Amount(amount),
            ]);
        }
    }
    OpenDataTable { columns, rows }
}

fn left_out(declaration: &Declaration, language: Language) -> OpenDataTable {
    let rows = declaration.left_out.iter().map(|out| {
        vec![
            text(out.title.text(language.tag())),
            TableCell::Amount(out.amount),
            text(reason(language, &out.why)),
        ]
    });
    OpenDataTable { columns: columns(language, &["title", "amount", "why"]), rows: rows.collect() }
}

fn gaps(declaration: &Declaration, language: Language) -> OpenDataTable {
    let general = declaration.gaps.iter().map(|g| vec![TableCell::Empty, text(gap(language, g))]);
    let own = declaration.lines.iter().flat_map(|line| {
        line.gaps.iter().map(move |g| vec![text(line.title.text(language.tag())), text(gap(language, g))])
    });
    OpenDataTable { columns: columns(language, &["title", "missing"]), rows: general.chain(own).collect() }
}

/// The CRS++ columns that the register can fill, with their official names.
const CRS: [&str; 38] = [
    "Reporting year",
    "Commitment date",
    "Reporting country / organisation",
    "Extending agency",
    "CRS Identification N°",
    "Donor project N°",
    "Nature of submission",
    "Recipient code",
    "Channel of delivery name",
    "Channel code",
    "Bi/Multi",
    "Type of flow",
    "Type of finance",
    "Type of aid",
    "Short description / Project title",
    "Sector / Purpose code",
    "Geographical target area",
    "Expected starting date",
    "Expected completion date",
    "Description",
    "Gender equality",
    "Aid to environment",
    "Biodiversity",
    "Climate change - mitigation",
    "Climate change - adaptation",
    "Desertification",
    "Nutrition",
    "Inclusion and empowerment of persons with disabilities",
    "Disaster risk reduction",
    "Participatory development / Good governance",
    "Trade development",
    "RMNCH",
    "SDG focus",
    "Currency",
    "Commitments",
    "Amounts extended",
    "Amounts received",
    "Budget identifier",
];

/// The code of the agency "COOP DECENTRAL/MAE" in the CRS list for France.
const AGENCY: &str = "8";

/// The nature of the submission: a new activity, or one reported before.
fn nature(line: &DeclarationLine) -> &'static str {
    if line.is_known { "3" } else { "1" }
}

/// CSV in the columns of CRS++, for officers who open it in a spreadsheet program. Amounts are in thousands
/// of euros, as the statistics require; repayments to the authority are in "Amounts received".
pub fn crs(declaration: &Declaration, language: Language) -> String {
    let rows = declaration.lines.iter().map(|line| crs_row(declaration.year, line, language));
    csv_for_spreadsheets(&OpenDataTable { columns: CRS.map(str::to_owned).to_vec(), rows: rows.collect() })
}

fn crs_row(year: i16, line: &DeclarationLine, language: Language) -> Vec<TableCell> {
    let tag = language.tag();
    let multilateral = line.kind == portulan_model::kinds::OdaKind::Multilateral;
    let thousands = |amount: Decimal| {
        let amount = amount.max(Decimal::ZERO) / Decimal::ONE_THOUSAND;
        if amount.is_zero() { TableCell::Empty } else { TableCell::Number(amount.normalize()) }
    };
    let declared = line.amounts.declared.value;
    let mut row = vec![
        text(year.to_string()),
        date(&line.commitment_date),
        // France.
        text("4"),
        text(AGENCY),
        TableCell::Empty,
        text(line.project.as_str()),
        text(nature(line)),
        text(line.recipient.value.map(|code| code.to_string()).unwrap_or_default()),
        text(line.channel_name.text(tag)),
        text(line.channel.value.clone().unwrap_or_default()),
        text(if multilateral { "2" } else { "1" }),
        // ODA, standard grant.
        text("10"),
        text("110"),
        text(line.aid_type.value.clone().unwrap_or_default()),
        text(line.title.text(tag)),
        text(line.purpose.value.clone().unwrap_or_default()),
        text(recipient_name(language, line)),
        date(&line.dates[0]),
        date(&line.dates[1]),
        text(line.description.text(tag)),
    ];
    // A declaration filed with fewer markers has no scores for the others.
    let scores = (0..Marker::ALL.len()).map(|i| score(line.markers.get(i).copied().flatten()));
    row.extend(scores);
    row.push(text(line.goals.join("; ")));
    row.extend([
        text("EUR"),
        thousands(line.committed),
        thousands(declared),
        thousands(-declared),
        TableCell::Empty,
    ]);
    row
}
