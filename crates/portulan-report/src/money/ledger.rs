//! A ledger with one entry per amount of a project, and sums by any axis.
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use portulan_model::kinds::{Agreement, CostHeading, Project};
use portulan_model::{
    Euros, Flow, Money, PartialDate, Period, PublishedRecord as Record, PublishedRegister, Ref, split,
};
use rust_decimal::Decimal;

/// An axis of sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// Calendar year.
    Year,
    /// Slug of the project.
    Project,
    /// Slug of the partnership; empty if there is none.
    Partnership,
    /// Slug of the agreement; empty if there is none.
    Agreement,
    /// Slug of the paying organisation; empty if it is unknown.
    Payer,
    /// ISO 3166-1 code of the country; shared equally among several; empty if there is none.
    Country,
    /// Number of the goal; shared equally among several; empty if there is none.
    Goal,
    /// Purpose code, by its percentage; empty if there is none.
    Sector,
}

impl Axis {
    /// All axes.
    pub const ALL: [Self; 8] = [
        Self::Year,
        Self::Project,
        Self::Partnership,
        Self::Agreement,
        Self::Payer,
        Self::Country,
        Self::Goal,
        Self::Sector,
    ];
}

/// An entry of the ledger.
#[derive(Debug, Clone)]
pub struct LedgerEntry {
    /// The slug of the project.
    pub project: String,
    /// The slug of its partnership.
    pub partnership: String,
    /// The slug of the agreement that it belongs to.
    pub agreement: String,
    /// The type of amount.
    pub flow: Flow,
    /// The year.
    pub year: i16,
    /// The slug of the paying organisation.
    pub payer: String,
    /// The cost heading of a budget or payment.
    pub heading: Option<CostHeading>,
    /// The amount as entered.
    pub money: Money,
    /// The amount in euros; `None` without a rate.
    pub euros: Option<Euros>,
}

/// All amounts of the published register.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The entries, ordered by project, flow and year.
    pub entries: Vec<LedgerEntry>,
    countries: BTreeMap<String, Vec<(String, Decimal)>>,
    goals: BTreeMap<String, Vec<(String, Decimal)>>,
    sectors: BTreeMap<String, Vec<(String, Decimal)>>,
}

impl Ledger {
    /// The ledger of a register.
    pub fn from_register(programme: &PublishedRegister) -> Self {
        Self::from_projects(programme, programme.projects.iter())
    }

    /// The years in which money of a register moves, in order: those of its whole ledger, of which only one project is in memory.
    pub fn years_of(programme: &PublishedRegister) -> Vec<i16> {
        let of_project = |project| Self::from_project(programme, project).years();
        let years: BTreeSet<i16> = programme.projects.iter().flat_map(of_project).collect();
        years.into_iter().collect()
    }

    /// The ledger of some projects.
    pub fn from_projects<'p>(
        programme: &PublishedRegister,
        projects: impl IntoIterator<Item = &'p Record<Project>>,
    ) -> Self {
        let mut ledger = Self::default();
        for project in projects {
            ledger.add(programme, project);
        }
        ledger.entries.sort_by(|a, b| (&a.project, a.flow, a.year).cmp(&(&b.project, b.flow, b.year)));
        ledger
    }

    /// The ledger of one project.
    pub fn from_project(programme: &PublishedRegister, project: &Record<Project>) -> Self {
        Self::from_projects(programme, [project])
    }

    /// The ledger of the amounts under an agreement.
    pub fn for_agreement(programme: &PublishedRegister, slug: &str) -> Self {
        let names = |named: Option<&Ref<Agreement>>| named.is_some_and(|a| a.slug() == slug);
        let touches = |body: &Project| {
            names(body.agreement.as_ref())
                || body.transactions.iter().any(|t| names(t.agreement.as_ref()))
                || body.funding.iter().any(|line| names(line.agreement.as_ref()))
        };
        let mut ledger =
            Self::from_projects(programme, programme.projects.iter().filter(|p| touches(&p.body)));
        ledger.entries.retain(|entry| entry.agreement == slug);
        ledger
    }

    fn add(&mut self, programme: &PublishedRegister, project: &Record<Project>) {
        let body = &project.body;
        let own = programme.own_organisation_slug();
        let partnership = body.partnership.as_ref().map_or("", |p| p.slug());
        let entry =
            |flow, date: Option<PartialDate>, payer: &str, money: &Money, named: Option<&Ref<Agreement>>| {
                LedgerEntry {
                    project: project.slug.clone(),
                    partnership: partnership.to_owned(),
                    agreement: body.agreement_for(flow, payer, named).to_owned(),
                    flow,
                    year: date.unwrap_or(money.value_date).year(),
                    payer: payer.to_owned(),
                    heading: None,
                    money: money.clone(),
                    euros: programme.rates.euros(money),
                }
            };
        let entries = &mut self.entries;
        for budget in &body.budgets {
            if let Some(money) = &budget.value {
                let entry = entry(Flow::Budget, budget.period.start, "", money, None);
                entries.push(LedgerEntry { heading: budget.heading, ..entry });
            }
        }
        for transaction in &body.transactions {
            let payer = transaction.provider.as_ref().map_or("", |o| o.slug());
            if let (Some(flow), Some(money)) =
                (Flow::from_transaction_type(&transaction.kind.0), &transaction.value)
            {
                let payer = if payer.is_empty() && flow == Flow::Paid { own } else { payer };
                let entry = entry(flow, transaction.date, payer, money, transaction.agreement.as_ref());
                entries.push(LedgerEntry { heading: transaction.heading, ..entry });
            }
        }
        for given in &body.in_kind {
            let payer = given.provider.as_ref().map_or(own, |o| o.slug());
            if let Some(money) = given.worth() {
                entries.extend(by_year(
                    entry(Flow::InKind, given.period.start, payer, &money, None),
                    given.period,
                ));
            }
        }
        let equally = |keys: Vec<String>| keys.into_iter().map(|key| (key, Decimal::ONE)).collect();
        self.countries.insert(project.slug.clone(), equally(countries(programme, body)));
        let mut goals: Vec<u8> = body.sdgs.iter().map(|tag| tag.goal).collect();
        goals.sort_unstable();
        goals.dedup();
        self.goals.insert(project.slug.clone(), equally(goals.iter().map(u8::to_string).collect()));
        let share = |s: &portulan_model::kinds::SectorShare| {
            (s.code.0.clone(), s.percentage.unwrap_or(Decimal::ONE_HUNDRED))
        };
        self.sectors.insert(project.slug.clone(), body.sectors.iter().map(share).collect());
    }

    /// Sums in euros by the keys of an axis, over the selected entries. They add up to the sum of the
    /// entries, to the cent.
    pub fn by(&self, axis: Axis, asked: impl Fn(&LedgerEntry) -> bool) -> BTreeMap<String, Decimal> {
        let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
        for entry in self.entries.iter().filter(|e| asked(e)) {
            let Some(euros) = entry.euros else { continue };
            let shares = match axis {
                Axis::Year | Axis::Project | Axis::Partnership | Axis::Agreement | Axis::Payer => None,
                Axis::Country => self.countries.get(&entry.project),
                Axis::Goal => self.goals.get(&entry.project),
                Axis::Sector => self.sectors.get(&entry.project),
            };
            let key = match axis {
                Axis::Year => entry.year.to_string(),
                Axis::Project => entry.project.clone(),
                Axis::Partnership => entry.partnership.clone(),
                Axis::Agreement => entry.agreement.clone(),
                Axis::Payer => entry.payer.clone(),
                Axis::Country | Axis::Goal | Axis::Sector => String::new(),
            };
            match shares.filter(|shares| !shares.is_empty()) {
                None => *sums.entry(key).or_default() += euros.amount,
                Some(shares) => {
                    let weights: Vec<Decimal> = shares.iter().map(|(_, weight)| *weight).collect();
                    for ((key, _), part) in shares.iter().zip(split(euros.amount, &weights)) {
                        *sums.entry(key.clone()).or_default() += part;
                    }
                }
            }
        }
        sums
    }

    /// The sum in euros of the selected entries.
    pub fn sum(&self, asked: impl Fn(&LedgerEntry) -> bool) -> Decimal {
        self.entries.iter().filter(|e| asked(e)).filter_map(|e| e.euros).map(|e| e.amount).sum()
    }

    /// The years with an entry, in order.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = self.entries.iter().map(|e| e.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The entries without an amount in euros, because no rate is known.
    pub fn unknown(&self) -> impl Iterator<Item = &LedgerEntry> {
        self.entries.iter().filter(|e| e.euros.is_none())
    }
}

/// The longest period, in years, over which a contribution in kind is spread.
const MAX_SPREAD_YEARS: i16 = 50;

/// Spreads an amount over the calendar years of its period, by days and to the cent. An amount without an
/// end, or longer than [`MAX_SPREAD_YEARS`], is assigned to its first year.
fn by_year(whole: LedgerEntry, period: Period) -> Vec<LedgerEntry> {
    let (Some(start), Some(end)) = (period.start, period.end) else { return vec![whole] };
    let (first, last) = (start.first(), end.last());
    if last <= first || last.year() - first.year() > MAX_SPREAD_YEARS {
        return vec![whole];
    }
    let days = |year: i16| {
        let begin = first.max(civil::date(year, 1, 1));
        let end = last.min(civil::date(year, 12, 31));
        Decimal::from(begin.until(end).map_or(0, |span| span.get_days()) + 1)
    };
    let years: Vec<i16> = (first.year()..=last.year()).collect();
    let weights: Vec<Decimal> = years.iter().map(|year| days(*year)).collect();
    let amounts = split(whole.money.amount, &weights);
    let euros = whole.euros.map(|euros| split(euros.amount, &weights));
    let part = |(i, year): (usize, i16)| LedgerEntry {
        year,
        money: Money { amount: amounts[i], ..whole.money.clone() },
        euros: whole.euros.zip(euros.as_ref()).map(|(of, parts)| Euros { amount: parts[i], ..of }),
        ..whole.clone()
    };
    years.into_iter().enumerate().map(part).collect()
}

/// The countries of a project: of its locations, or else of its partnership's territories.
pub fn countries(programme: &PublishedRegister, project: &Project) -> Vec<String> {
    let of_places = project.locations.iter().filter_map(|l| l.territory.as_ref());
    let mut codes: Vec<String> =
        of_places.filter_map(|t| programme.territories.get(t)).map(|t| t.body.country.0.clone()).collect();
    if codes.is_empty()
        && let Some(partnership) = project.partnership.as_ref().and_then(|p| programme.partnerships.get(p))
    {
        codes = programme.countries_of(&partnership.body).into_iter().map(str::to_owned).collect();
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}
