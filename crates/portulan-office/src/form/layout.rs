//! The sections of each kind's form.
use portulan_model::Kind;

/// A section of a form: its key and its fields, in order.
pub type FormSection = (&'static str, &'static [&'static str]);

/// The sections of a kind. Each field is in exactly one.
#[allow(clippy::too_many_lines, reason = "a table")]
pub fn sections(kind: Kind) -> &'static [FormSection] {
    match kind {
        Kind::Authority => &[
            (
                "identity",
                &[
                    "name",
                    "short_name",
                    "organisation",
                    "country",
                    "currency",
                    "siren",
                    "website",
                    "fictional",
                    "demonstration",
                ],
            ),
            ("site", &["languages", "time_zone", "tagline", "licence", "pages", "links"]),
            ("look", &["accent", "logo", "hidden"]),
            ("map", &["port", "port_name"]),
            ("story", &["reasons", "methods"]),
            ("terms", &["themes", "axes", "axes_document"]),
            ("money", &["service_budgets"]),
            ("iati", &["iati_identifier", "iati_rest"]),
        ],
        Kind::Territory => &[
            ("identity", &["name", "kind", "country", "subdivision", "parent", "capital_of"]),
            ("map", &["point"]),
            ("facts", &["population"]),
        ],
        Kind::Partnership => &[
            ("identity", &["title", "kind", "territories", "summary", "since", "status"]),
            ("story", &["origin", "context", "objectives", "components", "sections", "milestones"]),
            ("aims", &["themes", "sdgs", "axes"]),
            ("people", &["participations", "services", "networks", "contacts"]),
            ("facts", &["figures", "media"]),
            ("links", &["events", "related", "links"]),
            ("iati", &["iati_identifier", "iati_rest"]),
        ],
        Kind::Project => &[
            ("identity", &["title", "kind", "partnership", "agreement", "description", "status"]),
            ("dates", &["planned", "actual", "frequency"]),
            ("place", &["locations"]),
            ("people", &["participations", "contacts"]),
            ("aims", &["sectors", "themes", "sdgs"]),
            ("money", &["budgets", "funding", "transactions", "in_kind"]),
            ("oda", &["oda", "mechanism", "aid_type", "channel", "markers"]),
            ("results", &["results", "figures"]),
            ("links", &["documents", "media", "links"]),
            ("iati", &["iati_identifier", "iati_rest"]),
        ],
        Kind::Organisation => &[
            (
                "identity",
                &["name", "acronym", "kind", "legal_form", "country", "parent", "founded", "identifiers"],
            ),
            ("rights", &["republican_commitment"]),
            ("story", &["description", "website"]),
            ("facts", &["figures", "media"]),
        ],
        Kind::Agreement => &[
            ("identity", &["title", "partnerships", "signatories"]),
            ("dates", &["period", "renewal", "reminders"]),
            ("money", &["deliberation", "sent_to_prefect", "amounts"]),
            ("links", &["documents"]),
        ],
        Kind::Event => &[
            ("identity", &["title", "kind", "edition", "dates", "place", "summary"]),
            ("story", &["occasion", "topic", "programme", "outcome"]),
            ("people", &["participations", "speakers", "attendance", "territories", "networks", "contacts"]),
            ("aims", &["themes", "sdgs"]),
            ("facts", &["figures", "media", "documents", "links"]),
        ],
        Kind::Network => &[
            ("identity", &["name", "full_name", "kind", "legal_form", "organisation"]),
            ("story", &["description", "origin", "activities"]),
            ("people", &["members"]),
            ("facts", &["figures", "website", "links"]),
        ],
        Kind::Media => &[
            ("identity", &["file", "focus", "alt", "caption"]),
            ("rights", &["credit", "licence", "source"]),
        ],
        Kind::Document => &[(
            "identity",
            &[
                "title",
                "kind",
                "file",
                "public_file",
                "publisher",
                "published",
                "consulted",
                "language",
                "url",
                "note",
            ],
        )],
        Kind::Page => &[("identity", &["title", "role", "body"])],
        Kind::Person => &[
            ("identity", &["name", "function", "organisation", "languages"]),
            ("reach", &["email", "phone", "address", "note"]),
            ("rights", &["purpose", "legal_basis", "obtained", "kept_until", "consents"]),
            ("public", &["shows"]),
        ],
        Kind::Mission => &[
            ("identity", &["title", "direction", "purpose", "dates", "place"]),
            ("people", &["participants"]),
            ("programme", &["programme"]),
            ("logistics", &["logistics"]),
            ("money", &["costs"]),
            ("results", &["outcome", "documents"]),
            ("links", &["partnerships", "territories", "event"]),
        ],
    }
}

/// The fields of a kind that its form always shows: those that nearly every record of the kind has. The others are folded away while
/// they are empty.
pub fn essential_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Authority => &["name", "organisation", "country", "languages", "port", "themes"],
        Kind::Territory => &["name", "kind", "country", "point"],
        Kind::Partnership => &[
            "title",
            "kind",
            "territories",
            "summary",
            "since",
            "status",
            "themes",
            "participations",
            "media",
        ],
        Kind::Project => &[
            "title",
            "partnership",
            "description",
            "status",
            "planned",
            "participations",
            "themes",
            "budgets",
            "funding",
        ],
        Kind::Organisation => &["name", "acronym", "kind", "country", "website"],
        Kind::Agreement => &["title", "partnerships", "signatories", "period", "deliberation", "amounts"],
        Kind::Event => &["title", "kind", "dates", "place", "summary", "territories"],
        Kind::Network => &["name", "kind", "description", "website"],
        Kind::Media => &["file", "alt", "caption", "credit", "licence"],
        Kind::Document => &["title", "kind", "file", "public_file", "published", "url"],
        Kind::Page => &["title", "role", "body"],
        Kind::Person => {
            &["name", "function", "organisation", "email", "phone", "purpose", "legal_basis", "kept_until"]
        }
        Kind::Mission => &[
            "title",
            "direction",
            "purpose",
            "dates",
            "place",
            "participants",
            "programme",
            "logistics",
            "costs",
        ],
    }
}

#[cfg(test)]
mod tests {
    use portulan_model::FieldSchema;

    use super::*;

    #[test]
    fn each_field_stands_in_one_section() {
        for kind in Kind::ALL {
            let FieldSchema::Group(group) = kind.shape() else { panic!("{kind} is a group") };
            let mut fields: Vec<&str> = group.fields.iter().map(|f| f.name).collect();
            let mut placed: Vec<&str> = sections(*kind).iter().flat_map(|(_, f)| f.iter().copied()).collect();
            fields.sort_unstable();
            placed.sort_unstable();
            assert_eq!(fields, placed, "{kind}");
            for name in essential_fields(*kind) {
                assert!(fields.contains(name), "{kind}: {name}");
            }
        }
    }
}
