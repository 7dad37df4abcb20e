//! The publisher of the register.
use crate::kinds::{Link, Mechanism, Media, Organisation, Page};
use crate::{Country, Fact, Lang, Money, Point, Ref, Text, Web};

shape! {
    /// The local authority (or network, or fictional example) whose register this is.
    pub struct Authority {
        /// Its name.
        pub name: Text,
        /// Its name in few letters.
        pub short_name: Text,
        /// The organisation that stands for it in participations.
        pub organisation: Option<Ref<Organisation>>,
        /// Its country.
        pub country: Country,
        /// French company number, nine digits with a check digit.
        pub siren: Option<String>,
        /// IATI organisation identifier.
        pub iati_identifier: Option<String>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
        /// Languages of the site, the first by default.
        pub languages: Vec<Lang>,
        /// IANA time zone that decides when a day ends.
        pub time_zone: String,
        /// The port from which the map's lines leave.
        pub port: Option<Fact<Point>>,
        /// The port's name.
        pub port_name: Text,
        /// Public website.
        pub website: Option<Web>,
        /// The licence of the published data.
        pub licence: String,
        /// Whether everything here is made up, as every page then says.
        pub fictional: bool,
        /// True for a demonstration, which the authority itself does not publish.
        pub demonstration: bool,
        /// The accent colour of the site, such as `#b83c24`. The one for the dark theme is derived from it.
        pub accent: Option<String>,
        /// The sign in the header.
        pub logo: Option<Ref<Media>>,
        /// Parts of the site that menus leave out.
        pub hidden: Vec<SitePart>,
        /// The sentence that opens the site.
        pub tagline: Text,
        /// Why the authority cooperates.
        pub reasons: Vec<Fact<Text>>,
        /// How it works.
        pub methods: Vec<Fact<Text>>,
        /// Political axes that cooperation serves.
        pub axes: Vec<Term>,
        /// The document that sets the axes.
        pub axes_document: Text,
        /// Themes of the cooperation.
        pub themes: Vec<Term>,
        /// Budgets of the services that the 1 % laws speak of, by year.
        pub service_budgets: Vec<ServiceBudget>,
        /// Pages in the footer.
        pub pages: Vec<Ref<Page>>,
        /// Elsewhere.
        pub links: Vec<Link>,
    }
}

sourced! {
    /// An entry of one of the authority's own lists.
    pub struct Term {
        /// A slug, unique in the list.
        pub key: String,
        /// Its name.
        pub name: Text,
        /// What it covers.
        pub description: Text,
    }
}

sourced! {
    /// What a service had in a year, of which up to 1 % may go to cooperation.
    pub struct ServiceBudget {
        /// Which service.
        pub mechanism: Mechanism,
        /// Which year.
        pub year: Option<i16>,
        /// How much.
        pub value: Option<Money>,
    }
}

words! {
    /// Parts of the site that an authority may leave out of its menus.
    pub enum SitePart { Projects Events Networks Sdgs Timeline Themes Organisations Sources Validate Embed }
}
