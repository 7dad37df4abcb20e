//! The arguments. Their help is in the locales: messages `help-<command>-<argument>`, which [`crate::usage`] adds.
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand};
use ipnet::IpNet;
use portulan_locales::Language;
use portulan_office::VirusScanner;

use crate::settings;

/// The default data folder.
pub const DEFAULT_DATA: &str = "portulan-data";
/// The default address of the server.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// The arguments of the program.
#[derive(Parser)]
#[command(name = "portulan")]
pub struct CliArguments {
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = settings::complete_language)]
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
    Serve(Serve),
    Import(ImportArgs),
    Export(ExportArgs),
    #[command(subcommand)]
    Report(ReportArgs),
    Check(CheckArgs),
    Validate(Validate),
    Rules(Rules),
    Access(Access),
    Init(Init),
    #[command(hide = true)]
    Worker(Worker),
}

#[derive(Args)]
pub struct Data {
    #[arg(long, value_name = "DIR", default_value = DEFAULT_DATA)]
    pub data: PathBuf,
}

#[derive(Args)]
pub struct Serve {
    #[arg(long, value_name = "ADDR:PORT", default_value = DEFAULT_LISTEN, value_parser = settings::listen_address)]
    pub listen: SocketAddr,
    #[command(flatten)]
    pub data: Data,
    #[arg(long)]
    pub new: bool,
    #[arg(long, value_name = "URL", value_parser = settings::site_address)]
    pub public_url: Option<String>,
    #[arg(
        long = "trusted-proxy",
        value_name = "CIDR",
        env = "PORTULAN_TRUSTED_PROXY",
        value_delimiter = ',',
        value_parser = settings::network,
        default_values = ["127.0.0.0/8", "::1/128"]
    )]
    pub trusted_proxies: Vec<IpNet>,
    #[arg(long)]
    pub no_rate_limit: bool,
    #[arg(long, value_name = "DIR", env = "PORTULAN_TEMPLATES")]
    pub templates: Option<PathBuf>,
    #[arg(long, value_name = "ADDRESS", env = "PORTULAN_CLAMD", value_parser = settings::virus_scanner)]
    pub clamd: Option<VirusScanner>,
    #[command(flatten)]
    pub mail: MailArgs,
    #[command(flatten)]
    pub oidc: Oidc,
}

#[derive(Args, Default)]
#[command(next_help_heading = "help-serve-oidc")]
pub struct Oidc {
    #[arg(
        long = "oidc-issuer",
        value_name = "URL",
        env = "PORTULAN_OIDC_ISSUER",
        requires = "client",
        value_parser = settings::issuer
    )]
    pub issuer: Option<String>,
    #[arg(long = "oidc-client", value_name = "ID", env = "PORTULAN_OIDC_CLIENT", requires = "issuer")]
    pub client: Option<String>,
    #[arg(
        long = "oidc-secret",
        value_name = "TEXT",
        env = "PORTULAN_OIDC_SECRET",
        hide_env_values = true,
        requires = "issuer"
    )]
    pub secret: Option<String>,
    #[arg(
        long = "oidc-name",
        value_name = "NAME",
        env = "PORTULAN_OIDC_NAME",
        default_value = "OpenID Connect"
    )]
    pub name: String,
    #[arg(long = "oidc-scope", value_name = "SCOPE", value_delimiter = ' ', requires = "issuer")]
    pub scopes: Vec<String>,
    #[arg(long = "oidc-acr", value_name = "VALUE", requires = "issuer")]
    pub assurance: Option<String>,
    #[arg(long = "oidc-trust-email", requires = "issuer")]
    pub trust_email: bool,
}

#[derive(Subcommand)]
pub enum ReportArgs {
    Eapd(Eapd),
    Annual(Annual),
    Partnership(FolderArgs),
    Goals(ReportKind),
    Funder(FolderArgs),
    Briefing(FolderArgs),
    Templates(TemplatesArgs),
}

#[derive(Args)]
pub struct ReportKind {
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[arg(long = "in", value_name = "LANGUAGE", value_parser = settings::complete_language)]
    pub language: Option<Language>,
    #[arg(long, value_name = "DIR", env = "PORTULAN_TEMPLATES")]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub data: Data,
}

#[derive(Args)]
pub struct Annual {
    #[arg(long, value_parser = settings::report_year)]
    pub year: Option<i16>,
    #[command(flatten)]
    pub paper: ReportKind,
}

#[derive(Args)]
pub struct FolderArgs {
    #[arg(value_name = "RECORD")]
    pub slug: String,
    #[command(flatten)]
    pub paper: ReportKind,
}

#[derive(Args)]
pub struct TemplatesArgs {
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

#[derive(Args)]
pub struct Eapd {
    #[arg(long, value_parser = settings::report_year)]
    pub year: i16,
    #[command(flatten)]
    pub data: Data,
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct Access {
    pub email: String,
    #[command(flatten)]
    pub data: Data,
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8080",
        value_parser = settings::site_address
    )]
    pub public_url: String,
    #[arg(long)]
    pub administrator: bool,
    #[arg(long)]
    pub drop_second_step: bool,
}

#[derive(Args, Default)]
#[command(next_help_heading = "help-serve-mail")]
#[command(group(ArgGroup::new("transport").args(["smtp", "spool"])))]
pub struct MailArgs {
    #[arg(
        long,
        value_name = "URL",
        env = "PORTULAN_SMTP",
        hide_env_values = true,
        value_parser = settings::mail_server
    )]
    pub smtp: Option<String>,
    #[arg(long = "mail-spool", value_name = "DIR", conflicts_with = "smtp")]
    pub spool: Option<PathBuf>,
    #[arg(
        long = "mail-from",
        value_name = "ADDRESS",
        env = "PORTULAN_MAIL_FROM",
        requires = "transport",
        value_parser = settings::mailbox
    )]
    pub from: Option<String>,
}

#[derive(Args)]
pub struct ImportArgs {
    #[arg(value_name = "DIR|FILE")]
    pub source: PathBuf,
    #[command(flatten)]
    pub data: Data,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub replace: bool,
    #[arg(long)]
    pub draft: bool,
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ExportArgs {
    #[command(subcommand)]
    pub form: Option<ExportForm>,
    #[arg(required = true)]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub data: Data,
    #[arg(long)]
    pub force: bool,
    #[arg(long)]
    pub private: bool,
}

#[derive(Subcommand)]
pub enum ExportForm {
    Iati(ExportIati),
    Csv(ExportTables),
    Json(ExportTables),
    Xlsx(ExportTables),
    Parquet(ExportTables),
    Dcat(ExportFiles),
    Ical(ExportFiles),
    Geojson(ExportTables),
    Grants(ExportGrants),
}

#[derive(Args)]
pub struct ExportGrants {
    #[command(flatten)]
    pub files: ExportFiles,
    #[arg(long)]
    pub all: bool,
}

#[derive(Args)]
pub struct ExportTables {
    #[command(flatten)]
    pub files: ExportFiles,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = settings::day)]
    pub as_of: Option<jiff::civil::Date>,
    #[arg(value_name = "TABLE")]
    pub tables: Vec<String>,
}

#[derive(Args)]
pub struct ExportFiles {
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub to: PathBuf,
    #[command(flatten)]
    pub data: Data,
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8080",
        value_parser = settings::site_address
    )]
    pub public_url: String,
}

#[derive(Args)]
pub struct ExportIati {
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub to: PathBuf,
    #[command(flatten)]
    pub data: Data,
}

#[derive(Args)]
pub struct CheckArgs {
    pub folder: PathBuf,
    #[arg(long)]
    pub errors_only: bool,
}

#[derive(Args)]
pub struct Validate {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub no_advice: bool,
    #[arg(long, value_enum, default_value_t = FailOn::Critical)]
    pub fail_on: FailOn,
    #[arg(long, conflicts_with_all = ["format", "output", "no_advice", "fail_on", "threads"])]
    pub fix: bool,
    #[arg(long, requires = "fix")]
    pub write: bool,
    #[arg(long, value_name = "NUMBER", value_parser = settings::count)]
    pub threads: Option<std::num::NonZeroUsize>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    Text,
    Json,
    Sarif,
    Html,
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    Critical,
    Error,
    Warning,
}

#[derive(Args)]
pub struct Worker {
    #[arg(long, value_name = "NUMBER")]
    pub memory_bytes: u64,
    #[arg(long, value_name = "NUMBER")]
    pub cpu_seconds: u64,
}

#[derive(Args)]
pub struct Rules {
    pub id: Option<String>,
}

#[derive(Args)]
pub struct Init {
    #[command(flatten)]
    pub data: Data,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub country: Option<String>,
    #[arg(long)]
    pub siren: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    pub port: Option<String>,
    #[arg(long)]
    pub port_name: Option<String>,
    #[arg(long, value_delimiter = ',')]
    pub languages: Option<Vec<String>>,
    #[arg(long)]
    pub currency: Option<String>,
    #[arg(long)]
    pub accent: Option<String>,
    #[arg(long, value_delimiter = ',')]
    pub themes: Option<Vec<String>>,
    #[arg(long)]
    pub time_zone: Option<String>,
}
