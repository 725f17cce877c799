//! A keyboard before a display: keys by their place on it, as the hardware sends them (XTest), under the
//! layout of whatever language. Nothing of it speaks to the page.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::display::Display;

/// Where a key is on a PC's keyboard, whatever is printed on it: its code under X.
pub mod place {
    /// The key that is A on AZERTY and Q on QWERTY.
    pub const LEFT_OF_W: u8 = 24;
    /// The key that is A on QWERTY.
    pub const RIGHT_OF_CAPS: u8 = 38;
    /// E, on both.
    pub const E: u8 = 26;
    /// P, on both.
    pub const P: u8 = 33;
    /// R, on both.
    pub const R: u8 = 27;
    /// The first digit.
    pub const DIGIT_1: u8 = 10;
    /// The fifth.
    pub const DIGIT_5: u8 = 14;
    /// Enter.
    pub const ENTER: u8 = 36;
    /// Tab.
    pub const TAB: u8 = 23;
    /// The left Control.
    pub const CONTROL: u8 = 37;
}

/// A keyboard before a display.
pub struct Keyboard<'d> {
    display: &'d Display,
}

impl<'d> Keyboard<'d> {
    /// A keyboard of this layout, whose keys go to the one window that is there.
    ///
    /// # Errors
    /// When the layout is unknown or no window is there.
    pub fn new(display: &'d Display, layout: &str) -> Result<Self> {
        let keyboard = Self { display };
        keyboard.run("setxkbmap", &[layout])?;
        let window = ["search", "--onlyvisible", "--name", "Passerelle", "windowfocus", "--sync"];
        keyboard.run("xdotool", &window)?;
        Ok(keyboard)
    }

    /// Presses keys one after the other, as fast as a hand that knows its way.
    ///
    /// # Errors
    /// When the display does not take them.
    pub fn press(&self, keys: &[u8]) -> Result<()> {
        let mut words = vec!["key".to_owned(), "--delay".to_owned(), "60".to_owned()];
        words.extend(keys.iter().map(u8::to_string));
        self.run("xdotool", &words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Presses two keys together.
    ///
    /// # Errors
    /// As `press`.
    pub fn chord(&self, held: u8, key: u8) -> Result<()> {
        self.run("xdotool", &["keydown", &held.to_string()])?;
        let pressed = self.press(&[key]);
        self.run("xdotool", &["keyup", &held.to_string()])?;
        pressed
    }

    /// Types a text, whatever keys this layout needs for it.
    ///
    /// # Errors
    /// As `press`.
    pub fn write(&self, text: &str) -> Result<()> {
        self.run("xdotool", &["type", "--delay", "30", text])
    }

    fn run(&self, program: &str, words: &[&str]) -> Result<()> {
        let mut command = Command::new(program);
        command.args(words);
        self.display.lend(&mut command);
        let output = command.output().with_context(|| format!("cannot start {program}"))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "{program} {words:?}: {said}");
        Ok(())
    }
}
