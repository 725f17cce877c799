//! A class in the real window: the register of the session that is on, in a language and a theme, and
//! what another program on the same laptop reads of it.

use anyhow::Result;
use serde_json::Value;

use crate::centre::session_now;
use crate::webdriver::key;
use crate::window::Options;
use crate::{Laptop, PATIENCE, Window, wait_for, workspace};

/// A window on the register of the session that is on.
pub struct Class {
    /// The laptop; its person is Inès.
    pub laptop: Laptop,
    /// The window.
    pub window: Window,
    /// The session's id.
    pub session: String,
    /// Its language and theme.
    pub looks: (&'static str, &'static str),
    story: &'static str,
}

impl Class {
    /// Opens it on a laptop whose centre has the demo's groups. `story` begins the names of its pictures.
    pub fn open(
        laptop: Laptop,
        story: &'static str,
        (lang, theme): (&'static str, &'static str),
    ) -> Result<Class> {
        let session = session_now(&laptop)?;
        let options = Options { lang: lang.into(), theme: theme.into(), ..Options::default() };
        let window = Window::open(&laptop, &options)?;
        let class = Class { laptop, window, session, looks: (lang, theme), story };
        class.window.find("[data-testid=open-register]")?;
        class.window.keys(key::ENTER)?;
        class.window.find("[data-testid=register-grid]")?;
        Ok(class)
    }

    /// A picture of a step.
    pub fn picture(&self, step: &str) -> Result<()> {
        let ((lang, theme), story) = (self.looks, self.story);
        let file = format!("{story}-{lang}-{theme}-{step}.png");
        self.window.save_picture(&workspace::root().join("shots").join(file))
    }

    /// The register as another program on this laptop reads it.
    pub fn register(&self) -> Result<Value> {
        self.laptop.json(&["register", &self.session, "--as", "Inès"])
    }

    /// Waits until the register is so.
    pub fn until(&self, what: &str, holds: impl Fn(&Value) -> bool) -> Result<()> {
        wait_for(what, PATIENCE, || Ok(holds(&self.register()?).then_some(())))
    }

    /// Waits until a picture on the page is drawn.
    pub fn drawn(&self, css: &str) -> Result<()> {
        wait_for(&format!("the picture {css}"), PATIENCE, || {
            let script = "const picture = document.querySelector(arguments[0]);
                return !!picture && picture.complete && picture.naturalWidth > 0";
            Ok((self.window.run(script, &[css.into()])? == true).then_some(()))
        })
    }
}
