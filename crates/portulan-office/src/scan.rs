//! The virus scanner: `ClamAV`'s daemon, which receives each uploaded file before it is stored.
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The longest time that a scan may take.
const MAX_SCAN_TIME: Duration = Duration::from_mins(2);

/// The size of a part that is sent to the scanner, in bytes.
const PART_BYTES: usize = 64 << 10;

/// The longest answer of the scanner, in bytes.
const MAX_ANSWER_BYTES: u64 = 1024;

/// The address of `ClamAV`'s daemon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VirusScanner {
    /// A host and port.
    Tcp(String),
    /// The path of a Unix socket.
    Unix(std::path::PathBuf),
}

/// The text is neither `HOST:PORT` nor a path that begins with `/`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected HOST:PORT or the path of a socket")]
pub struct ScannerAddressError;

impl FromStr for VirusScanner {
    type Err = ScannerAddressError;

    fn from_str(text: &str) -> Result<Self, ScannerAddressError> {
        if text.starts_with('/') {
            return Ok(Self::Unix(text.into()));
        }
        let (host, port) = text.rsplit_once(':').ok_or(ScannerAddressError)?;
        let is_address = !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0);
        if is_address { Ok(Self::Tcp(text.to_owned())) } else { Err(ScannerAddressError) }
    }
}

impl fmt::Display for VirusScanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => f.write_str(address),
            Self::Unix(path) => path.display().fmt(f),
        }
    }
}

/// The verdict of a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanVerdict {
    /// Nothing was found.
    Clean,
    /// The name of what was found.
    Infected(String),
}

impl VirusScanner {
    /// Scans a file. Returns an error if the scanner cannot be reached, does not answer in time, or fails.
    pub async fn scan(&self, bytes: &[u8]) -> std::io::Result<ScanVerdict> {
        let scan = async {
            match self {
                Self::Tcp(address) => ask(TcpStream::connect(address).await?, bytes).await,
                #[cfg(unix)]
                Self::Unix(path) => ask(tokio::net::UnixStream::connect(path).await?, bytes).await,
                #[cfg(not(unix))]
                Self::Unix(_) => Err(std::io::ErrorKind::Unsupported.into()),
            }
        };
        tokio::time::timeout(MAX_SCAN_TIME, scan).await?
    }
}

/// Sends a file with the command `INSTREAM` of clamd, and reads the answer.
async fn ask(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> std::io::Result<ScanVerdict> {
    stream.write_all(b"zINSTREAM\0").await?;
    for part in bytes.chunks(PART_BYTES) {
        let length = u32::try_from(part.len()).map_err(std::io::Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(part).await?;
    }
    stream.write_all(&0_u32.to_be_bytes()).await?;
    stream.flush().await?;
    let mut answer = String::new();
    stream.take(MAX_ANSWER_BYTES).read_to_string(&mut answer).await?;
    verdict(&answer)
}

fn verdict(answer: &str) -> std::io::Result<ScanVerdict> {
    let answer = answer.trim_end_matches(['\0', '\n']).trim();
    let outcome = answer.strip_prefix("stream:").unwrap_or(answer).trim();
    match outcome.strip_suffix("FOUND") {
        Some(name) => Ok(ScanVerdict::Infected(name.trim().chars().take(100).collect())),
        None if outcome == "OK" => Ok(ScanVerdict::Clean),
        None => Err(std::io::Error::other(format!("the virus scanner answered “{outcome}”"))),
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A scanner that finds every file that contains `EICAR`, and answers `reply` otherwise.
    async fn scanner(reply: &'static [u8]) -> VirusScanner {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut command = [0; 10];
                stream.read_exact(&mut command).await.expect("a command");
                assert_eq!(&command, b"zINSTREAM\0");
                let mut file = Vec::new();
                loop {
                    let length = stream.read_u32().await.expect("a length");
                    if length == 0 {
                        break;
                    }
                    let mut part = vec![0; length as usize];
                    stream.read_exact(&mut part).await.expect("a part");
                    file.extend(part);
                }
                let is_found = file.windows(5).any(|window| window == b"EICAR");
                let answer = if is_found { b"stream: Eicar-Test-Signature FOUND\0" } else { reply };
                stream.write_all(answer).await.expect("answered");
            }
        });
        address.parse().expect("an address")
    }

    #[tokio::test]
    async fn files_are_scanned_in_parts() {
        let scanner = scanner(b"stream: OK\0").await;
        let mut file = vec![b' '; 3 * PART_BYTES + 1];
        assert_eq!(scanner.scan(&file).await.expect("scanned"), ScanVerdict::Clean);
        file.extend(b"EICAR");
        let found = ScanVerdict::Infected("Eicar-Test-Signature".to_owned());
        assert_eq!(scanner.scan(&file).await.expect("scanned"), found);
    }

    #[tokio::test]
    async fn an_answer_that_is_no_verdict_is_an_error() {
        for reply in [&b"INSTREAM size limit exceeded. ERROR\0"[..], b"", b"\xff"] {
            assert!(scanner(reply).await.scan(b"x").await.is_err(), "{reply:?}");
        }
        let closed: VirusScanner = "127.0.0.1:1".parse().expect("an address");
        assert!(closed.scan(b"x").await.is_err());
    }

    #[test]
    fn addresses_are_a_host_and_port_or_a_path() {
        for (text, is_address) in [
            ("127.0.0.1:3310", true),
            ("clamav:3310", true),
            ("/run/clamav/clamd.ctl", true),
            ("clamav", false),
            (":3310", false),
            ("clamav:0", false),
            ("clamav:x", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<VirusScanner>().is_ok(), is_address, "{text}");
        }
    }
}
