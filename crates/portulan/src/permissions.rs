//! File permissions. A register contains personal data and secrets, so files are accessible to the user of
//! the program only, unless they are meant to be published.
use std::path::Path;

pub use system::{close, close_new_files, open_new_files};

/// Closes a register to other users of the machine: its folder, the database and SQLite's files next to it.
pub fn close_register(data: &Path) {
    close_folder(data, |name| name.starts_with("register."));
    for name in ["register.sqlite", "register.sqlite-wal", "register.sqlite-shm"] {
        close(&data.join(name), 0o600, true);
    }
}

/// Closes a folder of messages.
pub fn close_mail_spool(folder: &Path) {
    close_folder(folder, |name| [".eml", ".json"].iter().any(|ending| name.ends_with(ending)));
}

/// Closes a folder. One with files of other programs is shared: it is not closed, but named in the log.
fn close_folder(folder: &Path, is_ours: fn(&str) -> bool) {
    // A folder that cannot be read is reported by the command that reads it.
    let mut names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    close(folder, 0o700, names.all(|name| name.to_str().is_some_and(is_ours)));
}

#[cfg(unix)]
mod system {
    use std::fs::Permissions;
    use std::io::ErrorKind;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::Path;
    use std::sync::OnceLock;

    use rustix::fs::Mode;
    use rustix::process::{geteuid, umask};

    const OTHERS: u32 = 0o077;
    const STICKY: u32 = 0o1000;

    /// The umask with which the program was started.
    static USER_UMASK: OnceLock<Mode> = OnceLock::new();

    /// Closes files that the process creates from now on to other users.
    pub fn close_new_files() {
        let found = umask(Mode::from_raw_mode(OTHERS));
        USER_UMASK.get_or_init(|| found);
    }

    /// Restores the umask of the user, for a command that writes published data.
    pub fn open_new_files() {
        if let Some(found) = USER_UMASK.get() {
            umask(*found);
        }
    }

    /// Closes a file or folder that other users can access. A shared one, or one of another user, is left
    /// unchanged, with a warning and the remedy in the log.
    pub fn close(path: &Path, mode: u32, is_ours: bool) {
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(e) if e.kind() == ErrorKind::NotFound => return,
            Err(e) => {
                let error = &e as &dyn std::error::Error;
                tracing::warn!(path = %path.display(), error, "the permissions cannot be read");
                return;
            }
        };
        if metadata.mode() & OTHERS == 0 {
            return;
        }
        let may_close = is_ours && metadata.uid() == geteuid().as_raw() && metadata.mode() & STICKY == 0;
        if may_close && std::fs::set_permissions(path, Permissions::from_mode(mode)).is_ok() {
            tracing::info!(path = %path.display(), "closed to other users of this machine");
            return;
        }
        tracing::warn!(
            "other users of this machine may read {0}; close it with: chmod {mode:o} {0}",
            path.display()
        );
    }
}

/// On other systems, new files have the permissions of their folder.
#[cfg(not(unix))]
mod system {
    use std::path::Path;

    pub fn close_new_files() {}

    pub fn open_new_files() {}

    pub fn close(_: &Path, _: u32, _: bool) {}
}
