//! The public site of a register.
//!
//! A [`Site`] is an immutable snapshot of the published register; every page is a pure function of it and of
//! the address. [`App`] holds the current snapshot, replaces it after a publication or at the end of the day,
//! and serves it.
mod addresses;
mod answer;
mod api;
mod app;
mod assets;
pub mod client;
mod context;
mod downloads;
mod feeds;
mod html;
mod language;
mod map;
pub mod markdown;
mod navigation;
mod pages;
mod pictures;
mod rate_limit;
mod render;
mod respond;
mod route;
mod router;
mod search;
mod server;
mod site;
mod theme;
mod validate;

pub use answer::page;
pub use api::refusal;
pub use app::App;
pub use assets::address as asset;
pub use downloads::{download, file_label};
pub use pictures::{
    PictureRequest as AskedPicture, address as picture_address, media_type as picture_media_type,
};
pub use router::router;
pub use server::{ServerLimits, loggable_path};
pub use site::{PreviewFiles, Site, SiteError};
