//! What both documents show alike: the head, the foot, people, signatures, remarks. It turns plain
//! data into the words and shapes that a template places; it decides no place.

use crate::error::DocumentError;
use crate::ink;
use crate::labels::{Label, Language};
use crate::sheet::{
    About, Half, How, Kept, Moment, Organisation, Proof, Role, SignatureCell, When,
};
use crate::text::{self, Reader};
use crate::typeset::printable;
use chrono::Datelike;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::date_of;
use typst::foundations::{Array, Datetime, Dict, IntoValue, Value, dict};

/// The side of the QR code, in millimetres.
const CODE_SIDE: f64 = 21.0;

/// Writes the values of one document.
pub(crate) struct Writer {
    pub(crate) language: Language,
    pub(crate) reader: Reader,
    /// The box of one signature, width and height in millimetres.
    pub(crate) ink: (f64, f64),
}

/// What a document is of.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    /// One session.
    Session,
    /// The sessions of a week, each of which may say the hash of its own sheet.
    Week { has_hashes: bool },
}

type Result<T> = std::result::Result<T, DocumentError>;

impl Writer {
    pub(crate) fn new(language: Language, ink: (f64, f64)) -> Self {
        Self { language, reader: Reader::new(printable), ink }
    }

    pub(crate) fn label(&self, label: Label) -> Value {
        label.text(self.language).into_value()
    }

    pub(crate) fn say(&self, label: Label, args: &[&str]) -> String {
        label.with(self.language, args)
    }

    /// The name, number and company number, a text each.
    pub(crate) fn organisation(&mut self, organisation: &Organisation) -> Result<Dict> {
        let mut numbers = Vec::new();
        for (label, number) in
            [(Label::Nda, &organisation.nda), (Label::Siret, &organisation.siret)]
        {
            if let Some(number) = number {
                let number = self.reader.line(number)?;
                numbers.push(self.say(label, &[&number]));
            }
        }
        let name = self.reader.line(&organisation.name)?;
        Ok(dict! { "name" => name, "numbers" => list(numbers) })
    }

    /// A heading and what it says, in so wide a column; nothing for an empty one.
    pub(crate) fn fact(
        &mut self,
        label: Label,
        text: Option<&str>,
        width: f64,
    ) -> Result<Option<Value>> {
        let line = text.map(|text| self.reader.line(text)).transpose()?;
        Ok(line.filter(|line| !line.is_empty()).map(|line| self.said(label, line, width)))
    }

    /// A heading and words made here. Widths are shares of the line.
    pub(crate) fn said(&self, label: Label, text: String, width: f64) -> Value {
        Value::Dict(dict! { "label" => self.label(label), "text" => text, "width" => width })
    }

    pub(crate) fn person(&mut self, name: &str, own_name: Option<&str>) -> Result<Dict> {
        let name = self.reader.line(name)?;
        let own = own_name.map(|own| self.reader.line(own)).transpose()?;
        let own = own.filter(|own| !own.is_empty() && *own != name);
        let turned = |name: &str| text::right_to_left(name);
        Ok(dict! {
            "name-rtl" => turned(&name),
            "name" => name,
            "own-rtl" => own.as_deref().is_some_and(turned),
            "own" => own.map_or(Value::None, IntoValue::into_value),
        })
    }

    pub(crate) fn role(&self, role: Role) -> Value {
        self.label(match role {
            Role::Lead => Label::Lead,
            Role::Assistant => Label::Assistant,
            Role::Interpreter => Label::Interpreter,
            Role::Observer => Label::Observer,
        })
    }

    pub(crate) fn half(&self, half: Half) -> &'static str {
        let label = match half {
            Half::Whole => Label::Whole,
            Half::Morning => Label::Morning,
            Half::Afternoon => Label::Afternoon,
            Half::Evening => Label::Evening,
        };
        label.text(self.language)
    }

    /// The state, and when somebody came or went if not as planned; a line each.
    pub(crate) fn mark(&self, mark: Option<Mark>, (start, end): (u16, u16)) -> Dict {
        let label = mark.map_or(Label::Unmarked, |mark| match mark.status {
            Status::Present => Label::Present,
            Status::Absent => Label::Absent,
            Status::Excused => Label::Excused,
            Status::Remote => Label::Remote,
        });
        let arrived = mark.and_then(|mark| mark.late).map(|late| start.saturating_add(late));
        let left = mark.and_then(|mark| mark.left).map(|left| end.saturating_sub(left));
        let mut more = Vec::new();
        for (label, minute) in [(Label::Arrived, arrived), (Label::Left, left)] {
            more.extend(minute.map(|minute| self.say(label, &[&text::time(minute)])));
        }
        let took_part = mark.is_some_and(|mark| mark.status.took_part());
        dict! { "state" => self.label(label), "more" => list(more), "took-part" => took_part }
    }

    /// One value for each of `count` cells.
    pub(crate) fn signatures(&mut self, cells: &[SignatureCell], count: usize) -> Result<Array> {
        let cells = cells.iter().chain(std::iter::repeat(&SignatureCell::Empty)).take(count);
        cells.map(|cell| self.signature(cell).map(IntoValue::into_value)).collect()
    }

    fn signature(&mut self, cell: &SignatureCell) -> Result<Dict> {
        let words = |kind: &str, text: String| dict! { "kind" => kind, "text" => text };
        Ok(match cell {
            SignatureCell::Empty => dict! { "kind" => "empty" },
            SignatureCell::Strokes { strokes, when } => match ink::strokes(strokes, self.ink)? {
                Some(drawing) => dict! {
                    "kind" => "ink",
                    "ink" => drawing,
                    "text" => self.label(Label::DrawnSignature),
                    // There is little room: what was drawn at the session is dated by it.
                    "when" => when.day.map(|_| self.when(*when)).transpose()?,
                },
                None => dict! { "kind" => "empty" },
            },
            SignatureCell::Words(said) => words("words", self.reader.line(said)?),
            SignatureCell::Given { how, when } => {
                let label = match how {
                    How::Pictures => Label::ByPictures,
                    How::Code => Label::ByCode,
                    How::Account => Label::ByAccount,
                    How::Erased => Label::ByErased,
                };
                words("words", self.say(label, &[&self.when(*when)?]))
            }
            SignatureCell::Again { when } => {
                words("broken", self.say(Label::Again, &[&self.when(*when)?]))
            }
            SignatureCell::Witnessed { by, when } => {
                let by = self.reader.inside(by)?;
                words("words", self.say(Label::Witnessed, &[&by, &self.when(*when)?]))
            }
            SignatureCell::Void => words("void", self.say(Label::Void, &[])),
            SignatureCell::Broken => words("broken", self.say(Label::Broken, &[])),
        })
    }

    /// At what time, and on what day if it was not the session's.
    fn when(&self, when: When) -> Result<String> {
        let time = text::time(when.minute);
        Ok(match when.day {
            None => self.say(Label::AtTime, &[&time]),
            Some(day) => self.say(Label::OnDay, &[&text::numeric_day(day, self.language)?, &time]),
        })
    }

    /// What a reader must know before anything else, under the head of every page.
    pub(crate) fn banners(&self, proof: &Proof) -> Value {
        let mut banners = Vec::new();
        banners.extend(proof.tampered.then(|| self.say(Label::Tampered, &[])));
        let corrected = |before: u32| self.say(Label::Corrected, &[&before.to_string()]);
        banners.extend(proof.corrects.map(corrected));
        banners.extend(proof.paper.then(|| self.say(Label::Paper, &[])));
        list(banners)
    }

    /// What is to be looked at, at the end. Comes last: it says also what could not be printed.
    pub(crate) fn remarks(&mut self, proof: &Proof) -> Result<Value> {
        let mut remarks = Vec::new();
        if !proof.suspects.is_empty() {
            let names: Result<Vec<_>> =
                proof.suspects.iter().map(|name| self.reader.inside(name)).collect();
            remarks.push(self.say(Label::Suspects, &[&names?.join(", ")]));
        }
        for kept in &proof.warnings {
            remarks.push(self.kept(kept)?);
        }
        if self.reader.unprintable {
            remarks.push(self.say(Label::Unprintable, &[]));
        }
        Ok(list(remarks))
    }

    fn kept(&mut self, kept: &Kept) -> Result<String> {
        let about = Label::text(
            match kept.about {
                About::InARow => Label::InARow,
                About::SignedLate => Label::SignedLate,
                About::Clock => Label::Clock,
                About::AfterEnd => Label::AfterEnd,
                About::BeforeStart => Label::BeforeStart,
                About::OverCapacity => Label::OverCapacity,
                About::Ratio => Label::Ratio,
                About::TwoPlaces => Label::TwoPlaces,
                About::Holiday => Label::Holiday,
                About::Title => Label::OtherTitle,
                About::Other => Label::OtherKept,
            },
            self.language,
        );
        let reason = self.reader.line(&kept.reason)?;
        if reason.is_empty() {
            return Ok(format!("{about}."));
        }
        let reason = self.reader.inside(&reason)?;
        Ok(self.say(Label::KeptWhy, &[about, &reason]))
    }

    /// Identity and hash, and how complete the data are.
    pub(crate) fn foot(&mut self, proof: &Proof, code: &str, of: Of) -> Result<Dict> {
        let id = self.reader.line(&proof.id)?;
        let code = self.reader.line(code)?;
        let mut identity = vec![
            self.say(Label::Sheet, &[&id]),
            self.say(Label::Version, &[&proof.version.to_string()]),
        ];
        let corrects = |before: u32| self.say(Label::Corrects, &[&before.to_string()]);
        identity.extend(proof.corrects.map(corrects));
        identity.push(code);
        let hash = match (&proof.hash, of) {
            (Some(hash), _) => self.say(Label::Hash, &[&text::hash(hash)]),
            (None, Of::Week { has_hashes: true }) => self.say(Label::EachHash, &[]),
            (None, _) => self.say(Label::NoHash, &[]),
        };
        let mut known = Vec::new();
        if let Some(moment) = proof.changed_at {
            let day = text::plain_day(moment.day, self.language)?;
            known.push(self.say(Label::Changed, &[&day, &text::time(moment.minute)]));
        }
        if !proof.unheard.is_empty() {
            let names: Result<Vec<_>> =
                proof.unheard.iter().map(|name| self.reader.inside(name)).collect();
            let label = match of {
                Of::Session => Label::Unheard,
                Of::Week { .. } => Label::UnheardWeek,
            };
            known.push(self.say(label, &[&names?.join(", ")]));
        }
        Ok(dict! {
            "identity" => identity.join(" · "),
            "hash" => hash,
            "known" => known.join(" "),
            "page" => self.label(Label::Page),
            "of" => self.label(Label::Of),
        })
    }

    /// The QR code and the id under it.
    pub(crate) fn code(&mut self, proof: &Proof) -> Result<Dict> {
        let code = ink::code(&proof.link, CODE_SIDE)?;
        Ok(dict! {
            "drawing" => code.map_or(Value::None, IntoValue::into_value),
            "alt" => self.label(Label::Code),
            "id" => self.reader.line(&proof.id)?,
        })
    }
}

/// The moment that dates the file.
pub(crate) fn date(moment: Moment) -> Result<Datetime> {
    let date = date_of(moment.day).ok_or(DocumentError::Day)?;
    let (month, day) = (date.month() as u8, date.day() as u8);
    let (hour, minute) = ((moment.minute / 60 % 24) as u8, (moment.minute % 60) as u8);
    Datetime::from_ymd_hms(date.year(), month, day, hour, minute, 0).ok_or(DocumentError::Day)
}

/// An array of whatever becomes a value.
pub(crate) fn list<T: IntoValue>(items: impl IntoIterator<Item = T>) -> Value {
    Value::Array(items.into_iter().map(IntoValue::into_value).collect())
}
