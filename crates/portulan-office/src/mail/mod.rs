//! Mail: composition and sending of messages.
pub mod calendar;
mod compose;
mod mailer;
pub mod notify;
pub mod outbox;
mod page;
mod recipients;
mod remind;
mod transport;
mod worker;

pub use compose::{compose, language};
pub use mailer::Mailer;
pub use outbox::send;
pub use recipients::publishers;
pub use remind::remind;
pub use transport::{Transport, is_mail_server, is_mailbox};
pub use worker::run_mail_worker;
