//! Organisations and networks.
use crate::kinds::{Figure, Link, Media};
use crate::{Country, Fact, OrganisationType, PartialDate, Period, Ref, Text, Web};

record_struct! {
    /// An organisation that takes part: funder, operator, partner, company, laboratory.
    pub struct Organisation {
        /// The name.
        pub name: Text,
        /// The acronym.
        pub acronym: Option<String>,
        /// The type of organisation (IATI `OrganisationType`).
        pub kind: Option<Fact<OrganisationType>>,
        /// The legal form.
        pub legal_form: Option<Fact<Text>>,
        /// The country; `None` for an international body.
        pub country: Option<Fact<Country>>,
        /// Identifiers in public registers.
        pub identifiers: Vec<Identifier>,
        /// The organisation that it is part of.
        pub parent: Option<Fact<Ref<Organisation>>>,
        /// The date of foundation.
        pub founded: Option<Fact<PartialDate>>,
        /// A description.
        pub description: Option<Fact<Text>> as Paragraph,
        /// The website.
        pub website: Option<Web>,
        /// The date on which an association signed the commitment to the principles of the French Republic (*contrat d'engagement
        /// républicain*), without which it may not receive a grant.
        pub republican_commitment: Option<PartialDate>,
        /// Key figures.
        pub figures: Vec<Figure>,
        /// Pictures.
        pub media: Vec<Ref<Media>>,
    }

    /// A network of authorities or other organisations.
    pub struct Network {
        /// The name.
        pub name: Text,
        /// The full name, if `name` is an acronym.
        pub full_name: Text,
        /// The type of network.
        pub kind: NetworkKind,
        /// The legal form.
        pub legal_form: Option<Fact<Text>>,
        /// The organisation that runs the network, if that organisation has participations of its own.
        pub organisation: Option<Ref<Organisation>>,
        /// A description.
        pub description: Option<Fact<Text>> as Paragraph,
        /// The foundation or origin of the network.
        pub origin: Option<Fact<Text>> as Paragraph,
        /// Activities of the network.
        pub activities: Vec<Fact<Text>> as Paragraph,
        /// The members.
        pub members: Vec<Membership>,
        /// Key figures.
        pub figures: Vec<Figure>,
        /// The website.
        pub website: Option<Web>,
        /// Links to further reading.
        pub links: Vec<Link>,
    }
}

sourced_struct! {
    /// An identifier of an organisation in a public register.
    pub struct Identifier {
        /// The register: an `org-id.guide` prefix, such as `FR-SIRENE`.
        pub scheme: String as Register,
        /// The identifier in that register.
        pub value: String,
    }

    /// The membership of an organisation in a network.
    pub struct Membership {
        /// The member.
        pub organisation: Ref<Organisation>,
        /// The role in the network, as free text.
        pub role: Text,
        /// The period of membership, both ends included.
        pub period: Option<Period>,
    }
}

string_enum! {
    /// The type of a network.
    pub enum NetworkKind {
        /// A European association of authorities.
        EuropeanAssociation,
        /// A French regional multi-actor network (*réseau régional multi-acteurs*, RRMA).
        RegionalMultiActor,
        /// A non-profit association.
        NonProfit,
        /// Any other network.
        Other,
    }
}
