//! The catalogue as coordinators edit it: a level with all its modules in one gesture, each change of
//! what is taught a new edition. Cohorts keep the edition they were planned with.

use crate::attendance::label;
use crate::centre::{App, optional, required, text};
use crate::dto::{
    CatalogueLevel, CatalogueModule, CatalogueProgramme, CatalogueView, LevelInput, ProgrammeInput,
};
use crate::error::AppError;
use crate::partners::{Values, changed, code_of, name_of, texts};
use crate::surroundings::{Around, new_id};
use crate::undo::label_text;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::digcomp::{COMPETENCES, is_competence};
use passerelle_domain::permission::Deed;
use passerelle_domain::positioning::FRENCH;
use passerelle_domain::{RecordId, Refusal, Value, kinds};
use passerelle_store::catalogue::{Level, Module, Programme};
use passerelle_store::{Act, Draft, Gesture, View};
use std::collections::{BTreeMap, BTreeSet};

/// Programmes of the catalogue, and levels.
const RECORDS_MAX: usize = 500;
/// Longest code, in bytes.
const CODE_BYTES_MAX: usize = 40;
/// The most minutes of a module, or of a level.
const MINUTES_MAX: u32 = 100_000;
/// The most sessions of a level.
const SESSIONS_MAX: u32 = 1_000;
/// Places in the catalogue.
const RANK_MAX: u32 = 1_000;

impl App {
    /// The whole catalogue, what is not proposed any more too.
    ///
    /// # Errors
    /// The store's.
    pub fn catalogue(&self) -> Result<CatalogueView, AppError> {
        self.allow(Deed::ReadRoster)?;
        let view = self.store.view();
        let levels = view.all_levels()?;
        let cohorts: BTreeMap<_, _> = view.cohorts_by_level()?.into_iter().collect();
        let mut programmes = view.programmes()?;
        // In the order of their first levels; one that has none yet stands last.
        let first = |programme: &Programme| {
            levels.iter().position(|level| level.programme == Some(programme.id))
        };
        programmes.sort_by_key(|programme| first(programme).unwrap_or(usize::MAX));
        let mut shown = Vec::with_capacity(programmes.len());
        for programme in programmes {
            let mut rows = Vec::new();
            for level in levels.iter().filter(|level| level.programme == Some(programme.id)) {
                let count = cohorts.get(&level.id).copied().unwrap_or(0);
                rows.push(level_row(level, view.modules(level.id)?, count));
            }
            shown.push(CatalogueProgramme {
                id: programme.id.to_string(),
                code: programme.code,
                title: programme.title,
                is_archived: programme.is_archived,
                levels: rows,
            });
        }
        Ok(CatalogueView { programmes: shown })
    }

    /// Writes a programme: a new one, or what changed of one.
    ///
    /// # Errors
    /// `permission.role_too_low`, `permission.classroom`, `programme.unknown`, `programme.code`,
    /// `programme.title`, `programme.taken`, `level.too_many`, `text.*`, or the store's.
    pub fn save_programme(&mut self, input: &ProgrammeInput) -> Result<CatalogueView, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::PROGRAMME])?;
        let known = input.id.as_deref().map(crate::record_id).transpose()?;
        let id = known.map_or_else(|| new_id(&*self.around), Ok)?;
        let after = Programme {
            id,
            code: code_text(&input.code, "programme.code")?,
            title: required(&input.title, "programme.title")?.to_owned(),
            is_archived: input.is_archived,
        };
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let programmes = view.programmes()?;
            let before = programmes.iter().find(|programme| programme.id == id);
            if known.is_some() && before.is_none() {
                return Err(Refusal::new("programme.unknown").into());
            }
            no_more(before.is_some(), programmes.len())?;
            let same =
                |one: &&Programme| one.id != id && one.code.eq_ignore_ascii_case(&after.code);
            if let Some(other) = programmes.iter().find(same) {
                return Err(Refusal::new("programme.taken").with("code", &other.code).into());
            }
            let before = before.map(programme_values).unwrap_or_default();
            let draft = changed(&kinds::PROGRAMME, id, &before, programme_values(&after));
            let label = label_text(&label("programme-saved", &[("code", after.code.clone())]));
            Ok(Gesture { label, act: Act::Do, drafts: draft.into_iter().collect() })
        })?;
        self.catalogue()
    }

    /// Writes a level with its modules: a new one, or what changed of one, in one gesture. When
    /// something of what is taught changed it is the next edition, from today on; modules that are not
    /// named any more are put away.
    ///
    /// # Errors
    /// `permission.role_too_low`, `permission.classroom`, `programme.unknown`, `level.unknown`,
    /// `level.code`, `level.taken`, `level.title`, `level.numbers`, `level.entry`, `level.nature`,
    /// `level.previous`, `level.module_title`, `level.module_unknown`, `level.modules`,
    /// `level.competence`, `level.too_many`, `text.*`, or the store's.
    pub fn save_level(&mut self, input: &LevelInput) -> Result<CatalogueView, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::LEVEL, &kinds::MODULE])?;
        let known = input.id.as_deref().map(crate::record_id).transpose()?;
        let id = known.map_or_else(|| new_id(&*self.around), Ok)?;
        let asked = Asked { id, input, today: self.around.today().0, around: self.around.clone() };
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let levels = view.all_levels()?;
            let before = levels.iter().find(|level| level.id == id);
            if known.is_some() && before.is_none() {
                return Err(Refusal::new("level.unknown").with("text", &input.code).into());
            }
            no_more(before.is_some(), levels.len())?;
            let drafts = asked.drafts(view, &levels, before)?;
            let label = label_text(&label("level-saved", &[("code", input.code.trim().into())]));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.catalogue()
    }
}

fn no_more(is_known: bool, there: usize) -> Result<(), Refusal> {
    if !is_known && there >= RECORDS_MAX {
        return Err(Refusal::new("level.too_many").with("max", RECORDS_MAX));
    }
    Ok(())
}

/// A level that is to be written.
struct Asked<'i> {
    id: RecordId,
    input: &'i LevelInput,
    today: Day,
    around: Around,
}

impl Asked<'_> {
    fn drafts(
        &self,
        view: &View<'_>,
        levels: &[Level],
        before: Option<&Level>,
    ) -> Result<Vec<Draft>, AppError> {
        let there = view.all_modules(self.id)?;
        let modules = self.modules(&there)?;
        let mut after = self.level(view, levels, &modules)?;
        after.rank = match before {
            Some(level) => level.rank,
            None => levels.iter().map(|level| level.rank + 1).max().unwrap_or(0).min(RANK_MAX),
        };
        let values = before.map(level_values).unwrap_or_default();
        let mut level = changed(&kinds::LEVEL, self.id, &values, level_values(&after));
        let taught = |draft: &Draft| {
            let is_other = |name: &str| matches!(name, "programme" | "archived");
            draft.writes.iter().any(|write| !is_other(write.register.name))
        };
        let mut drafts = Vec::new();
        for module in &modules {
            let before = there.iter().find(|one| one.id == module.id);
            let before = before.map(|one| module_values(one, self.id)).unwrap_or_default();
            let after = module_values(module, self.id);
            drafts.extend(changed(&kinds::MODULE, module.id, &before, after));
        }
        if level.as_ref().is_some_and(taught) || !drafts.is_empty() {
            let number = before.map_or(1, |level| level.version.saturating_add(1));
            let value = [i64::from(number), i64::from(self.today)].map(Value::Int);
            let level = level.get_or_insert_with(|| {
                Draft::new(&kinds::LEVEL, passerelle_domain::RecordRef::Own(self.id), vec![])
            });
            level.write("version", Value::List(value.into()));
        }
        Ok(level.into_iter().chain(drafts).collect())
    }

    /// The modules in their order, then those that are put away.
    fn modules(&self, there: &[Module]) -> Result<Vec<Module>, AppError> {
        if self.input.modules.len() > kinds::MODULES_MAX {
            return Err(Refusal::new("level.modules").with("max", kinds::MODULES_MAX).into());
        }
        let (mut modules, mut named) = (Vec::new(), BTreeSet::new());
        for (rank, input) in (0u32..).zip(&self.input.modules) {
            let id = match &input.id {
                Some(text) => crate::record_id(text)?,
                None => new_id(&*self.around)?,
            };
            let is_known = input.id.is_none() || there.iter().any(|module| module.id == id);
            if !is_known || !named.insert(id) {
                return Err(Refusal::new("level.module_unknown").into());
            }
            modules.push(module_of_input(id, rank, input)?);
        }
        let gone = there.iter().filter(|module| !named.contains(&module.id)).cloned();
        modules.extend(gone.map(|module| Module { is_archived: true, ..module }));
        Ok(modules)
    }

    fn level(
        &self,
        view: &View<'_>,
        levels: &[Level],
        modules: &[Module],
    ) -> Result<Level, AppError> {
        let input = self.input;
        let programme = crate::record_id(&input.programme)?;
        if !view.programmes()?.iter().any(|one| one.id == programme) {
            return Err(Refusal::new("programme.unknown").into());
        }
        let code = code_text(&input.code, "level.code")?;
        let same = |one: &&Level| one.id != self.id && one.code.eq_ignore_ascii_case(&code);
        if let Some(other) = levels.iter().find(same) {
            return Err(Refusal::new("level.taken").with("code", &other.code).into());
        }
        let taught = modules.iter().filter(|module| !module.is_archived);
        let minutes = taught.map(|module| module.minutes).sum::<u32>();
        if minutes > MINUTES_MAX || !(1..=SESSIONS_MAX).contains(&input.sessions) {
            return Err(Refusal::new("level.numbers").into());
        }
        let entry = |name: &str| code_of(FRENCH, name).ok_or(Refusal::new("level.entry"));
        let nature = |names: &[&str], name: &str| {
            code_of(names, name).ok_or(Refusal::new("level.nature").with("name", name))
        };
        Ok(Level {
            id: self.id,
            programme: Some(programme),
            code,
            title: required(&input.title, "level.title")?.to_owned(),
            minutes,
            sessions: input.sessions,
            rank: 0,
            objectives: optional(&input.objectives, kinds::NOTE_BYTES_MAX)?,
            entry_french: input.entry_french.as_deref().map(entry).transpose()?,
            previous: self.previous(levels)?,
            audience: nature(kinds::AUDIENCES, &input.audience)?,
            form: nature(kinds::FORMS, &input.form)?,
            version: 1,
            version_day: None,
            is_archived: input.is_archived,
        })
    }

    /// The level before: one that is known, and that does not come after this one.
    fn previous(&self, levels: &[Level]) -> Result<Option<RecordId>, AppError> {
        let Some(text) = &self.input.previous_level else { return Ok(None) };
        let wanted = crate::record_id(text)?;
        let (mut at, mut passed) = (Some(wanted), BTreeSet::new());
        while let Some(id) = at {
            let level = levels.iter().find(|level| level.id == id);
            if id == self.id || (id == wanted && level.is_none()) {
                return Err(Refusal::new("level.previous").into());
            }
            // What two laptops wrote apart may go round without this level.
            at = level.and_then(|level| level.previous).filter(|_| passed.insert(id));
        }
        Ok(Some(wanted))
    }
}

fn code_text(code: &str, refusal: &'static str) -> Result<String, Refusal> {
    let code = required(code, refusal)?;
    if code.len() > CODE_BYTES_MAX {
        return Err(Refusal::new(refusal));
    }
    Ok(code.to_owned())
}

fn module_of_input(id: RecordId, rank: u32, input: &CatalogueModule) -> Result<Module, Refusal> {
    if let Some(code) = input.competences.iter().find(|code| !is_competence(code)) {
        return Err(Refusal::new("level.competence").with("code", code));
    }
    if input.minutes > MINUTES_MAX {
        return Err(Refusal::new("level.numbers"));
    }
    let name = &input.discipline;
    let discipline = code_of(kinds::DISCIPLINES, name);
    // Always in one order: two laptops write the same list for the same thing.
    let competences = COMPETENCES.iter().map(|code| (*code).to_owned());
    Ok(Module {
        id,
        title: required(&input.title, "level.module_title")?.to_owned(),
        minutes: input.minutes,
        rank,
        objectives: optional(&input.objectives, kinds::NOTE_BYTES_MAX)?,
        competences: competences.filter(|code| input.competences.contains(code)).collect(),
        discipline: discipline.ok_or(Refusal::new("level.nature").with("name", name))?,
        is_archived: false,
    })
}

fn programme_values(programme: &Programme) -> Values {
    vec![
        ("title", Value::List(vec![text(&programme.code), text(&programme.title)])),
        ("archived", Value::Bool(programme.is_archived)),
    ]
}

fn level_values(level: &Level) -> Values {
    let link = |id: Option<RecordId>| id.map_or(Value::Null, |id| Value::Ref(id.0));
    let entry = match (level.entry_french, level.previous) {
        (None, None) => Value::Null,
        (french, previous) => Value::List(vec![Value::int_or_null(french), link(previous)]),
    };
    let plan = [level.minutes, level.sessions, level.rank];
    vec![
        ("title", Value::List(vec![text(&level.code), text(&level.title)])),
        ("programme", link(level.programme)),
        ("plan", Value::List(plan.map(|number| Value::Int(i64::from(number))).into())),
        ("objectives", Value::text_or_null(Some(&level.objectives))),
        ("entry", entry),
        ("nature", Value::List([level.audience, level.form].map(Value::Int).into())),
        ("archived", Value::Bool(level.is_archived)),
    ]
}

fn module_values(module: &Module, level: RecordId) -> Values {
    let plan = [module.minutes, module.rank].map(|number| Value::Int(i64::from(number)));
    vec![
        ("title", text(&module.title)),
        ("level", Value::Ref(level.0)),
        ("plan", Value::List(plan.into())),
        ("objectives", Value::text_or_null(Some(&module.objectives))),
        ("competences", texts(&module.competences)),
        ("discipline", Value::Int(module.discipline)),
        ("archived", Value::Bool(module.is_archived)),
    ]
}

fn level_row(level: &Level, modules: Vec<Module>, cohorts: u32) -> CatalogueLevel {
    let modules = modules.into_iter().map(|module| CatalogueModule {
        id: Some(module.id.to_string()),
        title: module.title,
        minutes: module.minutes,
        objectives: module.objectives,
        competences: module.competences,
        discipline: name_of(kinds::DISCIPLINES, module.discipline).unwrap_or_default(),
    });
    CatalogueLevel {
        id: level.id.to_string(),
        code: level.code.clone(),
        title: level.title.clone(),
        minutes: level.minutes,
        sessions: level.sessions,
        objectives: level.objectives.clone(),
        entry_french: level.entry_french.and_then(|code| name_of(FRENCH, code)),
        previous_level: level.previous.map(|id| id.to_string()),
        audience: name_of(kinds::AUDIENCES, level.audience).unwrap_or_default(),
        form: name_of(kinds::FORMS, level.form).unwrap_or_default(),
        version: level.version,
        version_day: level.version_day.map(format_day),
        is_archived: level.is_archived,
        cohorts,
        modules: modules.collect(),
    }
}
