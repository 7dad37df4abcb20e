//! The report by Sustainable Development Goal: partnerships, projects, amounts, results.
use portulan_codelists::{GOALS, SdgGoal as Listed};
use portulan_locales::key;
use portulan_model::PublishedRecord;
use portulan_model::kinds::{Partnership, Project, SdgTag};

use super::block::{Block, GoalSection, ReportFact, TextRun};
use super::draft::{ReportBuilder, ink};
use super::projects::results;
use super::report::Report;
use crate::money::{Axis, Ledger, by};
use portulan_model::Flow;

pub(super) fn write(draft: ReportBuilder<'_>) -> Report {
    let (voice, programme) = (draft.voice, draft.programme());
    let ledger = Ledger::from_register(programme);
    let paid = ledger.by(Axis::Goal, |e| e.flow == Flow::Paid);
    let served: Vec<Served<'_>> =
        GOALS.iter().map(|goal| Served::for_goal(&draft, goal)).filter(|s| !s.is_empty()).collect();
    let tiles = GOALS.iter().map(|goal| {
        let count = served.iter().find(|s| s.goal.number == goal.number).map_or(0, |s| s.partnerships.len());
        let amount = paid.get(&goal.number.to_string()).filter(|a| !a.is_zero());
        let lines = (count > 0)
            .then(|| voice.tn(key!("paper-goal-partnerships"), count))
            .into_iter()
            .chain(amount.map(|a| voice.euros(*a)));
        let name = goal.name(voice.language.tag()).to_owned();
        GoalSection { number: goal.number, name, colour: goal.colour, ink: ink(goal), lines: lines.collect() }
    });
    let mut blocks = vec![
        Block::Text { runs: vec![TextRun::plain(voice.t(key!("sdgs-lead")))], lead: true },
        Block::Goals { goals: tiles.collect() },
    ];
    if let Some(chart) = by(&voice, &ledger, Axis::Goal, "goal", |e| e.flow == Flow::Paid) {
        blocks.extend([Block::heading(1, chart.title.clone()), draft.chart(&chart)]);
        blocks.push(Block::text(vec![TextRun::small(voice.t(key!("money-how-text")))]));
    }
    for one in &served {
        blocks.extend(one.blocks(&draft));
    }
    let names = (voice.t(key!("paper-goals")), voice.t(key!("paper-annual-of")));
    draft.into_report("goals", names, None, blocks)
}

/// The partnerships and projects that serve a goal.
struct Served<'a> {
    goal: &'static Listed,
    partnerships: Vec<&'a PublishedRecord<Partnership>>,
    projects: Vec<&'a PublishedRecord<Project>>,
}

impl<'a> Served<'a> {
    fn for_goal(draft: &ReportBuilder<'a>, goal: &'static Listed) -> Self {
        let serves = |tags: &[SdgTag]| tags.iter().any(|tag| tag.goal == goal.number);
        let programme = draft.programme();
        Self {
            goal,
            partnerships: programme.partnerships.iter().filter(|e| serves(&e.body.sdgs)).collect(),
            projects: programme.projects.iter().filter(|e| serves(&e.body.sdgs)).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.partnerships.is_empty() && self.projects.is_empty()
    }

    fn blocks(&self, draft: &ReportBuilder<'_>) -> Vec<Block> {
        let voice = &draft.voice;
        let tag = voice.language.tag();
        let title = format!("{}. {}", self.goal.number, self.goal.name(tag));
        let mut blocks = vec![Block::heading(1, title)];
        let mut rows: Vec<ReportFact> = Vec::new();
        for e in &self.partnerships {
            let lines = e.body.summary.iter().map(|s| draft.fact(s));
            rows.push(ReportFact {
                name: voice.s(&e.body.title).to_owned(),
                lines: lines.chain(self.targets(draft, &e.body.sdgs)).collect(),
            });
        }
        for e in &self.projects {
            let lines = e.body.description.iter().map(|s| draft.fact(s));
            rows.push(ReportFact {
                name: voice.s(&e.body.title).to_owned(),
                lines: lines.chain(self.targets(draft, &e.body.sdgs)).collect(),
            });
        }
        blocks.push(Block::Facts { rows });
        blocks.extend(results(draft, &self.projects, 2));
        blocks
    }

    /// The targets of the goal in some tags.
    fn targets(&self, draft: &ReportBuilder<'_>, tags: &[SdgTag]) -> Option<Vec<TextRun>> {
        let goals = draft.voice.goals(tags);
        let own = goals.into_iter().find(|g| g.goal.number == self.goal.number)?;
        let named: Vec<String> =
            own.targets.into_iter().map(|(code, name)| format!("{code} {name}")).collect();
        let mut runs = if named.is_empty() { Vec::new() } else { vec![TextRun::small(named.join(" · "))] };
        runs.extend(draft.mark(None, own.provenance));
        (!runs.is_empty()).then_some(runs)
    }
}
