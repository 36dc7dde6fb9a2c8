//! Whether others on the same machine can read the ledger.

use super::context::Context;
use office::system::{Readers, readers};

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
