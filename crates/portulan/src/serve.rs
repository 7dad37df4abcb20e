//! `portulan serve`.
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use futures_util::future::BoxFuture;
use portulan_locales::{Language, io_fault, key};
use portulan_office::{Office, Provider, Transport, VirusScanner};
use portulan_sandbox::FileReader;
use portulan_store::Store;
use portulan_web::client::TrustedProxies;
use portulan_web::{App, ServerLimits};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::args::{DEFAULT_DATA, DEFAULT_LISTEN, MailArgs, Oidc, Serve};
use crate::error::CliError;
use crate::health::{self, Readiness};
use crate::register::{self, ServerLock};
use crate::supervisor::{WorkerRegistry, supervise};
use crate::{console, init, permissions, report};

pub struct ServeOptions {
    listen: SocketAddr,
    data: PathBuf,
    public_url: Option<String>,
    /// True if API clients are rate limited.
    limited: bool,
    /// The proxies that name their clients.
    trusted_proxies: TrustedProxies,
    /// True if an empty register is filled with the example.
    example: bool,
    /// True if an empty register begins with an authority that is set up in the browser.
    new: bool,
    mail: MailArgs,
    oidc: Oidc,
    /// The folder with templates of reports.
    templates: Option<PathBuf>,
    /// The virus scanner of uploaded documents.
    clamd: Option<VirusScanner>,
}

impl Default for ServeOptions {
    fn default() -> Self {
        let listen = DEFAULT_LISTEN.parse().unwrap_or_else(|_| SocketAddr::from(([127, 0, 0, 1], 8080)));
        Self {
            listen,
            data: DEFAULT_DATA.into(),
            public_url: None,
            limited: true,
            trusted_proxies: TrustedProxies::default(),
            example: true,
            new: false,
            mail: MailArgs::default(),
            oidc: Oidc::default(),
            templates: None,
            clamd: None,
        }
    }
}

impl From<Serve> for ServeOptions {
    fn from(s: Serve) -> Self {
        let example = s.data.data == Path::new(DEFAULT_DATA) && !s.new;
        Self {
            listen: s.listen,
            data: s.data.data,
            public_url: s.public_url,
            limited: !s.no_rate_limit,
            trusted_proxies: s.trusted_proxies.into_iter().collect(),
            example,
            new: s.new,
            mail: s.mail,
            oidc: s.oidc,
            templates: s.templates,
            clamd: s.clamd,
        }
    }
}

pub async fn run(options: ServeOptions, language: Language) -> Result<ExitCode, CliError> {
    let address = options.listen.to_string();
    let listener = TcpListener::bind(options.listen).await.map_err(|e| match e.kind() {
        ErrorKind::AddrInUse => CliError::usage(key!("cli-port-busy"), &[("address", &address)]),
        _ => CliError::usage(key!("cli-listen-failed"), &[("address", &address), ("why", &io_fault(&e))]),
    })?;
    let bound = listener.local_addr().map_or(address, |a| a.to_string());
    let folder = options.data.display().to_string();
    let _lock = ServerLock::take(&options.data)?;
    let store = register::open(&options.data).await?;
    let empty = store.is_empty().await?;
    if empty && options.example {
        register::load_example(&store).await?;
    } else if empty && options.new {
        init::begin(&store, language).await?;
    }
    let inner_webhooks = may_reach_this_machine(&listener, options.public_url.as_deref());
    let public_url = options.public_url.unwrap_or_else(|| format!("http://{bound}"));
    let app = match App::new(Arc::new(store.clone()), &public_url).await {
        Err(portulan_web::SiteError::Programme(_)) => {
            return Err(CliError::usage(key!("cli-empty-register"), &[("folder", &folder)]));
        }
        other => other?,
    };
    let app = app.with_proxies(options.trusted_proxies);
    let app = if options.limited { app } else { app.without_limit() };
    console::say(
        &language.format(key!("cli-serving"), &[("address", format!("http://{bound}").as_str().into())]),
    );
    if empty && options.example {
        console::say(&language.format(key!("cli-serving-example"), &[("folder", folder.as_str().into())]));
        console::say(&language.text(key!("cli-serving-own")));
    }
    let mut office =
        Office::new(Arc::new(store.clone()), app.clone())?.with_files(FileReader::child(own_program()?));
    if inner_webhooks {
        office = office.with_inner_webhooks();
    }
    if let Some(transport) = transport(&options.mail, &public_url)? {
        office = office.with_mail(transport);
    }
    if let Some(scanner) = options.clamd {
        office = office.with_virus_scanner(scanner);
    }
    if let Some(folder) = &options.templates {
        office = office.with_templates(report::templates(folder)?);
    }
    if let Some(issuer) = options.oidc.issuer {
        let settings = Provider {
            issuer,
            client: options.oidc.client.unwrap_or_default(),
            secret: options.oidc.secret.unwrap_or_default(),
            name: options.oidc.name,
            scopes: options.oidc.scopes,
            assurance: options.oidc.assurance,
            trusts_email: options.oidc.trust_email,
        };
        office = office
            .with_provider(settings)
            .map_err(|why| CliError::usage(key!("cli-oidc"), &[("why", &why)]))?;
    }
    if let Some(link) = portulan_office::start_link(&office).await? {
        console::say(&language.format(key!("cli-office-start"), &[("link", link.as_str().into())]));
    }
    console::say(&language.text(key!("cli-stop")));
    let registry = WorkerRegistry::default();
    let mut workers = workers(&registry, &app, &office);
    let readiness = Readiness::new(health::StoreCheck::new(store.clone()), registry, app.clone());
    let beside = portulan_office::router(office).merge(health::router(readiness));
    app.serve(listener, beside, ServerLimits::of_process(), interrupted()).await;
    workers.shutdown().await;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// True if webhooks may be delivered to this machine, as for a trial: the site listens on a local address
/// only, and its public URL is local too. Without a public URL there may be a proxy.
fn may_reach_this_machine(listener: &TcpListener, public_url: Option<&str>) -> bool {
    let is_loopback = listener.local_addr().is_ok_and(|address| address.ip().is_loopback());
    is_loopback && public_url.is_some_and(portulan_office::is_loopback_url)
}

/// Starts the background workers, each under supervision.
fn workers(registry: &WorkerRegistry, app: &App, office: &Office) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    let mut start = |name, work: fn(App, Office) -> BoxFuture<'static, ()>| {
        let (app, office) = (app.clone(), office.clone());
        let make = move || work(app.clone(), office.clone());
        workers.spawn(supervise(name, registry.clone(), make, Instant::now, tokio::time::sleep));
    };
    start(health::RENEWAL, |app, _| Box::pin(app.renew()));
    start("schedule", |_, office| Box::pin(portulan_office::keep_time(office)));
    start("pictures", |_, office| Box::pin(portulan_office::keep_pictures(office)));
    start("documents", |_, office| Box::pin(portulan_office::keep_document_texts(office)));
    start("webhooks", |_, office| Box::pin(portulan_office::run_webhook_worker(office)));
    start("mail", |_, office| Box::pin(portulan_office::run_mail_worker(office)));
    workers
}

/// This program, to be started again as a worker.
fn own_program() -> Result<PathBuf, CliError> {
    // This names the program that runs, even after another version was put in its place.
    let running = Path::new("/proc/self/exe");
    if running.exists() {
        return Ok(running.to_owned());
    }
    std::env::current_exe().map_err(|e| CliError::path(Path::new("portulan"), &e))
}

/// The mail transport, if one is configured.
fn transport(mail: &MailArgs, public_url: &str) -> Result<Option<Transport>, CliError> {
    let host =
        public_url.split("://").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
    let host = if host.parse::<std::net::IpAddr>().is_ok() { "localhost" } else { host };
    let sender = mail.from.clone().unwrap_or_else(|| format!("Portulan <portulan@{host}>"));
    let made = match (&mail.smtp, &mail.spool) {
        (Some(url), _) => Transport::server(url, &sender),
        (None, Some(folder)) => {
            permissions::close_mail_spool(folder);
            Transport::folder(folder.clone(), &sender)
        }
        (None, None) => return Ok(None),
    };
    made.map(Some).map_err(|e| CliError::usage(key!("cli-mail"), &[("why", &e.to_string())]))
}

async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! { _ = terminate.recv() => {}, _ = tokio::signal::ctrl_c() => {} }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
