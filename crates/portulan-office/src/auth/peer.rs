//! The client of a request, for logs and limits.

/// The client of a request.
#[derive(Debug, Clone)]
pub struct PeerAddress {
    /// The network address, for logs.
    pub address: String,
    /// The address under which limits count: a network of IPv6 is one client.
    pub key: String,
}
