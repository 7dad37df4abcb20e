//! The connections that are open, and the mark that one is busy.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

use super::limits::ServerLimits;

/// The connections that are open.
#[derive(Default)]
pub(super) struct Connections {
    open: Mutex<Open>,
    next: AtomicU64,
    /// Notified when a place is given back.
    pub(super) freed: Notify,
}

/// The reason why a connection is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPlace {
    /// The client has reached its limit of connections.
    ClientFull,
    /// Requests are being answered on all connections.
    Full,
}

#[derive(Default)]
struct Open {
    by_id: HashMap<u64, Arc<ConnectionState>>,
    by_client: HashMap<IpAddr, usize>,
}

/// The shared state of a connection.
pub(super) struct ConnectionState {
    opened: Instant,
    /// The client, if its connections are counted.
    client: Option<IpAddr>,
    /// The number of pending responses.
    busy: AtomicUsize,
    /// True while bytes of an answer wait to be sent, be the answer whole or not.
    pub(super) sending: AtomicBool,
    pub(super) closed: Notify,
}

impl ConnectionState {
    fn is_idle(&self) -> bool {
        self.busy.load(Ordering::Acquire) == 0 && !self.sending.load(Ordering::Acquire)
    }
}

/// A place among the connections, given back when it is dropped.
pub(super) struct ConnectionSlot {
    connections: Arc<Connections>,
    id: u64,
    pub(super) state: Arc<ConnectionState>,
}

impl Connections {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reserves a place for a connection. If all are taken, the connection that has been idle for longest is
    /// closed: one that waits for its next request, or sends one too slowly.
    pub(super) fn enter(
        self: &Arc<Self>,
        client: Option<IpAddr>,
        limits: &ServerLimits,
    ) -> Result<ConnectionSlot, NoPlace> {
        let full = {
            let mut open = self.open();
            let own = client.and_then(|client| open.by_client.get(&client)).copied().unwrap_or_default();
            if own >= limits.max_per_client && !open.close_idlest(client) {
                return Err(NoPlace::ClientFull);
            }
            open.by_id.len() >= limits.max_connections && !open.close_idlest(None)
        };
        if full {
            return Err(NoPlace::Full);
        }
        let state = Arc::new(ConnectionState {
            opened: Instant::now(),
            client,
            busy: AtomicUsize::new(0),
            sending: AtomicBool::new(false),
            closed: Notify::new(),
        });
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut open = self.open();
        open.by_id.insert(id, Arc::clone(&state));
        if let Some(client) = client {
            *open.by_client.entry(client).or_default() += 1;
        }
        drop(open);
        Ok(ConnectionSlot { connections: Arc::clone(self), id, state })
    }

    /// Closes the connection that has been idle for longest. Returns false if there is none.
    pub(super) fn close_idlest(&self) -> bool {
        self.open().close_idlest(None)
    }
}

impl Open {
    /// Closes the connection, of one client or of all, that has been idle for longest. Returns false if there
    /// is none.
    fn close_idlest(&mut self, client: Option<IpAddr>) -> bool {
        let of_client = |state: &ConnectionState| client.is_none() || state.client == client;
        let idle = self.by_id.iter().filter(|(_, state)| of_client(state) && state.is_idle());
        let Some(id) = idle.min_by_key(|(_, state)| state.opened).map(|(id, _)| *id) else { return false };
        // It no longer counts, although its task ends a moment later.
        if let Some(state) = self.by_id.remove(&id) {
            self.forget(state.client);
            state.closed.notify_one();
        }
        true
    }

    /// Counts a connection of a client no longer.
    fn forget(&mut self, client: Option<IpAddr>) {
        if let Some(client) = client
            && let Some(count) = self.by_client.get_mut(&client)
        {
            *count -= 1;
            if *count == 0 {
                self.by_client.remove(&client);
            }
        }
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        let mut open = self.connections.open();
        // One that made room is counted no longer already.
        if open.by_id.remove(&self.id).is_some() {
            open.forget(self.state.client);
        }
        self.connections.freed.notify_one();
    }
}

/// Marks a connection as busy while a response is pending.
pub(super) struct Busy(Arc<ConnectionState>);

impl Busy {
    pub(super) fn new(state: &Arc<ConnectionState>) -> Self {
        state.busy.fetch_add(1, Ordering::AcqRel);
        Self(Arc::clone(state))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::AcqRel);
    }
}
