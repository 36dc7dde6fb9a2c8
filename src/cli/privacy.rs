//! Whether others on the same machine can read the ledger.

use std::path::Path;

use super::context::Context;

/// Who else can read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// Nobody, or the system does not say.
    Nobody,
    /// Who is in the file's group.
    Group,
    /// Everybody with a login.
    Everybody,
}

/// Warns of every other reader: for who asks whether all is well.
pub(super) fn warn_of_readers(context: &Context) {
    match readers(&context.db) {
        Readers::Nobody => {}
        Readers::Group => warn(context, "同组的其他人"),
        Readers::Everybody => warn(context, "同一台机器上的其他人"),
    }
}

/// Warns when everybody can read: after each writing verb. An office may share its ledger within a
/// group, and would not be told so every time.
pub(super) fn warn_if_open_to_all(context: &Context) {
    if readers(&context.db) == Readers::Everybody {
        warn(context, "同一台机器上的其他人");
    }
}

fn warn(context: &Context, who: &str) {
    let db = context.db.display();
    context.out.warn(&format!("{who}能读台账文件 {db}"));
    context.out.hint(&format!("用 chmod 600 {db} 只留给自己"));
}

#[cfg(not(unix))]
fn readers(_: &Path) -> Readers {
    Readers::Nobody
}

/// By the modes of the file and of the folders on the way to it. Where every file looks executable
/// the file system keeps no modes, and nothing is known.
#[cfg(unix)]
fn readers(db: &Path) -> Readers {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| std::fs::metadata(path).map_or(0, |meta| meta.permissions().mode());
    let file = mode(db);
    if file & 0o111 != 0 {
        return Readers::Nobody;
    }
    let Ok(whole) = std::fs::canonicalize(db) else {
        return Readers::Nobody;
    };
    let folders = whole.ancestors().skip(1).map(mode);
    let way = folders.fold(0o777, |way, folder| way & folder);
    if file & 0o004 != 0 && way & 0o001 != 0 {
        Readers::Everybody
    } else if file & 0o040 != 0 && way & 0o011 != 0 {
        Readers::Group
    } else {
        Readers::Nobody
    }
}
