//! The arguments, and what `--help` says of them.
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use ipnet::IpNet;
use portulan_locales::Language;

/// The default data folder.
pub const DEFAULT_DATA: &str = "portulan-data";
/// The default address of the server.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// Keep, publish and report the international cooperation of a local authority.
///
/// Without a command, Portulan serves the register in ./portulan-data; the first time it makes one that holds the
/// example programme of La Rochelle.
#[derive(Parser)]
#[command(version, propagate_version = true, after_help = "Exit codes: 0 done, 1 bad data, 2 bad use.")]
pub struct CliArguments {
    /// The language of messages, fr or en [default: that of the environment]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<Language>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl CliArguments {
    pub fn language(&self) -> Language {
        self.lang.unwrap_or_else(Language::from_environment)
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve the public site of a register
    Serve(Serve),
    /// Bring a folder of TOML records, or an IATI file, into a register, all or nothing
    Import(ImportArgs),
    /// Write a register as a folder of TOML records, or its published part in a standard form
    Export(ExportArgs),
    /// Write a report out of what is published
    #[command(subcommand)]
    Report(ReportArgs),
    /// Say everything that is wrong with a folder of TOML records
    Check(CheckArgs),
    /// Validate IATI files of version 2: schema, code lists, rules, advice
    Validate(Validate),
    /// Explain a rule that `validate` checks, or list them all
    Rules(Rules),
    /// Let a user of the office in again: print a link for a new password. For whoever has the machine
    Access(Access),
    /// Start an empty register, by asking or by the options given
    Init(Init),
    /// Read one file for a server, within limits. Started by `serve`
    #[command(hide = true)]
    Worker(Worker),
}

#[derive(Args)]
pub struct Data {
    /// The folder in which the register is kept
    #[arg(long, value_name = "DIR", default_value = DEFAULT_DATA)]
    pub data: PathBuf,
}

#[derive(Args)]
pub struct Serve {
    /// The address and port to listen on
    #[arg(long, value_name = "ADDR:PORT", default_value = DEFAULT_LISTEN)]
    pub listen: SocketAddr,
    #[command(flatten)]
    pub data: Data,
    /// The address under which the public reaches the site, for feeds, shared links and webhooks. One of this machine lets
    /// webhooks go to this machine too
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// A proxy, or a network of proxies, whose X-Forwarded-For names the client; may be given several times. What is given
    /// replaces the default
    #[arg(
        long = "trusted-proxy",
        value_name = "CIDR",
        env = "PORTULAN_TRUSTED_PROXY",
        value_delimiter = ',',
        value_parser = portulan_web::client::parse_network,
        default_values = ["127.0.0.0/8", "::1/128"]
    )]
    pub trusted_proxies: Vec<IpNet>,
    /// Do not limit how often a program may ask: where a proxy in front of the site sees to that
    #[arg(long)]
    pub no_rate_limit: bool,
    /// A folder with templates for reports, report.typ and report.css; `portulan report templates` writes ours
    #[arg(long, value_name = "DIR", env = "PORTULAN_TEMPLATES")]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub mail: MailArgs,
    #[command(flatten)]
    pub oidc: Oidc,
}

/// A service that says who people are, such as `ProConnect`. Only those enter who are users of the office.
#[derive(Args, Default)]
#[command(next_help_heading = "Identity provider (OpenID Connect)")]
pub struct Oidc {
    /// Its issuer, under which /.well-known/openid-configuration stands
    #[arg(long = "oidc-issuer", value_name = "URL", env = "PORTULAN_OIDC_ISSUER", requires = "client")]
    pub issuer: Option<String>,
    /// The name under which it knows this site. The way back is /office/login/sso/return
    #[arg(long = "oidc-client", value_name = "ID", env = "PORTULAN_OIDC_CLIENT")]
    pub client: Option<String>,
    /// The secret that goes with it. Better set in the environment
    #[arg(long = "oidc-secret", value_name = "TEXT", env = "PORTULAN_OIDC_SECRET", hide_env_values = true)]
    pub secret: Option<String>,
    /// What people call it
    #[arg(
        long = "oidc-name",
        value_name = "NAME",
        env = "PORTULAN_OIDC_NAME",
        default_value = "OpenID Connect"
    )]
    pub name: String,
    /// Scopes beyond openid and email, for providers that ask for more
    #[arg(long = "oidc-scope", value_name = "SCOPE", value_delimiter = ' ')]
    pub scopes: Vec<String>,
    /// The assurance asked for, such as `eidas1`; sign-ins that reached another are refused
    #[arg(long = "oidc-acr", value_name = "VALUE")]
    pub assurance: Option<String>,
    /// Trust addresses of which the provider does not say whether it verified them
    #[arg(long = "oidc-trust-email")]
    pub trust_email: bool,
}

#[derive(Subcommand)]
pub enum ReportArgs {
    /// The yearly declaration of official development assistance. Exits 1, with the list, when something is missing
    Eapd(Eapd),
    /// The report of a year: figures, a sheet for each partnership, agreements, outlook
    Annual(Annual),
    /// The sheet of a partnership: map, facts, money, results, goals
    Partnership(FolderArgs),
    /// What is done for each Sustainable Development Goal
    Goals(ReportKind),
    /// The report to a funder: what it pays for, what came, what was spent, results, reports due
    Funder(FolderArgs),
    /// The briefing of a delegation: who travels, what is on each day, what to know of the partners. Private
    Briefing(FolderArgs),
    /// Write the templates of reports into a folder, to be changed and named with --templates
    Templates(TemplatesArgs),
}

/// Where a report goes, and how.
#[derive(Args)]
pub struct ReportKind {
    /// The file to write: FILE.pdf, FILE.html, FILE.odt or FILE.docx
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The language of the report, fr or en [default: the first of the site]
    #[arg(long = "in", value_name = "LANGUAGE")]
    pub language: Option<Language>,
    /// A folder with templates of your own, report.typ and report.css
    #[arg(long, value_name = "DIR", env = "PORTULAN_TEMPLATES")]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub data: Data,
}

#[derive(Args)]
pub struct Annual {
    /// The calendar year reported [default: the last in which anything was paid]
    #[arg(long, value_parser = clap::value_parser!(i16).range(1960..2100))]
    pub year: Option<i16>,
    #[command(flatten)]
    pub paper: ReportKind,
}

#[derive(Args)]
pub struct FolderArgs {
    /// The record, by the end of its address
    #[arg(value_name = "RECORD")]
    pub slug: String,
    #[command(flatten)]
    pub paper: ReportKind,
}

#[derive(Args)]
pub struct TemplatesArgs {
    /// The folder to write in
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

#[derive(Args)]
pub struct Eapd {
    /// The calendar year declared
    #[arg(long, value_parser = clap::value_parser!(i16).range(1960..2100))]
    pub year: i16,
    #[command(flatten)]
    pub data: Data,
    /// The file to write: FILE.xlsx for the workbook in the order of entry, FILE.csv for the columns of CRS++
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct Access {
    /// The e-mail address of the user; one who is not there yet is made with --administrator
    pub email: String,
    #[command(flatten)]
    pub data: Data,
    /// The address of the site, for the link
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    pub public_url: String,
    /// Also make the user an administrator, and let a closed account in again
    #[arg(long)]
    pub administrator: bool,
    /// Also take off the second step: passkeys, codes and recovery codes
    #[arg(long)]
    pub drop_second_step: bool,
}

/// How invitations, reminders and links for lost passwords go out.
#[derive(Args, Default)]
#[command(next_help_heading = "Mail")]
pub struct MailArgs {
    /// The mail server, such as `smtps://user:password@host` or `smtp://host:587?tls=required`. Better set in the
    /// environment, where other users of the machine do not see it
    #[arg(long, value_name = "URL", env = "PORTULAN_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// A folder into which messages are written instead of being sent
    #[arg(long = "mail-spool", value_name = "DIR", conflicts_with = "smtp")]
    pub spool: Option<PathBuf>,
    /// The sender of messages (default: portulan@ and the host of the site)
    #[arg(long = "mail-from", value_name = "ADDRESS", env = "PORTULAN_MAIL_FROM")]
    pub from: Option<String>,
}

#[derive(Args)]
pub struct ImportArgs {
    /// The folder to read, an IATI 2 file, compressed or not (`-`: standard input), or exchange rates (.csv, .zip)
    #[arg(value_name = "DIR|FILE")]
    pub source: PathBuf,
    #[command(flatten)]
    pub data: Data,
    /// Show the difference, record by record, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Also remove the records that the folder does not have
    #[arg(long)]
    pub replace: bool,
    /// Keep the new records of an IATI file as drafts, which the site does not show
    #[arg(long)]
    pub draft: bool,
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ExportArgs {
    #[command(subcommand)]
    pub form: Option<ExportForm>,
    /// The folder to write
    #[arg(required = true)]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub data: Data,
    /// Write over an earlier export, and remove the files of records that are gone
    #[arg(long)]
    pub force: bool,
    /// Also write contacts and missions, which are private: keep such a folder to yourself
    #[arg(long)]
    pub private: bool,
}

#[derive(Subcommand)]
pub enum ExportForm {
    /// IATI 2.03: an activity file and an organisation file
    Iati(ExportIati),
    /// The published register as tables: comma-separated values
    Csv(ExportTables),
    /// The published register as tables: JSON
    Json(ExportTables),
    /// The published register as tables: XLSX, with numbers and days as such
    Xlsx(ExportTables),
    /// The published register as tables: Parquet, with decimals as such
    Parquet(ExportTables),
    /// The catalogue of what is given out: DCAT-AP, in Turtle and JSON-LD
    Dcat(ExportFiles),
    /// The calendar of published events, in each language of the site
    Ical(ExportFiles),
    /// The published places: `GeoJSON`
    Geojson(ExportTables),
    /// The grants to private bodies: `subventions.csv` in the national form (SCDL 2.1.1)
    Grants(ExportGrants),
}

#[derive(Args)]
pub struct ExportGrants {
    #[command(flatten)]
    pub files: ExportFiles,
    /// Also the grants to public bodies and international organisations
    #[arg(long)]
    pub all: bool,
}

#[derive(Args)]
pub struct ExportTables {
    #[command(flatten)]
    pub files: ExportFiles,
    /// As it was published at the end of that day, where the authority is
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<jiff::civil::Date>,
    /// These tables only: partnerships, projects, transactions…
    #[arg(value_name = "TABLE")]
    pub tables: Vec<String>,
}

#[derive(Args)]
pub struct ExportFiles {
    /// The folder to write in
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub to: PathBuf,
    #[command(flatten)]
    pub data: Data,
    /// The address of the site, for links
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    pub public_url: String,
}

#[derive(Args)]
pub struct ExportIati {
    /// The folder to write `activities.xml` and `organisation.xml` in
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub to: PathBuf,
    #[command(flatten)]
    pub data: Data,
}

#[derive(Args)]
pub struct CheckArgs {
    /// The folder to read
    pub folder: PathBuf,
    /// Leave out advice
    #[arg(long)]
    pub errors_only: bool,
}

#[derive(Args)]
pub struct Validate {
    /// Files, folders or patterns; `-` is standard input. Files may be compressed (.gz, .xz, .zip)
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The shape of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Write the report there instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave out advice: official verdicts only
    #[arg(long)]
    pub no_advice: bool,
    /// From which severity on a file fails
    #[arg(long, value_enum, default_value_t = FailOn::Critical)]
    pub fail_on: FailOn,
    /// Show what can safely be mended (white space, case of codes, forms of dates, order of elements) as a difference,
    /// instead of a report; exit code 1 when there is something to mend
    #[arg(long, conflicts_with_all = ["format", "output", "no_advice", "fail_on", "threads"])]
    pub fix: bool,
    /// With --fix: change the files
    #[arg(long, requires = "fix")]
    pub write: bool,
    /// How many threads judge a file [default: one for each core]
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<std::num::NonZeroUsize>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// For reading here: grouped, with the source line
    Text,
    /// The official validator's shape; a line for each of several files
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// One page that needs nothing else
    Html,
    /// Annotations of a workflow
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// What makes a file not valid
    Critical,
    /// Also rules of the standard
    Error,
    /// Also recommendations
    Warning,
}

#[derive(Args)]
pub struct Worker {
    /// The most memory, in bytes
    #[arg(long, value_name = "NUMBER")]
    pub memory_bytes: u64,
    /// The most time of a processor, in seconds
    #[arg(long, value_name = "NUMBER")]
    pub cpu_seconds: u64,
}

#[derive(Args)]
pub struct Rules {
    /// The id of a rule, such as 1.1.21 or 9.3.1
    pub id: Option<String>,
}

#[derive(Args)]
pub struct Init {
    #[command(flatten)]
    pub data: Data,
    /// Name of the authority
    #[arg(long)]
    pub name: Option<String>,
    /// Its country, an ISO 3166 code such as FR
    #[arg(long)]
    pub country: Option<String>,
    /// Its SIREN, nine digits
    #[arg(long)]
    pub siren: Option<String>,
    /// Where the map's lines leave from: LATITUDE,LONGITUDE
    #[arg(long, allow_hyphen_values = true)]
    pub port: Option<String>,
    /// Name of that place
    #[arg(long)]
    pub port_name: Option<String>,
    /// Languages of the site, the first by default
    #[arg(long, value_delimiter = ',', default_value = "fr,en")]
    pub languages: Vec<String>,
    /// Time zone
    #[arg(long, default_value = "Europe/Paris")]
    pub time_zone: String,
}
