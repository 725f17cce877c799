//! The exchange by itself, beside the window and never in its way: a thread of its own with its own
//! connection, told of changes and of what people ask, watching the network, waiting as `Schedule`
//! says.

use super::door::Line;
use super::log::Live;
use super::run::run_exchange_on;
use crate::centre::App;
use crate::error::AppError;
use crate::gate::Opening;
use crate::surroundings::Around;
use passerelle_sync::schedule::{Event, Schedule};
use std::net::{IpAddr, UdpSocket};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often the network is looked at.
const NETWORK_WATCH: Duration = Duration::from_secs(3);

enum Message {
    Changed,
    Asked,
    Stop,
}

/// The driver of a centre; one that has not joined yet costs it nothing.
pub struct Driver {
    sender: Sender<Message>,
    live: Arc<Live>,
    thread: Option<JoinHandle<()>>,
}

impl Driver {
    /// Starts exchanging; `notify` is called whenever there is something to tell.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        opening: Opening,
        around: Around,
        notify: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let (sender, receiver) = channel();
        let live = Arc::new(Live::default());
        let notify = Arc::new(notify);
        let moved = Arc::clone(&notify);
        live.hear(move || moved());
        let shared = Arc::clone(&live);
        let thread = std::thread::Builder::new()
            .name("exchange".to_owned())
            .spawn(move || drive(&opening, &around, &shared, &receiver, &*notify))?;
        Ok(Self { sender, live, thread: Some(thread) })
    }

    /// Something was written on this computer.
    pub fn changed(&self) {
        let _ = self.sender.send(Message::Changed);
    }

    /// A person asked.
    pub fn asked(&self) {
        let _ = self.sender.send(Message::Asked);
    }

    /// The exchange under way, and when the next is due.
    pub fn live(&self) -> &Live {
        &self.live
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.live.stop();
        let _ = self.sender.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing more to say.
            let _ = thread.join();
        }
    }
}

fn drive(
    opening: &Opening,
    around: &Around,
    live: &Live,
    receiver: &Receiver<Message>,
    notify: &impl Fn(),
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else {
        tracing::error!("no runtime for the exchange");
        return;
    };
    let Ok(line) = Line::new() else {
        tracing::error!("no line for the exchange");
        return;
    };
    let mut schedule = Schedule::new(around.now_ms());
    let mut network = own_address();
    loop {
        let now = around.now_ms();
        schedule.look(now);
        live.due(Some(schedule.due_ms()));
        if schedule.due_ms() <= now {
            notify();
            let event = match runtime.block_on(exchange(&line, opening, Arc::clone(around), live)) {
                Ok(()) => Event::Succeeded { more: false },
                // A centre on its own may join at any time; until then there is nothing to try.
                Err(error) if error.code() == "exchange.not_joined" => {
                    Event::Succeeded { more: false }
                }
                Err(error) => {
                    tracing::info!(code = error.code(), "exchange failed");
                    Event::Failed { chance: chance(around) }
                }
            };
            schedule.note(event, around.now_ms());
            live.due(Some(schedule.due_ms()));
            notify();
            continue;
        }
        let wait = Duration::from_millis(schedule.due_ms() - now).min(NETWORK_WATCH);
        match receiver.recv_timeout(wait) {
            Ok(Message::Changed) => schedule.note(Event::Changed, around.now_ms()),
            Ok(Message::Asked) => schedule.note(Event::Asked, around.now_ms()),
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let seen = own_address();
                if seen != network && seen.is_some() {
                    schedule.note(Event::NetworkReturned, around.now_ms());
                }
                network = seen;
            }
        }
    }
}

/// One exchange, in the name of the person at the keys.
async fn exchange(
    line: &Line,
    opening: &Opening,
    around: Around,
    live: &Live,
) -> Result<(), AppError> {
    let mut app = App::enter(opening.clone(), around)?;
    run_exchange_on(line, &mut app, live).await?;
    Ok(())
}

/// This computer's address towards the world, which changes when a network comes or goes. Asking
/// sends nothing: a datagram socket that is only pointed somewhere chooses a route and stays silent.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    // An address reserved for documentation: nobody is there.
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip())
}

fn chance(around: &Around) -> f64 {
    let mut bytes = [0; 2];
    match around.random(&mut bytes) {
        Ok(()) => f64::from(u16::from_le_bytes(bytes)) / f64::from(u16::MAX),
        Err(_) => 1.0,
    }
}
