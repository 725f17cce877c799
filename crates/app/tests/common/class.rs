//! A class that meets on the day of the surroundings.

use super::{Pictured, around, setup};
use passerelle_app::dto::{Half, LearnerRow, MarkInput, NewCohort, NewPerson, Register, WalkIn};
use passerelle_app::{App, AppError, record_id};
use passerelle_domain::RecordId;
use std::sync::Arc;

/// A centre with one group of three seats that meets on 20 April 2027 from 14:00 to 16:00.
pub struct Class {
    pub _folder: tempfile::TempDir,
    pub clock: Arc<Pictured>,
    pub app: App,
    pub session: RecordId,
}

pub fn person(
    given: &str,
    family: &str,
    own_name: Option<&str>,
    cohort: Option<&str>,
) -> NewPerson {
    NewPerson {
        given: given.into(),
        family: family.into(),
        own_name: own_name.map(Into::into),
        language: None,
        cohort: cohort.map(Into::into),
        volunteer: false,
    }
}

pub fn class() -> Class {
    let folder = tempfile::tempdir().unwrap();
    let clock = around();
    let app = App::init(folder.path(), clock.clone(), "Bègles", "Inès", &setup());
    let mut app = app.unwrap().0;
    for (code, start) in [("A", 840), ("B", 900)] {
        let cohort = NewCohort {
            level: "DIG-1".into(),
            code: code.into(),
            room: None,
            capacity: 3,
            first: super::DAY.into(),
            weekdays: vec![],
            start,
            end: start + 120,
            sessions: Some(1),
            ..Default::default()
        };
        app.add_cohort(&cohort).unwrap();
    }
    app.add_person(&person("Amina", "Diallo", None, Some("A"))).unwrap();
    app.add_person(&person("Oleksandr", "Koval", Some("Олександр Коваль"), Some("A"))).unwrap();
    app.add_person(&person("Mohamed", "Karimi", Some("محمد کریمی"), Some("B"))).unwrap();
    let session = session_of(&mut app, "A");
    Class { _folder: folder, clock, app, session }
}

pub fn session_of(app: &mut App, code: &str) -> RecordId {
    let cards = app.today(None).unwrap().sessions;
    record_id(&cards.iter().find(|card| card.code == code).unwrap().id).unwrap()
}

pub fn newcomer(name: &str) -> WalkIn {
    WalkIn::New { name: name.into() }
}

impl Class {
    pub fn register(&mut self) -> Register {
        self.app.register(self.session).unwrap()
    }

    pub fn mark(&mut self, name: &str, input: MarkInput) -> Result<(), AppError> {
        let row = self.register().learners.into_iter().find(|row| row.name.starts_with(name));
        let id = record_id(&row.unwrap().id)?;
        self.app.mark(self.session, id, input).map(|_| ())
    }

    pub fn codes(&mut self) -> Vec<String> {
        let closing = self.app.closing(self.session).unwrap();
        closing.warnings.into_iter().map(|warning| warning.code).collect()
    }

    /// Marks everybody, one volunteer too.
    pub fn complete(&mut self) {
        self.app.mark_rest_present(self.session).unwrap();
        let id = record_id(&self.register().volunteers[0].id).unwrap();
        self.app.mark_volunteer(self.session, id, MarkInput::Present).unwrap();
    }

    /// Somebody of the register, whose name begins so.
    pub fn row(&mut self, name: &str) -> LearnerRow {
        let rows = self.register().learners;
        rows.into_iter().find(|row| row.name.starts_with(name)).unwrap()
    }

    pub fn id(&mut self, name: &str) -> RecordId {
        record_id(&self.row(name).id).unwrap()
    }

    /// Signs for everybody who has not: they cannot, and the person at the keys has seen them.
    pub fn all_sign(&mut self) {
        for learner in self.app.closing(self.session).unwrap().unsigned {
            let id = record_id(&learner).unwrap();
            self.app.witness(self.session, id, Half::Afternoon, "main bandée").unwrap();
        }
    }
}

/// Whether a document says this, wherever its lines break.
pub fn says(words: &str, text: &str) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    squeezed(words).contains(&squeezed(text))
}

pub fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    result.unwrap_err().code().to_owned()
}
