//! A slow line: a door on this machine through which bytes pass late and one after the other, as over a
//! telephone. Each direction has its own delay and its own rate; it looks at no byte.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// A slow line to a server.
#[derive(Debug)]
pub struct Shaped {
    scheme: String,
    address: SocketAddr,
    connections: Arc<AtomicU64>,
}

/// How slow it is.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long a byte is on its way, one way.
    pub delay: Duration,
    /// Bytes a second, each way.
    pub bytes_per_s: f64,
}

impl Shaped {
    /// A line to `target`, an address like `http://127.0.0.1:8737`.
    pub fn start(target: &str, pace: Pace) -> Result<Shaped> {
        let (scheme, target) = target.split_once("://").context("no scheme")?;
        let (scheme, target) = (scheme.to_owned(), target.trim_end_matches('/'));
        let target: SocketAddr = target.parse().with_context(|| format!("not here: {target}"))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let connections = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&connections);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                counted.fetch_add(1, Ordering::Relaxed);
                // Whoever hangs up first ends both.
                let _ = connect(client, target, pace);
            }
        });
        Ok(Shaped { scheme, address, connections })
    }

    /// `http://127.0.0.1:PORT`, or with the target's own scheme.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Connections made so far.
    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }
}

fn connect(client: TcpStream, target: SocketAddr, pace: Pace) -> Result<()> {
    let server = TcpStream::connect(target)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    // The handshake itself crosses the line and back before the first byte may leave.
    let opened = Instant::now() + pace.delay * 2;
    carry(client.try_clone()?, server.try_clone()?, pace, opened);
    carry(server, client, pace, opened);
    Ok(())
}

/// Carries one direction: read as it comes, written when it would have arrived.
fn carry(mut from: TcpStream, mut to: TcpStream, pace: Pace, opened: Instant) {
    let (sender, receiver): (Sender<(Instant, Vec<u8>)>, Receiver<_>) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        let mut free = opened;
        while let Ok(count) = from.read(&mut buffer) {
            if count == 0 {
                break;
            }
            let took = Duration::from_secs_f64(count as f64 / pace.bytes_per_s);
            free = free.max(Instant::now()) + took;
            if sender.send((free + pace.delay, buffer[..count].to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        let (_keep, never) = channel::<()>();
        while let Ok((due, bytes)) = receiver.recv() {
            let wait = due.saturating_duration_since(Instant::now());
            // A wait with nobody to end it is a pause.
            let paused = never.recv_timeout(wait);
            if paused == Err(RecvTimeoutError::Disconnected) || to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}
