//! What is signed, and whether it still stands. A learner signs their own line, a trainer the whole
//! sheet; a signature names the hash of what was on screen. It is written once: what changes after it
//! is signed again, and a mistake is made void, never mended.

use crate::attendance::{Hours, Mark};
use crate::calendar::{Day, format_day};
use crate::record::RecordId;
use crate::value::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Parts of a day that are signed for on their own; the position is the code.
pub const HALVES: &[&str] = &["morning", "afternoon", "evening"];
/// Ways to sign; the position is the code.
pub const WAYS: &[&str] = &["drawn", "pictures", "code", "witnessed", "account"];

/// Where the morning ends and the evening begins, in minutes after midnight.
const NOON: u16 = 13 * 60;
const EVENING: u16 = 18 * 60;
/// A session that has so much on both sides of noon is signed for twice.
const HALF_MINUTES_MIN: u16 = 60;

/// A part of a day that is signed for on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// After work.
    Evening,
}

impl Half {
    /// The half kept under this code, if this version knows it.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Morning, Self::Afternoon, Self::Evening]
            .into_iter()
            .find(|half| *half as i64 == code)
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        HALVES[self as usize]
    }
}

/// What is signed for on its own at a session: each half of the day on which something takes place.
pub fn halves(start: u16, end: u16) -> Vec<Half> {
    let morning = NOON.saturating_sub(start).min(end.saturating_sub(start));
    let afternoon = end.saturating_sub(NOON.max(start));
    if morning >= HALF_MINUTES_MIN && afternoon >= HALF_MINUTES_MIN {
        return vec![Half::Morning, Half::Afternoon];
    }
    let of = if start >= EVENING {
        Half::Evening
    } else if afternoon > morning {
        Half::Afternoon
    } else {
        Half::Morning
    };
    vec![of]
}

/// A way to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// On a pad.
    Drawn,
    /// By three pictures that only they know.
    Pictures,
    /// By four digits that only they know.
    Code,
    /// Somebody saw that they were there and could not sign.
    Witnessed,
    /// A trainer, by the account that they had unlocked.
    Account,
}

impl Way {
    /// The way kept under this code, if this version knows it.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Drawn, Self::Pictures, Self::Code, Self::Witnessed, Self::Account]
            .into_iter()
            .find(|way| *way as i64 == code)
    }

    /// The way of this name.
    pub fn named(name: &str) -> Option<Self> {
        WAYS.iter().position(|way| *way == name).and_then(|code| Self::from_code(code as i64))
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        WAYS[self as usize]
    }
}

/// The hash of what was signed.
pub type Hash = [u8; 32];

/// That somebody signed: written once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// For which half.
    pub half: Half,
    /// How.
    pub way: Way,
    /// What.
    pub hash: Hash,
    /// When, by the laptop's clock, milliseconds since 1970.
    pub at_ms: i64,
    /// Who saw it, when they could not sign.
    pub witness: Option<RecordId>,
}

impl Signed {
    /// The register's value.
    pub fn to_value(self) -> Value {
        Value::List(vec![
            Value::Int(self.half as i64),
            Value::Int(self.way as i64),
            Value::Bytes(self.hash.to_vec()),
            Value::Int(self.at_ms),
            self.witness.map_or(Value::Null, |id| Value::Ref(id.0)),
        ])
    }
}

/// What a sheet says of its session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The exact title of the course.
    pub title: String,
    /// The cohort's code.
    pub code: String,
    /// What is taught.
    pub module: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The day.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// From when to when it was interrupted.
    pub pause: Option<(u16, u16)>,
}

impl Heading {
    /// When it took place.
    pub fn hours(&self) -> Hours {
        Hours { start: self.start, end: self.end, pause: self.pause }
    }
}

/// One signature as it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its own id.
    pub id: RecordId,
    /// Who signed, or could not.
    pub person: RecordId,
    /// What; none when two laptops' words contradict each other, or it cannot be read.
    pub signed: Option<Signed>,
    /// The drawing, as its text.
    pub ink: Option<String>,
    /// Whether it was made void.
    pub is_void: bool,
}

/// Whether a signature stands. The order is from the weakest to what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Made void.
    Void,
    /// It contradicts itself, or cannot be read.
    Broken,
    /// What was signed has changed since.
    Again,
    /// It is what is on the sheet.
    Signed,
}

/// A register as it is signed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The session.
    pub session: RecordId,
    /// What is said of it.
    pub heading: Heading,
    /// Learners who are marked.
    pub learners: BTreeMap<RecordId, Mark>,
    /// Trainers who are marked.
    pub trainers: BTreeMap<RecordId, Mark>,
    /// The signatures, void ones too.
    pub signatures: Vec<Found>,
    /// Whether it was signed on paper.
    pub is_paper: bool,
}

impl Sheet {
    /// What is signed for on its own.
    pub fn halves(&self) -> Vec<Half> {
        halves(self.heading.start, self.heading.end)
    }

    /// The hash of one learner's line for one half.
    pub fn line_hash(&self, learner: RecordId, half: Half) -> Hash {
        let mut text = self.heading_text("line 1");
        text.push_str(&format!("{} ", half.name()));
        text.push_str(&line_text(learner, self.learners.get(&learner)));
        Sha256::digest(text).into()
    }

    /// The hash of the whole: the heading, and everybody who is marked.
    pub fn hash(&self) -> Hash {
        let mut text = self.heading_text("sheet 2");
        for (learner, mark) in &self.learners {
            text.push_str(&line_text(*learner, Some(mark)));
        }
        text.push_str("trainers\n");
        for (trainer, mark) in &self.trainers {
            text.push_str(&line_text(*trainer, Some(mark)));
        }
        Sha256::digest(text).into()
    }

    /// The hash of what somebody signs: a learner their line, anybody else the whole.
    pub fn hash_for(&self, person: RecordId, half: Half, is_trainer: bool) -> Hash {
        if is_trainer { self.hash() } else { self.line_hash(person, half) }
    }

    /// Whether a signature stands.
    pub fn standing(&self, found: &Found) -> Standing {
        if found.is_void {
            return Standing::Void;
        }
        let Some(signed) = &found.signed else { return Standing::Broken };
        let drawn = found.ink.as_deref();
        if signed.way == Way::Drawn
            && drawn.is_some_and(|ink| crate::ink::Ink::parse(ink).is_none())
        {
            return Standing::Broken;
        }
        let is_learner = self.learners.contains_key(&found.person);
        let line = self.line_hash(found.person, signed.half);
        let now = if is_learner { line } else { self.hash() };
        if now == signed.hash || line == signed.hash { Standing::Signed } else { Standing::Again }
    }

    /// What stands of somebody's signatures for one half: the strongest, and then the latest.
    pub fn signature(&self, person: RecordId, half: Half) -> Option<(Standing, &Found)> {
        let of = self.signatures.iter().filter(|found| {
            found.person == person && found.signed.is_none_or(|signed| signed.half == half)
        });
        let judged = of.map(|found| (self.standing(found), found));
        judged.max_by_key(|(standing, found)| {
            (*standing, found.signed.map(|signed| signed.at_ms), found.id)
        })
    }

    /// Learners who took part and lack a signature that stands, for one half at least. On paper nobody
    /// does.
    pub fn unsigned(&self) -> Vec<RecordId> {
        if self.is_paper {
            return Vec::new();
        }
        let halves = self.halves();
        let lacks = |person: RecordId| {
            halves.iter().any(|half| {
                self.signature(person, *half)
                    .is_none_or(|(standing, _)| standing != Standing::Signed)
            })
        };
        let here = self.learners.iter().filter(|(_, mark)| mark.status.took_part());
        here.map(|(id, _)| *id).filter(|id| lacks(*id)).collect()
    }

    /// Whether a trainer has signed it as it stands.
    pub fn is_countersigned(&self) -> bool {
        let whole = self.hash();
        self.signatures
            .iter()
            .any(|found| !found.is_void && found.signed.is_some_and(|signed| signed.hash == whole))
    }

    /// Who signed something that still counts, and what: whoever it is who must sign again once it
    /// changes.
    pub fn signers(&self) -> Vec<RecordId> {
        let stands = |found: &&Found| self.standing(found) == Standing::Signed;
        let mut signers: Vec<_> =
            self.signatures.iter().filter(stands).map(|found| found.person).collect();
        signers.sort();
        signers.dedup();
        signers
    }

    fn heading_text(&self, form: &str) -> String {
        let heading = &self.heading;
        let mut text = format!("{form}\n{}\n", self.session);
        let texts = [
            Some(heading.title.as_str()),
            Some(&heading.code),
            heading.module.as_deref(),
            heading.place.as_deref(),
        ];
        for part in texts.map(Option::unwrap_or_default) {
            // Lengths, so that no text can pass for two.
            text.push_str(&format!("{} {part}\n", part.len()));
        }
        let (from, to) = heading.pause.unwrap_or_default();
        let (day, start, end) = (format_day(heading.day), heading.start, heading.end);
        text.push_str(&format!("{day} {start} {end} {from} {to}\n"));
        text
    }
}

/// What a sheet says of one person, in one form only.
fn line_text(person: RecordId, mark: Option<&Mark>) -> String {
    let Some(mark) = mark else { return format!("{person} -\n") };
    let minutes = |minutes: Option<u16>| minutes.unwrap_or(0);
    format!("{person} {} {} {}\n", mark.status.code(), minutes(mark.late), minutes(mark.left))
}

/// The most signatures that came within so many milliseconds: how many, and how far apart the first and
/// the last.
pub fn in_a_row(mut at_ms: Vec<i64>, within_ms: i64) -> (usize, i64) {
    at_ms.sort_unstable();
    let (mut best, mut begin) = ((0, 0), 0);
    for at in 0..at_ms.len() {
        while at_ms[at] - at_ms[begin] > within_ms {
            begin += 1;
        }
        let (count, span) = (at - begin + 1, at_ms[at] - at_ms[begin]);
        if count > best.0 {
            best = (count, span);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::Status;
    use uuid::Uuid;

    const ANNA: RecordId = RecordId(Uuid::from_u128(1));
    const OMAR: RecordId = RecordId(Uuid::from_u128(2));
    const CLAIRE: RecordId = RecordId(Uuid::from_u128(9));

    fn sheet() -> Sheet {
        let here = Mark::plain(Status::Present);
        let heading = Heading {
            title: "DIGITAL Initiation".to_owned(),
            code: "DIG-1".to_owned(),
            day: 20_000,
            start: 14 * 60,
            end: 16 * 60,
            ..Heading::default()
        };
        Sheet {
            session: RecordId(Uuid::from_u128(100)),
            heading,
            learners: [(ANNA, here), (OMAR, Mark::plain(Status::Absent))].into(),
            trainers: [(CLAIRE, here)].into(),
            signatures: Vec::new(),
            is_paper: false,
        }
    }

    fn sign(sheet: &mut Sheet, person: RecordId, way: Way) {
        let half = Half::Afternoon;
        let hash = sheet.hash_for(person, half, person == CLAIRE);
        let at_ms = sheet.signatures.len() as i64;
        let signed = Some(Signed { half, way, hash, at_ms, witness: None });
        let id = RecordId(Uuid::from_u128(1000 + sheet.signatures.len() as u128));
        sheet.signatures.push(Found { id, person, signed, ink: None, is_void: false });
    }

    fn standing(sheet: &Sheet, person: RecordId) -> Option<Standing> {
        sheet.signature(person, Half::Afternoon).map(|(standing, _)| standing)
    }

    #[test]
    fn halves_of_a_day() {
        let check = |start: u16, end: u16, of: &[Half]| assert_eq!(halves(start, end), of);
        check(9 * 60, 12 * 60, &[Half::Morning]);
        check(14 * 60, 16 * 60, &[Half::Afternoon]);
        check(18 * 60, 20 * 60, &[Half::Evening]);
        check(9 * 60 + 30, 17 * 60, &[Half::Morning, Half::Afternoon]);
        check(11 * 60, 13 * 60 + 30, &[Half::Morning]);
        check(12 * 60 + 30, 16 * 60, &[Half::Afternoon]);
    }

    #[test]
    fn who_was_here_signs_and_who_was_not_does_not() {
        let mut sheet = sheet();
        assert_eq!(sheet.unsigned(), [ANNA]);
        sign(&mut sheet, ANNA, Way::Drawn);
        assert_eq!(sheet.unsigned(), []);
        assert!(!sheet.is_countersigned());
        sign(&mut sheet, CLAIRE, Way::Account);
        assert!(sheet.is_countersigned());
        sheet.signatures.clear();
        sheet.is_paper = true;
        assert_eq!(sheet.unsigned(), []);
    }

    #[test]
    fn a_change_of_one_line_asks_that_one_and_the_trainers_again() {
        let mut sheet = sheet();
        sheet.learners.insert(OMAR, Mark::plain(Status::Present));
        [ANNA, OMAR].into_iter().for_each(|one| sign(&mut sheet, one, Way::Code));
        sign(&mut sheet, CLAIRE, Way::Account);
        assert_eq!(sheet.signers(), [ANNA, OMAR, CLAIRE]);
        let late = Mark { late: Some(15), ..Mark::plain(Status::Present) };
        sheet.learners.insert(OMAR, late);
        assert_eq!(standing(&sheet, ANNA), Some(Standing::Signed));
        assert_eq!(standing(&sheet, OMAR), Some(Standing::Again));
        assert_eq!(standing(&sheet, CLAIRE), Some(Standing::Again));
        sign(&mut sheet, OMAR, Way::Witnessed);
        assert_eq!(standing(&sheet, OMAR), Some(Standing::Signed));
        // The times are everybody's.
        sheet.heading.end += 30;
        assert_eq!(sheet.signers(), []);
        assert_eq!(sheet.unsigned(), [ANNA, OMAR]);
    }

    #[test]
    fn a_void_signature_counts_for_nothing_and_a_broken_one_shows() {
        let mut sheet = sheet();
        sign(&mut sheet, ANNA, Way::Drawn);
        sheet.signatures[0].ink = Some("not a drawing".to_owned());
        assert_eq!(standing(&sheet, ANNA), Some(Standing::Broken));
        sheet.signatures[0].ink = Some("AACC".to_owned());
        assert_eq!(standing(&sheet, ANNA), Some(Standing::Signed));
        sheet.signatures[0].is_void = true;
        assert_eq!(standing(&sheet, ANNA), Some(Standing::Void));
        assert_eq!(sheet.unsigned(), [ANNA]);
        sheet.signatures[0] = Found { signed: None, is_void: false, ..sheet.signatures[0].clone() };
        assert_eq!(standing(&sheet, ANNA), Some(Standing::Broken));
    }

    #[test]
    fn texts_cannot_trade_places() {
        let one = sheet();
        let mut other = one.clone();
        (other.heading.module, other.heading.place) = (Some("A\n0 ".to_owned()), None);
        let mut third = one.clone();
        (third.heading.module, third.heading.place) = (Some("A".to_owned()), Some(String::new()));
        assert!(one.hash() != other.hash() && other.hash() != third.hash());
    }

    #[test]
    fn runs_of_signatures() {
        let check = |at: &[i64], run: (usize, i64)| assert_eq!(in_a_row(at.to_vec(), 20_000), run);
        check(&[], (0, 0));
        check(&[5_000], (1, 0));
        check(&[0, 60_000, 62_000, 64_000, 90_000], (3, 4_000));
        check(&[64_000, 0, 62_000, 60_000], (3, 4_000));
        check(&[0, 15_000, 30_000, 45_000], (2, 15_000));
    }
}
