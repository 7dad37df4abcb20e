//! The public site of a register.
//!
//! A [`Site`] is an immutable snapshot of the published register; every page is a pure function of it and of
//! the address. [`App`] holds the current snapshot, replaces it after a publication or at the end of the day,
//! and serves it.
mod api;
mod app;
mod assets;
pub mod client;
mod context;
mod feeds;
mod map;
mod markdown;
mod navigation;
mod pages;
mod pictures;
mod rate_limit;
mod respond;
mod route;
mod search;
mod server;
mod site;
mod theme;
mod validate;

pub use api::refusal;
pub use app::{App, page, router};
pub use assets::address as asset;
pub use pictures::{PictureRequest as AskedPicture, address as picture_address};
pub use server::{ServerLimits, loggable_path};
pub use site::{Site, SiteError};
