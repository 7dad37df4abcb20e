//! The publisher of the register.
use portulan_codelists::national_currency;

use crate::kinds::{Link, Mechanism, Media, Organisation, Page};
use crate::{Country, Currency, Fact, IatiRest, Lang, Money, Point, Ref, Text, Web, normalize_for_search};

record_struct! {
    /// The local authority (or network, or fictional example) that publishes the register. A register has
    /// one.
    pub struct Authority {
        /// The full name.
        pub name: Text,
        /// The short name, such as initials.
        pub short_name: Text,
        /// The organisation record that represents the authority in participations and payments.
        pub organisation: Option<Ref<Organisation>>,
        /// The country.
        pub country: Country,
        /// The currency of new amounts; the usual one of the country without it.
        pub currency: Option<Currency>,
        /// The SIREN number of a French company or authority: nine digits, the last a Luhn check digit.
        pub siren: Option<String>,
        /// The IATI organisation identifier.
        pub iati_identifier: Option<String>,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
        /// Languages of the site (`fr`, `en`); the first is the default.
        pub languages: Vec<Lang> as Language,
        /// The IANA time zone in which days begin and end, such as `Europe/Paris`.
        pub time_zone: String as TimeZone,
        /// The point on the map from which the lines to partners start.
        pub port: Option<Fact<Point>>,
        /// The name of that point.
        pub port_name: Text,
        /// The public website.
        pub website: Option<Web>,
        /// The licence of the published data.
        pub licence: String as Licence,
        /// True if all content is invented; every page then shows a notice.
        pub fictional: bool,
        /// True if the site is a demonstration that the authority itself does not publish.
        pub demonstration: bool,
        /// The accent colour of the site, as `#rrggbb`. The colour for the dark theme is derived from it.
        pub accent: Option<String>,
        /// The logo in the page header.
        pub logo: Option<Ref<Media>>,
        /// The parts of the site that menus leave out.
        pub hidden: Vec<SitePart>,
        /// The introductory sentence of the home page.
        pub tagline: Text,
        /// The reasons for the cooperation.
        pub reasons: Vec<Fact<Text>> as Paragraph,
        /// The methods of the cooperation.
        pub methods: Vec<Fact<Text>> as Paragraph,
        /// The political priorities that the cooperation serves.
        pub axes: Vec<Term>,
        /// The document that sets these priorities.
        pub axes_document: Text,
        /// The themes of the cooperation.
        pub themes: Vec<Term>,
        /// Yearly budgets of the services under the 1% laws.
        pub service_budgets: Vec<ServiceBudget>,
        /// The pages that the footer links to.
        pub pages: Vec<Ref<Page>>,
        /// Links to other sites of the authority.
        pub links: Vec<Link>,
    }
}

/// The time zone of an authority of a country that names none: known for France only, else empty.
pub fn usual_time_zone(country: &str) -> &'static str {
    if country == "FR" { "Europe/Paris" } else { "" }
}

/// The licence of the open data of an authority of a country that names none: in France that of the State, else empty.
pub fn usual_licence(country: &str) -> &'static str {
    if country == "FR" { "etalab-2.0" } else { "" }
}

impl Authority {
    /// Returns the code of the currency of new amounts: the authority's own, or else the usual one of its country; empty if neither
    /// is known.
    pub fn default_currency(&self) -> &str {
        match &self.currency {
            Some(currency) if !currency.0.is_empty() => &currency.0,
            _ => national_currency(&self.country.0).unwrap_or_default(),
        }
    }

    /// The list that a field of tags takes its keys from: the priorities for `axes`, the themes for other fields.
    pub fn terms(&self, field: &str) -> &[Term] {
        if field == "axes" { &self.axes } else { &self.themes }
    }
}

sourced_struct! {
    /// An entry of one of the authority's own lists (themes, political priorities).
    pub struct Term {
        /// The key of the entry: a slug, unique in its list.
        pub key: String,
        /// The name.
        pub name: Text,
        /// The scope of the entry.
        pub description: Text as Paragraph,
    }
}

impl Term {
    /// True if a text is the key of the entry, or its name in any language, without regard to case and accents.
    pub fn is_named(&self, text: &str) -> bool {
        let wanted = normalize_for_search(text);
        self.key == text || self.name.0.values().any(|name| normalize_for_search(name) == wanted)
    }
}

sourced_struct! {
    /// The budget of a public service in one year, up to 1% of which may be spent on cooperation.
    pub struct ServiceBudget {
        /// The law, and with it the service.
        pub mechanism: Mechanism,
        /// The year.
        pub year: Option<i16>,
        /// The whole budget of the service in that year.
        pub value: Option<Money>,
    }
}

string_enum! {
    /// A part of the public site that an authority can hide from its menus.
    pub enum SitePart: explicit {
        /// The list of projects.
        Projects,
        /// The list of events.
        Events,
        /// The list of networks.
        Networks,
        /// The page of the Sustainable Development Goals.
        Sdgs,
        /// The timeline of partnerships.
        Timeline,
        /// The list of themes.
        Themes,
        /// The list of organisations.
        Organisations,
        /// The list of sources.
        Sources,
        /// The IATI validator.
        Validate,
        /// The page on how to embed the map in other sites.
        Embed,
    }
}
