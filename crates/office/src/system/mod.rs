//! Floor 1: what differs between systems, and nothing else does. Elsewhere no `cfg` of a system.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{DirBuilder, OpenOptions};
use std::path::Path;
use std::process::Command;

mod long;

pub use long::{for_libraries, for_people};

/// Whether a path may be written in a way that people do not use.
const WRITES_PATHS_OTHERWISE: bool = cfg!(windows);

/// Whether a file that somebody has open can be replaced by renaming another over it.
pub const REPLACES_OPEN_FILES: bool = cfg!(unix);

/// Whether what others lock in a file can be read all the same.
pub const READS_LOCKED_FILES: bool = cfg!(unix);

/// The editor of people who named none.
pub const EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// What shows an address in the browser that a person uses.
pub fn browser(address: &str) -> Command {
    let (program, before): (_, &[&str]) = if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(address);
    command
}

/// Makes a file that is created with these options one that only its owner can read. Where files
/// have no such modes, the folder decides who may read it: on Windows the user's own folder does.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// The same of folders.
pub fn private_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    builder
}

/// Bytes that a person typed or another program handed over as text: UTF-8, else GB18030, as a console of
/// code page 936 writes them into a pipe.
pub fn spoken(bytes: &[u8]) -> Cow<'_, str> {
    let national =
        || encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => national().unwrap_or_else(|| String::from_utf8_lossy(bytes)),
    }
}

/// A file's name as text. Where names are bytes, those that are no UTF-8 come from a system whose names are
/// GB18030 (unpacked from a zip of Windows), where they can be read so.
pub fn told(name: &OsStr) -> String {
    #[cfg(unix)]
    return spoken(name.as_encoded_bytes()).into_owned();
    #[cfg(not(unix))]
    name.to_string_lossy().into_owned()
}

/// Makes the terminal show colours where it has to be asked to; whether it does.
pub fn shows_colours() -> bool {
    #[cfg(windows)]
    return anstyle_query::windows::enable_ansi_colors().unwrap_or(true);
    #[cfg(not(windows))]
    true
}

/// Whether this says that the reader of a pipe went away.
pub fn is_reader_gone(fault: &std::io::Error) -> bool {
    /// What Windows says of a pipe whose other end was closed, beside what the standard library knows.
    const PIPE_NOT_CONNECTED: i32 = 233;
    fault.kind() == std::io::ErrorKind::BrokenPipe
        || cfg!(windows) && fault.raw_os_error() == Some(PIPE_NOT_CONNECTED)
}

/// Whether another program has the file open so that it can be neither read nor replaced. Unix keeps nobody
/// from either.
pub fn is_held(path: &Path) -> bool {
    #[cfg(windows)]
    {
        const SHARING_VIOLATION: i32 = 32;
        let mut options = OpenOptions::new();
        let alone = std::os::windows::fs::OpenOptionsExt::share_mode(options.read(true), 0);
        alone
            .open(path)
            .err()
            .and_then(|fault| fault.raw_os_error())
            == Some(SHARING_VIOLATION)
    }
    #[cfg(not(windows))]
    {
        let _ = path;
        false
    }
}

/// Opens a file to be read so that nobody else has it open or opens it meanwhile, where systems keep others
/// out; it can be removed all the same.
pub fn open_alone(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = OpenOptions::new();
    #[cfg(windows)]
    {
        const FILE_SHARE_DELETE: u32 = 4;
        std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, FILE_SHARE_DELETE);
    }
    options.read(true).open(path)
}

/// Whether a link is one that the system itself keeps for a device or for what a process has open
/// (`/dev/stdout`, `/dev/fd/3`), not one that anybody can put there.
pub fn is_link_of_the_system(link: &Path) -> bool {
    #[cfg(unix)]
    {
        let folder = link.parent().and_then(|folder| folder.canonicalize().ok());
        folder.is_some_and(|folder| {
            folder == Path::new("/dev")
                || folder == Path::new("/dev/fd")
                || folder.starts_with("/proc")
        })
    }
    #[cfg(not(unix))]
    {
        let _ = link;
        false
    }
}

/// Who else can read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Nobody, or the system does not say.
    Nobody,
    /// Who is in the file's group.
    Group,
    /// Everybody with a login.
    Everybody,
}

/// Who else can read the file, by its mode and those of the folders on the way to it. Where every
/// file looks executable the file system keeps no modes, and nothing is known.
pub fn readers(file: &Path) -> Readers {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode =
            |path: &Path| std::fs::metadata(path).map_or(0, |meta| meta.permissions().mode());
        let own = mode(file);
        let whole = std::fs::canonicalize(file).unwrap_or_default();
        let folders = whole.ancestors().skip(1).map(mode);
        let way = folders.fold(0o777, |way, folder| way & folder);
        if own & 0o111 != 0 {
            Readers::Nobody
        } else if own & 0o004 != 0 && way & 0o001 != 0 {
            Readers::Everybody
        } else if own & 0o040 != 0 && way & 0o011 != 0 {
            Readers::Group
        } else {
            Readers::Nobody
        }
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        Readers::Nobody
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

/// Said of a pipe, a device or a socket that is to be read as a file.
#[derive(Debug, thiserror::Error)]
#[error("no regular file")]
pub struct NotAFile;

/// Opens a file to be read, and nothing that only looks like one: whoever opens a pipe waits for its
/// writer for ever, and a device never ends.
pub fn open(path: &Path) -> std::io::Result<std::fs::File> {
    use std::io::{Error, ErrorKind};
    let check = |known: &std::fs::Metadata| match known {
        known if known.is_file() => Ok(()),
        known if known.is_dir() => Err(Error::from(ErrorKind::IsADirectory)),
        _ => Err(Error::new(ErrorKind::InvalidInput, NotAFile)),
    };
    check(&std::fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    // What was put there between the two looks does not keep it waiting either.
    #[cfg(unix)]
    {
        let at_once = rustix::fs::OFlags::NONBLOCK.bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, at_once as i32);
    }
    let file = options.read(true).open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

/// The same, or what is piped in under its name: that is read as it comes, and it is for whoever
/// reads it to hold no lock meanwhile.
pub fn open_or_piped(path: &Path) -> std::io::Result<std::fs::File> {
    if path == Path::new("/dev/stdin") {
        std::fs::File::open(path)
    } else {
        open(path)
    }
}

/// Why a file can't be locked where it is; `None` where it can, or another process has the lock.
/// Whoever asks gives up the locks that this process has on the file.
pub fn lock_fault(path: &Path) -> Option<std::io::Error> {
    #[cfg(unix)]
    {
        use rustix::fs::{FlockOperation, fcntl_lock};
        use rustix::io::Errno;
        let file = std::fs::File::open(path).ok()?;
        let held = |fault: &Errno| matches!(*fault, Errno::AGAIN | Errno::ACCESS | Errno::BUSY);
        let asked = fcntl_lock(&file, FlockOperation::NonBlockingLockShared);
        asked.err().filter(|fault| !held(fault)).map(Into::into)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;
    use crate::whole::{Access, Folder, write};

    #[test]
    fn what_a_console_of_another_code_page_hands_over_is_read() {
        for text in ["是", "办公室", "y", ""] {
            assert_eq!(spoken(text.as_bytes()), text);
            assert_eq!(spoken(&encoding_rs::GB18030.encode(text).0), text);
        }
        assert_eq!(spoken(b"\xff"), "\u{fffd}");
    }

    #[test]
    fn a_private_file_is_its_owners_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("私");
        private(OpenOptions::new().write(true).create(true))
            .open(&path)
            .expect("a file");
        assert_eq!(readers(&path), Readers::Nobody);
        settle_names_beside(&path);
        assert!(path.exists());
    }

    #[test]
    #[cfg(unix)]
    fn readers_need_the_file_and_the_way_to_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("公");
        std::fs::write(&path, "").expect("a file");
        let set = |path: &Path, mode| {
            std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("its mode");
        };
        for (file, on_the_way, expected) in [
            (0o644, 0o755, Readers::Everybody),
            (0o644, 0o700, Readers::Nobody),
            (0o640, 0o750, Readers::Group),
            (0o600, 0o755, Readers::Nobody),
            (0o777, 0o777, Readers::Nobody),
        ] {
            set(&path, file);
            set(folder.path(), on_the_way);
            assert_eq!(readers(&path), expected, "{file:o} in {on_the_way:o}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn what_is_written_is_its_owners_alone_unless_it_is_shared() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let mode_of = |path: &Path| {
            let known = std::fs::metadata(path).expect("there");
            known.permissions().mode() & 0o777
        };
        let target = folder.path().join("表.csv");
        std::fs::write(&target, "旧").expect("an old one");
        std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o644))
            .expect("its mode");
        write(&target, b"new", Access::Owner).expect("written");
        assert_eq!(mode_of(&target), 0o600);
        let way = folder.path().join("甲/乙");
        let inner = Folder::at(&way, Access::Owner).expect("made");
        let inner = inner.folder("丙").expect("made");
        inner.write("丁.csv", b"new").expect("written");
        for folder in [way.parent().expect("one"), &way, inner.path()] {
            assert_eq!(mode_of(folder), 0o700, "{}", folder.display());
        }
        assert_eq!(mode_of(&inner.path().join("丁.csv")), 0o600);
        // What others may read of a new file, the system says.
        let plain = folder.path().join("系统的");
        std::fs::create_dir(&plain).expect("made");
        std::fs::write(plain.join("文件"), "").expect("written");
        let shared = Folder::at(&folder.path().join("共用"), Access::Shared).expect("made");
        shared.write("表.csv", b"new").expect("written");
        assert_eq!(mode_of(shared.path()), mode_of(&plain));
        assert_eq!(
            mode_of(&shared.path().join("表.csv")),
            mode_of(&plain.join("文件"))
        );
    }

    #[test]
    #[cfg(unix)]
    fn no_link_is_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let link =
            |to: &Path, name: &str| std::os::unix::fs::symlink(to, at(name)).expect("a link");
        std::fs::write(at("别人的"), "别人的").expect("another's");
        std::fs::create_dir(at("别处")).expect("elsewhere");
        let own = Folder::at(folder.path(), Access::Owner).expect("there");
        for to in [at("别人的"), at("还没有的"), "/dev/null".into()] {
            link(&to, "链接");
            write(&at("链接"), b"whole", Access::Owner).expect("written");
            assert!(
                std::fs::symlink_metadata(at("链接"))
                    .expect("there")
                    .is_file()
            );
            std::fs::remove_file(at("链接")).expect("gone");
            link(&to, "链接");
            own.write("链接", b"whole").expect("written");
            assert!(
                std::fs::symlink_metadata(at("链接"))
                    .expect("there")
                    .is_file()
            );
            std::fs::remove_file(at("链接")).expect("gone");
        }
        link(&at("别处"), "01 题目");
        let refused = own
            .folder("01 题目")
            .map(drop)
            .map_err(|fault| fault.kind());
        assert_eq!(refused, Err(ErrorKind::NotADirectory));
        for outside in ["", "..", "a/b", "/etc", "."] {
            assert!(own.place(outside).is_err(), "{outside}");
        }
        assert_eq!(std::fs::read_dir(at("别处")).expect("there").count(), 0);
        assert_eq!(
            std::fs::read(at("别人的")).expect("there"),
            "别人的".as_bytes()
        );
        assert!(!at("还没有的").exists());
        write(Path::new("/dev/null"), b"gone", Access::Owner).expect("a device");
        write(Path::new("/dev/stderr"), b"", Access::Owner).expect("what is open");
    }
}
