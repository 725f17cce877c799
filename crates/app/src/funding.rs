//! Lines of money, and which of them pay for a cohort: never more than the whole of it.

use crate::attendance::label;
use crate::centre::{App, optional, read_day, required, text};
use crate::dto::{
    AllocationInput, AllocationLine, AllocationView, FundedCohort, FundingInput, FundingRow,
};
use crate::error::AppError;
use crate::partners::{Values, changed, code_of, name_of, partner_named, texts};
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::allocation::{Allocation, LINES_MAX, Refused};
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::partner::{Funded, Funding};
use passerelle_store::{Act, Draft, Gesture, View};

/// Lines of one network.
const FUNDINGS_MAX: usize = 2_000;
/// Longest reference, in bytes.
const REFERENCE_BYTES_MAX: usize = 40;
/// The most that a line brings, in cents.
const AMOUNT_CENTS_MAX: f64 = 1e12;

impl App {
    /// Every line of money, and the cohorts of this centre for which it pays.
    ///
    /// # Errors
    /// `permission.role_too_low`, or the store's.
    pub fn fundings(&self) -> Result<Vec<FundingRow>, AppError> {
        self.allow(Deed::Plan)?;
        let view = self.store.view();
        let funded = view.funded()?;
        Ok(view.fundings()?.into_iter().map(|line| funding_row(line, &funded)).collect())
    }

    /// The line that people mean: its name or its reference, while it is proposed, or its id.
    ///
    /// # Errors
    /// `permission.role_too_low`, `funding.unknown`, `funding.archived`, `funding.ambiguous`, or the
    /// store's.
    pub fn find_funding(&self, text: &str) -> Result<String, AppError> {
        self.allow(Deed::Plan)?;
        let fundings = self.store.view().fundings()?;
        if let Some(line) = fundings.iter().find(|line| line.id.to_string() == text.trim()) {
            return Ok(line.id.to_string());
        }
        let name = text.trim().to_lowercase();
        let is_called = |line: &&Funding| {
            let reference = line.reference.as_deref().unwrap_or_default().to_lowercase();
            !name.is_empty() && (line.title.to_lowercase() == name || reference == name)
        };
        let (put_away, proposed): (Vec<_>, Vec<_>) =
            fundings.iter().filter(is_called).partition(|line| line.is_archived);
        match (&proposed[..], put_away.first()) {
            ([line], _) => Ok(line.id.to_string()),
            ([], None) => Err(AppError::refused("funding.unknown")),
            ([], Some(line)) => {
                Err(Refusal::new("funding.archived").with("title", &line.title).into())
            }
            _ => Err(Refusal::new("funding.ambiguous").with("text", text).into()),
        }
    }

    /// Writes a line of money: a new one, or what changed of one. Its funder is the partner of that
    /// name, and is made when there is none.
    ///
    /// # Errors
    /// `permission.role_too_low`, `permission.classroom`, `funding.unknown`, `funding.title`,
    /// `funding.kind`, `funding.amount`, `funding.days`, `funding.too_many`,
    /// `calendar.day_unreadable`, `text.*`, or the store's.
    pub fn save_funding(&mut self, input: &FundingInput) -> Result<Vec<FundingRow>, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::FUNDING, &kinds::PARTNER])?;
        let known = input.id.as_deref().map(crate::record_id).transpose()?;
        let id = known.map_or_else(|| new_id(&*self.around), Ok)?;
        let new_partner = new_id(&*self.around)?;
        let mut after = funding_of_input(id, input)?;
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let fundings = view.fundings()?;
            let before = fundings.iter().find(|line| line.id == id);
            if known.is_some() && before.is_none() {
                return Err(Refusal::new("funding.unknown").into());
            }
            if before.is_none() && fundings.len() >= FUNDINGS_MAX {
                return Err(Refusal::new("funding.too_many").with("max", FUNDINGS_MAX).into());
            }
            let mut drafts = Vec::new();
            let made = (new_partner, "funder");
            after.partner = partner_named(view, &input.partner, made, &mut drafts)?;
            let before = before.map(funding_values).unwrap_or_default();
            drafts.extend(changed(&kinds::FUNDING, id, &before, funding_values(&after)));
            let label = label_text(&label("funding-saved", &[("title", after.title.clone())]));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.fundings()
    }

    /// Who pays for a cohort.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, or the store's.
    pub fn allocation(&self, cohort: RecordId) -> Result<AllocationView, AppError> {
        self.allow(Deed::Plan)?;
        let view = self.store.view();
        let allocation = view.allocation(cohort)?.ok_or(Refusal::new("cohort.unknown"))?;
        let days: Vec<Day> = view
            .calendar_of(cohort)?
            .iter()
            .filter(|session| session.is_on())
            .map(|session| session.day)
            .collect();
        let fundings = view.fundings()?;
        let lines = allocation.lines().map(|(id, percent)| {
            let line = fundings.iter().find(|line| line.id == id);
            let period = line.and_then(|line| line.period);
            AllocationLine {
                funding: id.to_string(),
                title: line.map(|line| line.title.clone()).unwrap_or_default(),
                percent,
                is_outside: period.is_some_and(|(first, last)| {
                    days.iter().any(|day| *day < first || *day > last)
                }),
            }
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort_by_key(|line| line.title.to_lowercase());
        Ok(AllocationView { cohort: cohort.to_string(), lines, left: allocation.left() })
    }

    /// Says who pays for a cohort: all the lines, in place of those before.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, `funding.over` by how much, `funding.percent`,
    /// `funding.unknown`, `funding.archived`, or the store's.
    pub fn save_allocation(
        &mut self,
        cohort: RecordId,
        lines: &[AllocationInput],
    ) -> Result<AllocationView, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::COHORT])?;
        let wanted = allocation_of(lines)?;
        let (author, today) = (self.author()?, self.around.today().0);
        self.store.write::<AppError>(author, |view| {
            let known = view.cohort(cohort, today)?.ok_or(Refusal::new("cohort.unknown"))?;
            let before = view.allocation(cohort)?.unwrap_or_default();
            may_pay(view, &before, &wanted)?;
            let mut drafts = Vec::new();
            if before != wanted {
                let values = vec![("funding", texts(&wanted.texts()))];
                drafts.push(Draft::new(&kinds::COHORT, RecordRef::Own(cohort), values));
            }
            let label = label_text(&label("allocation-saved", &[("code", known.code)]));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.allocation(cohort)
    }
}

fn allocation_of(lines: &[AllocationInput]) -> Result<Allocation, AppError> {
    let mut all = Vec::with_capacity(lines.len());
    for line in lines {
        all.push((crate::record_id(&line.funding)?, line.percent));
    }
    Allocation::of(all).map_err(|refused| match refused {
        Refused::Over(percent) => Refusal::new("funding.over").with("percent", percent).into(),
        Refused::Shape => Refusal::new("funding.percent").with("max", LINES_MAX).into(),
    })
}

/// Refuses lines that are not known, and those put away: what they pay already they may go on paying.
fn may_pay(view: &View<'_>, before: &Allocation, wanted: &Allocation) -> Result<(), AppError> {
    let fundings = view.fundings()?;
    for (id, percent) in wanted.lines() {
        let so_far = before.lines().find(|(line, _)| *line == id).map_or(0, |(_, so_far)| so_far);
        match fundings.iter().find(|line| line.id == id) {
            Some(line) if line.is_archived && percent > so_far => {
                return Err(Refusal::new("funding.archived").with("title", &line.title).into());
            }
            Some(_) => {}
            None => return Err(Refusal::new("funding.unknown").into()),
        }
    }
    Ok(())
}

fn funding_of_input(id: RecordId, input: &FundingInput) -> Result<Funding, Refusal> {
    let code = |names: &[&str], name: &str| {
        code_of(names, name).ok_or(Refusal::new("funding.kind").with("name", name))
    };
    let reference = optional(&input.reference, REFERENCE_BYTES_MAX)?;
    let amount_cents = match input.amount_cents {
        Some(cents) if (0.0..=AMOUNT_CENTS_MAX).contains(&cents) && cents.fract() == 0.0 => {
            Some(cents as i64)
        }
        Some(_) => return Err(Refusal::new("funding.amount")),
        None => None,
    };
    let day = |text: &Option<String>| text.as_deref().map(read_day).transpose();
    let period = match (day(&input.first)?, day(&input.last)?) {
        (Some(first), Some(last)) if first <= last => Some((first, last)),
        (None, None) => None,
        _ => return Err(Refusal::new("funding.days")),
    };
    Ok(Funding {
        id,
        title: required(&input.title, "funding.title")?.to_owned(),
        reference: Some(reference).filter(|text| !text.is_empty()),
        kind: code(kinds::FUNDING_KINDS, &input.kind)?,
        nature: code(kinds::FUNDING_NATURES, &input.nature)?,
        partner: None,
        partner_name: None,
        amount_cents,
        period,
        is_archived: input.is_archived,
    })
}

fn funding_values(line: &Funding) -> Values {
    let days =
        |(first, last)| Value::List([first, last].map(|day| Value::Int(i64::from(day))).into());
    let title = vec![text(&line.title), Value::text_or_null(line.reference.as_deref())];
    vec![
        ("title", Value::List(title)),
        ("nature", Value::List(vec![Value::Int(line.kind), Value::Int(line.nature)])),
        ("partner", line.partner.map_or(Value::Null, |id| Value::Ref(id.0))),
        ("amount", Value::int_or_null(line.amount_cents)),
        ("period", line.period.map_or(Value::Null, days)),
        ("archived", Value::Bool(line.is_archived)),
    ]
}

fn funding_row(line: Funding, funded: &[Funded]) -> FundingRow {
    let cohorts = funded.iter().filter_map(|cohort| {
        let (_, percent) = cohort.lines.lines().find(|(id, _)| *id == line.id)?;
        let (id, code) = (cohort.cohort.to_string(), cohort.code.clone());
        Some(FundedCohort { cohort: id, code, percent })
    });
    FundingRow {
        cohorts: cohorts.collect(),
        id: line.id.to_string(),
        title: line.title,
        reference: line.reference.unwrap_or_default(),
        kind: name_of(kinds::FUNDING_KINDS, line.kind).unwrap_or_default(),
        nature: name_of(kinds::FUNDING_NATURES, line.nature).unwrap_or_default(),
        partner: line.partner_name.unwrap_or_default(),
        amount_cents: line.amount_cents.map(|cents| cents as f64),
        first: line.period.map(|(first, _)| format_day(first)),
        last: line.period.map(|(_, last)| format_day(last)),
        is_archived: line.is_archived,
    }
}
