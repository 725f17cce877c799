//! What may happen to a laptop that holds people's data, in the real window: files that a disk damaged
//! and a backup that is put back, the history of a session and of a person, a person who asks for what
//! is known of them and to be erased, a forgotten PIN by a code that headquarters reads out, a laptop
//! that was sent away or erased from afar. Each in both languages, with a picture to look at.

use std::fs;

use anyhow::{Context, Result, ensure};
use passerelle_store::Files;
use passerelle_tests::centre::{joined, names, session_now, text};
use passerelle_tests::laptop::PIN;
use passerelle_tests::place::VOLUNTEER_PIN;
use passerelle_tests::process::{COMMAND_LIMIT, run};
use passerelle_tests::webdriver::key;
use passerelle_tests::window::Options;
use passerelle_tests::{Headquarters, Laptop, PATIENCE, Window, wait_for, workspace};

const SITE: &str = "Maison de quartier";
const COORDINATOR: (&str, &str) = ("coordinator", "coordinator");
const LOOKS: [(&str, &str); 2] = [("fr", "light"), ("en", "dark")];
const NEW_PIN: &str = "916273";

/// A story in one language and theme, and its pictures.
#[derive(Clone, Copy)]
struct Story {
    name: &'static str,
    lang: &'static str,
    theme: &'static str,
}

impl Story {
    fn open(self, laptop: &Laptop, unlock: bool) -> Result<Window> {
        let (lang, theme) = (self.lang.into(), self.theme.into());
        // The files are read whole at once, and not after twenty seconds.
        let env = vec![("PASSERELLE_TEST_KEEP_MS".to_owned(), "400".to_owned())];
        Window::open(laptop, &Options { lang, theme, unlock, env, ..Options::default() })
    }

    fn picture(self, window: &Window, step: &str) -> Result<()> {
        let (name, lang, theme) = (self.name, self.lang, self.theme);
        let file = format!("{name}-{lang}-{theme}-{step}.png");
        window.save_picture(&workspace::root().join("shots").join(file))
    }
}

fn told(name: &'static str, tell: impl Fn(Story) -> Result<()>) -> Result<()> {
    LOOKS.into_iter().try_for_each(|(lang, theme)| tell(Story { name, lang, theme }))
}

fn painted(window: &Window, screen: &str) -> Result<()> {
    wait_for(&format!("the {screen} screen"), PATIENCE, || {
        let shown = window.run("return document.documentElement.dataset.painted", &[])?;
        Ok((shown == screen).then_some(()))
    })
}

fn page(window: &Window) -> Result<String> {
    Ok(window.run("return document.body.innerText", &[])?.as_str().unwrap_or_default().to_owned())
}

fn go(window: &Window, address: &str) -> Result<()> {
    window.run("location.hash = arguments[0]", &[address.into()])?;
    Ok(())
}

/// Says the phrase and picks a tile, by its name, and types a PIN.
fn come_in(window: &Window, laptop: &Laptop, name: &str, pin: &str) -> Result<()> {
    window.find("[data-testid=phrase], [data-testid=tile-0], [data-testid=pin]")?;
    if window.find_now("[data-testid=phrase]")?.is_some() {
        window.fill("[data-testid=phrase]", &laptop.phrase())?;
        window.keys(key::ENTER)?;
    }
    window.find("[data-testid=tile-0], [data-testid=pin]")?;
    if window.find_now("[data-testid=tile-0]")?.is_some() {
        let script = "return [...document.querySelectorAll('[data-testid^=tile-]')]\
                      .findIndex((tile) => tile.textContent.includes(arguments[0]))";
        let at = window.run(script, &[name.into()])?.as_i64().context("no tile")?;
        window.click(&format!("[data-testid=tile-{at}]"))?;
    }
    window.fill("[data-testid=pin]", pin)
}

fn admit(laptop: &Laptop, name: &str, pin: &str) -> Result<()> {
    let mut admit = laptop.command(&["people", "add", name])?;
    admit.env("PASSERELLE_NEW_PIN", pin);
    run(admit, COMMAND_LIMIT)?.success()?;
    Ok(())
}

#[test]
fn a_damaged_centre_is_told_and_a_backup_is_put_back() -> Result<()> {
    told("damage", |story| {
        let laptop = Laptop::new()?;
        laptop.cmd(&["init", "--name", "Bègles", "--person", "Inès"])?;
        laptop.cmd(&["demo", "--ordinary"])?;
        admit(&laptop, "Bakary", VOLUNTEER_PIN)?;
        let asked = |args: &[&str]| laptop.cmd(&[args, &["--as", "Inès"]].concat());
        asked(&["backup"])?;
        asked(&["mark", "now", "#1", "late:7"])?;
        let file = Files::at(laptop.data()).store();
        let mut bytes = fs::read(&file)?;
        // A page that no screen may read today: what reads them all finds it.
        let middle = bytes.len() / 2;
        bytes[middle] ^= 255;
        fs::write(&file, bytes)?;

        let window = story.open(&laptop, false)?;
        come_in(&window, &laptop, "Bakary", VOLUNTEER_PIN)?;
        window.find("[data-testid=damage]")?;
        ensure!(window.find_now("[data-testid=damage-restore]")?.is_none(), "not a volunteer's");
        story.picture(&window, "1-volunteer")?;
        window.click("[data-testid=damage-other]")?;
        come_in(&window, &laptop, "Inès", PIN)?;
        window.find("[data-testid=damage-restore]")?;
        window.find("[data-testid=damage-newest]")?;
        story.picture(&window, "2-damaged")?;
        window.click("[data-testid=damage-restore]")?;
        window.find("[data-testid=damage-confirm]")?;
        story.picture(&window, "3-confirm")?;
        window.click("[data-testid=damage-confirm]")?;
        painted(&window, "today")?;
        window.find("[data-testid=told]")?;
        story.picture(&window, "4-restored")?;
        let register = asked(&["register", "now"])?;
        ensure!(register.contains("7"), "the mark made since came back: {register}");
        asked(&["verify"])?;
        go(&window, "#/settings")?;
        painted(&window, "settings")?;
        window.click("[data-testid=back-up-now]")?;
        window.find("[data-testid=backup-said]")?;
        story.picture(&window, "5-settings")
    })
}

#[test]
fn history_and_the_rights_of_a_person() -> Result<()> {
    told("rights", |story| {
        let hq = Headquarters::start(&[SITE])?;
        let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha")?;
        laptop.cmd(&["demo", "--ordinary"])?;
        laptop.cmd(&["exchange"])?;
        let session = session_now(&laptop)?;
        let name = names(&laptop, &session)?.swap_remove(0);
        laptop.cmd(&["mark", &session, "#1", "late:7"])?;
        laptop.cmd(&["mark", &session, "#1", "late:9"])?;

        let window = story.open(&laptop, true)?;
        go(&window, &format!("#/register/{session}"))?;
        painted(&window, "register")?;
        window.click("[data-testid=open-history]")?;
        window.find("[data-testid=history-line]")?;
        story.picture(&window, "1-history-of-session")?;
        let shown = page(&window)?;
        ensure!(shown.contains("Aïcha") && shown.contains('7') && shown.contains('9'), "{shown}");

        let register = laptop.json(&["register", &session])?;
        let person = text(&register["learners"][0]["id"])?;
        go(&window, &format!("#/person/{person}"))?;
        window.find("[data-testid=person-page]")?;
        window.find("[data-testid=history-line]")?;
        story.picture(&window, "2-person")?;
        window.click("[data-testid=export-go]")?;
        window.find("[data-testid=exported]")?;
        story.picture(&window, "3-exported")?;
        let written = fs::read_dir(laptop.folder())?.flatten().any(|entry| {
            entry.file_name().to_string_lossy().starts_with("passerelle-2")
                && entry.path().join("page.html").exists()
        });
        ensure!(written, "the file of the person is among the documents");

        window.click("[data-testid=erase-start]")?;
        window.find("[data-testid=erase-numbers]")?;
        story.picture(&window, "4-before-erasing")?;
        window.click("[data-testid=erase-confirm]")?;
        window.find("[data-testid=erased]")?;
        window.find("[data-testid=erased-device]")?;
        story.picture(&window, "5-erased")?;
        laptop.cmd(&["exchange"])?;
        ensure!(!laptop.cmd(&["register", &session])?.contains(&name), "{name}");
        let deeds = hq.cmd(&["audit"])?;
        ensure!(deeds.contains("export") && deeds.contains("erased"), "{deeds}");
        Ok(())
    })
}

#[test]
fn a_forgotten_pin_by_telephone() -> Result<()> {
    told("telephone", |story| {
        let hq = Headquarters::start(&[SITE])?;
        let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha")?;
        laptop.cmd(&["exchange"])?;
        let devices = hq.json(&["devices"])?;
        let device = text(&devices[0]["device"])?;
        let code = text(&hq.json(&["unlock", &device, "--role", "coordinator"])?["code"])?;

        let window = story.open(&laptop, false)?;
        window.find("[data-testid=phrase]")?;
        window.fill("[data-testid=phrase]", &laptop.phrase())?;
        window.keys(key::ENTER)?;
        window.find("[data-testid=tile-0], [data-testid=pin]")?;
        if window.find_now("[data-testid=pin]")?.is_none() {
            window.click("[data-testid=tile-0]")?;
        }
        window.click("[data-testid=forgot]")?;
        window.fill("[data-testid=code]", &code)?;
        story.picture(&window, "1-code")?;
        window.click("[data-testid=back-do]")?;
        window.find("[data-testid=who-0], [data-testid=new-pin]")?;
        if window.find_now("[data-testid=who-0]")?.is_some() {
            window.click("[data-testid=who-0]")?;
        }
        window.fill("[data-testid=new-pin]", NEW_PIN)?;
        window.fill("[data-testid=new-pin-again]", NEW_PIN)?;
        story.picture(&window, "2-new-pin")?;
        window.click("[data-testid=back-do]")?;
        painted(&window, "today")?;
        drop(window);
        // The code is spent, and the PIN is the new one.
        let mut again = laptop.command(&["recover"])?;
        again.env("PASSERELLE_CODE", &code).env("PASSERELLE_NEW_PIN", PIN);
        run(again, COMMAND_LIMIT)?.failure()?;
        let mut status = laptop.command(&["status"])?;
        status.env("PASSERELLE_PIN", NEW_PIN);
        run(status, COMMAND_LIMIT)?.success()?;
        Ok(())
    })
}

#[test]
fn a_laptop_that_is_sent_away_says_so_and_one_that_is_erased_holds_nothing() -> Result<()> {
    told("away", |story| {
        let hq = Headquarters::start(&[SITE])?;
        let laptop = joined(&hq, hq.url(), SITE, COORDINATOR, "Aïcha")?;
        laptop.cmd(&["demo", "--ordinary"])?;
        laptop.cmd(&["exchange"])?;
        let device = text(&hq.json(&["devices"])?[0]["device"])?;
        let window = story.open(&laptop, true)?;
        painted(&window, "today")?;
        hq.cmd(&["revoke", &device])?;
        laptop.cmd(&["mark", "now", "#1", "late:7"])?;
        go(&window, "#/exchange")?;
        let asks = "const done = arguments[arguments.length - 1];
            window.__TAURI_INTERNALS__.invoke('exchange_now', {}).finally(() => done(1));";
        window.run_async(asks, &[])?;
        wait_for("the word of headquarters", PATIENCE, || {
            let shown = page(&window)?;
            let word =
                if story.lang == "fr" { "n’accepte plus ce PC" } else { "no longer accepts" };
            Ok(shown.contains(word).then_some(()))
        })?;
        story.picture(&window, "1-revoked")?;
        ensure!(laptop.cmd(&["register", "now"])?.contains('7'), "it keeps what it holds");

        hq.cmd(&["wipe", &device])?;
        window.run_async(asks, &[])?;
        window.find("[data-testid=first-problem]")?;
        story.picture(&window, "2-wiped")?;
        ensure!(!laptop.data().join("passerelle.db").exists(), "nothing is left");
        ensure!(!laptop.data().join("people.keys").exists(), "nor what opens it");
        Ok(())
    })
}
