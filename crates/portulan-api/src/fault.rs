//! Problems as RFC 9457 writes them.
use portulan_locales::Language;
use portulan_model::{Kind, Problem, ProblemSeverity};
use serde::Serialize;
use serde_json::{Value, json};

/// Why a request is not answered as asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiFault {
    /// There is no such address or record, or none that this reader may know of.
    NotFound,
    /// The address has this parameter, which is unknown or out of bounds.
    Parameter(String),
    /// The body is not JSON.
    Json(String),
    /// The body is not as the description says.
    Shape(Vec<FaultDetail>),
    /// The record is not good enough.
    Record(Vec<FaultDetail>),
    /// A token is needed, or the one given is none.
    Unauthorized,
    /// The token, or its owner, may not do this.
    Forbidden,
    /// The request must say which revision it means.
    Precondition,
    /// Somebody else changed the record meanwhile.
    Stale,
    /// The register's own order is against it; its words say why.
    Conflict(String),
    /// Too many requests; so many seconds until the next.
    TooMany(u64),
    /// The body is too large.
    TooLarge,
    /// The body is in a form that is not read here.
    MediaType,
    /// The method is not for this address.
    Method,
    /// The database is locked, or the server has too much to do; the request can be repeated.
    Busy,
    /// The program or the machine fails.
    Failed,
}

/// Errors of a record that an answer lists.
const MAX_DETAILS: usize = 200;

/// One thing that is wrong in a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultDetail {
    /// JSON pointer into the body that was sent.
    pub pointer: String,
    /// What is wrong, as a word for programs.
    pub code: String,
    /// What is wrong, as a sentence.
    pub detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mend: String,
}

impl FaultDetail {
    /// A problem of the register's own checks.
    pub fn of(problem: &Problem, language: Language) -> Self {
        let (detail, mend) = language.problem(problem);
        Self { pointer: format!("/body{}", problem.path), code: problem.code.to_owned(), detail, mend }
    }

    /// The errors among some problems, `MAX_DETAILS` at most; a last detail then says how many more there are.
    pub fn errors(problems: &[Problem], language: Language) -> Vec<Self> {
        let mut errors = problems.iter().filter(|p| p.severity == ProblemSeverity::Error);
        let mut details: Vec<Self> =
            errors.by_ref().take(MAX_DETAILS).map(|p| Self::of(p, language)).collect();
        let more = errors.count();
        if more > 0 {
            details.push(Self {
                pointer: String::new(),
                code: "more".to_owned(),
                detail: language.say("api-more-errors", &[("count", more.into())]),
                mend: language.text("api-more-errors.mend"),
            });
        }
        details
    }
}

impl ApiFault {
    /// One of each, as their documentation lists them.
    pub fn samples() -> [Self; 16] {
        [
            Self::NotFound,
            Self::Parameter(String::new()),
            Self::Json(String::new()),
            Self::Shape(Vec::new()),
            Self::Record(Vec::new()),
            Self::Unauthorized,
            Self::Forbidden,
            Self::Precondition,
            Self::Stale,
            Self::Conflict(String::new()),
            Self::TooMany(1),
            Self::TooLarge,
            Self::MediaType,
            Self::Method,
            Self::Busy,
            Self::Failed,
        ]
    }

    /// The word that ends its type's address, and its status.
    pub fn name(&self) -> (&'static str, u16) {
        match self {
            Self::NotFound => ("not-found", 404),
            Self::Parameter(_) => ("parameter", 400),
            Self::Json(_) => ("json", 400),
            Self::Shape(_) => ("shape", 400),
            Self::Record(_) => ("record", 422),
            Self::Unauthorized => ("unauthorized", 401),
            Self::Forbidden => ("forbidden", 403),
            Self::Precondition => ("precondition", 428),
            Self::Stale => ("stale", 412),
            Self::Conflict(_) => ("conflict", 409),
            Self::TooMany(_) => ("too-many", 429),
            Self::TooLarge => ("too-large", 413),
            Self::MediaType => ("media-type", 415),
            Self::Method => ("method", 405),
            Self::Busy => ("busy", 503),
            Self::Failed => ("failed", 500),
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> u16 {
        self.name().1
    }

    /// Its title, and what to do.
    pub fn words(&self, language: Language) -> (String, String) {
        let key = format!("api-fault-{}", self.name().0);
        (language.text(&key), language.text(&format!("{key}.mend")))
    }

    /// The problem's document, `application/problem+json`.
    pub fn document(&self, language: Language, public_url: &str) -> Value {
        let (name, status) = self.name();
        let (title, mend) = self.words(language);
        let said = match self {
            Self::Parameter(what) | Self::Json(what) | Self::Conflict(what) if !what.is_empty() => {
                format!("{what}. {mend}")
            }
            _ => mend,
        };
        let mut problem = json!({
            "type": format!("{public_url}/api#{name}"),
            "title": title,
            "status": status,
            "detail": said,
        });
        if let Self::Shape(errors) | Self::Record(errors) = self {
            problem["errors"] = json!(errors);
        }
        problem
    }

    /// The kind of a folder's name in an address.
    pub fn kind(folder: &str) -> Result<Kind, Self> {
        Kind::ALL.iter().copied().find(|kind| kind.folder() == folder).ok_or(Self::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_lists_so_many_errors_and_counts_the_rest() {
        let problem = Problem {
            kind: Kind::Project,
            slug: "x".to_owned(),
            path: "/themes".to_owned(),
            code: "required",
            severity: ProblemSeverity::Error,
            arguments: Vec::new(),
        };
        let problems = vec![problem; MAX_DETAILS + 7];
        let details = FaultDetail::errors(&problems, Language::English);
        assert_eq!(details.len(), MAX_DETAILS + 1);
        assert!(details[MAX_DETAILS].detail.contains('7'), "{:?}", details[MAX_DETAILS]);
        assert_eq!(FaultDetail::errors(&problems[..MAX_DETAILS], Language::English).len(), MAX_DETAILS);
    }
}
