//! The OpenAPI 3.1 description of the API.
use portulan_model::{Kind, PublishedRegister};
use serde_json::{Value, json};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{OperationBuilder, ParameterBuilder, ParameterIn, PathItemBuilder, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ComponentsBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ContentBuilder, HttpMethod, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required,
    ServerBuilder,
};

use crate::answers::{list_schema, open_object, problem, record_schema};
use crate::schema::{self, NamedSchema, type_name};
use crate::view::{API_BASE_PATH, Listed, record};
use crate::{ApiFault, ApiQuery};

/// An operation on the records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Get a page of the list.
    List,
    /// Create a record.
    Create,
    /// Get a record.
    Get,
    /// Replace a record.
    Replace,
    /// Change fields of a record (merge patch).
    Change,
    /// Delete a record.
    Delete,
    /// Publish a record.
    Publish,
    /// Archive a record.
    Archive,
}

/// All operations, in the order of the documentation.
pub const OPERATIONS: [Operation; 8] = [
    Operation::List,
    Operation::Create,
    Operation::Get,
    Operation::Replace,
    Operation::Change,
    Operation::Delete,
    Operation::Publish,
    Operation::Archive,
];

impl Operation {
    /// The name of the operation.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Create => "create",
            Self::Get => "get",
            Self::Replace => "replace",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Publish => "publish",
            Self::Archive => "archive",
        }
    }

    /// The HTTP method.
    pub fn method(self) -> &'static str {
        match self {
            Self::List | Self::Get => "GET",
            Self::Create => "POST",
            Self::Replace | Self::Publish => "PUT",
            Self::Change => "PATCH",
            Self::Delete | Self::Archive => "DELETE",
        }
    }

    /// The path after the kind.
    pub fn path(self) -> &'static str {
        match self {
            Self::List | Self::Create => "",
            Self::Get | Self::Replace | Self::Change | Self::Delete => "/{slug}",
            Self::Publish | Self::Archive => "/{slug}/publication",
        }
    }

    /// The scope that a token needs; `None` for reading published records.
    pub fn scope(self) -> Option<&'static str> {
        match self {
            Self::List | Self::Get => None,
            Self::Create | Self::Replace | Self::Change | Self::Delete => Some("write"),
            Self::Publish | Self::Archive => Some("publish"),
        }
    }

    /// True if the request must name the revision that the client has seen.
    pub fn requires_revision(self) -> bool {
        !matches!(self, Self::List | Self::Get | Self::Create)
    }

    fn http(self) -> HttpMethod {
        match self.method() {
            "POST" => HttpMethod::Post,
            "PUT" => HttpMethod::Put,
            "PATCH" => HttpMethod::Patch,
            "DELETE" => HttpMethod::Delete,
            _ => HttpMethod::Get,
        }
    }

    fn summary(self) -> &'static str {
        match self {
            Self::List => {
                "A page of the records of this kind. With a token of scope `read`, the newest revisions."
            }
            Self::Create => "A new record, as a draft.",
            Self::Get => {
                "One record. With a token of scope `read`, its newest revision, whose ETag writing asks for."
            }
            Self::Replace => {
                "The record becomes what is sent, as a draft; what is published stays until it is published."
            }
            Self::Change => "Parts of the record change (RFC 7396), as a draft.",
            Self::Delete => "The record goes. What is or was public is archived instead.",
            Self::Publish => "The newest revision becomes public.",
            Self::Archive => "The record is public no longer, and kept.",
        }
    }

    fn faults(self) -> Vec<ApiFault> {
        let none = String::new;
        let mut faults = vec![
            ApiFault::Parameter(none()),
            ApiFault::Unauthorized,
            ApiFault::Forbidden,
            ApiFault::TooMany(1),
            ApiFault::Busy,
        ];
        faults.push(match self {
            Self::List => ApiFault::PageTooLarge(ApiQuery::MAX_RECORDS_PER_PAGE),
            _ => ApiFault::NotFound,
        });
        if matches!(self, Self::Create | Self::Replace | Self::Change | Self::Publish | Self::Archive) {
            faults.extend([ApiFault::TooLarge, ApiFault::MediaType]);
        }
        if matches!(self, Self::Create | Self::Replace | Self::Change | Self::Publish) {
            faults.push(ApiFault::Record(Vec::new()));
        }
        if self.scope().is_some() {
            faults.push(ApiFault::Conflict(none()));
        }
        if self.requires_revision() {
            faults.extend([ApiFault::Precondition, ApiFault::Stale]);
        }
        faults
    }
}

/// The OpenAPI `operationId`, used in generated clients.
fn operation_id(operation: Operation, kind: Kind) -> String {
    let name = type_name(kind);
    match operation {
        Operation::List => format!("list{name}Records"),
        _ => format!("{}{name}", operation.name()),
    }
}

/// Generates the description, with examples from the published register.
pub fn document(programme: &PublishedRegister, public_url: &str) -> OpenApi {
    let mut named = NamedSchema::new();
    let mut paths = PathsBuilder::new().path(
        "/",
        PathItemBuilder::new().operation(HttpMethod::Get, about(programme, public_url, &mut named)).build(),
    );
    for kind in Kind::ALL {
        for path in ["", "/{slug}", "/{slug}/publication"] {
            let here = OPERATIONS.into_iter().filter(|o| o.path() == path);
            let item = here.fold(PathItemBuilder::new(), |item, o| {
                item.operation(o.http(), operation(o, *kind, programme, public_url, &mut named))
            });
            paths = paths.path(format!("/{}{path}", kind.folder()), item.build());
        }
    }
    problem(&mut named);
    let components =
        named.into_iter().fold(ComponentsBuilder::new(), |c, (name, schema)| c.schema(name, schema));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A token made in the office. Its scopes: `read`, `write`, `publish`."));
    let authority = programme.authority.body.name.text(portulan_locales::Language::ENGLISH.tag());
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title(format!("Portulan: the register of {authority}"))
                .version("1")
                .description(Some(
                    "The register of an authority's international cooperation. Reading what is published needs no \
                     token, from any site. Writing needs a token, and the ETag of the revision that is changed.",
                ))
                .license(Some(LicenseBuilder::new().name("Licence Ouverte 2.0").identifier(Some("etalab-2.0")).build()))
                .build(),
        )
        .servers(Some([ServerBuilder::new().url(format!("{public_url}{API_BASE_PATH}")).build()]))
        .tags(Some(Kind::ALL.iter().map(|kind| TagBuilder::new().name(kind.folder()).build())))
        .paths(paths)
        .components(Some(components.security_scheme("token", SecurityScheme::Http(bearer.build())).build()))
        .build()
}

fn about(programme: &PublishedRegister, public_url: &str, named: &mut NamedSchema) -> OperationBuilder {
    let name = "Register";
    named.insert(name.to_owned(), open_object(&["name", "languages", "updated", "kinds"]));
    let content = json_content(name).example(Some(crate::view::register(programme, public_url)));
    let response =
        ResponseBuilder::new().description("The register").content("application/json", content.build());
    let operation = OperationBuilder::new()
        .operation_id(Some("about"))
        .summary(Some("What the register says of itself."))
        .response("200", response.build())
        .response("304", not_modified());
    [ApiFault::Parameter(String::new()), ApiFault::TooMany(1), ApiFault::Busy]
        .iter()
        .fold(operation, with_problem)
}

fn operation(
    operation: Operation,
    kind: Kind,
    programme: &PublishedRegister,
    public_url: &str,
    named: &mut NamedSchema,
) -> OperationBuilder {
    let example = programme.entries(kind).next().map(|e| record(&Listed::from(e), public_url));
    let name = type_name(kind);
    let shown = match operation {
        Operation::List => list_schema(kind, named),
        _ => record_schema(kind, named),
    };
    let mut out = OperationBuilder::new()
        .operation_id(Some(operation_id(operation, kind)))
        .tag(kind.folder())
        .summary(Some(format!("{name}: {}", operation.summary())));
    if operation != Operation::List && operation != Operation::Create {
        let slug = ParameterBuilder::new()
            .name("slug")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(schema::slug()))
            .example(example.as_ref().map(|e| e["slug"].clone()));
        out = out.parameter(slug);
    }
    if operation == Operation::List {
        out = parameters().into_iter().fold(out, OperationBuilder::parameter);
    }
    if operation.requires_revision() {
        let tag = ObjectBuilder::new().schema_type(Type::String).examples(["\"r3\""]);
        out = out.parameter(
            ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some("The ETag that came with the record, or `*` for whatever is there."))
                .schema(Some(tag)),
        );
    }
    out = match operation.scope() {
        Some(scope) => out.security(SecurityRequirement::new("token", [scope])),
        None => {
            out.security(SecurityRequirement::default()).security(SecurityRequirement::new("token", ["read"]))
        }
    };
    if let Some(body) = request_body(operation, kind, example.as_ref(), named) {
        out = out.request_body(Some(body.build()));
    }
    let example = match (operation, example) {
        (Operation::List, Some(e)) => Some(json!({ "total": 1, "page": 1, "per_page": 50, "items": [e] })),
        (_, e) => e,
    };
    out = match operation {
        Operation::Delete => out.response("204", ResponseBuilder::new().description("It is gone.").build()),
        Operation::Create => {
            let response = tagged(answer(&shown, "The record, kept.", example))
                .header("Location", header(schema::address()));
            out.response("201", response.build())
        }
        Operation::List | Operation::Get => out
            .response("200", tagged(answer(&shown, "What was asked for.", example)).build())
            .response("304", not_modified()),
        _ => out.response("200", tagged(answer(&shown, "The record as it is now.", example)).build()),
    };
    operation.faults().iter().fold(out, with_problem)
}

/// The request body of an operation.
fn request_body(
    operation: Operation,
    kind: Kind,
    example: Option<&Value>,
    named: &mut NamedSchema,
) -> Option<RequestBodyBuilder> {
    let (schema, media, required) = match operation {
        Operation::Create | Operation::Replace => {
            (schema::input(kind, named), "application/json", Required::True)
        }
        Operation::Change => (schema::patch(named), "application/merge-patch+json", Required::True),
        Operation::Publish | Operation::Archive => {
            (schema::decision(named), "application/json", Required::False)
        }
        _ => return None,
    };
    let example = match operation {
        Operation::Create | Operation::Replace => {
            example.map(|e| json!({ "slug": e["slug"], "body": e["body"] }))
        }
        Operation::Change => Some(json!({ "body": {}, "reason": "A correction" })),
        _ => Some(json!({ "reason": "Approved by the council" })),
    };
    let content = ContentBuilder::new().schema(Some(schema)).example(example);
    Some(RequestBodyBuilder::new().content(media, content.build()).required(Some(required)))
}

fn parameters() -> Vec<ParameterBuilder> {
    let query = |name: &str, message: &str, schema: ObjectBuilder| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(message))
            .schema(Some(schema))
    };
    let number = |most: u32, default: u32| {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1.0))
            .maximum(Some(f64::from(most)))
            .default(Some(default.into()))
    };
    let line = || ObjectBuilder::new().schema_type(Type::String);
    let kinds: Vec<&str> = Kind::ALL.iter().map(|k| k.singular()).collect();
    let target = line()
        .pattern(Some(format!("^({})/[a-z0-9]+(-[a-z0-9]+)*$", kinds.join("|"))))
        .max_length(Some(ApiQuery::MAX_REFERENCE_CHARS));
    vec![
        query(
            "q",
            "Words of the name, without case or accents.",
            line().max_length(Some(ApiQuery::MAX_SEARCH_CHARS)),
        ),
        query("refers_to", "Only records that refer to this one, such as `partnership/kendari`.", target),
        query("order", "By name, or what changed last first.", line().enum_values(Some(["name", "updated"]))),
        query("page", "Which page.", number(ApiQuery::MAX_PAGE, 1)),
        query(
            "per_page",
            "How many on a page. A page with several records has at most 8 MB; a larger one is refused (422, \
             `page-too-large`), and nothing is left out: ask for fewer records, from page 1.",
            number(ApiQuery::MAX_RECORDS_PER_PAGE, 50),
        ),
    ]
}

fn json_content(schema: &str) -> ContentBuilder {
    ContentBuilder::new().schema(Some(Ref::from_schema_name(schema)))
}

fn answer(schema: &str, message: &str, example: Option<Value>) -> ResponseBuilder {
    let content = json_content(schema).example(example);
    ResponseBuilder::new().description(message).content("application/json", content.build())
}

fn header(schema: impl Into<RefOr<Schema>>) -> utoipa::openapi::Header {
    HeaderBuilder::new().schema(Some(schema)).build()
}

fn tagged(response: ResponseBuilder) -> ResponseBuilder {
    response.header("ETag", header(ObjectBuilder::new().schema_type(Type::String)))
}

fn not_modified() -> utoipa::openapi::Response {
    ResponseBuilder::new().description("What the client has is still good.").build()
}

/// Adds a problem response to an operation.
fn with_problem(operation: OperationBuilder, fault: &ApiFault) -> OperationBuilder {
    let (title, _) = fault.title_and_remedy(portulan_locales::Language::ENGLISH);
    let response = ResponseBuilder::new()
        .description(title)
        .content("application/problem+json", json_content("Problem").build());
    operation.response(fault.status().to_string(), response.build())
}
