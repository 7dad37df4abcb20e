//! The pages behind the door: a module for each, handlers that parse, call and render.
pub mod audit;
pub mod comments;
pub mod dashboard;
mod desk;
pub mod edit;
pub mod history;
pub mod media;
pub mod preview;
pub mod privacy;
pub mod proposals;
pub mod publish;
pub mod records;
pub mod schedule;
pub mod settings;
pub mod users;
