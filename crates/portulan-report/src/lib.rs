//! Reports on the register before they are files: the money ledger, the e-APD declaration, reports as blocks, charts, maps.
pub mod charts;
pub mod eapd;
pub mod localizer;
pub mod maps;
pub mod money;
pub mod reports;
pub mod results;
pub mod times;
