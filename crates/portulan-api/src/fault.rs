//! Problem documents (RFC 9457).
use portulan_locales::{Language, key, list};
use portulan_model::{Kind, Problem, ProblemMessage, ProblemSeverity};
use serde::Serialize;
use serde_json::{Value, json};

/// The reason why a request fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiFault {
    /// The address or record does not exist, or the client has no right to know of it.
    NotFound,
    /// The query parameter with this name is unknown, or its value is invalid.
    Parameter(String),
    /// The page of a list would have too many bytes; the requested number of records per page.
    PageTooLarge(u32),
    /// The body is not valid JSON.
    Json(String),
    /// The body does not match its schema.
    Shape(Vec<FaultDetail>),
    /// The record has errors that must be corrected.
    Record(Vec<FaultDetail>),
    /// A token is missing or invalid.
    Unauthorized,
    /// The token or its owner does not have the right.
    Forbidden,
    /// The request must name a revision (`If-Match`).
    Precondition,
    /// The record has changed since the revision that the request names.
    Stale,
    /// A rule of the register forbids the change; the text gives the reason in the caller's language.
    Conflict(String),
    /// Like [`Self::Conflict`], with a message of the locales.
    Rule(ProblemMessage),
    /// The store refuses a field of the record: JSON pointer into the request body, and message.
    Field(String, ProblemMessage),
    /// Too many requests; the number of seconds to wait.
    TooMany(u64),
    /// The body is too large.
    TooLarge,
    /// The media type of the body is not supported.
    MediaType,
    /// The address does not support the method.
    Method,
    /// The database is locked or the server is overloaded; the request can be repeated.
    Busy,
    /// An internal error.
    Failed,
}

/// The largest number of errors in a response.
const MAX_DETAILS: usize = 200;

/// An error in a request body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultDetail {
    /// JSON pointer into the request body.
    pub pointer: String,
    /// The code of the error, for programs.
    pub code: String,
    /// The message, as a sentence.
    pub detail: String,
    /// The remedy.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

impl FaultDetail {
    /// Converts a problem found by the checks of the register.
    pub fn from_problem(problem: &Problem, language: Language) -> Self {
        let (detail, remedy) = language.problem(problem);
        Self { pointer: format!("/body{}", problem.path), code: problem.code.to_owned(), detail, remedy }
    }

    /// The errors among some problems, at most `MAX_DETAILS`; if there are more, a last entry contains their
    /// number.
    pub fn errors(problems: &[Problem], language: Language) -> Vec<Self> {
        let mut errors = problems.iter().filter(|p| p.severity == ProblemSeverity::Error);
        let mut details: Vec<Self> =
            errors.by_ref().take(MAX_DETAILS).map(|p| Self::from_problem(p, language)).collect();
        let more = errors.count();
        if more > 0 {
            details.push(Self {
                pointer: String::new(),
                code: "more".to_owned(),
                detail: language.format(key!("api-more-errors"), &[("count", more.into())]),
                remedy: language.text(key!("api-more-errors.remedy")),
            });
        }
        details
    }
}

impl ApiFault {
    /// One sample of each variant, for the documentation.
    pub fn samples() -> [Self; 17] {
        [
            Self::NotFound,
            Self::Parameter(String::new()),
            Self::PageTooLarge(200),
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

    /// The last segment of the problem type's URI, and the status code.
    pub fn name(&self) -> (&'static str, u16) {
        match self {
            Self::NotFound => ("not-found", 404),
            Self::Parameter(_) => ("parameter", 400),
            Self::PageTooLarge(_) => ("page-too-large", 422),
            Self::Json(_) => ("json", 400),
            Self::Shape(_) => ("shape", 400),
            Self::Record(_) | Self::Field(..) => ("record", 422),
            Self::Unauthorized => ("unauthorized", 401),
            Self::Forbidden => ("forbidden", 403),
            Self::Precondition => ("precondition", 428),
            Self::Stale => ("stale", 412),
            Self::Conflict(_) | Self::Rule(_) => ("conflict", 409),
            Self::TooMany(_) => ("too-many", 429),
            Self::TooLarge => ("too-large", 413),
            Self::MediaType => ("media-type", 415),
            Self::Method => ("method", 405),
            Self::Busy => ("busy", 503),
            Self::Failed => ("failed", 500),
        }
    }

    /// The HTTP status code.
    pub fn status(&self) -> u16 {
        self.name().1
    }

    /// The title and the remedy.
    pub fn title_and_remedy(&self, language: Language) -> (String, String) {
        let (name, _) = self.name();
        let faults = list!("api-fault");
        let remedy = faults.key(name).map_or_else(String::new, |key| language.remedy(key));
        (language.word(faults, name), remedy)
    }

    /// The problem document, `application/problem+json`.
    pub fn document(&self, language: Language, public_url: &str) -> Value {
        let (name, status) = self.name();
        let (title, remedy) = self.title_and_remedy(language);
        let message = match self {
            Self::Parameter(what) | Self::Json(what) | Self::Conflict(what) if !what.is_empty() => {
                format!("{what}. {remedy}")
            }
            Self::PageTooLarge(per_page) => format!("per_page={per_page}. {remedy}"),
            Self::Rule(problem) => language.problem_paragraph(problem),
            _ => remedy,
        };
        let mut problem = json!({
            "type": format!("{public_url}/api#{name}"),
            "title": title,
            "status": status,
            "detail": message,
        });
        match self {
            Self::Shape(errors) | Self::Record(errors) => problem["errors"] = json!(errors),
            Self::Field(pointer, (code, arguments)) => {
                let (detail, remedy) = language.problem_text(code, arguments);
                let (pointer, code) = (pointer.clone(), (*code).to_owned());
                problem["errors"] = json!([FaultDetail { pointer, code, detail, remedy }]);
            }
            _ => {}
        }
        problem
    }

    /// The kind with this folder name in a path.
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
        let details = FaultDetail::errors(&problems, Language::ENGLISH);
        assert_eq!(details.len(), MAX_DETAILS + 1);
        assert!(details[MAX_DETAILS].detail.contains('7'), "{:?}", details[MAX_DETAILS]);
        assert_eq!(FaultDetail::errors(&problems[..MAX_DETAILS], Language::ENGLISH).len(), MAX_DETAILS);
    }
}
