//! What an attendance sheet says, as plain data: no id of the store, nothing to look up. Whoever
//! makes one has decided everything; this crate only lays it out.

use passerelle_domain::attendance::Mark;
use passerelle_domain::calendar::Day;

/// Who gives the course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Its number as a training body (*numéro de déclaration d’activité*).
    pub nda: Option<String>,
    /// Its number as a company, 14 digits.
    pub siret: Option<String>,
}

/// A part of the day that is signed for on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Signed once for all of it.
    Whole,
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// After work.
    Evening,
}

/// What somebody is in a session; the order of `passerelle_domain::kinds::PARTS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Leads it.
    Lead,
    /// Helps.
    Assistant,
    /// Translates.
    Interpreter,
    /// Looks on.
    Observer,
}

/// How a signature was given that was not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By pictures that only they know.
    Pictures,
    /// By digits that only they know.
    Code,
    /// By the account that they had unlocked.
    Account,
    /// Drawn; the drawing was erased since, with the person.
    Erased,
}

/// When something was signed, on the centre's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day, if it is not the session's.
    pub day: Option<Day>,
    /// Minutes after midnight.
    pub minute: u16,
}

/// What stands where somebody signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureCell {
    /// Nothing; on paper, room to sign.
    Empty,
    /// Drawn: strokes of points `(x, y)`, `y` downwards, in whatever unit. The drawing is fitted into
    /// the cell and keeps its proportions.
    Strokes {
        /// The strokes.
        strokes: Vec<Vec<(u16, u16)>>,
        /// When; said below the drawing if it was on another day than the session's.
        when: When,
    },
    /// Said in words: `signé par code à 14:12`.
    Words(String),
    /// Given otherwise than by drawing.
    Given {
        /// How.
        how: How,
        /// When.
        when: When,
    },
    /// Given before what it was given to has changed: it is to be given again.
    Again {
        /// When.
        when: When,
    },
    /// Could not sign; somebody saw them.
    Witnessed {
        /// Who.
        by: String,
        /// When that was written.
        when: When,
    },
    /// Withdrawn since.
    Void,
    /// No longer matches what was signed.
    Broken,
}

/// A learner's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Given and family name, exactly as kept.
    pub name: String,
    /// The name in its own script.
    pub own_name: Option<String>,
    /// The mark; none when nobody has marked, and on paper that is still to be filled.
    pub mark: Option<Mark>,
    /// Minutes attended.
    pub minutes: Option<u16>,
    /// One for each of the sheet's halves; missing ones are empty.
    pub signatures: Vec<SignatureCell>,
}

/// A trainer's or volunteer's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainerLine {
    /// Given and family name, exactly as kept.
    pub name: String,
    /// The name in its own script.
    pub own_name: Option<String>,
    /// Their part.
    pub role: Role,
    /// Minutes given.
    pub minutes: Option<u16>,
    /// One for each of the sheet's halves; missing ones are empty.
    pub signatures: Vec<SignatureCell>,
}

/// A moment on the centre's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Minutes after midnight.
    pub minute: u16,
}

/// What was worth a second look when a register was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Signatures hardly given one by one.
    InARow,
    /// Signatures given after the session.
    SignedLate,
    /// A laptop's clock that was off.
    Clock,
    /// Closed long after the session.
    AfterEnd,
    /// Closed before the session had begun.
    BeforeStart,
    /// More people than the room holds.
    OverCapacity,
    /// Few volunteers for so many learners.
    Ratio,
    /// A volunteer marked at another session of the same hours.
    TwoPlaces,
    /// A session on a public holiday.
    Holiday,
    /// A title that is not the catalogue's.
    Title,
    /// What a later version of the program looks at.
    Other,
}

impl About {
    /// By the code of the warning.
    pub fn of(code: &str) -> Self {
        match code {
            "in_a_row" => Self::InARow,
            "signed_late" => Self::SignedLate,
            "clock" => Self::Clock,
            "after_end" => Self::AfterEnd,
            "before_start" => Self::BeforeStart,
            "over_capacity" => Self::OverCapacity,
            "ratio" => Self::Ratio,
            "two_places" => Self::TwoPlaces,
            "holiday" => Self::Holiday,
            "title" => Self::Title,
            _ => Self::Other,
        }
    }
}

/// What was seen when a register was closed, and why it was right all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it is about.
    pub about: About,
    /// Why, in the words of whoever closed it; may be empty.
    pub reason: String,
}

/// What proves a document, and what is to be known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The sheet's own name, as people read it out.
    pub id: String,
    /// Version, from 1.
    pub version: u32,
    /// The version that this one corrects.
    pub corrects: Option<u32>,
    /// SHA-256 of what it says: what signatures are given to.
    pub hash: Option<[u8; 32]>,
    /// What the QR code says.
    pub link: String,
    /// Entered from a sheet that was signed on paper.
    pub paper: bool,
    /// Laptops of which nothing had come since the session when this was made.
    pub unheard: Vec<String>,
    /// What whoever closed the register saw, and kept.
    pub warnings: Vec<Kept>,
    /// What is shown is no longer what was signed.
    pub tampered: bool,
    /// The people of whom that is so.
    pub suspects: Vec<String>,
    /// When the newest of what is shown was written; also the date of the file. Without it, the end of
    /// the session dates the file. Never the clock of whoever prints: the same data are the same bytes.
    pub changed_at: Option<Moment>,
}

/// The attendance sheet of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Who gives the course.
    pub organisation: Organisation,
    /// The exact title of the course.
    pub title: String,
    /// The cohort's code.
    pub code: String,
    /// What is taught in this session.
    pub module: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The day.
    pub day: Day,
    /// Start, minutes after midnight.
    pub start: u16,
    /// End, minutes after midnight.
    pub end: u16,
    /// What is signed for, a column each. None is the same as the whole of it.
    pub halves: Vec<Half>,
    /// Minutes planned for a learner.
    pub planned_minutes: u16,
    /// The learners, in the order to print.
    pub learners: Vec<Line>,
    /// The trainers and volunteers, in the order to print.
    pub trainers: Vec<TrainerLine>,
    /// Numbered lines without a name after the learners, for those who come unannounced.
    pub spare_lines: u8,
    /// Identity, version, hash and the rest.
    pub proof: Proof,
}

impl Sheet {
    /// Whether it is to be filled by hand: nobody is marked and nobody has signed.
    pub fn is_blank(&self) -> bool {
        let empty = |cells: &[SignatureCell]| cells.iter().all(|c| *c == SignatureCell::Empty);
        self.learners.iter().all(|line| line.mark.is_none() && empty(&line.signatures))
            && self.trainers.iter().all(|line| empty(&line.signatures))
    }
}
