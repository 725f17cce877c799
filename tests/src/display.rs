//! A display without a screen, Xvfb, for windows that nobody sees. Each has its own number and no
//! window manager: windows keep the place and the size that they ask for.

use std::env;
use std::process::Command;

use anyhow::Result;

use crate::process::Background;
use crate::wait::PATIENCE;

/// The size of the smallest laptop in the centres.
pub const SCREEN: (u32, u32) = (1366, 768);

/// A running display, ended with this value.
#[derive(Debug)]
pub struct Display {
    server: Background,
    name: String,
}

impl Display {
    /// A display of the usual size on a free number.
    pub fn start() -> Result<Display> {
        Display::of_size(SCREEN)
    }

    /// A display of `width` by `height` pixels on a free number.
    pub fn of_size((width, height): (u32, u32)) -> Result<Display> {
        let mut command = Command::new("Xvfb");
        // The server picks the number and writes it, once ready, to the file descriptor given.
        command.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"]);
        command.arg(format!("{width}x{height}x24"));
        let mut server = Background::start(command)?;
        let number = |line: &str| line.trim().parse::<u32>().ok();
        let number = server.wait_line("the display's number", PATIENCE, number)?;
        Ok(Display { server, name: format!(":{number}") })
    }

    /// Its name, as in the variable `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes a program show its windows here, whatever desktop the test was started from.
    pub fn lend(&self, command: &mut Command) {
        command.env("DISPLAY", &self.name).env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
        command.env_remove("WAYLAND_DISPLAY").env_remove("XAUTHORITY");
        // Those of the desktop's session; and with these two of WebKit's, pictures never come.
        command.env_remove("GTK_THEME").env_remove("GTK_MODULES").env_remove("GTK_IM_MODULE");
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("WEBKIT_DISABLE_") {
                command.env_remove(&name);
            }
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Asked rather than killed: it then removes its lock and its socket.
        let _ = self.server.stop(std::time::Duration::from_secs(3));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_displays_have_two_names() -> Result<()> {
        let (one, two) = (Display::start()?, Display::start()?);
        assert!(one.name().starts_with(':') && one.name() != two.name());
        Ok(())
    }
}
