//! Signing: the laptop is handed to the learners, each signs on their own tile, and a trainer's PIN
//! takes it back. While it is in their hands nothing else is answered: not to the screen, whatever is
//! pressed, and not after the page is loaded again.

use crate::attendance::{known_session, label};
use crate::centre::{App, optional};
use crate::dto::{
    Half as HalfDto, Label, LearnerRow, Marked, SignChoices, SignCode, SignInput, SignMeans,
    SignTile, SignWay, SignedHalf, SignedState, Signing, VolunteerRow,
};
use crate::error::AppError;
use crate::gate::Gate;
use crate::surroundings::new_id;
use passerelle_domain::calendar::{format_day, format_minute};
use passerelle_domain::ink::{Ink, Stroke};
use passerelle_domain::kinds::{LEARNER, NOTE_BYTES_MAX, SIGNATURE, SITE};
use passerelle_domain::permission::Deed;
use passerelle_domain::pin::Pin;
use passerelle_domain::signature::{Half, Sheet, Signed, Standing, Way};
use passerelle_domain::{RecordId, RecordRef, Refusal, Value};
use passerelle_store::session::Session;
use passerelle_store::{Act, Draft, Gesture, View};
use passerelle_sync::digest::hex;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Wrong codes after which only a trainer helps.
const TRIES_MAX: u8 = 5;
/// Pictures to choose among, and how many are chosen.
const PICTURES: &str = "0123456789ab";
const PICTURES_CHOSEN: usize = 3;
/// Digits of a learner's code.
const CODE_DIGITS: usize = 4;
/// What a centre uses that has chosen nothing.
const WAYS_USUAL: [Way; 2] = [Way::Drawn, Way::Pictures];
/// Ways among which a centre chooses.
const WAYS_CHOSEN: [Way; 3] = [Way::Drawn, Way::Pictures, Way::Code];
/// Longest language tag, in bytes, and how many are turned on at most.
const LANGUAGE_BYTES_MAX: usize = 35;
const LANGUAGES_MAX: usize = 20;

/// The laptop is in the learners' hands.
#[derive(Clone, Debug)]
pub(crate) struct SignMode {
    /// The session that they sign for.
    pub session: RecordId,
    /// Wrong codes of each since it was handed over.
    tries: HashMap<RecordId, u8>,
}

impl App {
    /// Hands the laptop over: from here on only signing is answered.
    ///
    /// # Errors
    /// `signing.leave_first` when it is in their hands already, `session.unknown`, `session.closed`,
    /// `session.sealed`, or the store's.
    pub fn begin_signing(&mut self, session: RecordId) -> Result<Signing, AppError> {
        // Not by whoever holds the laptop: begun again, it would forget how often they have tried.
        self.allow_writing(Deed::TakeAttendance, &[&SIGNATURE])?;
        self.store.snapshot(|view| writable(&known_session(view, session)?))?;
        self.signing = Some(SignMode { session, tries: HashMap::new() });
        self.signing()
    }

    /// What is on screen meanwhile.
    ///
    /// # Errors
    /// `signing.not_begun`, or the store's.
    pub fn signing(&mut self) -> Result<Signing, AppError> {
        self.allow(Deed::Sign)?;
        let id = self.mode()?.session;
        let (now, trainer) = (self.around.today(), self.name_of(self.person)?.unwrap_or_default());
        let pin = self.opening.person.is_some();
        self.store.snapshot(|view| {
            let session = known_session(view, id)?;
            let sheet = view.signed_sheet(&session)?;
            let choices = view.sign_choices()?;
            let halves = sheet.halves();
            let minute = if session.day == now.0 { now.1 } else { session.end };
            let half = halves.iter().copied().rfind(|half| begins(*half) <= minute);
            let half = half.or(halves.first().copied()).unwrap_or(Half::Morning);
            Ok(Signing {
                session: id.to_string(),
                title: session.title.clone(),
                code: session.code.clone(),
                module: session.module.clone(),
                date: format_day(session.day),
                start: session.start,
                end: session.end,
                halves: halves.iter().copied().map(half_dto).collect(),
                half: half_dto(half),
                trainer: first_word(&trainer).to_owned(),
                pin,
                ways: ways_of(&choices.ways).into_iter().filter_map(means).collect(),
                languages: choices.languages,
                people: tiles(view, &session, &sheet)?,
            })
        })
    }

    /// Signs, for whoever holds the laptop.
    ///
    /// # Errors
    /// `signing.*`, `learner.unknown`, `session.closed`, or the store's; nothing is written then.
    pub fn sign(
        &mut self,
        person: RecordId,
        half: HalfDto,
        input: &SignInput,
    ) -> Result<Signing, AppError> {
        self.allow_writing(Deed::Sign, &[&SIGNATURE])?;
        let session = self.mode()?.session;
        let (way, ink) = self.proved(person, input)?;
        self.write_signature(session, (person, half_of(half)), Written { way, ink, why: None })?;
        self.signing()
    }

    /// Chooses what somebody signs with, the first time.
    ///
    /// # Errors
    /// `signing.code_exists`, `signing.code_weak`, `signing.way_off`, `learner.unknown`, or the store's.
    pub fn choose_code(
        &mut self,
        person: RecordId,
        way: SignCode,
        code: &str,
    ) -> Result<Signing, AppError> {
        self.allow_writing(Deed::Sign, &[&LEARNER])?;
        self.mode()?;
        let way = match way {
            SignCode::Pictures => Way::Pictures,
            SignCode::Code => Way::Code,
        };
        let code = well_formed(way, code).ok_or_else(|| AppError::refused("signing.code_weak"))?;
        let (digest, author) = (digest_of(person, &code), self.author()?);
        self.store.write::<AppError>(author, |view| {
            let learner = view.learner(person)?.ok_or(Refusal::new("learner.unknown"))?;
            in_use(view, way)?;
            if view.sign_code(person)?.is_some() {
                return Err(Refusal::new("signing.code_exists").into());
            }
            let value = Value::List(vec![Value::Int(way as i64), Value::Text(digest)]);
            let draft = Draft::new(&LEARNER, RecordRef::Own(person), vec![("sign_code", value)]);
            Ok(settled(&label("code-chosen", &[("name", learner.name())]), vec![draft]))
        })?;
        self.signing()
    }

    /// Takes the laptop back.
    ///
    /// # Errors
    /// `pin.*`, or the store's; it stays in the learners' hands then.
    pub fn leave_signing(&mut self, pin: &str) -> Result<(), AppError> {
        self.allow(Deed::Sign)?;
        self.mode()?;
        if let (Some(person), Some(secret)) = (self.opening.person, &self.opening.secret) {
            let gate = Gate::at(self.files.clone(), self.around.clone())?.with(secret);
            gate.unlock(person, &Pin::parse(pin)?)?;
        }
        self.signing = None;
        Ok(())
    }

    /// Signs for somebody who cannot: the person at the keys has seen them.
    ///
    /// # Errors
    /// `signing.*`, `learner.unknown`, `session.closed`, `text.too_long`, or the store's.
    pub fn witness(
        &mut self,
        session: RecordId,
        person: RecordId,
        half: HalfDto,
        reason: &str,
    ) -> Result<Marked, AppError> {
        self.allow_writing(Deed::TakeAttendance, &[&SIGNATURE])?;
        let why = optional(reason, NOTE_BYTES_MAX)?;
        if why.is_empty() {
            return Err(Refusal::new("signing.reason_missing").into());
        }
        let written = Written { way: Way::Witnessed, ink: None, why: Some(why) };
        let label = self.write_signature(session, (person, half_of(half)), written)?;
        Ok(Marked { register: self.register(session)?, label, count: 1 })
    }

    /// Makes a signature void: it stays readable, with why.
    ///
    /// # Errors
    /// `signature.unknown`, `signature.void`, `signing.reason_missing`, `session.closed`,
    /// `text.too_long`, or the store's.
    pub fn void_signature(
        &mut self,
        session: RecordId,
        signature: RecordId,
        reason: &str,
    ) -> Result<Marked, AppError> {
        self.allow_writing(Deed::TakeAttendance, &[&SIGNATURE])?;
        let reason = optional(reason, NOTE_BYTES_MAX)?;
        if reason.is_empty() {
            return Err(Refusal::new("signing.reason_missing").into());
        }
        let (author, old) = (self.author()?, self.old_registers()?);
        let mut done = Label::default();
        self.store.write::<AppError>(author, |view| {
            let known = known_session(view, session)?;
            writable(&known)?;
            old.allow(&known)?;
            let row = view.signatures(session)?.into_iter().find(|row| row.found.id == signature);
            let row = row.ok_or(Refusal::new("signature.unknown"))?;
            if row.found.is_void {
                return Err(Refusal::new("signature.void").into());
            }
            let name = name_of(view, row.found.person)?.unwrap_or_default();
            done = label("signature-voided", &[("name", name)]);
            let record = RecordRef::Derived(vec![session, row.found.person, signature]);
            let writes =
                vec![("void", Value::Bool(true)), ("void_reason", Value::Text(reason.clone()))];
            Ok(settled(&done, vec![Draft::new(&SIGNATURE, record, writes)]))
        })?;
        Ok(Marked { register: self.register(session)?, label: done, count: 1 })
    }

    /// How the people of this centre sign.
    ///
    /// # Errors
    /// The store's.
    pub fn sign_choices(&self) -> Result<SignChoices, AppError> {
        self.allow(Deed::ReadRoster)?;
        let choices = self.store.view().sign_choices()?;
        let ways = ways_of(&choices.ways).into_iter().filter_map(means).collect();
        Ok(SignChoices { ways, languages: choices.languages })
    }

    /// Chooses how they sign.
    ///
    /// # Errors
    /// `permission.role_too_low`, `signing.way_missing`, `text.too_long`, or the store's.
    pub fn set_sign_choices(&mut self, choices: &SignChoices) -> Result<SignChoices, AppError> {
        self.allow_writing(Deed::Plan, &[&SITE])?;
        let chosen = |way: &Way| means(*way).is_some_and(|means| choices.ways.contains(&means));
        let ways = WAYS_CHOSEN.into_iter().filter(chosen);
        let ways: Vec<_> = ways.map(|way| Value::Text(way.name().to_owned())).collect();
        if ways.is_empty() {
            return Err(Refusal::new("signing.way_missing").into());
        }
        let mut languages = Vec::with_capacity(choices.languages.len().min(LANGUAGES_MAX));
        for language in choices.languages.iter().take(LANGUAGES_MAX) {
            languages.push(Value::Text(optional(language, LANGUAGE_BYTES_MAX)?));
        }
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let site = view.site_id()?.ok_or(Refusal::new("centre.unknown"))?;
            let writes =
                vec![("sign_ways", Value::List(ways)), ("sign_languages", Value::List(languages))];
            let draft = Draft::new(&SITE, RecordRef::Own(site.into()), writes);
            Ok(settled(&Label::default(), vec![draft]))
        })?;
        self.sign_choices()
    }

    /// Whether the laptop is in the learners' hands.
    pub(crate) fn is_signing(&self) -> bool {
        self.signing.is_some()
    }

    fn mode(&self) -> Result<&SignMode, AppError> {
        self.signing.as_ref().ok_or_else(|| AppError::refused("signing.not_begun"))
    }

    /// What somebody gave, once it is theirs: a drawing that is one, a code that is the right one.
    fn proved(
        &mut self,
        person: RecordId,
        input: &SignInput,
    ) -> Result<(Way, Option<String>), AppError> {
        let (way, code) = match input {
            SignInput::Drawn { strokes } => {
                in_use(&self.store.view(), Way::Drawn)?;
                let pairs = |stroke: &Vec<u16>| -> Stroke {
                    stroke.chunks_exact(2).map(|two| (two[0], two[1])).collect()
                };
                let strokes: Vec<Stroke> = strokes.iter().map(pairs).collect();
                return Ok((Way::Drawn, Some(Ink::drawn(&strokes)?.text())));
            }
            SignInput::Pictures { code } => (Way::Pictures, code),
            SignInput::Code { code } => (Way::Code, code),
        };
        let view = self.store.view();
        in_use(&view, way)?;
        let known = view.sign_code(person)?.filter(|(known, _)| *known == way);
        let (_, digest) = known.ok_or_else(|| AppError::refused("signing.code_none"))?;
        drop(view);
        let tried = self.mode()?.tries.get(&person).copied().unwrap_or(0);
        let right = well_formed(way, code).is_some_and(|code| digest_of(person, &code) == digest);
        if tried < TRIES_MAX && right {
            return Ok((way, None));
        }
        if let Some(mode) = &mut self.signing {
            mode.tries.insert(person, TRIES_MAX.min(tried + 1));
        }
        let left = TRIES_MAX.saturating_sub(tried + 1);
        Err(Refusal::new("signing.code_wrong").with("left", left).into())
    }

    /// Writes a signature over what the sheet says at that moment.
    fn write_signature(
        &mut self,
        session: RecordId,
        (person, half): (RecordId, Half),
        written: Written,
    ) -> Result<Label, AppError> {
        let (id, author, old) = (new_id(&*self.around)?, self.author()?, self.old_registers()?);
        let (witness, mut done) = (self.person, Label::default());
        self.store.write::<AppError>(author, |view| {
            let known = known_session(view, session)?;
            writable(&known)?;
            old.allow(&known)?;
            let sheet = view.signed_sheet(&known)?;
            let (name, is_trainer) = signer(view, &sheet, person)?;
            if !sheet.halves().contains(&half) {
                return Err(Refusal::new("signing.half_unknown").into());
            }
            if sheet.signature(person, half).is_some_and(|(is, _)| is == Standing::Signed) {
                return Err(Refusal::new("signing.signed").into());
            }
            let signed = Signed {
                half,
                way: written.way,
                hash: sheet.hash_for(person, half, is_trainer),
                at_ms: author.now_ms.cast_signed(),
                witness: (written.way == Way::Witnessed).then_some(witness),
            };
            let key = if written.way == Way::Witnessed { "witnessed" } else { "signed" };
            done = label(key, &[("name", name)]);
            let draft = signature_draft((session, person, id), signed, &written);
            Ok(settled(&done, vec![draft]))
        })?;
        Ok(done)
    }
}

/// What is written of a signature beside what it signs.
pub(crate) struct Written {
    pub way: Way,
    pub ink: Option<String>,
    pub why: Option<String>,
}

pub(crate) fn signature_draft(
    (session, person, id): (RecordId, RecordId, RecordId),
    signed: Signed,
    written: &Written,
) -> Draft {
    let mut writes = vec![("signed", signed.to_value())];
    let texts = [("ink", &written.ink), ("why", &written.why)];
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name, text.clone()?)));
    writes.extend(texts.map(|(name, text)| (name, Value::Text(text))));
    Draft::new(&SIGNATURE, RecordRef::Derived(vec![session, person, id]), writes)
}

/// Not offered for undo: a signature is made void, with a reason, and never taken back.
fn settled(label: &Label, drafts: Vec<Draft>) -> Gesture {
    Gesture { label: crate::undo::label_text(label), act: Act::Settle, drafts }
}

/// Refuses on a register that nobody writes.
pub(crate) fn writable(session: &Session) -> Result<(), AppError> {
    if session.is_sealed() {
        return Err(Refusal::new("session.sealed").into());
    }
    if session.is_closed {
        return Err(Refusal::new("session.closed").into());
    }
    Ok(())
}

/// Who signs, and whether it is for the whole sheet.
fn signer(view: &View<'_>, sheet: &Sheet, person: RecordId) -> Result<(String, bool), AppError> {
    let not_here = || Refusal::new("signing.not_here");
    if let Some(learner) = view.learner(person)? {
        let mark = sheet.learners.get(&person).filter(|mark| mark.status.took_part());
        mark.ok_or_else(not_here)?;
        return Ok((learner.name(), false));
    }
    let volunteer = view.volunteer(person)?.ok_or(Refusal::new("learner.unknown"))?;
    let mark = sheet.trainers.get(&person).filter(|mark| mark.status.took_part());
    mark.ok_or_else(not_here)?;
    Ok((volunteer.name(), true))
}

fn name_of(view: &View<'_>, person: RecordId) -> Result<Option<String>, AppError> {
    if let Some(learner) = view.learner(person)? {
        return Ok(Some(learner.name()));
    }
    Ok(view.volunteer(person)?.map(|volunteer| volunteer.name()))
}

fn in_use(view: &View<'_>, way: Way) -> Result<(), AppError> {
    match ways_of(&view.sign_choices()?.ways).contains(&way) {
        true => Ok(()),
        false => Err(AppError::refused("signing.way_off")),
    }
}

fn ways_of(names: &[String]) -> Vec<Way> {
    let chosen: Vec<_> = names.iter().filter_map(|name| Way::named(name)).collect();
    let ways: Vec<_> = WAYS_CHOSEN.into_iter().filter(|way| chosen.contains(way)).collect();
    if ways.is_empty() { WAYS_USUAL.to_vec() } else { ways }
}

/// A code as it may be: pictures or digits, so many, and not all the same.
fn well_formed(way: Way, code: &str) -> Option<String> {
    let (among, count) = match way {
        Way::Pictures => (PICTURES, PICTURES_CHOSEN),
        Way::Code => (&PICTURES[..10], CODE_DIGITS),
        _ => return None,
    };
    let fits = code.chars().count() == count && code.chars().all(|c| among.contains(c));
    let first = code.chars().next()?;
    let same = code.chars().all(|c| c == first);
    (fits && !same).then(|| code.to_owned())
}

/// What is kept of a code. A few thousand are possible: no digest hides it from whoever holds the
/// person's key, and nobody else reads it. It only keeps one person's from being compared with
/// another's.
fn digest_of(person: RecordId, code: &str) -> String {
    hex(&Sha256::digest(format!("passerelle sign code 1\n{person}\n{code}")))
}

/// Everybody who may sign: the learners of the register, then those who teach.
fn tiles(view: &View<'_>, session: &Session, sheet: &Sheet) -> Result<Vec<SignTile>, AppError> {
    let mut tiles = Vec::new();
    for learner in view.roster(session)? {
        let mark = sheet.learners.get(&learner.id);
        tiles.push(SignTile {
            id: learner.id.to_string(),
            name: short(&learner.name(), learner.family.as_deref()),
            signed: signed_halves(sheet, learner.id),
            here: mark.is_some_and(|mark| mark.status.took_part()),
            code: view.sign_code(learner.id)?.and_then(|(way, _)| code_dto(way)),
            own_name: learner.own_name,
            language: learner.language,
            trainer: false,
        });
    }
    for (person, mark) in sheet.trainers.iter().filter(|(_, mark)| mark.status.took_part()) {
        let Some(volunteer) = view.volunteer(*person)? else { continue };
        tiles.push(SignTile {
            id: person.to_string(),
            name: volunteer.name(),
            signed: signed_halves(sheet, *person),
            here: mark.status.took_part(),
            code: None,
            own_name: volunteer.own_name,
            language: volunteer.language,
            trainer: true,
        });
    }
    Ok(tiles)
}

/// What is shown of somebody's signatures.
pub(crate) fn signed_halves(sheet: &Sheet, person: RecordId) -> Vec<SignedHalf> {
    let of = |half: Half| match sheet.signature(person, half) {
        None => SignedHalf {
            half: half_dto(half),
            state: SignedState::None,
            way: None,
            at_ms: None,
            id: None,
        },
        Some((standing, found)) => SignedHalf {
            half: half_dto(half),
            state: match standing {
                Standing::Signed => SignedState::Signed,
                Standing::Again => SignedState::Again,
                Standing::Void => SignedState::Void,
                Standing::Broken => SignedState::Broken,
            },
            way: found.signed.map(|signed| way_dto(signed.way)),
            at_ms: found.signed.map(|signed| signed.at_ms as f64),
            id: Some(found.id.to_string()),
        },
    };
    sheet.halves().into_iter().map(of).collect()
}

/// Puts signatures into the rows of a register.
pub(crate) fn show_signed(
    sheet: &Sheet,
    learners: &mut [LearnerRow],
    volunteers: &mut [VolunteerRow],
) {
    let id = |text: &str| crate::record_id(text).ok();
    for row in learners {
        row.signed = id(&row.id).map(|id| signed_halves(sheet, id)).unwrap_or_default();
    }
    for row in volunteers {
        row.signed = id(&row.id).map(|id| signed_halves(sheet, id)).unwrap_or_default();
    }
}

/// The name for a tile: what they are called by, and a letter of the family's.
fn short(name: &str, family: Option<&str>) -> String {
    let called = first_word(name);
    match family.and_then(|family| family.chars().next()) {
        Some(initial) => format!("{called} {initial}."),
        None => name.to_owned(),
    }
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// When a half begins, in minutes after midnight, for what is proposed.
fn begins(half: Half) -> u16 {
    match half {
        Half::Morning => 0,
        Half::Afternoon => 13 * 60,
        Half::Evening => 18 * 60,
    }
}

/// When a signature was given, on this computer's clock, as days and minutes read: for comparing.
pub(crate) fn is_late(signed: &Signed, session: &Session, minutes: u16) -> bool {
    let end = (session.end + minutes).min(24 * 60 - 1);
    let limit = format!("{} {}", format_day(session.day), format_minute(end));
    crate::local_time(signed.at_ms) > limit
}

pub(crate) fn half_dto(half: Half) -> HalfDto {
    match half {
        Half::Morning => HalfDto::Morning,
        Half::Afternoon => HalfDto::Afternoon,
        Half::Evening => HalfDto::Evening,
    }
}

fn half_of(half: HalfDto) -> Half {
    match half {
        HalfDto::Morning => Half::Morning,
        HalfDto::Afternoon => Half::Afternoon,
        HalfDto::Evening => Half::Evening,
    }
}

pub(crate) fn way_dto(way: Way) -> SignWay {
    match way {
        Way::Drawn => SignWay::Drawn,
        Way::Pictures => SignWay::Pictures,
        Way::Code => SignWay::Code,
        Way::Witnessed => SignWay::Witnessed,
        Way::Account => SignWay::Account,
    }
}

fn means(way: Way) -> Option<SignMeans> {
    match way {
        Way::Drawn => Some(SignMeans::Drawn),
        Way::Pictures => Some(SignMeans::Pictures),
        Way::Code => Some(SignMeans::Code),
        _ => None,
    }
}

fn code_dto(way: Way) -> Option<SignCode> {
    match way {
        Way::Pictures => Some(SignCode::Pictures),
        Way::Code => Some(SignCode::Code),
        _ => None,
    }
}
