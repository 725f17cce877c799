//! What needs a look: answers that differ, records that may be one, and what headquarters decided.
//! Every device that holds the same finds the same; one choice settles, as an op like any other, and
//! what did not stand stays in History.

mod notice;
mod offers;
mod sides;
mod twins;

use crate::attendance::label;
use crate::centre::App;
use crate::dto::{Label, Look, LookChoice, LookKind, Settled};
use crate::error::AppError;
use crate::undo::label_text;
use passerelle_domain::calendar::Day;
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::value::Type;
use passerelle_domain::{Kind, RecordId, RecordRef, Register, Stream, Value, kinds};
use passerelle_store::{Act, Draft, DraftWrite, Gesture, View};
use passerelle_sync::Dot;
use passerelle_sync::digest::hex;
use passerelle_sync::register::Head;
use sha2::{Digest, Sha256};

/// Looks listed at once.
const LOOKS_MAX: u32 = 500;

/// A look with what settling it needs.
pub(crate) struct Case {
    pub look: Look,
    pub matter: Matter,
}

/// What a look is about.
pub(crate) enum Matter {
    /// Heads of one register, one for each side.
    Heads {
        kind: &'static Kind,
        register: &'static Register,
        record: RecordRef,
        sides: Vec<Head<Value>>,
    },
    /// Two cohorts of one code, or two learners of one name.
    Twins { kind: &'static Kind, pair: [RecordId; 2], code: Option<String> },
    /// An op that headquarters voided.
    Void { stream: Stream, dots: Vec<Dot> },
    /// This computer's data was a copy.
    Copied,
    /// A seat that was offered to somebody and is another's.
    Offer { record: RecordRef },
}

impl App {
    /// What needs a look, in an order that is the same everywhere.
    ///
    /// # Errors
    /// The store's.
    pub fn looks(&mut self) -> Result<Vec<Look>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let at = (self.around.today().0, self.around.now_ms());
        let mut cases = self.store.snapshot(|view| cases(view, at))?;
        if let Some(private) = &self.private {
            cases.extend(answers(&private.view(), &self.store.view())?);
        }
        Ok(cases.into_iter().map(|case| case.look).collect())
    }

    /// Settles one. Its id stands for what was on screen: if that has changed, nothing is written.
    ///
    /// # Errors
    /// `look.changed`, `look.choice`, `permission.role_too_low`, or the store's.
    pub fn settle_look(&mut self, id: &str, choice: LookChoice) -> Result<Settled, AppError> {
        self.allow(Deed::Settle)?;
        let (author, role) = (self.author()?, self.role()?);
        let at = (self.around.today().0, self.around.now_ms());
        let Self { store, private, .. } = self;
        let beside = match private {
            Some(private) => answers(&private.view(), &store.view())?,
            None => Vec::new(),
        };
        let (said, matter) = match private {
            Some(private) if beside.iter().any(|case| case.look.id == id) => {
                let stamp = store.stamp(author.now_ms)?;
                let mut done = None;
                private.write_beside::<AppError>(author, stamp, |view| {
                    let all = answers(view, &store.view())?;
                    settled(view, all, (id, choice), role, &mut done)
                })?;
                done
            }
            _ => {
                let mut done = None;
                store.write::<AppError>(author, |view| {
                    settled(view, cases(view, at)?, (id, choice), role, &mut done)
                })?;
                done
            }
        }
        .ok_or_else(|| AppError::refused("look.changed"))?;
        match matter {
            Matter::Void { stream, dots } => {
                dots.into_iter().try_for_each(|dot| self.store.told(stream, dot))?;
            }
            Matter::Copied => {
                self.store.settle(&[(passerelle_store::Local::Told, Some("yes"))])?;
            }
            _ => {}
        }
        self.note_pending()?;
        let left = u32::try_from(self.looks()?.len()).unwrap_or(u32::MAX);
        Ok(Settled { label: said, left })
    }
}

/// The gesture that settles one of these cases, in the file that has it.
fn settled(
    view: &View<'_>,
    mut all: Vec<Case>,
    (id, choice): (&str, LookChoice),
    role: Role,
    done: &mut Option<(Label, Matter)>,
) -> Result<Gesture, AppError> {
    let at = all.iter().position(|case| case.look.id == id);
    let at = at.ok_or_else(|| AppError::refused("look.changed"))?;
    let (drafts, said) = match choice {
        LookChoice::Latest => latest(&all, &all[at])?,
        choice => settlement(view, &all[at], choice)?,
    };
    drafts.iter().try_for_each(|draft| role.may_write(draft.kind))?;
    *done = Some((said.clone(), all.swap_remove(at).matter));
    let act = if drafts.is_empty() { Act::Settle } else { Act::Do };
    Ok(Gesture { label: label_text(&said), act, drafts })
}

/// How many there are at a moment.
pub(crate) fn count(view: &View<'_>, at: (Day, u64)) -> Result<u32, AppError> {
    Ok(u32::try_from(cases(view, at)?.len()).unwrap_or(u32::MAX))
}

fn cases(view: &View<'_>, (today, now_ms): (Day, u64)) -> Result<Vec<Case>, AppError> {
    let mut cases = notice::cases(view)?;
    cases.extend(offers::cases(view, today, now_ms)?);
    cases.extend(answers(view, view)?);
    cases.extend(twins::cases(view)?);
    Ok(cases)
}

/// Answers that differ in one file; the second view knows people and computers.
fn answers(view: &View<'_>, names: &View<'_>) -> Result<Vec<Case>, AppError> {
    let mut cases = Vec::new();
    for (kind, record, register) in view.disagreements(LOOKS_MAX)? {
        if let Some(register) = kind.register(register) {
            cases.extend(sides::case((view, names), kind, record, register)?);
        }
    }
    Ok(cases)
}

/// A name for exactly these sides.
pub(crate) fn id_of(parts: &[&[u8]], dots: &[Dot]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut dots = dots.to_vec();
    dots.sort();
    for dot in dots {
        hash.update(dot.device.0.as_bytes());
        hash.update(dot.n.to_be_bytes());
    }
    let whole: [u8; 32] = hash.finalize().into();
    hex(&whole[..12])
}

/// What a choice writes, and what to call it.
fn settlement(
    view: &View<'_>,
    case: &Case,
    choice: LookChoice,
) -> Result<(Vec<Draft>, Label), AppError> {
    let name = case.look.about.clone();
    let wrong = || AppError::refused("look.choice");
    match (&case.matter, choice) {
        (Matter::Heads { kind, register, record, sides }, LookChoice::Take(at)) => {
            let at = at as usize;
            let (head, side) = sides.get(at).zip(case.look.sides.get(at)).ok_or_else(wrong)?;
            let draft = one(kind, record, register, head.value.clone());
            Ok((vec![draft], sides::label_of_taken(&name, side)))
        }
        (Matter::Heads { kind, register, record, sides }, LookChoice::Both)
            if is_list(register) =>
        {
            let union = sides::union(view, kind, record, register, sides)?;
            let draft = one(kind, record, register, union);
            Ok((vec![draft], label("look-both", &[("name", name)])))
        }
        (Matter::Twins { kind, pair, code }, choice) => {
            twins::settlement(view, kind, *pair, code.as_deref(), choice)
        }
        (Matter::Void { .. } | Matter::Copied, LookChoice::Seen) => {
            Ok((Vec::new(), label("look-seen", &[("name", name)])))
        }
        // What nobody holds is offered no more: whoever was told of it has been told of that too.
        (Matter::Offer { record }, LookChoice::Seen) => {
            let draft = Draft::new(&kinds::ENROLMENT, record.clone(), vec![("offer", Value::Null)]);
            Ok((vec![draft], label("look-seen", &[("name", name)])))
        }
        _ => Err(wrong()),
    }
}

/// The latest answer of every look that asks the same, in one gesture that one undo takes back.
fn latest(all: &[Case], asked: &Case) -> Result<(Vec<Draft>, Label), AppError> {
    let alike = all
        .iter()
        .filter(|case| case.look.kind == LookKind::Answers && case.look.what == asked.look.what);
    let mut drafts = Vec::new();
    for case in alike {
        // Sides stand in the order of their stamps.
        if let Matter::Heads { kind, register, record, sides } = &case.matter
            && let Some(head) = sides.last()
        {
            drafts.push(one(kind, record, register, head.value.clone()));
        }
    }
    if drafts.is_empty() || asked.look.kind != LookKind::Answers {
        return Err(AppError::refused("look.choice"));
    }
    let count = drafts.len().to_string();
    Ok((drafts, label("look-latest", &[("count", count)])))
}

/// The draft that writes one value over every head of a register.
fn one(
    kind: &'static Kind,
    record: &RecordRef,
    register: &'static Register,
    value: Value,
) -> Draft {
    let write = DraftWrite { register, value, replaces: None };
    Draft { kind, record: record.clone(), writes: vec![write] }
}

/// Whether a register holds a list, of which all sides may be kept.
fn is_list(register: &Register) -> bool {
    matches!(register.fields, [field] if matches!(field.ty, Type::Texts(..)))
}

/// A case of answers or of a removal, once its sides are known.
pub(crate) fn kind_of(sides: &[crate::dto::Side]) -> LookKind {
    let removed = sides.iter().any(|side| side.mark.is_none() && side.text.is_none());
    if removed { LookKind::Removed } else { LookKind::Answers }
}
