//! Pending requests per client behind a trusted proxy, which sends all its clients over a few connections.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The clients with pending requests.
pub(super) struct Clients {
    max_requests: usize,
    requests: Mutex<HashMap<IpAddr, usize>>,
}

/// A place among the requests of a client, given back when it is dropped.
pub(super) struct RequestPlace {
    clients: Arc<Clients>,
    client: IpAddr,
}

impl Clients {
    pub(super) fn new(max_requests: usize) -> Arc<Self> {
        Arc::new(Self { max_requests, requests: Mutex::default() })
    }

    fn requests(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reserves a place for a request; `None` if its client has reached the limit.
    pub(super) fn enter(self: &Arc<Self>, client: IpAddr) -> Option<RequestPlace> {
        let mut requests = self.requests();
        let own = requests.entry(client).or_default();
        if *own >= self.max_requests {
            return None;
        }
        *own += 1;
        Some(RequestPlace { clients: Arc::clone(self), client })
    }
}

impl Drop for RequestPlace {
    fn drop(&mut self) {
        let mut requests = self.clients.requests();
        if let Some(own) = requests.get_mut(&self.client) {
            *own -= 1;
            if *own == 0 {
                requests.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_given_back() {
        let clients = Clients::new(2);
        let [one, two] = ["192.0.2.1", "192.0.2.2"].map(|ip| ip.parse::<IpAddr>().expect("an address"));
        let first = clients.enter(one);
        let second = clients.enter(one);
        assert!(first.is_some() && second.is_some() && clients.enter(one).is_none());
        assert!(clients.enter(two).is_some());
        drop(first);
        assert!(clients.enter(one).is_some());
        drop(second);
        assert!(clients.requests().is_empty());
    }
}
