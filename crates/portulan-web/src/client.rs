//! The client of a request: the only place that reads `X-Forwarded-For`.
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The proxies whose information on the client's address is trusted.
#[derive(Debug, Clone)]
pub struct TrustedProxies(Vec<IpNet>);

impl Default for TrustedProxies {
    /// Proxies on this machine.
    fn default() -> Self {
        let four = IpNet::from(IpAddr::from(Ipv4Addr::LOCALHOST));
        let loopback = IpNet::new(four.addr(), 8).unwrap_or(four);
        Self(vec![loopback, IpNet::from(IpAddr::from(Ipv6Addr::LOCALHOST))])
    }
}

impl FromIterator<IpNet> for TrustedProxies {
    fn from_iter<T: IntoIterator<Item = IpNet>>(nets: T) -> Self {
        Self(nets.into_iter().collect())
    }
}

impl TrustedProxies {
    /// True if an address is one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|net| net.contains(&address))
    }
}

/// Parses a network (`10.0.0.0/8`) or a single address.
pub fn parse_network(text: &str) -> Option<IpNet> {
    IpNet::from_str(text).or_else(|_| IpAddr::from_str(text).map(IpNet::from)).ok()
}

/// The address of a client, in its canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientIp(IpAddr);

impl ClientIp {
    /// The client of a request. If the peer is a trusted proxy, the client is the last address in all
    /// `X-Forwarded-For` lines that is not a trusted proxy itself; addresses before it were sent by the
    /// client and are ignored.
    pub fn new(peer: Option<SocketAddr>, headers: &HeaderMap, proxies: &TrustedProxies) -> Self {
        let peer = peer.map_or(IpAddr::from(Ipv4Addr::LOCALHOST), |peer| peer.ip()).to_canonical();
        if !proxies.contains(peer) {
            return Self(peer);
        }
        let lines: Vec<&str> =
            headers.get_all("x-forwarded-for").iter().map(|v| v.to_str().unwrap_or_default()).collect();
        let mut client = peer;
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            // An unreadable entry was not written by a trusted proxy.
            let Some(address) = hop_address(hop.trim()) else { break };
            client = address.to_canonical();
            if !proxies.contains(client) {
                break;
            }
        }
        Self(client)
    }

    /// The address under which limits count: that of IPv4, or the network of 64 bits of IPv6, which one client has whole.
    pub fn key(self) -> IpAddr {
        client_key(self.0)
    }
}

/// The address under which limits of a client count.
pub(crate) fn client_key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// The address of a hop; some proxies write the port too (`192.0.2.7:4711`, `[2001:db8::7]:4711`, `[2001:db8::7]`).
fn hop_address(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

impl fmt::Display for ClientIp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[&str], proxies: &TrustedProxies) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        let peer = SocketAddr::new(peer.parse().expect("an address"), 1);
        ClientIp::new(Some(peer), &headers, proxies).to_string()
    }

    #[test]
    fn the_last_hop_that_a_trusted_proxy_wrote_counts() {
        let local = TrustedProxies::default();
        let table: [(&str, &[&str], &str); 13] = [
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["192.0.2.7"], "192.0.2.7"),
            ("127.0.0.1", &["9.9.9.9, 192.0.2.7"], "192.0.2.7"),
            // A proxy that adds a line of its own, as HAProxy does.
            ("127.0.0.1", &["9.9.9.9", "203.0.113.200"], "203.0.113.200"),
            ("::1", &["2001:db8::7"], "2001:db8::7"),
            ("::ffff:127.0.0.1", &["192.0.2.7"], "192.0.2.7"),
            ("127.0.0.1", &["9.9.9.9, 192.0.2.7:4711"], "192.0.2.7"),
            ("127.0.0.1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            ("127.0.0.1", &["[2001:db8::7]"], "2001:db8::7"),
            ("127.0.0.1", &["nonsense"], "127.0.0.1"),
            ("127.0.0.1", &["9.9.9.9, nonsense"], "127.0.0.1"),
            // A private network is not trusted unless configured.
            ("10.0.0.2", &["192.0.2.7"], "10.0.0.2"),
            ("198.51.100.1", &["192.0.2.7"], "198.51.100.1"),
        ];
        for (peer, lines, wanted) in table {
            assert_eq!(client(peer, lines, &local), wanted, "{peer} {lines:?}");
        }
        let own: TrustedProxies =
            ["10.0.0.0/8", "192.0.2.9"].iter().map(|net| parse_network(net).expect("a network")).collect();
        assert_eq!(client("10.0.0.2", &["9.9.9.9, 198.51.100.1, 192.0.2.9"], &own), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &["198.51.100.1"], &own), "127.0.0.1", "said so, and nothing else");
        assert!(parse_network("everybody").is_none());
    }

    #[test]
    fn one_network_of_ipv6_is_one_client() {
        let of = |address: &str| ClientIp(address.parse().expect("an address")).key().to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("192.0.2.1"), "192.0.2.1");
    }
}
