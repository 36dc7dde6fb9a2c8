//! What this hand may record (权限), where a front that knows its accounts started the command.

use super::environment::environment;
use super::failure::Failure;
use model::permit::Permit;

/// Says it, as [`Permit::told`] does.
pub const VARIABLE: &str = "LEDGER_PERMIT";

/// What the front said; everything where no front says less.
pub(super) fn told() -> Permit {
    environment(VARIABLE).map_or_else(Permit::default, |told| Permit::read(&told))
}

/// Why it is not recorded.
pub(super) fn refused() -> Failure {
    Failure::request("这个账号不能记这一项，台账未作任何改动")
        .hint("不归这个账号的角色办，或者不是本部门的任务；请管台账的人办")
}
