//! The seventeen goals, and who contributes to them.
use askama::Template;
use portulan_codelists::{GOALS, SdgGoal};
use portulan_locales::key;
use portulan_model::PublishedRecord;
use portulan_model::kinds::{Partnership, Project, SdgTag};

use super::{Meta, Rendered, render};
use crate::context::PageContext;

struct GoalServed<'a> {
    goal: &'static SdgGoal,
    partnerships: Vec<&'a PublishedRecord<Partnership>>,
}

#[derive(Template)]
#[template(path = "sdgs.html")]
struct SdgList<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    goals: Vec<GoalServed<'a>>,
}

fn serves(tags: &[SdgTag], number: u8) -> bool {
    tags.iter().any(|t| t.goal == number)
}

pub(crate) fn sdgs(c: &PageContext<'_>) -> Rendered {
    let served = |goal: &'static SdgGoal| GoalServed {
        goal,
        partnerships: c.p().partnerships.iter().filter(|e| serves(&e.body.sdgs, goal.number)).collect(),
    };
    let meta = Meta::new(c.t(key!("sdgs-title")), c.t(key!("sdgs-lead")));
    render(&SdgList { c, meta, goals: GOALS.iter().map(served).collect() })
}

#[derive(Template)]
#[template(path = "sdg.html")]
struct SdgsView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    goal: &'static SdgGoal,
    partnerships: Vec<&'a PublishedRecord<Partnership>>,
    projects: Vec<&'a PublishedRecord<Project>>,
    /// The numbers of the targets that partnerships and projects serve.
    targets: Vec<&'static str>,
}

pub(crate) fn sdg(c: &PageContext<'_>, number: &str) -> Rendered {
    let goal = portulan_codelists::goal(number.parse().ok()?).filter(|g| g.number.to_string() == number)?;
    let p = c.p();
    let named = |code: &str| {
        let has = |tags: &[SdgTag]| tags.iter().any(|t| t.target.as_deref() == Some(code));
        p.partnerships.iter().any(|e| has(&e.body.sdgs)) || p.projects.iter().any(|e| has(&e.body.sdgs))
    };
    let targets = portulan_codelists::targets(goal.number).map(|t| t.code).filter(|code| named(code));
    let meta = Meta::new(
        format!("{} {} · {}", c.t(key!("sdg-short")), goal.number, c.goal(goal)),
        goal.wording(c.text_language().tag()),
    );
    render(&SdgsView {
        c,
        meta,
        goal,
        partnerships: p.partnerships.iter().filter(|e| serves(&e.body.sdgs, goal.number)).collect(),
        projects: p.projects.iter().filter(|e| serves(&e.body.sdgs, goal.number)).collect(),
        targets: targets.collect(),
    })
}
