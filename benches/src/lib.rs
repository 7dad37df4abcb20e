//! Shared parts of the benchmarks: made-up registers of any size, and a client of the running program.
pub mod office_client;
pub mod programme;
pub mod projects;
