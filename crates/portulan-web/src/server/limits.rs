//! The bounds of a server.
use std::time::Duration;

/// The bounds of a server.
#[derive(Debug, Clone, Copy)]
pub struct ServerLimits {
    /// The timeout of request headers, including idle time.
    pub header_timeout: Duration,
    /// The timeout of each chunk of a request body.
    pub body_timeout: Duration,
    /// The time after which a client must send its body at 1 KiB per second on average.
    pub body_grace: Duration,
    /// A client takes the next piece of an answer within this time.
    pub write_timeout: Duration,
    /// The time that pending requests have when the server stops.
    pub stop_timeout: Duration,
    /// Connections in all.
    pub max_connections: usize,
    /// Connections of one client, and requests of one client through a trusted proxy at once. Proxies themselves have no limit.
    pub max_per_client: usize,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            body_grace: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            stop_timeout: Duration::from_secs(10),
            max_connections: 1_024,
            max_per_client: 64,
        }
    }
}

impl ServerLimits {
    /// The default bounds, with as many connections as the files that the process may open leave room for. The limit of open
    /// files is raised as far as the system allows.
    pub fn of_process() -> Self {
        /// File descriptors reserved for the database, the log and files being read.
        const RESERVED_FILES: u64 = 128;
        let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1_024);
        let room = usize::try_from(files.saturating_sub(RESERVED_FILES)).unwrap_or(usize::MAX);
        Self { max_connections: room.clamp(64, 4_096), ..Self::default() }
    }
}
