//! What Portulan writes for others, from what it holds and finds.
pub mod data;
pub mod iati;
pub mod validation;
