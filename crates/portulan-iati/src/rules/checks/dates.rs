//! Dates, compared as moments.
use super::Failures;
use crate::facts::{ActivityFacts, LocatedValue, PeriodFacts, js_date};

const DAY: i64 = 86_400_000;

fn moment(value: Option<&LocatedValue>) -> Option<(i64, &LocatedValue)> {
    value.and_then(|v| js_date(&v.text).map(|at| (at, v)))
}

/// `less` is not after `more`; dates that are missing or unreadable are not checked.
pub(in crate::rules) fn date_order(
    less: Option<&LocatedValue>,
    more: Option<&LocatedValue>,
    name: &str,
    failures: &mut Failures,
) {
    if let (Some((start, less)), Some((end, more))) = (moment(less), moment(more))
        && start > end
    {
        failures.fail(|places| {
            places.value(name, less);
            places.value(name, more);
        });
    }
}

pub(in crate::rules) fn not_future(
    value: Option<&LocatedValue>,
    now: i64,
    name: &str,
    failures: &mut Failures,
) {
    if let Some((at, value)) = moment(value)
        && at > now
    {
        failures.fail(|places| places.value(name, value));
    }
}

pub(in crate::rules) fn period_order(period: &PeriodFacts, failures: &mut Failures) {
    date_order(period.start.as_ref(), period.end.as_ref(), "period/@iso-date", failures);
}

pub(in crate::rules) fn one_year(period: &PeriodFacts, failures: &mut Failures) {
    if let (Some((start, _)), Some((end, value))) =
        (moment(period.start.as_ref()), moment(period.end.as_ref()))
        && (end - start) / DAY > 365
    {
        failures.fail(|places| places.value("period-end/@iso-date", value));
    }
}

pub(in crate::rules) fn value_within(period: &PeriodFacts, failures: &mut Failures) {
    let (start, end) = (moment(period.start.as_ref()), moment(period.end.as_ref()));
    if let (Some((start, _)), Some((end, _)), Some((at, value))) =
        (start, end, moment(period.value_date.as_ref()))
        && !(start..=end).contains(&at)
    {
        failures.fail(|places| places.value("value/@value-date", value));
    }
}

/// Years from 1950 to 2100.
pub(in crate::rules) fn century(record: &ActivityFacts, failures: &mut Failures) {
    let odd = |v: &&LocatedValue| {
        let year = v.text.split('-').next().and_then(|y| y.trim().parse::<u32>().ok());
        year.is_some_and(|y| !(1950..=2100).contains(&y))
    };
    if record.all_dates.iter().any(|v| odd(&v)) {
        failures.fail(|places| {
            record.all_dates.iter().filter(odd).for_each(|v| places.value("activity-date/@iso-date", v));
        });
    }
}
