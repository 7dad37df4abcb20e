//! The outlook: known dates and amounts after a year.
use portulan_locales::{key, list};
use portulan_model::PartialDate;
use portulan_model::kinds::FundingStage;

use super::block::{Block, TextRun};
use super::draft::ReportBuilder;

/// Events after a year, by date; empty if none are known.
pub(super) fn blocks(draft: &ReportBuilder<'_>, year: i16) -> Vec<Block> {
    let mut dated = events(draft, year);
    dated.extend(ends(draft, year));
    dated.extend(starts(draft, year));
    dated.extend(reports(draft, year));
    dated.sort();
    let asked = open_funding(draft);
    if dated.is_empty() && asked.is_empty() {
        return Vec::new();
    }
    let voice = &draft.voice;
    let mut blocks = vec![Block::Heading { level: 1, text: voice.t(key!("paper-outlook")), page: true }];
    if !dated.is_empty() {
        let rows = dated.into_iter().map(|(date, what, of)| vec![voice.date(date), of, what]);
        blocks.push(Block::Table {
            is_headed: false,
            caption: voice.t(key!("paper-outlook-dates")),
            head: [key!("paper-when"), key!("paper-what"), key!("paper-outlook-why")]
                .map(|key| voice.t(key))
                .into(),
            rows: rows.collect(),
            amounts: 3,
            total: false,
        });
    }
    if !asked.is_empty() {
        blocks.push(Block::heading(2, voice.t(key!("paper-outlook-asked"))));
        blocks.push(Block::List { items: asked, ordered: false });
    }
    blocks
}

/// A date, its meaning, and its object.
type Dated = (PartialDate, String, String);

fn events(draft: &ReportBuilder<'_>, year: i16) -> Vec<Dated> {
    let voice = &draft.voice;
    let dated = voice.programme.events.iter().filter_map(|e| {
        let date = e.body.dates.as_ref()?.value.start?;
        (date.year() > year).then(|| {
            (date, voice.word(list!("event-kind"), e.body.kind.name()), voice.s(&e.body.title).to_owned())
        })
    });
    dated.collect()
}

/// Agreements and projects that end.
fn ends(draft: &ReportBuilder<'_>, year: i16) -> Vec<Dated> {
    let voice = &draft.voice;
    let agreements = voice.programme.agreements.iter().filter_map(|a| {
        Some((
            a.body.period.as_ref()?.value.end?,
            voice.t(key!("paper-agreement-ends")),
            voice.s(&a.body.title),
        ))
    });
    let projects = voice.programme.projects.iter().filter(|p| is_open(draft, &p.body)).filter_map(|p| {
        let end = p.body.planned.as_ref()?.value.end?;
        Some((end, voice.t(key!("paper-project-ends")), voice.s(&p.body.title)))
    });
    let later = agreements.chain(projects).filter(|(date, ..)| date.year() > year);
    later.map(|(date, what, of)| (date, what, of.to_owned())).collect()
}

/// True if a project has not ended.
fn is_open(draft: &ReportBuilder<'_>, project: &portulan_model::kinds::Project) -> bool {
    let end = project.actual.as_ref().and_then(|p| p.value.end);
    end.is_none_or(|end| end.last() >= draft.today)
}

fn starts(draft: &ReportBuilder<'_>, year: i16) -> Vec<Dated> {
    let voice = &draft.voice;
    let dated = voice.programme.projects.iter().filter_map(|p| {
        let date = p.body.planned.as_ref()?.value.start?;
        let begun = p.body.actual.as_ref().and_then(|a| a.value.start).is_some();
        let what = voice.t(key!("paper-project-starts"));
        (date.year() > year && !begun).then(|| (date, what, voice.s(&p.body.title).to_owned()))
    });
    dated.collect()
}

/// Due reports and expected payments.
fn reports(draft: &ReportBuilder<'_>, year: i16) -> Vec<Dated> {
    let voice = &draft.voice;
    let mut dated = Vec::new();
    for project in &voice.programme.projects {
        for line in &project.body.funding {
            for report in line.reports.iter().filter(|r| r.sent.is_none()) {
                let Some(due) = report.due.filter(|due| due.year() > year) else { continue };
                let what = voice.tw(key!("paper-report-due"), &voice.organisation(&line.funder));
                let of = format!("{} · {}", voice.s(&project.body.title), voice.s(&report.title));
                dated.push((due, what, of));
            }
            for instalment in line.instalments.iter().filter(|instalment| instalment.received.is_none()) {
                let Some(due) = instalment.due.filter(|due| due.year() > year) else { continue };
                let what = voice.tw(key!("paper-instalment-due"), &voice.organisation(&line.funder));
                let amount = instalment.value.as_ref().map(|money| format!(" · {}", voice.money(money)));
                dated.push((
                    due,
                    what,
                    format!("{}{}", voice.s(&project.body.title), amount.unwrap_or_default()),
                ));
            }
        }
    }
    dated
}

/// Funding that is requested or prospective.
fn open_funding(draft: &ReportBuilder<'_>) -> Vec<Vec<TextRun>> {
    let voice = &draft.voice;
    let lines =
        voice.programme.projects.iter().flat_map(|p| p.body.funding.iter().map(move |line| (p, line)));
    let open = lines.filter(|(_, line)| line.stage != FundingStage::Granted);
    let reported = open.map(|(project, line)| {
        let amount = line.value.as_ref().map(|m| format!(" · {}", voice.money(m))).unwrap_or_default();
        let stage = voice.word(list!("funding-stage"), line.stage.name());
        let words = format!(
            "{} · {}{amount} · {stage}",
            voice.s(&project.body.title),
            voice.organisation(&line.funder)
        );
        draft.sourced(words, line.source.as_ref(), line.provenance)
    });
    reported.collect()
}
