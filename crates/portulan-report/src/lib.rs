//! What Portulan writes for others, from what it holds and finds.
pub mod charts;
pub mod data;
pub mod dcat;
pub mod eapd;
pub mod iati;
pub mod money;
pub mod validation;
