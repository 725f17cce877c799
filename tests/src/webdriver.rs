//! A small W3C WebDriver client for WebKitWebDriver: one driver, one program, one session. It finds,
//! clicks, types, runs scripts and takes pictures; what is asked for is awaited, since a screen is
//! always a little late. It knows nothing of the product.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::display::Display;
use crate::http::request;
use crate::laptop::isolate;
use crate::process::Background;
use crate::processes;
use crate::wait::{PATIENCE, wait_for};

/// How long the driver may take to answer one request; opening a session starts the program.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// How long the end of a session may take; a program that was killed never ends its own.
const END_LIMIT: Duration = Duration::from_secs(5);

/// The name under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The keys that have no character, as the protocol names them.
pub mod key {
    #![allow(missing_docs, reason = "a key's name says it all")]
    pub const BACKSPACE: &str = "\u{E003}";
    pub const TAB: &str = "\u{E004}";
    pub const ENTER: &str = "\u{E007}";
    pub const SHIFT: &str = "\u{E008}";
    pub const CONTROL: &str = "\u{E009}";
    pub const ALT: &str = "\u{E00A}";
    pub const ESCAPE: &str = "\u{E00C}";
    pub const SPACE: &str = " ";
    pub const PAGE_UP: &str = "\u{E00E}";
    pub const PAGE_DOWN: &str = "\u{E00F}";
    pub const END: &str = "\u{E010}";
    pub const HOME: &str = "\u{E011}";
    pub const LEFT: &str = "\u{E012}";
    pub const UP: &str = "\u{E013}";
    pub const RIGHT: &str = "\u{E014}";
    pub const DOWN: &str = "\u{E015}";
    pub const DELETE: &str = "\u{E017}";
}

/// Something on the page, as found once; a page that is drawn again makes it stale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

/// A program open under its driver. Both end with this value, the session first: a driver serves
/// one session, and keeps it until told otherwise.
#[derive(Debug)]
pub struct Session {
    driver: Background,
    port: u16,
    id: String,
}

impl Session {
    /// Starts a driver on this display and, under it, the program with its arguments. `home` holds
    /// the folders where the program would otherwise write in the user's own; `env` is set last.
    pub fn open(
        display: &Display,
        home: &Path,
        program: &Path,
        args: &[String],
        env: &[(String, String)],
    ) -> Result<Session> {
        let mut command = Command::new("WebKitWebDriver");
        // Without it, the window's toolkit refuses automation and the session never opens.
        command.env("TAURI_WEBVIEW_AUTOMATION", "true");
        display.lend(&mut command);
        isolate(&mut command, home)?;
        command.envs(env.iter().cloned());
        let options = json!({ "binary": program, "args": args });
        let wanted = json!({ "webkitgtk:browserOptions": options });
        Self::under(command, wanted).with_context(|| program.display().to_string())
    }

    /// Starts a headless Chromium under its driver: for what the system's web view cannot show.
    pub fn chromium(home: &Path) -> Result<Session> {
        let mut command = Command::new("chromedriver");
        isolate(&mut command, home)?;
        let profile = format!("--user-data-dir={}", home.join("chromium").display());
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--window-size=1366,768",
            &profile,
        ];
        let options = json!({ "binary": "/usr/bin/chromium", "args": args });
        Self::under(command, json!({ "goog:chromeOptions": options }))
    }

    /// Starts a driver, and has it start the program that these capabilities name.
    fn under(mut command: Command, capabilities: Value) -> Result<Session> {
        let port = free_port()?;
        command.arg(format!("--port={port}"));
        let mut session = Session { driver: Background::start(command)?, port, id: String::new() };
        wait_for("the driver", PATIENCE, || {
            let (status, _) = request(port, "GET", "/status", None, END_LIMIT)?;
            Ok((status == 200).then_some(()))
        })
        .with_context(|| session.driver.log())?;
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let opened = session.answer_to_opening(wanted);
        let opened = opened.with_context(|| session.log())?;
        session.id = text_of(&opened["sessionId"])?;
        Ok(session)
    }

    /// The process id of the program itself, not its driver's.
    pub fn pid(&self) -> Result<u32> {
        let children = processes::children(self.driver.id())?;
        children.first().copied().context("the driver has no child: the program has ended")
    }

    /// The proportional memory of the program and the web engine's processes, in KiB.
    pub fn pss_kib(&self) -> Result<u64> {
        processes::pss_kib(self.pid()?)
    }

    /// What the driver and the program have printed.
    pub fn log(&self) -> String {
        self.driver.log()
    }

    /// The element that a CSS selector names, awaited.
    pub fn find(&self, css: &str) -> Result<Element> {
        wait_for(css, PATIENCE, || self.find_now(css))
    }

    /// The first element that a CSS selector names at this moment.
    pub fn find_now(&self, css: &str) -> Result<Option<Element>> {
        Ok(self.find_all(css)?.into_iter().next())
    }

    /// The elements that a CSS selector names at this moment, in the page's order.
    pub fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        self.find_by("css selector", css)
    }

    /// The innermost element whose visible text is, or holds, this one; awaited.
    pub fn find_text(&self, text: &str) -> Result<Element> {
        let script = "const within = (node) => [...node.children].map(within).find(Boolean) ?? \
             (node.innerText?.includes(arguments[0]) && node.checkVisibility() ? node : null); \
             return within(document.body)";
        wait_for(text, PATIENCE, || element_of(&self.run(script, &[json!(text)])?))
    }

    /// Waits until nothing matches a CSS selector.
    pub fn gone(&self, css: &str) -> Result<()> {
        let what = format!("the end of {css}");
        wait_for(&what, PATIENCE, || Ok(self.find_all(css)?.is_empty().then_some(())))
    }

    /// The element that has the keyboard.
    pub fn active(&self) -> Result<Element> {
        element_of(&self.get("/element/active")?)?.context("no element has the keyboard")
    }

    /// Clicks on what a CSS selector names, found again while it is not there or not clickable.
    pub fn click(&self, css: &str) -> Result<()> {
        wait_for(&format!("a click on {css}"), PATIENCE, || {
            self.find_now(css)?.map(|element| self.click_on(&element)).transpose()
        })
    }

    /// Clicks on an element.
    pub fn click_on(&self, element: &Element) -> Result<()> {
        self.post(&format!("/element/{}/click", element.0), &json!({}))?;
        Ok(())
    }

    /// Types a text into what a CSS selector names, after what it already holds.
    pub fn fill(&self, css: &str, text: &str) -> Result<()> {
        let element = self.find(css)?;
        self.post(&format!("/element/{}/value", element.0), &json!({ "text": text }))?;
        Ok(())
    }

    /// Types each character, or a key of [`key`], wherever the keyboard is.
    pub fn keys(&self, text: &str) -> Result<()> {
        let strokes = text.chars().flat_map(|c| [stroke("keyDown", c), stroke("keyUp", c)]);
        self.strokes(strokes.collect())
    }

    /// Presses keys together, as `&[key::CONTROL, "z"]`: down in order, up in the other.
    pub fn chord(&self, keys: &[&str]) -> Result<()> {
        let keys: Vec<char> = keys.iter().flat_map(|key| key.chars()).collect();
        let down = keys.iter().map(|&c| stroke("keyDown", c));
        let up = keys.iter().rev().map(|&c| stroke("keyUp", c));
        self.strokes(down.chain(up).collect())
    }

    /// The visible text of what a CSS selector names.
    pub fn text(&self, css: &str) -> Result<String> {
        let element = self.find(css)?;
        text_of(&self.get(&format!("/element/{}/text", element.0))?)
    }

    /// Waits until the visible text of what a CSS selector names holds this one.
    pub fn wait_text(&self, css: &str, text: &str) -> Result<()> {
        let mut last = String::new();
        let outcome = wait_for(&format!("{text:?} in {css}"), PATIENCE, || {
            last = self.text(css)?;
            Ok(last.contains(text).then_some(()))
        });
        outcome.with_context(|| format!("{css} last said {last:?}"))
    }

    /// An element's attribute, if it has it.
    pub fn attribute(&self, element: &Element, name: &str) -> Result<Option<String>> {
        let value = self.get(&format!("/element/{}/attribute/{name}", element.0))?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Runs a script in the page, with `arguments`; what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a script in the page that calls its last argument with its answer.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// Gives the window this size, in pixels.
    pub fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        let rect = json!({ "x": 0, "y": 0, "width": width, "height": height });
        self.post("/window/rect", &rect)?;
        Ok(())
    }

    /// A picture of the page as PNG, once what has changed is painted: right after a click, the
    /// picture would be that of the frame before.
    pub fn picture(&self) -> Result<Vec<u8>> {
        let painted = "const done = arguments[0]; requestAnimationFrame(() => \
             requestAnimationFrame(() => setTimeout(done, 0)))";
        self.run_async(painted, &[])?;
        let picture = text_of(&self.get("/screenshot")?)?;
        STANDARD.decode(picture).context("the picture is not base64")
    }

    /// Writes a picture of the page, making its folder.
    pub fn save_picture(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, self.picture()?).with_context(|| format!("cannot write {file:?}"))
    }

    /// The address of the page.
    pub fn url(&self) -> Result<String> {
        text_of(&self.get("/url")?)
    }

    /// Goes to an address.
    pub fn go(&self, url: &str) -> Result<()> {
        self.post("/url", &json!({ "url": url }))?;
        Ok(())
    }

    /// Gives the page media features, as Chromium's own tools do: `forced-colors`, `active`.
    pub fn emulate(&self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let params = json!({ "features": features });
        let asked = json!({ "cmd": "Emulation.setEmulatedMedia", "params": params });
        self.post("/goog/cdp/execute", &asked)?;
        Ok(())
    }

    /// Asks for the session. A driver whose program ends at once would not answer for a minute:
    /// the program is watched meanwhile, so that a window that cannot start says so.
    fn answer_to_opening(&self, wanted: Value) -> Result<Value> {
        let port = self.port;
        let asked =
            thread::spawn(move || request(port, "POST", "/session", Some(&wanted), ANSWER_LIMIT));
        let mut started = false;
        let ended = wait_for("a session", ANSWER_LIMIT, || {
            let running = self.pid().is_ok();
            let ended = started && !running;
            started |= running;
            Ok((ended || asked.is_finished()).then_some(ended))
        })?;
        if ended && !asked.is_finished() {
            bail!("the program ended before its window opened");
        }
        let answer = asked.join().map_err(|_| anyhow!("the question to the driver was lost"))?;
        accepted(answer?)
    }

    fn find_by(&self, strategy: &str, value: &str) -> Result<Vec<Element>> {
        let found = self.post("/elements", &json!({ "using": strategy, "value": value }))?;
        let found = found.as_array().context("not a list of elements")?;
        found.iter().map(|one| element_of(one)?.context("not an element")).collect()
    }

    fn strokes(&self, strokes: Vec<Value>) -> Result<()> {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.post("/actions", &json!({ "actions": [keyboard] }))?;
        Ok(())
    }

    fn get(&self, path: &str) -> Result<Value> {
        let path = format!("/session/{}{path}", self.id);
        accepted(request(self.port, "GET", &path, None, ANSWER_LIMIT)?)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let path = format!("/session/{}{path}", self.id);
        accepted(request(self.port, "POST", &path, Some(body), ANSWER_LIMIT)?)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The program's id is asked for first: once the driver is gone, nobody knows it.
        let program = self.pid();
        let path = format!("/session/{}", self.id);
        // What the driver answers does not matter: what counts is whether the program has ended.
        let _ = request(self.port, "DELETE", &path, None, END_LIMIT);
        let Ok(pid) = program else {
            return;
        };
        // Awaited, since the next window of a test opens the same data.
        let gone = || Ok(processes::program(pid).is_err().then_some(()));
        if wait_for("the program's end", END_LIMIT, gone).is_err() {
            // Fails only when it has ended after all.
            let _ = crate::process::signal(pid, "KILL");
        }
    }
}

/// A port that nobody uses at this moment.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn stroke(kind: &str, key: char) -> Value {
    json!({ "type": kind, "value": key })
}

/// The value of an answer, or the driver's own error.
fn accepted((status, answer): (u16, Value)) -> Result<Value> {
    let value = answer.get("value").cloned().unwrap_or_default();
    if status == 200 {
        return Ok(value);
    }
    let part = |name| value[name].as_str().unwrap_or_default();
    Err(anyhow!("the driver says {status}: {} {}", part("error"), part("message")))
}

fn element_of(value: &Value) -> Result<Option<Element>> {
    if value.is_null() {
        return Ok(None);
    }
    Ok(Some(Element(text_of(&value[ELEMENT])?)))
}

fn text_of(value: &Value) -> Result<String> {
    let Some(text) = value.as_str() else {
        bail!("the driver should have answered a text, not {value}");
    };
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::SCREEN;
    use crate::process::signal;

    const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Essai</title>\
        <p id=said>Rien</p><input id=name autofocus><button id=go>Écrire</button>\
        <script>const at = (id) => document.getElementById(id);\
        at('go').onclick = () => setTimeout(() => { at('said').textContent = at('name').value;\
            document.body.style.background = 'red' }, 200);\
        onkeydown = (e) => { if (e.ctrlKey && e.key == 'z') at('said').textContent = 'annulé' };\
        </script>";

    /// WebKit's own little browser, so that a failure here is the harness's and not the window's.
    fn browser() -> Result<(tempfile::TempDir, Display, Session)> {
        let found = crate::source::files_under(Path::new("/usr/lib"), &[])?;
        let browser = found.iter().find(|path| path.ends_with("webkit2gtk-4.1/MiniBrowser"));
        let browser = browser.context("no MiniBrowser beside WebKit")?;
        let home = tempfile::tempdir()?;
        let page = home.path().join("page.html");
        fs::write(&page, PAGE)?;
        let display = Display::start()?;
        let session = Session::open(&display, home.path(), browser, &["--automation".into()], &[])?;
        session.resize(SCREEN)?;
        session.go(&format!("file://{}", page.display()))?;
        Ok((home, display, session))
    }

    #[test]
    fn a_page_is_read_clicked_typed_into_and_pictured() -> Result<()> {
        let (_home, _display, session) = browser()?;
        assert_eq!(session.text("#said")?, "Rien");
        session.click("#name")?;
        session.keys("Zoé")?;
        assert_eq!(session.active()?, session.find("#name")?);
        session.fill("#name", " et Léa")?;
        let before = session.picture()?;
        session.keys(&format!("{}{}", key::TAB, key::ENTER))?;
        session.wait_text("#said", "Zoé et Léa")?;
        assert_eq!(session.attribute(&session.find_text("Écrire")?, "id")?.as_deref(), Some("go"));
        session.chord(&[key::CONTROL, "z"])?;
        session.wait_text("#said", "annulé")?;
        assert_eq!(session.run("return arguments[0] + 1", &[json!(41)])?, json!(42));
        let after = session.picture()?;
        assert!(after.starts_with(b"\x89PNG") && after != before);
        assert!(session.find_now("#absent")?.is_none());
        session.gone("#absent")?;
        assert!(session.run("throw new Error('no')", &[]).is_err());
        assert!(session.pss_kib()? > 10_000, "the program and its web process");
        Ok(())
    }

    #[test]
    fn a_program_that_ends_at_once_says_why() -> Result<()> {
        let (home, display) = (tempfile::tempdir()?, Display::start()?);
        let mark = format!("{}/alive", home.path().display());
        let script = format!("echo $$ > {mark}; sleep 1; echo told >&2; exit 3");
        let args = ["-c".to_owned(), script];
        let outcome = Session::open(&display, home.path(), Path::new("/bin/sh"), &args, &[]);
        let error = outcome.err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(
            error.contains("ended before its window opened") && error.contains("told"),
            "{error}"
        );
        let pid: u32 = fs::read_to_string(&mark)?.trim().parse()?;
        assert!(processes::program(pid).is_err());
        Ok(())
    }

    #[test]
    fn a_killed_program_leaves_nothing_behind() -> Result<()> {
        let (_home, _display, session) = browser()?;
        let (pid, driver) = (session.pid()?, session.driver.id());
        signal(pid, "KILL")?;
        wait_for("its end", PATIENCE, || Ok(session.pid().is_err().then_some(())))?;
        drop(session);
        assert!(processes::program(driver).is_err() && processes::program(pid).is_err());
        Ok(())
    }
}
