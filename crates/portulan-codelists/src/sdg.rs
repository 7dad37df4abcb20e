//! The seventeen Sustainable Development Goals: short names and official colours.
use crate::{CodeEntry, CodeList};

/// A Sustainable Development Goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SdgGoal {
    /// The number, 1 to 17.
    pub number: u8,
    /// The short English name.
    pub en: &'static str,
    /// The short French name.
    pub fr: &'static str,
    /// The official colour as `#rrggbb`, according to the guidelines of the United Nations.
    pub colour: &'static str,
}

impl SdgGoal {
    /// The short name in the language of a BCP 47 tag, or else in English.
    pub fn name(&self, lang: &str) -> &'static str {
        if lang.starts_with("fr") { self.fr } else { self.en }
    }

    /// The full wording in `lang`.
    pub fn wording(&self, lang: &str) -> &'static str {
        let code = self.number.to_string();
        let text = CodeList::SdgGoalText.get(&code).map_or("", |e| e.name(lang));
        text.split_once(". ").map_or(text, |(_, wording)| wording)
    }
}

const fn new(number: u8, en: &'static str, fr: &'static str, colour: &'static str) -> SdgGoal {
    SdgGoal { number, en, fr, colour }
}

/// All goals, in order of their numbers.
pub static GOALS: [SdgGoal; 17] = [
    new(1, "No poverty", "Pas de pauvreté", "#e5243b"),
    new(2, "Zero hunger", "Faim « zéro »", "#dda63a"),
    new(3, "Good health and well-being", "Bonne santé et bien-être", "#4c9f38"),
    new(4, "Quality education", "Éducation de qualité", "#c5192d"),
    new(5, "Gender equality", "Égalité entre les sexes", "#ff3a21"),
    new(6, "Clean water and sanitation", "Eau propre et assainissement", "#26bde2"),
    new(7, "Affordable and clean energy", "Énergie propre et d’un coût abordable", "#fcc30b"),
    new(8, "Decent work and economic growth", "Travail décent et croissance économique", "#a21942"),
    new(9, "Industry, innovation and infrastructure", "Industrie, innovation et infrastructure", "#fd6925"),
    new(10, "Reduced inequalities", "Inégalités réduites", "#dd1367"),
    new(11, "Sustainable cities and communities", "Villes et communautés durables", "#fd9d24"),
    new(12, "Responsible consumption and production", "Consommation et production responsables", "#bf8b2e"),
    new(13, "Climate action", "Lutte contre les changements climatiques", "#3f7e44"),
    new(14, "Life below water", "Vie aquatique", "#0a97d9"),
    new(15, "Life on land", "Vie terrestre", "#56c02b"),
    new(16, "Peace, justice and strong institutions", "Paix, justice et institutions efficaces", "#00689d"),
    new(17, "Partnerships for the goals", "Partenariats pour la réalisation des objectifs", "#19486a"),
];

/// The goal with this number.
pub fn goal(number: u8) -> Option<&'static SdgGoal> {
    GOALS.get(usize::from(number).checked_sub(1)?)
}

/// The targets of a goal, in the order of the list.
pub fn targets(number: u8) -> impl Iterator<Item = &'static CodeEntry> {
    CodeList::SdgTarget
        .entries()
        .iter()
        .filter(move |e| e.code.split_once('.').is_some_and(|(goal, _)| goal.parse() == Ok(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_and_targets_are_the_official_ones() {
        assert!(GOALS.iter().zip(1..).all(|(g, n)| g.number == n));
        assert_eq!(
            GOALS.iter().map(|g| targets(g.number).count()).sum::<usize>(),
            CodeList::SdgTarget.entries().len()
        );
        assert!(goal(6).is_some_and(|g| g.wording("en").starts_with("Ensure availability")));
        assert!(goal(0).is_none() && goal(18).is_none());
    }
}
