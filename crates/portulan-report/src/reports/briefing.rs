//! The briefing pack of a delegation: participants, agenda, persons to meet, and partnerships.
use std::collections::BTreeMap;

use portulan_locales::{key, list};
use portulan_model::PartialDate;
use portulan_model::kinds::{Mission, Person};

use super::block::{Block, ReportFact, TextRun};
use super::draft::ReportBuilder;
use super::partnership;
use super::report::Report;

/// Contacts by slug.
type Persons = BTreeMap<String, Person>;

pub(super) fn write(draft: ReportBuilder<'_>, mission: &Mission, persons: &Persons) -> Report {
    let voice = draft.voice;
    let mut blocks = Vec::new();
    let purpose = voice.s(&mission.purpose);
    if !purpose.is_empty() {
        blocks.push(Block::Text { runs: vec![TextRun::plain(purpose)], lead: true });
    }
    blocks.extend(people(&draft, mission, persons));
    blocks.extend(days(&draft, mission, persons));
    blocks.extend(errands(&draft, mission));
    for entry in mission.partnerships.iter().filter_map(|p| voice.programme.partnerships.get(p)) {
        // The report covers the year of the trip, and the time before it.
        let year =
            mission.dates.and_then(|d| d.start.or(d.end)).map_or(draft.today.year(), PartialDate::year);
        let chapter = partnership::chapter(&draft, entry, year).into_iter();
        blocks.extend(chapter.chain(partnership::agreements(&draft, entry, 3)).map(|block| block.raised(1)));
    }
    let when = mission.dates.map(|d| voice.period(&d)).unwrap_or_default();
    let place = voice.s(&mission.place);
    let message: Vec<&str> = [when.as_str(), place].into_iter().filter(|s| !s.is_empty()).collect();
    let titles = (voice.s(&mission.title).to_owned(), message.join(" · "));
    draft.into_report("briefing", titles, None, blocks)
}

fn people(draft: &ReportBuilder<'_>, mission: &Mission, persons: &Persons) -> Vec<Block> {
    let voice = &draft.voice;
    let rows = mission.participants.iter().map(|p| {
        let known = p.person.as_ref().and_then(|person| persons.get(person.slug()));
        let name = known.map(|person| voice.s(&person.name).to_owned()).or_else(|| p.name.clone());
        let function = match (voice.s(&p.function), known) {
            ("", Some(person)) => voice.s(&person.function),
            (function, _) => function,
        };
        let reach = known.into_iter().flat_map(|person| [&person.phone, &person.email]).flatten();
        let note = Some(voice.s(&p.note)).filter(|note| !note.is_empty());
        let more: Vec<&str> = reach.map(String::as_str).chain(note).collect();
        let reply = voice.word(list!("reply"), p.reply.name());
        vec![name.unwrap_or_default(), function.to_owned(), reply, more.join(" · ")]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = [key!("field-name"), key!("field-function"), key!("field-reply"), key!("field-note")]
        .map(|key| voice.t(key));
    let table = Block::Table {
        is_headed: false,
        caption: voice.t(key!("field-participants")),
        head: head.into(),
        rows,
        amounts: 4,
        total: false,
    };
    vec![Block::heading(1, voice.t(key!("field-participants"))), table]
}

/// The agenda, day by day.
fn days(draft: &ReportBuilder<'_>, mission: &Mission, persons: &Persons) -> Vec<Block> {
    let voice = &draft.voice;
    let mut blocks: Vec<Block> = Vec::new();
    let mut day: Option<Option<PartialDate>> = None;
    let mut steps: Vec<_> = mission.programme.iter().collect();
    steps.sort_by_key(|step| (step.date.map(PartialDate::first), step.time.clone()));
    for step in steps {
        if day != Some(step.date) {
            day = Some(step.date);
            let title = step.date.map_or_else(|| voice.t(key!("status-undated")), |d| voice.date(d));
            blocks.extend([Block::heading(2, title), Block::Facts { rows: Vec::new() }]);
        }
        let mut lines = vec![vec![TextRun::plain(voice.s(&step.what))]];
        let met = step.persons.iter().filter_map(|p| persons.get(p.slug()));
        let place = Some(voice.s(&step.place)).filter(|place| !place.is_empty());
        let more: Vec<&str> = place.into_iter().chain(met.map(|person| voice.s(&person.name))).collect();
        if !more.is_empty() {
            lines.push(vec![TextRun::small(more.join(" · "))]);
        }
        if let Some(Block::Facts { rows }) = blocks.last_mut() {
            rows.push(ReportFact { name: step.time.clone().unwrap_or_else(|| "–".to_owned()), lines });
        }
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::heading(1, voice.t(key!("field-programme"))));
    }
    blocks
}

/// Open logistics tasks.
fn errands(draft: &ReportBuilder<'_>, mission: &Mission) -> Vec<Block> {
    let voice = &draft.voice;
    let open = mission.logistics.iter().filter(|e| !e.done);
    let items = open.map(|errand| {
        let due = errand.due.map(|d| format!(" · {}", voice.date(d))).unwrap_or_default();
        let who = errand.who.as_ref().map(|who| format!(" · {who}")).unwrap_or_default();
        vec![TextRun::plain(voice.s(&errand.what)), TextRun::small(format!("{due}{who}"))]
    });
    let items: Vec<Vec<TextRun>> = items.collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(1, voice.t(key!("paper-to-do"))), Block::List { items, ordered: false }]
}
