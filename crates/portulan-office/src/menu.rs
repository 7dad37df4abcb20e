//! The kinds of the menu.
use portulan_model::Kind;

/// The kinds in the menu, in the order in which they are worked at.
pub const MENU: [Kind; 13] = [
    Kind::Partnership,
    Kind::Project,
    Kind::Event,
    Kind::Agreement,
    Kind::Mission,
    Kind::Person,
    Kind::Organisation,
    Kind::Territory,
    Kind::Network,
    Kind::Document,
    Kind::Media,
    Kind::Page,
    Kind::Authority,
];
