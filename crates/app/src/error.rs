//! What the app answers when it cannot: a refusal of the rules, the store's trouble, or the
//! network's. Each ends as a `Problem` with a stable code; the sentence is the screen's.

use crate::dto::Problem;
use passerelle_domain::Refusal;
use passerelle_store::StoreError;

/// An error of the app.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The rules, or headquarters, said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The file said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Headquarters answered, and said no in its own words.
    #[error("headquarters answered {}", .0.code)]
    Answered(Problem),
    /// The system gave no random bytes: nothing can be made safely.
    #[error("no randomness: {0}")]
    Random(#[from] getrandom::Error),
}

impl AppError {
    /// A refusal with this code.
    pub fn refused(code: &'static str) -> Self {
        Refusal::new(code).into()
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Store(error) => error.code(),
            Self::Answered(problem) => &problem.code,
            Self::Random(_) => "system.no_randomness",
        }
    }

    /// What the screens show.
    pub fn problem(&self) -> Problem {
        let refusal = match self {
            Self::Refused(refusal) => refusal.clone(),
            Self::Store(error) => error.refusal(),
            Self::Answered(problem) => return problem.clone(),
            Self::Random(_) => Refusal::new("system.no_randomness"),
        };
        let args = refusal.args().iter();
        Problem {
            code: refusal.code().to_owned(),
            args: args.map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        error.problem()
    }
}
