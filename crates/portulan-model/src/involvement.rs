//! Participations of organisations, seen from the organisation.
use crate::kinds::Participation;
use crate::{Kind, Text};

/// A participation of an organisation, and the record that it takes part in.
#[derive(Debug, Clone)]
pub struct Involvement {
    /// The kind of the record it takes part in.
    pub kind: Kind,
    /// The slug of that record.
    pub slug: String,
    /// The title of that record.
    pub title: Text,
    /// The role, period and instrument of the participation.
    pub participation: Participation,
}

/// The involvements that follow from some participations, each with the slug of its organisation.
pub(crate) fn involvements(
    kind: Kind,
    slug: &str,
    title: &Text,
    participations: &[Participation],
) -> Vec<(String, Involvement)> {
    let involvement = |participation: &Participation| {
        let involvement = Involvement {
            kind,
            slug: slug.to_owned(),
            title: title.clone(),
            participation: participation.clone(),
        };
        (participation.organisation.slug().to_owned(), involvement)
    };
    participations.iter().map(involvement).collect()
}
