//! Reminders of agreements: on the days set for each, and before they end.
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use portulan_locales::{dates, key};
use portulan_model::{AgendaKind, Body, PartialDate};
use portulan_store::{AgendaFilter, Filter, TaskFilter};
use uuid::Uuid;

use super::compose::{compose, language};
use super::outbox::send;
use super::recipients::publishers;
use crate::Office;
use crate::error::OfficeError;

/// The numbers of months before the end of an agreement at which reminders are sent.
const BEFORE: [i32; 3] = [6, 3, 1];
/// Agreements that end within this many months are looked at: the longest of these, and a month more because months differ in
/// length.
const LONGEST_NOTICE_MONTHS: i32 = 7;
/// One run looks at most at this many agreements.
const MAX_AGREEMENTS: u32 = 10_000;
/// A reminder that is older than this many days is not sent any more: the program was off, or the record is new.
const LATE: i32 = 14;

/// The days on which reminders of an agreement are sent.
pub fn days(end: Option<PartialDate>, set: &[PartialDate]) -> Vec<Date> {
    let end = end.map(PartialDate::last);
    let before = BEFORE.iter().filter_map(|months| end?.checked_sub(months.months()).ok());
    let mut days: Vec<Date> = set.iter().map(|day| day.first()).chain(before).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Sends the reminders of a day, each once, to users with the right to publish.
pub async fn remind(office: &Office, now: Timestamp) -> Result<(), OfficeError> {
    if office.post.is_none() {
        return Ok(());
    }
    let today = office.app.time_zone().to_datetime(now).date();
    let earliest = today.checked_sub(LATE.days()).unwrap_or(today);
    let filter = |kind, to: Date| AgendaFilter {
        kinds: vec![kind],
        from: Some(earliest),
        to: Some(to),
        ended_before: None,
        of_interest_on: None,
        records: Filter::default(),
        limit: MAX_AGREEMENTS,
    };
    let latest_end = today.checked_add(LONGEST_NOTICE_MONTHS.months()).unwrap_or(Date::MAX);
    let mut lines = office.store.agenda(&filter(AgendaKind::AgreementReminder, today)).await?;
    lines.extend(office.store.agenda(&filter(AgendaKind::AgreementEnd, latest_end)).await?);
    let mut ids: Vec<Uuid> = lines.into_iter().map(|line| line.record.id).collect();
    ids.sort_unstable();
    ids.dedup();
    for stored in office.store.records_by_id(&ids).await? {
        let Body::Agreement(agreement) = &stored.record.body else { continue };
        let end = agreement.period.as_ref().and_then(|p| p.value.end);
        let due = days(end, &agreement.reminders).into_iter().filter(|day| (earliest..=today).contains(day));
        // Of several late ones, one is enough.
        let Some(day) = due.max() else { continue };
        let url = format!("{}/office/agreements/{}", office.app.public_url(), stored.record.id);
        let mut letters = Vec::new();
        for user in &publishers(office, &stored.record).await? {
            let language = language(user);
            let title = stored.record.body.name().text(language.tag());
            let end =
                end.map_or_else(|| language.text(key!("mail-no-end")), |end| dates::date(language, end));
            letters.push(compose(
                user,
                key!("mail-agreement"),
                &[("title", title), ("end", &end), ("url", &url)],
            ));
        }
        send(office, letters, Some(&format!("agreement {} {day}", stored.record.id))).await?;
    }
    remind_tasks(office, today).await
}

/// Reminds users of tasks on their due date: the assignee, or else the author.
async fn remind_tasks(office: &Office, today: Date) -> Result<(), OfficeError> {
    let users = office.store.users().await?;
    let open = TaskFilter { open_since: Some(Timestamp::MAX), ..TaskFilter::default() };
    let earliest = today.checked_sub(LATE.days()).unwrap_or(today);
    for task in office.store.tasks(&open).await? {
        let Some(due) = task.due.filter(|day| (earliest..=today).contains(day)) else { continue };
        let who = task.assignee.or(task.user);
        let Some(user) = users.iter().find(|u| u.active && Some(u.id) == who) else { continue };
        let url = format!("{}/office/tasks", office.app.public_url());
        let day = dates::date(language(user), due.into());
        let message = [("title", task.title.as_str()), ("day", &day), ("url", &url)];
        let once = format!("task {} {due}", task.id);
        send(office, vec![compose(user, key!("mail-task-due"), &message)], Some(&once)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_those_set_and_those_before_the_end() {
        let end: PartialDate = "2027-03-31".parse().expect("a date");
        let set: PartialDate = "2026-12-01".parse().expect("a date");
        let wanted = [date(2026, 9, 30), date(2026, 12, 1), date(2026, 12, 31), date(2027, 2, 28)];
        assert_eq!(days(Some(end), &[set]), wanted);
        assert_eq!(days(None, &[]), []);
    }
}
