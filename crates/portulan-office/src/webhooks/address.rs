//! The addresses of webhooks. Since administrators type them, requests into the network of the server must be
//! prevented: names are resolved here at each connection, and addresses that are not globally reachable are
//! dropped.
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};

use ipnet::{Ipv4Net, Ipv6Net};
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Host;

use crate::Office;

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6(a: u16, b: u16, c: u16, d: u16, prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0), prefix)
}

/// Networks of IPv4 that no webhook is sent to: the special-purpose registry of IANA (RFC 6890), and multicast.
const SPECIAL_V4: [(Ipv4Net, &str); 16] = [
    (v4(0, 0, 0, 0, 8), "this network"),
    (v4(10, 0, 0, 0, 8), "private use"),
    (v4(100, 64, 0, 0, 10), "shared address space"),
    (v4(127, 0, 0, 0, 8), "loopback"),
    (v4(169, 254, 0, 0, 16), "link local"),
    (v4(172, 16, 0, 0, 12), "private use"),
    (v4(192, 0, 0, 0, 24), "IETF protocol assignments"),
    (v4(192, 0, 2, 0, 24), "documentation"),
    (v4(192, 88, 99, 0, 24), "6to4 relay anycast"),
    (v4(192, 168, 0, 0, 16), "private use"),
    (v4(198, 18, 0, 0, 15), "benchmarking"),
    (v4(198, 51, 100, 0, 24), "documentation"),
    (v4(203, 0, 113, 0, 24), "documentation"),
    (v4(224, 0, 0, 0, 4), "multicast"),
    (v4(240, 0, 0, 0, 4), "reserved"),
    (v4(255, 255, 255, 255, 32), "limited broadcast"),
];

/// The part of IPv6 from which addresses of the Internet are assigned (RFC 4291). All others are refused: loopback, private and
/// link-local networks, multicast, and those that carry an address of IPv4 (`::/96`, `64:ff9b::/96`, `64:ff9b:1::/48`).
const GLOBAL_UNICAST_V6: Ipv6Net = v6(0x2000, 0, 0, 0, 3);

/// Networks within that part that no webhook is sent to: the special-purpose registry of IANA.
const SPECIAL_V6: [(Ipv6Net, &str); 4] = [
    (v6(0x2001, 0, 0, 0, 23), "IETF protocol assignments: Teredo, benchmarking, ORCHID"),
    (v6(0x2001, 0xdb8, 0, 0, 32), "documentation"),
    (v6(0x2002, 0, 0, 0, 16), "6to4"),
    (v6(0x3fff, 0, 0, 0, 20), "documentation"),
];

/// The reason why nothing is sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefused {
    /// It is not an HTTP URL.
    #[error("this is not the address of a web service")]
    Malformed,
    /// It is not encrypted.
    #[error("the address does not begin with https://")]
    Plain,
    /// It is not globally reachable; the reason.
    #[error("the address is not of the Internet ({0})")]
    Inside(&'static str),
}

/// The purpose of an address that is not globally reachable; `None` for one of the Internet.
fn special_purpose(ip: IpAddr) -> Option<&'static str> {
    match ip.to_canonical() {
        IpAddr::V4(ip) => SPECIAL_V4.iter().find(|(net, _)| net.contains(&ip)).map(|(_, purpose)| *purpose),
        IpAddr::V6(ip) if !GLOBAL_UNICAST_V6.contains(&ip) => Some("not global unicast"),
        IpAddr::V6(ip) => SPECIAL_V6.iter().find(|(net, _)| net.contains(&ip)).map(|(_, purpose)| *purpose),
    }
}

/// True if a site's address leads to this machine alone.
pub fn is_loopback_url(url: &str) -> bool {
    let url = Url::parse(url).ok();
    url.is_some_and(|url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    })
}

/// Parses the address of a webhook, and refuses one that nothing may be sent to. If webhooks to this machine
/// are allowed (see [`Office::with_inner_webhooks`]), so are plain HTTP and private addresses.
pub fn target(office: &Office, text: &str) -> Result<Url, AddressRefused> {
    let url = Url::parse(text.trim()).map_err(|_| AddressRefused::Malformed)?;
    match url.scheme() {
        "https" => {}
        "http" if office.inner_webhooks => {}
        "http" => return Err(AddressRefused::Plain),
        _ => return Err(AddressRefused::Malformed),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressRefused::Malformed);
    }
    let host = url.host_str().ok_or(AddressRefused::Malformed)?.trim_end_matches('.');
    let purpose = match host.trim_matches(['[', ']']).parse() {
        Ok(ip) => special_purpose(ip),
        Err(_) => (host == "localhost" || host.ends_with(".localhost")).then_some("loopback"),
    };
    match purpose {
        Some(purpose) if !office.inner_webhooks => Err(AddressRefused::Inside(purpose)),
        _ => Ok(url),
    }
}

/// Resolves names to addresses of the Internet alone, at the moment of the connection.
pub struct Resolver {
    /// True if inner addresses are allowed too.
    pub inner: bool,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let inner = self.inner;
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::task::spawn_blocking(move || (host.as_str(), 0).to_socket_addrs()).await??;
            let allowed: Vec<SocketAddr> =
                found.filter(|address| inner || special_purpose(address.ip()).is_none()).collect();
            if allowed.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_are_not_public() {
        // First and last addresses of networks, and addresses of IPv4 that are carried by IPv6.
        for inside in [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.255.255",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.200",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::a00:1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b::101:101",
            "64:ff9b:1::1",
            "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
            "100::1",
            "100:0:0:1::1",
            "2001::1",
            "2001:0:a00:1::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:1ff:ffff::1",
            "2001:db8::1",
            "2002:a00:1::1",
            "2002:7f00:1::",
            "3fff::1",
            "3fff:fff:ffff::1",
            "5f00::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "feff::1",
            "ff02::1",
            "ff0e::1",
            "4000::1",
        ] {
            assert!(special_purpose(inside.parse().expect("an address")).is_some(), "{inside}");
        }
    }

    #[test]
    fn addresses_of_the_internet_are_public() {
        for outside in [
            "1.0.0.1",
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "93.184.216.34",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.88.98.255",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "::ffff:1.1.1.1",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2003::1",
            "2606:4700::1111",
            "2a00:1450:4007::1",
            "3ffe:ffff::1",
        ] {
            assert_eq!(special_purpose(outside.parse().expect("an address")), None, "{outside}");
        }
    }
}
