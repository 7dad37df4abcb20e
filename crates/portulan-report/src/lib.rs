//! What Portulan writes for others, from what it holds and finds.
pub mod charts;
pub mod data;
pub mod dcat;
pub mod eapd;
pub mod iati;
pub mod localizer;
pub mod maps;
pub mod money;
pub mod paper;
pub mod results;
pub mod text;
pub mod times;
pub mod validation;
