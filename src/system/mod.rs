//! Floor 1: what differs between systems, and nothing else does. Elsewhere no `cfg` of a system.

use std::fs::OpenOptions;
use std::path::Path;

/// Whether a file that somebody has open can be replaced by renaming another over it.
pub const REPLACES_OPEN_FILES: bool = cfg!(unix);

/// The editor of people who named none.
pub const EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// Makes a file that is created with these options one that only its owner can read. Where files
/// have no such modes, the folder decides who may read it: on Windows the user's own folder does.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Whether other users of the machine can read the file, as far as its mode tells.
pub fn others_can_read(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o044 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// Makes new names in the folder of this file outlive a power cut, where folders can be synced;
/// not every file system lets them, and then nothing is lost but that promise.
pub fn settle_names_beside(path: &Path) {
    #[cfg(unix)]
    {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_file_is_its_owners_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("私");
        private(OpenOptions::new().write(true).create(true))
            .open(&path)
            .expect("a file");
        assert!(!others_can_read(&path));
        settle_names_beside(&path);
        assert!(path.exists());
    }

    #[test]
    #[cfg(unix)]
    fn a_file_of_mode_644_is_readable_by_others() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("公");
        std::fs::write(&path, "").expect("a file");
        let mode = |mode| std::fs::set_permissions(&path, PermissionsExt::from_mode(mode));
        mode(0o644).expect("its mode");
        assert!(others_can_read(&path));
        mode(0o600).expect("its mode");
        assert!(!others_can_read(&path));
    }
}
