//! The product's real window on a laptop's data, in a display of its own. Everything that a
//! [`Session`] can do, a window can: it only adds how the program is started, and its death.

use std::ops::Deref;

use anyhow::{Result, bail};

use crate::display::{Display, SCREEN};
use crate::laptop::{Laptop, PIN};
use crate::process::signal;
use crate::wait::{PATIENCE, wait_for};
use crate::webdriver::Session;
use crate::workspace::bin;

/// How a window opens.
#[derive(Debug, Clone)]
pub struct Options {
    /// The language, `fr` or `en`.
    pub lang: String,
    /// `light` or `dark`.
    pub theme: String,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Arguments after these.
    pub args: Vec<String>,
    /// Whether the laptop's one person comes in at once.
    pub unlock: bool,
    /// What the program's environment says besides.
    pub env: Vec<(String, String)>,
}

impl Default for Options {
    fn default() -> Options {
        let (lang, theme) = ("fr".to_owned(), "dark".to_owned());
        Options { lang, theme, size: SCREEN, args: Vec::new(), unlock: true, env: Vec::new() }
    }
}

/// An open window, closed with this value. The session ends before the display.
#[derive(Debug)]
pub struct Window {
    session: Session,
    display: Display,
}

impl Window {
    /// Opens the window on a laptop's data and waits until its page has been loaded.
    pub fn open(laptop: &Laptop, options: &Options) -> Result<Window> {
        let (width, height) = options.size;
        let data = laptop.data().display().to_string();
        let mut args = vec!["--data".into(), data, "--lang".into(), options.lang.clone()];
        args.extend(["--theme".into(), options.theme.clone()]);
        args.extend(["--size".into(), format!("{width}x{height}")]);
        args.extend(options.args.iter().cloned());
        let display = Display::of_size(options.size)?;
        let program = bin("passerelle-window")?;
        let session = Session::open(&display, laptop.folder(), &program, &args, &options.env)?;
        let window = Window { session, display };
        wait_for("the window's page", PATIENCE, || {
            let state = window.run("return document.readyState", &[])?;
            Ok((state == "complete").then_some(()))
        })?;
        if options.unlock {
            window.unlock(laptop)?;
        }
        Ok(window)
    }

    /// The display that it is on.
    pub fn display(&self) -> &Display {
        &self.display
    }

    /// Chooses the PIN of everybody in these tests.
    pub fn choose_pin(&self) -> Result<()> {
        self.fill("[data-testid=new-pin]", PIN)?;
        self.fill("[data-testid=new-pin-again]", PIN)
    }

    /// Prepares a new computer after one of its doors was taken: chooses the PIN, writes the words down
    /// for the laptop's command line, answers which one was asked, and leaves the sheet for later.
    pub fn prepare(&self, laptop: &Laptop) -> Result<()> {
        self.choose_pin()?;
        self.click("[data-testid=pin-done]")?;
        self.write_down(laptop)
    }

    /// Writes down what is shown once, and goes on.
    pub fn write_down(&self, laptop: &Laptop) -> Result<()> {
        self.find("[data-testid=shown-phrase]")?;
        let script = "return [...document.querySelectorAll('[data-testid=shown-phrase] li')]\
                      .map((word) => word.textContent).join(' ')";
        let shown = self.run(script, &[])?.as_str().unwrap_or_default().to_owned();
        let words: Vec<&str> = shown.split_whitespace().collect();
        laptop.write_phrase(&words.join(" "));
        self.fill("[data-testid=shown-word]", words.get(2).copied().unwrap_or_default())?;
        self.click("[data-testid=shown-done]")
    }

    /// Says the start phrase and types the PIN, where the window asks for them, as the one person of a
    /// laptop does.
    pub fn unlock(&self, laptop: &Laptop) -> Result<()> {
        const SHOWN: &str = "[data-testid=phrase], [data-testid=pin], [data-testid=tile-0], \
                             [data-testid=door-demo], main.work, main.unopened";
        self.find(SHOWN)?;
        if self.find_now("[data-testid=phrase]")?.is_some() {
            self.fill("[data-testid=phrase]", &laptop.phrase())?;
            self.keys("\u{E007}")?;
            self.find("[data-testid=pin], [data-testid=tile-0]")?;
        }
        if self.find_now("[data-testid=pin]")?.is_some() {
            self.fill("[data-testid=pin]", PIN)?;
            self.find("main.work, main.shown")?;
        }
        Ok(())
    }

    /// Kills the program as a power cut would, and waits until it is gone. The laptop's data stays.
    pub fn kill(self) -> Result<()> {
        let pid = self.session.pid()?;
        signal(pid, "KILL")?;
        wait_for("the window's death", PATIENCE, || match self.session.pid() {
            Ok(still) if still == pid => Ok(None),
            _ => Ok(Some(())),
        })
    }

    /// Fails with what the program has printed, when a test has lost its window.
    pub fn assert_alive(&self) -> Result<()> {
        if self.session.pid().is_err() {
            bail!("the window has ended\n{}", self.session.log());
        }
        Ok(())
    }
}

impl Deref for Window {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}
