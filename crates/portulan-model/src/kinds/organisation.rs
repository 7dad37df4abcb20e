//! Organisations and networks.
use crate::kinds::{Figure, Link, Media};
use crate::{Country, Fact, OrganisationType, PartialDate, Period, Ref, Text, Web};

shape! {
    /// Anybody with a name who takes part.
    pub struct Organisation {
        /// Its name.
        pub name: Text,
        /// Its name in few letters.
        pub acronym: Option<String>,
        /// What sort of body.
        pub kind: Option<Fact<OrganisationType>>,
        /// Its legal form.
        pub legal_form: Option<Fact<Text>>,
        /// Its country; none for an international body.
        pub country: Option<Fact<Country>>,
        /// Its identifiers.
        pub identifiers: Vec<Identifier>,
        /// The organisation it is part of.
        pub parent: Option<Fact<Ref<Organisation>>>,
        /// When it was founded.
        pub founded: Option<Fact<PartialDate>>,
        /// What it is.
        pub description: Option<Fact<Text>>,
        /// Its website.
        pub website: Option<Web>,
        /// Numbers.
        pub figures: Vec<Figure>,
        /// Pictures.
        pub media: Vec<Ref<Media>>,
    }

    /// A network of authorities or actors.
    pub struct Network {
        /// Its name.
        pub name: Text,
        /// Its full name, where the name is an acronym.
        pub full_name: Text,
        /// What sort of network.
        pub kind: NetworkKind,
        /// Its legal form.
        pub legal_form: Option<Fact<Text>>,
        /// The organisation that runs it, where it takes part in anything.
        pub organisation: Option<Ref<Organisation>>,
        /// What it is.
        pub description: Option<Fact<Text>>,
        /// When it was founded or began.
        pub origin: Option<Fact<Text>>,
        /// What it does.
        pub activities: Vec<Fact<Text>>,
        /// Who belongs to it.
        pub members: Vec<Membership>,
        /// Numbers.
        pub figures: Vec<Figure>,
        /// Its website.
        pub website: Option<Web>,
        /// More to read.
        pub links: Vec<Link>,
    }
}

sourced! {
    /// An identifier under a scheme.
    pub struct Identifier {
        /// The register that gives it (an `org-id.guide` prefix, such as `FR-SIRENE`).
        pub scheme: String,
        /// The identifier.
        pub value: String,
    }

    /// A member of a network.
    pub struct Membership {
        /// Who.
        pub organisation: Ref<Organisation>,
        /// As what.
        pub role: Text,
        /// When.
        pub period: Option<Period>,
    }
}

words! {
    /// Sorts of network.
    pub enum NetworkKind { EuropeanAssociation RegionalMultiActor NonProfit Other }
}
