//! Output files of commands. Each is written under a temporary name and renamed when it is complete, so that
//! a failure leaves the old file, and a symbolic link is replaced instead of followed.
use std::io::Write as _;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use crate::error::CliError;

/// Begins a file in a folder that exists; [`NamedTempFile::persist`] moves it to its place.
pub fn begin(path: &Path) -> Result<NamedTempFile, CliError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The umask decides, see `permissions`.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let begun = builder.prefix(&format!(".{name}.")).suffix(".writing").tempfile_in(folder_of(path));
    begun.map_err(|e| CliError::path(path, &e))
}

/// Writes a file; its folder is made.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let failed = |e| CliError::path(path, &e);
    std::fs::create_dir_all(folder_of(path)).map_err(failed)?;
    let mut file = begin(path)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}

/// The folder of a path; the working folder if the path has none.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
