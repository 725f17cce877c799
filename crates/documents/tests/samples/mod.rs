//! Sheets and weeks of an invented centre, for the tests and for whoever wants to look at a page.

#![allow(dead_code, reason = "each binary uses some of them")]

use passerelle_documents::*;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::parse_day;

/// Names as registers have them: accents, five scripts, one that is long, one of a single word.
pub const NAMES: [(&str, Option<&str>); 10] = [
    ("Amina Haidari", Some("أمينة حیدری")),
    ("Selam Tesfaye", Some("ሰላም ተስፋዬ")),
    ("Nino Beridze", Some("ნინო ბერიძე")),
    ("Oksana Shevchenko", Some("Оксана Шевченко")),
    ("Jean-Baptiste N’Guessan-Kouadio de la Rochefoucauld-Montbéliard", None),
    ("Mohammad", Some("محمد")),
    ("Yodit Haile (Mme)", Some("ዮዲት ኃይሌ")),
    ("Éloïse Çelik-Åström", None),
    ("Nguyễn Thị Ánh", None),
    ("Zarah پژمان Karimi", Some("زهرا پژمان کریمی")),
];

pub fn organisation() -> Organisation {
    Organisation {
        name: "Passerelle numérique – Bègles".to_owned(),
        nda: Some("75 33 12345 33".to_owned()),
        siret: Some("812 345 678 00019".to_owned()),
    }
}

pub fn proof() -> Proof {
    Proof {
        id: "BEG-7F3K-2M".to_owned(),
        version: 1,
        link: "https://passerelle.example/f/BEG-7F3K-2M/1".to_owned(),
        ..Proof::default()
    }
}

/// At 14:12 on the day of the session.
pub const AT_SESSION: When = When { day: None, minute: 14 * 60 + 12 };

/// A scrawl; another for each seed.
pub fn strokes(seed: u32) -> SignatureCell {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(99);
    let mut next = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut strokes = Vec::new();
    for _ in 0..2 + next(2) {
        let (mut x, y) = (40.0 + f64::from(next(120)), 100.0 + f64::from(next(60)));
        let (wave, tall) = (3.0 + f64::from(next(6)), 20.0 + f64::from(next(60)));
        let stroke = (0..60).map(|n| {
            x += 2.0 + 4.0 * f64::from(n).sin().abs();
            let lift = (f64::from(n) / wave).sin() * tall * (1.0 - f64::from(n) / 90.0);
            (x as u16, (y + lift) as u16)
        });
        strokes.push(stroke.collect());
    }
    SignatureCell::Strokes { strokes, when: AT_SESSION }
}

pub fn blank(learners: usize) -> Sheet {
    let line = |n: usize| {
        let (name, own) = NAMES[n % NAMES.len()];
        Line {
            name: if n < NAMES.len() { name.to_owned() } else { format!("{name} {n}") },
            own_name: own.map(str::to_owned),
            mark: None,
            minutes: None,
            signatures: Vec::new(),
        }
    };
    let trainer = |name: &str, own: Option<&str>, role| TrainerLine {
        name: name.to_owned(),
        own_name: own.map(str::to_owned),
        role,
        minutes: None,
        signatures: Vec::new(),
    };
    Sheet {
        organisation: organisation(),
        title: "DIGITAL Initiation (débutant) – compétences numériques de base".to_owned(),
        code: "DIG-1-2027-04".to_owned(),
        module: Some("Navigateur et recherche".to_owned()),
        place: Some("Salle 2, Médiathèque, 12 rue des Peupliers, 33130 Bègles".to_owned()),
        day: parse_day("2027-04-20").unwrap_or(0),
        start: 14 * 60,
        end: 16 * 60,
        halves: vec![Half::Afternoon],
        planned_minutes: 120,
        learners: (0..learners).map(line).collect(),
        trainers: vec![
            trainer("Inès Moreau", None, Role::Lead),
            trainer("Karim Benali", Some("كريم بن علي"), Role::Assistant),
            trainer("Léa Fontaine", None, Role::Interpreter),
        ],
        spare_lines: 0,
        proof: proof(),
    }
}

pub fn filled(learners: usize) -> Sheet {
    let mut sheet = blank(learners);
    for (n, line) in sheet.learners.iter_mut().enumerate() {
        let present = Mark::plain(Status::Present);
        let (mark, minutes, cell) = match n % 10 {
            1 => (Mark { late: Some(15), ..present }, 105, strokes(n as u32)),
            2 => (Mark { left: Some(30), ..present }, 90, strokes(n as u32)),
            3 => (Mark::plain(Status::Absent), 0, SignatureCell::Empty),
            4 => (
                Mark { late: Some(20), left: Some(10), ..present },
                90,
                SignatureCell::Witnessed { by: "Inès Moreau".to_owned(), when: AT_SESSION },
            ),
            5 => (present, 120, SignatureCell::Words("signé par code à 14:12".to_owned())),
            6 => (Mark::plain(Status::Remote), 120, SignatureCell::Void),
            7 => (Mark::plain(Status::Excused), 0, SignatureCell::Empty),
            8 => (present, 120, SignatureCell::Broken),
            _ => (present, 120, strokes(n as u32)),
        };
        (line.mark, line.minutes, line.signatures) = (Some(mark), Some(minutes), vec![cell]);
    }
    for (n, line) in sheet.trainers.iter_mut().enumerate() {
        line.minutes = Some(150);
        line.signatures = vec![strokes(900 + n as u32)];
    }
    sheet.proof = Proof {
        version: 2,
        corrects: Some(1),
        hash: Some(std::array::from_fn(|n| (n * 37 + 11) as u8)),
        changed_at: Some(Moment { day: sheet.day, minute: 18 * 60 + 2 }),
        unheard: vec!["PC-04 Léa".to_owned(), "PC-07 محمد".to_owned()],
        warnings: vec![
            Kept { about: About::InARow, reason: "une tablette par table".to_owned() },
            Kept { about: About::Holiday, reason: String::new() },
        ],
        ..sheet.proof
    };
    sheet
}

/// Morning and afternoon, a signature each.
pub fn whole_day(learners: usize) -> Sheet {
    let mut sheet = filled(learners);
    sheet.halves = vec![Half::Morning, Half::Afternoon];
    (sheet.start, sheet.end, sheet.planned_minutes) = (9 * 60 + 30, 17 * 60, 390);
    for (n, line) in sheet.learners.iter_mut().enumerate() {
        let came = line.minutes != Some(0);
        line.signatures.push(if came { strokes(300 + n as u32) } else { SignatureCell::Empty });
    }
    for (n, line) in sheet.trainers.iter_mut().enumerate() {
        line.signatures.push(strokes(600 + n as u32));
    }
    sheet
}

/// The n-th session of a week of `count`.
fn week_session(sheet: &Sheet, (n, count): (usize, usize), halves: &[Half]) -> WeekSession {
    let twice = count > 5;
    let (start, end) = match (halves.len() > 1, twice, n % 2) {
        (true, _, _) => (570, 1020),
        (false, true, 0) => (9 * 60, 12 * 60),
        _ => (14 * 60, 16 * 60),
    };
    WeekSession {
        day: sheet.day - 1 + i32::try_from(if twice { n / 2 } else { n }).unwrap_or(0),
        start,
        end,
        halves: if twice && n.is_multiple_of(2) { vec![Half::Morning] } else { halves.to_vec() },
        module: sheet.module.clone(),
        place: (n == 1).then(|| "Mission locale".to_owned()),
        planned_minutes: end - start,
        sheet: Some(WeekSheet {
            id: format!("BEG-7F3K-{n}"),
            version: 1 + u32::from(n == 1),
            corrects: (n == 1).then_some(1),
            hash: Some([n as u8 * 7 + 1; 32]),
            paper: n == 2,
        }),
    }
}

/// `count` sessions from a Monday, one a day, or two from the sixth on; filled like the sheets.
pub fn week(count: usize, learners: usize, halves: &[Half]) -> Week {
    let sheet = if halves.len() > 1 { whole_day(learners) } else { filled(learners) };
    let session = |n: usize| week_session(&sheet, (n, count), halves);
    let learner = |(at, line): (usize, &Line)| WeekLine {
        name: line.name.clone(),
        own_name: line.own_name.clone(),
        cells: (0..count)
            .map(|n| {
                // Another line's mark on another day, so that a page shows all of them.
                let other = &sheet.learners[(at + n * 3) % sheet.learners.len()];
                WeekCell {
                    expected: at != 6 || n > 0,
                    mark: other.mark,
                    minutes: other.minutes,
                    signatures: other.signatures.clone(),
                }
            })
            .collect(),
    };
    let trainer = |line: &TrainerLine| WeekTrainer {
        name: line.name.clone(),
        own_name: line.own_name.clone(),
        role: line.role,
        cells: (0..count)
            .map(|n| WeekCell {
                expected: line.role == Role::Lead || n % 2 == 0,
                mark: None,
                minutes: line.minutes,
                signatures: line.signatures.clone(),
            })
            .collect(),
    };
    Week {
        organisation: organisation(),
        title: sheet.title.clone(),
        code: sheet.code.clone(),
        place: sheet.place.clone(),
        sessions: (0..count).map(session).collect(),
        learners: sheet.learners.iter().enumerate().map(learner).collect(),
        trainers: sheet.trainers.iter().map(trainer).collect(),
        proof: Proof {
            id: "BEG-S16-DIG1".to_owned(),
            corrects: None,
            hash: None,
            warnings: Vec::new(),
            ..sheet.proof.clone()
        },
    }
}

/// To be filled by hand.
pub fn blank_week(count: usize, learners: usize, halves: &[Half]) -> Week {
    let mut week = week(count, learners, halves);
    let learners = week.learners.iter_mut().flat_map(|line| &mut line.cells);
    let trainers = week.trainers.iter_mut().flat_map(|line| &mut line.cells);
    for cell in learners.chain(trainers) {
        *cell = WeekCell { expected: cell.expected, ..WeekCell::default() };
    }
    week.proof = proof();
    week
}

/// The papers of a group of so many learners who meet so often.
pub fn pack(learners: usize, sessions: usize, tongues: &[&str]) -> Pack {
    let first = parse_day("2027-04-20").unwrap_or_default();
    let meeting = |n: i32| Meeting {
        day: first + n / 2 * 7 + n % 2 * 2,
        start: 840,
        end: 960,
        place: (n == 3).then(|| "Médiathèque, 4 place du Marché, Talence".to_owned()),
    };
    let people: Vec<_> = blank(learners).learners;
    let languages = ["prs", "ti", "ka", "uk", "fr", "ar", "xx"];
    let line = |(n, line): (usize, &Line)| RosterLine {
        name: line.name.clone(),
        own_name: line.own_name.clone(),
        language: (n % 8 != 7).then(|| languages[n % languages.len()].to_owned()),
    };
    let invited =
        |line: &Line| Invited { name: line.name.clone(), own_name: line.own_name.clone() };
    let sheet = blank(learners);
    let meetings: Vec<_> = (0..i32::try_from(sessions).unwrap_or_default()).map(meeting).collect();
    Pack {
        organisation: organisation(),
        title: sheet.title.clone(),
        code: sheet.code.clone(),
        meetings: meetings.clone(),
        roster: Some(people.iter().enumerate().map(line).collect()),
        sheets: vec![sheet; 2],
        convocations: (!tongues.is_empty()).then(|| Convocations {
            tongues: tongues.iter().filter_map(|code| Tongue::of(code)).collect(),
            people: people.iter().map(invited).collect(),
            meetings,
            venue: Some(Venue {
                name: "Salle B".to_owned(),
                address: Some("12 rue des Glacières, 33130 Bègles".to_owned()),
                access: Some("Sonner à « Passerelle », 2e étage.".to_owned()),
                is_step_free: Some(true),
            }),
            contact: Some("Inès Moreau, 05 56 00 00 00".to_owned()),
        }),
    }
}
