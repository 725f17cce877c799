//! A bad connection: a door on this machine that passes bytes between a laptop and headquarters, and
//! closes both sides after as many bytes as a test says, or holds them there. It looks at no byte.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context, Result};

use crate::wait::{PATIENCE, wait_for};

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To headquarters.
    Up,
    /// To the laptop.
    Down,
}

/// What happens to the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plan {
    /// They pass.
    Pass,
    /// They pass up to this many that way, over all connections; then everything is closed.
    Cut(Way, u64),
    /// They pass up to this many that way, then wait.
    Hold(Way, u64),
    /// Nothing passes, and who connects is sent away.
    Closed,
}

#[derive(Debug)]
struct State {
    plan: Plan,
    carried: [u64; 2],
    open: Vec<TcpStream>,
    is_over: bool,
}

/// The door. It stays at its address until dropped.
#[derive(Debug)]
pub struct Proxy {
    scheme: String,
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Proxy {
    /// A door to `target`, an address like `http://127.0.0.1:8737`, that lets everything pass.
    pub fn start(target: &str) -> Result<Proxy> {
        let (scheme, target) = target.split_once("://").context("no scheme")?;
        let (scheme, target) = (scheme.to_owned(), target.trim_end_matches('/'));
        let target: SocketAddr = target.parse().with_context(|| format!("not here: {target}"))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let state = State { plan: Plan::Pass, carried: [0; 2], open: Vec::new(), is_over: false };
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if lock(&shared).is_over {
                    return;
                }
                // Headquarters may be down: the laptop then sees a closed connection.
                let _ = connect(client, target, &shared);
            }
        });
        Ok(Proxy { scheme, address, state })
    }

    /// `http://127.0.0.1:PORT`, or with the target's own scheme.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Lets everything pass from now on, and counts from 0.
    pub fn pass(&self) {
        self.plan(Plan::Pass);
    }

    /// Closes everything once this many bytes have gone that way, counted from now.
    pub fn cut_after(&self, way: Way, bytes: u64) {
        self.plan(Plan::Cut(way, bytes));
    }

    /// Holds everything once this many bytes have gone that way, counted from now.
    pub fn hold_after(&self, way: Way, bytes: u64) {
        self.plan(Plan::Hold(way, bytes));
    }

    /// Waits until that many bytes have gone.
    pub fn wait_held(&self) -> Result<()> {
        wait_for("the bytes to be held", PATIENCE, || {
            let state = lock(&self.state);
            let held = matches!(state.plan, Plan::Hold(..)) && room(&state) == Some(0);
            Ok(held.then_some(()))
        })
    }

    /// Closes everything now, and sends away who connects.
    pub fn close(&self) {
        close(&mut lock(&self.state));
    }

    /// Bytes carried since the plan was last told, up and down.
    pub fn carried(&self) -> (u64, u64) {
        let state = lock(&self.state);
        (state.carried[0], state.carried[1])
    }

    fn plan(&self, plan: Plan) {
        let mut state = lock(&self.state);
        // A connection of an earlier plan would be counted in this one.
        close(&mut state);
        (state.plan, state.carried) = (plan, [0; 2]);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        lock(&self.state).is_over = true;
        self.close();
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn close(state: &mut State) {
    state.plan = Plan::Closed;
    for stream in state.open.drain(..) {
        // Closed already is as good.
        let _ = stream.shutdown(Shutdown::Both);
    }
}

/// What may still pass that way before the plan's limit; nothing if there is no limit.
fn room(state: &State) -> Option<u64> {
    match state.plan {
        Plan::Cut(way, bytes) | Plan::Hold(way, bytes) => {
            Some(bytes.saturating_sub(state.carried[way as usize]))
        }
        Plan::Pass | Plan::Closed => None,
    }
}

fn connect(client: TcpStream, target: SocketAddr, shared: &Arc<Mutex<State>>) -> Result<()> {
    {
        let mut state = lock(shared);
        match state.plan {
            Plan::Closed => return Ok(()),
            Plan::Cut(..) if room(&state) == Some(0) => {
                close(&mut state);
                return Ok(());
            }
            _ => {}
        }
    }
    let server = TcpStream::connect(target)?;
    for stream in [&client, &server] {
        stream.set_nodelay(true)?;
        lock(shared).open.push(stream.try_clone()?);
    }
    let ways = [(Way::Up, client.try_clone()?, server.try_clone()?), (Way::Down, server, client)];
    for (way, from, to) in ways {
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            // An error is an end: both sides see a closed connection.
            let _ = pump(way, from, &to, &shared);
            let _ = to.shutdown(Shutdown::Write);
        });
    }
    Ok(())
}

fn pump(way: Way, mut from: TcpStream, to: &TcpStream, shared: &Mutex<State>) -> Result<()> {
    let mut bytes = [0; 16 * 1024];
    loop {
        let count = from.read(&mut bytes)?;
        if count == 0 {
            return Ok(());
        }
        let mut rest = bytes.get(..count).unwrap_or_default();
        while !rest.is_empty() {
            let passed = pass(way, rest, to, shared)?;
            if passed == 0 {
                // Held: until another plan is told, which closes this connection.
                wait_for("another plan", PATIENCE, || {
                    let held = matches!(lock(shared).plan, Plan::Hold(..));
                    Ok((!held).then_some(()))
                })?;
                return Ok(());
            }
            rest = rest.get(passed..).unwrap_or_default();
        }
    }
}

/// Passes what may pass, and does what the plan says once its limit is reached.
fn pass(way: Way, bytes: &[u8], mut to: &TcpStream, shared: &Mutex<State>) -> Result<usize> {
    let count = {
        let mut state = lock(shared);
        let limited = match state.plan {
            Plan::Cut(limited, _) => limited == way,
            // What waits waits both ways, or the other side would go on.
            Plan::Hold(limited, _) => limited == way || room(&state) == Some(0),
            Plan::Pass => false,
            Plan::Closed => return Ok(0),
        };
        let room = room(&state).filter(|_| limited).unwrap_or(u64::MAX);
        let count = bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX));
        state.carried[way as usize] += count as u64;
        count
    };
    // Without the lock: one side may only read once the other way has moved.
    to.write_all(bytes.get(..count).unwrap_or_default())?;
    let mut state = lock(shared);
    if matches!(state.plan, Plan::Cut(limited, _) if limited == way) && room(&state) == Some(0) {
        close(&mut state);
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that says back what it hears.
    fn echo() -> Result<SocketAddr> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let mut bytes = [0; 64];
                while let Ok(count @ 1..) = stream.read(&mut bytes) {
                    let _ = stream.write_all(&bytes[..count]);
                }
            }
        });
        Ok(address)
    }

    /// Says ten bytes through the proxy; what comes back before the end.
    fn say(proxy: &Proxy) -> String {
        let Ok(mut stream) = TcpStream::connect(proxy.address) else { return String::new() };
        // Who has been sent away hears nothing.
        let _ = stream.write_all(b"0123456789");
        let _ = stream.shutdown(Shutdown::Write);
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard);
        String::from_utf8_lossy(&heard).into_owned()
    }

    #[test]
    fn it_passes_cuts_and_passes_again() -> Result<()> {
        let proxy = Proxy::start(&format!("http://{}/", echo()?))?;
        assert_eq!(say(&proxy), "0123456789");
        assert_eq!(proxy.carried(), (10, 10));
        for (way, bytes) in [(Way::Down, 4), (Way::Down, 0), (Way::Up, 0), (Way::Up, 3)] {
            proxy.cut_after(way, bytes);
            let heard = say(&proxy);
            assert!(heard.len() as u64 <= bytes, "{way:?} {bytes}: {heard}");
            assert_eq!(say(&proxy), "", "closed until told otherwise");
            let carried = proxy.carried();
            assert_eq!(if way == Way::Up { carried.0 } else { carried.1 }, bytes);
        }
        proxy.pass();
        assert_eq!(say(&proxy), "0123456789");
        Ok(())
    }

    #[test]
    fn it_holds_until_told() -> Result<()> {
        let proxy = Proxy::start(&format!("http://{}", echo()?))?;
        proxy.hold_after(Way::Up, 6);
        let heard = thread::scope(|scope| {
            let talker = scope.spawn(|| say(&proxy));
            proxy.wait_held()?;
            proxy.close();
            Ok::<_, anyhow::Error>(talker.join().unwrap_or_default())
        })?;
        assert!(heard.len() <= 6 && proxy.carried().0 == 6, "{heard}");
        Ok(())
    }
}
