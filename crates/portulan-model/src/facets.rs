//! Values by which lists of records are filtered, and amounts that they add up.
use crate::kinds::Tag;
use crate::{Body, Flow, Kind, Money, PartialDate, Period};

/// The largest number of years of a record.
const MAX_YEARS: usize = 100;

/// A value by which a list is filtered.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum FacetName {
    /// The type of the record.
    Kind,
    /// The present status.
    Status,
    /// The country, as its ISO 3166-1 code; of a partnership, a trip or an event, that of its territories.
    Country,
    /// A theme, as its key.
    Theme,
    /// The partnership: its slug in a body, its identity in filters.
    Partnership,
    /// A funder: its slug in a body, its identity in filters.
    Funder,
    /// A year in which it goes on or takes place.
    Year,
    /// The role of a page.
    Role,
}

crate::impl_names!(FacetName);

impl FacetName {
    /// The names of the values by which lists of a kind are filtered.
    pub fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Partnership => &[Self::Kind, Self::Country, Self::Theme, Self::Status],
            Kind::Project => &[Self::Partnership, Self::Funder, Self::Theme, Self::Status, Self::Year],
            Kind::Organisation | Kind::Territory => &[Self::Kind, Self::Country],
            Kind::Agreement => &[Self::Partnership, Self::Year],
            Kind::Event => &[Self::Kind, Self::Country, Self::Theme, Self::Year],
            Kind::Mission => &[Self::Kind, Self::Country, Self::Partnership, Self::Year],
            Kind::Network | Kind::Document => &[Self::Kind],
            Kind::Page => &[Self::Role],
            Kind::Person | Kind::Media | Kind::Authority => &[],
        }
    }

    /// The kind of the records that are the values; `None` for other values.
    pub fn target(self) -> Option<Kind> {
        match self {
            Self::Partnership => Some(Kind::Partnership),
            Self::Funder => Some(Kind::Organisation),
            _ => None,
        }
    }

    /// True if the value of a record of a kind is that of the territories to which it refers.
    pub fn is_of_territories(self, kind: Kind) -> bool {
        self == Self::Country && matches!(kind, Kind::Partnership | Kind::Event | Kind::Mission)
    }
}

/// The name of the sum of an amount in lists.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum AmountName {
    /// The budgets of a project.
    Budgets,
    /// The payments of a project.
    Paid,
    /// The amounts of an agreement.
    Promised,
}

crate::impl_names!(AmountName);

impl AmountName {
    /// The sums of a list of records of a kind.
    pub fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Project => &[Self::Budgets, Self::Paid],
            Kind::Agreement => &[Self::Promised],
            _ => &[],
        }
    }
}

impl Body {
    /// The values by which lists are filtered, each once, in order. Those of other records are not among them.
    pub fn facets(&self) -> Vec<(FacetName, String)> {
        let mut facets = Vec::new();
        let mut add = |name: FacetName, value: &str| {
            if !value.is_empty() {
                facets.push((name, value.to_owned()));
            }
        };
        match self {
            Self::Partnership(body) => {
                add(FacetName::Kind, body.kind.name());
                add(FacetName::Status, body.status.last().map_or("", |change| change.status.name()));
                keys(&body.themes, &mut add);
            }
            Self::Project(body) => {
                add(FacetName::Partnership, body.partnership.as_ref().map_or("", |p| p.slug()));
                body.funding.iter().for_each(|line| add(FacetName::Funder, line.funder.slug()));
                add(FacetName::Status, body.status.as_ref().map_or("", |status| &status.value.0));
                keys(&body.themes, &mut add);
                years(body.period(), &mut add);
            }
            Self::Organisation(body) => {
                add(FacetName::Kind, body.kind.as_ref().map_or("", |kind| &kind.value.0));
                add(FacetName::Country, body.country.as_ref().map_or("", |country| &country.value.0));
            }
            Self::Territory(body) => {
                add(FacetName::Kind, body.kind.name());
                add(FacetName::Country, &body.country.0);
            }
            Self::Agreement(body) => {
                body.partnerships.iter().for_each(|p| add(FacetName::Partnership, p.slug()));
                years(body.period.as_ref().map(|period| period.value), &mut add);
            }
            Self::Event(body) => {
                add(FacetName::Kind, body.kind.name());
                keys(&body.themes, &mut add);
                years(body.dates.as_ref().map(|dates| dates.value), &mut add);
            }
            Self::Mission(body) => {
                add(FacetName::Kind, body.direction.name());
                body.partnerships.iter().for_each(|p| add(FacetName::Partnership, p.slug()));
                years(body.dates, &mut add);
            }
            Self::Network(body) => add(FacetName::Kind, body.kind.name()),
            Self::Document(body) => add(FacetName::Kind, body.kind.name()),
            Self::Page(body) => add(FacetName::Role, body.role.name()),
            Self::Person(_) | Self::Media(_) | Self::Authority(_) => {}
        }
        facets.sort_unstable();
        facets.dedup();
        facets
    }

    /// The amounts that lists add up.
    pub fn listed_amounts(&self) -> Vec<(AmountName, Money)> {
        match self {
            Self::Project(body) => {
                let budgets = body.budgets.iter().filter_map(|budget| budget.value.as_ref());
                let is_payment = |kind: &str| Flow::from_transaction_type(kind) == Some(Flow::Paid);
                let paid = body.transactions.iter().filter(|t| is_payment(&t.kind.0));
                let paid = paid.filter_map(|transaction| transaction.value.as_ref());
                let budgets = budgets.map(|money| (AmountName::Budgets, money.clone()));
                budgets.chain(paid.map(|money| (AmountName::Paid, money.clone()))).collect()
            }
            Self::Agreement(body) => {
                body.amounts.iter().map(|amount| (AmountName::Promised, amount.value.clone())).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn keys(tags: &[Tag], add: &mut impl FnMut(FacetName, &str)) {
    for tag in tags {
        add(FacetName::Theme, &tag.key);
    }
}

/// Each year of a period; of one without an end, the first year, and of one without a beginning, the last.
fn years(period: Option<Period>, add: &mut impl FnMut(FacetName, &str)) {
    let Some(period) = period else { return };
    let (first, last) = (period.start.or(period.end), period.end.or(period.start));
    let (Some(first), Some(last)) = (first.map(PartialDate::year), last.map(PartialDate::year)) else {
        return;
    };
    for year in (first..=last).take(MAX_YEARS) {
        add(FacetName::Year, &year.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder;

    #[test]
    fn each_value_is_one_of_its_kind() {
        for kind in Kind::ALL {
            let body = Body::read(*kind, serde_json::json!({})).expect("an empty record");
            let of_body: Vec<FacetName> = body.facets().into_iter().map(|(name, _)| name).collect();
            assert!(of_body.iter().all(|name| FacetName::of(*kind).contains(name)), "{kind} {of_body:?}");
        }
    }

    #[test]
    fn a_project_is_found_by_its_funders_and_year() {
        let text = r#"
id = "01a20f25-0000-7000-8000-000000000001"
state = "draft"
partnership = "levant"
[planned.value]
start = "2024"
end = "2026-05"
[[funding]]
funder = "state"
stage = "granted"
[[funding]]
funder = "state"
stage = "hoped"
[[budgets]]
[budgets.value]
amount = "10.50"
currency = "EUR"
value_date = "2024"
"#;
        let body = folder::read(Kind::Project, "well", text).expect("a project").body;
        let facets: Vec<(&str, String)> =
            body.facets().into_iter().map(|(name, value)| (name.name(), value)).collect();
        let expected = [
            ("partnership", "levant"),
            ("funder", "state"),
            ("year", "2024"),
            ("year", "2025"),
            ("year", "2026"),
        ];
        assert_eq!(facets, expected.map(|(name, value)| (name, value.to_owned())));
        let amounts = body.listed_amounts();
        assert_eq!(
            (amounts.len(), amounts[0].0, amounts[0].1.amount.to_string()),
            (1, AmountName::Budgets, "10.50".into())
        );
    }
}
