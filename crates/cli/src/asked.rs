//! What a person proves who they are with: taken from the environment, or asked for at the terminal
//! and not shown. Never an argument, which other programs and the shell's history could read.

use passerelle_app::{
    App, AppError, Barrier, Gate, Pass, Phrase, Pin, Rescue, RescuePass, Setup, System, Typed,
};
use passerelle_words::Messages;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

/// The environment's names.
const PIN: &str = "PASSERELLE_PIN";
const NEW_PIN: &str = "PASSERELLE_NEW_PIN";
const PHRASE: &str = "PASSERELLE_PHRASE";
const CODE: &str = "PASSERELLE_CODE";

/// Who asks, and where to ask them.
pub struct Asked<'m> {
    /// The words of questions.
    pub messages: &'m Messages,
    /// Their name.
    pub person: Option<&'m str>,
}

impl Asked<'_> {
    /// Opens the centre in a folder.
    ///
    /// # Errors
    /// Those of `App::open`, `pin.needed`, `phrase.needed`.
    pub fn open(&self, folder: &Path) -> Result<App, AppError> {
        let mut gate = Gate::of(folder, Arc::new(System))?;
        self.say_phrase(&mut gate)?;
        let pin = match gate.barrier()? {
            Barrier::People(_) => Some(self.pin()?),
            _ => None,
        };
        gate.pass(&Pass { person: self.person.map(str::to_owned), pin, phrase: None })
    }

    /// Lets somebody in who may put a backup back, whatever state the centre is in.
    ///
    /// # Errors
    /// Those of `Rescue::begin`, `pin.needed`, `phrase.needed`.
    pub fn rescue(&self, folder: &Path, set: &str) -> Result<Rescue, AppError> {
        let code = std::env::var(CODE).ok().map(|code| Typed::parse(&code)).transpose()?;
        let pin = if code.is_none() { Some(self.pin()?) } else { None };
        let phrase = std::env::var(PHRASE).ok().filter(|_| code.is_none());
        let phrase = phrase.map(|words| Phrase::parse(&words)).transpose()?;
        let pass = RescuePass { person: self.person, pin, phrase, code };
        Rescue::begin(folder, Path::new(set), Arc::new(System), &pass)
    }

    /// Whether a recovery code was given in place of a PIN.
    pub fn has_code(&self) -> bool {
        std::env::var_os(CODE).is_some()
    }

    /// Says the start phrase where one is needed. Words that were typed hold until the computer is
    /// switched off; the environment's are there again next time.
    pub fn say_phrase(&self, gate: &mut Gate) -> Result<(), AppError> {
        if gate.barrier()? != Barrier::Phrase {
            return Ok(());
        }
        let given = std::env::var(PHRASE).ok();
        let typed = given.is_none();
        let words = self.secret(given, "ask-phrase", "phrase.needed")?;
        gate.say(&Phrase::parse(&words)?, typed)
    }

    /// What prepares a computer: a PIN, and the words given if there are any.
    pub fn setup(&self) -> Result<Setup, AppError> {
        let phrase = std::env::var(PHRASE).ok();
        let phrase = phrase.map(|words| Phrase::parse(&words)).transpose()?;
        let language = self.messages.language().to_owned();
        Ok(Setup { pin: Pin::choose(&self.pin_text()?)?, phrase, language })
    }

    /// New words.
    pub fn new_phrase(&self) -> Result<Phrase, AppError> {
        passerelle_app::new_phrase(&System, self.messages.language())
    }

    /// The PIN, as typed.
    pub fn pin_text(&self) -> Result<String, AppError> {
        self.secret(std::env::var(PIN).ok(), "ask-pin", "pin.needed")
    }

    /// A PIN that is being chosen for somebody.
    pub fn new_pin(&self) -> Result<String, AppError> {
        self.secret(std::env::var(NEW_PIN).ok(), "ask-new-pin", "pin.needed")
    }

    /// A recovery code, or headquarters'.
    pub fn code(&self) -> Result<String, AppError> {
        self.secret(std::env::var(CODE).ok(), "ask-code", "recovery.needed")
    }

    fn pin(&self) -> Result<Pin, AppError> {
        Ok(Pin::parse(&self.pin_text()?)?)
    }

    fn secret(
        &self,
        given: Option<String>,
        question: &str,
        needed: &'static str,
    ) -> Result<String, AppError> {
        if let Some(given) = given {
            return Ok(given);
        }
        if !std::io::stdin().is_terminal() {
            return Err(AppError::refused(needed));
        }
        // The question goes beside what is printed, which may be read by a program.
        let mut told = std::io::stderr();
        let asked = write!(told, "{} ", self.messages.plain(question)).and_then(|()| told.flush());
        let typed = asked.and_then(|()| rpassword::read_password());
        typed.map_err(|_| AppError::refused(needed))
    }
}
