//! The mailer of the office: a transport, and the notice that messages were queued.
use std::sync::Arc;

use tokio::sync::Notify;

use super::transport::Transport;

/// The mailer.
#[derive(Clone)]
pub struct Mailer {
    pub(super) transport: Arc<Transport>,
    pub(super) reported: Arc<Notify>,
}

impl Mailer {
    /// A mailer with a transport.
    pub fn new(transport: Transport) -> Self {
        Self { transport: Arc::new(transport), reported: Arc::default() }
    }
}
