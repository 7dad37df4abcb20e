//! A contribution as a PDF, for the document that retains it.
use portulan_locales::{MessageKey, key, list};
use portulan_report::reports::{self, Block, ReportFact, TextRun};
use portulan_store::Contribution;
use portulan_typeset::ReportFileFormat;

use super::summary::ContributionSummary;
use super::{day_sent, language_of, period_words};
use crate::Office;
use crate::error::{OfficeError, run_blocking};
use crate::view::OfficeView;

/// Writes a contribution as it was sent.
pub async fn pdf(
    office: &Office,
    contribution: &Contribution,
    by: &str,
    project: &str,
    summary: &ContributionSummary,
) -> Result<Vec<u8>, OfficeError> {
    let language = language_of(contribution);
    let v = OfficeView::outside(language);
    let site = office.app.site();
    let day = day_sent(office, contribution);
    let title = v.tw(key!("contribution-report-title"), period_words(contribution, language));
    let blocks = blocks(&v, contribution, by, summary);
    let report = reports::of_blocks(&site.programme, language, day, (title, project.to_owned()), blocks);
    let templates = office.templates.clone();
    let write = move || portulan_typeset::write(&report, ReportFileFormat::Pdf, &templates);
    run_blocking(write).await?.map_err(OfficeError::failed)
}

fn blocks(
    v: &OfficeView,
    contribution: &Contribution,
    by: &str,
    summary: &ContributionSummary,
) -> Vec<Block> {
    let fact = |key: MessageKey, text: &str| ReportFact {
        name: v.t(key),
        lines: vec![vec![TextRun::plain(text.to_owned())]],
    };
    let mut rows = vec![fact(key!("contribution-contributor"), &contribution.contributor)];
    if by != contribution.contributor {
        rows.push(fact(key!("contribution-report-by"), by));
    }
    let mut blocks = vec![Block::Facts { rows }];
    for (title, text) in &summary.texts {
        blocks.push(Block::heading(1, v.t(*title)));
        // A line of the contributor, such as an item of a list, stays a line.
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let paragraphs = lines.map(|line| Block::Text { runs: vec![TextRun::plain(line)], lead: false });
        blocks.extend(paragraphs);
    }
    let mut table = |title, head: Vec<String>, rows: Vec<Vec<String>>, amounts| {
        if !rows.is_empty() {
            blocks.push(Block::Table {
                caption: v.t(title),
                is_headed: false,
                head,
                rows,
                amounts,
                total: false,
            });
        }
    };
    let part = |name: &str| v.word(list!("contribution-column"), name);
    let expenses = summary.expenses.iter().map(|expense| {
        vec![
            expense.date.clone(),
            expense.heading.clone(),
            expense.description.clone(),
            expense.amount.clone(),
        ]
    });
    let head = ["date", "heading", "description", "amount"].map(part).into();
    table(key!("contribution-expenses"), head, expenses.collect(), 3);
    let values = summary.values.iter().map(|value| vec![value.label.clone(), value.value.clone()]);
    let head = ["indicator", "value"].map(part).into();
    table(key!("contribution-values"), head, values.collect(), 1);
    blocks
}
