//! Whether the computer is about to sleep, as its system tells: on Linux the login manager's signal on
//! the system's bus. Before that the centre is locked; the system waits a moment for whoever asked it
//! to. Elsewhere, and without a bus, nothing is told and the idle lock stands alone.

#[cfg(target_os = "linux")]
pub(crate) use linux::Watch;
#[cfg(not(target_os = "linux"))]
pub(crate) use nothing::Watch;

#[cfg(target_os = "linux")]
mod linux {
    use dbus::arg::OwnedFd;
    use dbus::blocking::Connection;
    use dbus::message::MatchRule;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    const MANAGER: &str = "org.freedesktop.login1";
    const PATH: &str = "/org/freedesktop/login1";
    const INTERFACE: &str = "org.freedesktop.login1.Manager";
    /// How long the login manager may take to answer.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// Listens for the signal, and holds sleep back until told.
    pub(crate) struct Watch {
        bus: Option<Connection>,
        near: Arc<AtomicBool>,
        woken: Arc<AtomicBool>,
        /// While it is open, sleep waits, for a few seconds at most.
        hold: Option<OwnedFd>,
    }

    impl Watch {
        /// Listens, if there is a bus.
        pub fn start() -> Self {
            let (near, woken) =
                (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
            let bus = connect(&near, &woken).inspect_err(|error| {
                tracing::info!(name = error.name(), "sleep is not told here");
            });
            let mut watch = Self { bus: bus.ok(), near, woken, hold: None };
            watch.hold_back();
            watch
        }

        /// Whether the computer is about to sleep.
        pub fn is_near(&mut self) -> bool {
            if let Some(bus) = &self.bus {
                // What cannot be heard any more is as if there were no bus.
                while bus.process(Duration::ZERO).unwrap_or(false) {}
            }
            if self.woken.swap(false, Ordering::Relaxed) {
                self.hold_back();
            }
            self.near.load(Ordering::Relaxed)
        }

        /// The centre is locked: sleep need not wait.
        pub fn may_go_on(&mut self) {
            if self.near.swap(false, Ordering::Relaxed) {
                self.hold = None;
            }
        }

        fn hold_back(&mut self) {
            let Some(bus) = &self.bus else { return };
            let manager = bus.with_proxy(MANAGER, PATH, PATIENCE);
            let asked = ("sleep", "Passerelle", "The centre is locked first", "delay");
            let held: Result<(OwnedFd,), _> = manager.method_call(INTERFACE, "Inhibit", asked);
            self.hold = held.ok().map(|(held,)| held);
        }
    }

    fn connect(near: &Arc<AtomicBool>, woken: &Arc<AtomicBool>) -> Result<Connection, dbus::Error> {
        let bus = Connection::new_system()?;
        let rule = MatchRule::new_signal(INTERFACE, "PrepareForSleep").with_path(PATH);
        let (near, woken) = (Arc::clone(near), Arc::clone(woken));
        bus.add_match(rule, move |(begins,): (bool,), _, _| {
            near.store(begins, Ordering::Relaxed);
            woken.store(!begins, Ordering::Relaxed);
            true
        })?;
        Ok(bus)
    }
}

#[cfg(not(target_os = "linux"))]
mod nothing {
    /// Nothing is told here.
    pub(crate) struct Watch;

    impl Watch {
        pub fn start() -> Self {
            Self
        }

        pub fn is_near(&mut self) -> bool {
            false
        }

        pub fn may_go_on(&mut self) {}
    }
}
