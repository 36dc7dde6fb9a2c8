//! What PostgreSQL could not do, as facts.

use postgres::Error;
use postgres::error::SqlState;
use store::shared::SharedFault;

/// Whether it may be there again in a while: nothing answered, or what answered is about to stop or to start.
pub(crate) fn may_come_back(fault: &Error) -> bool {
    match fault.code() {
        None => is_cut(fault),
        Some(code) => [
            SqlState::CANNOT_CONNECT_NOW,
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::TOO_MANY_CONNECTIONS,
        ]
        .contains(code),
    }
}

/// Whether nobody is at the other end, or no longer.
fn is_cut(fault: &Error) -> bool {
    let source = std::error::Error::source(fault);
    fault.is_closed() || source.is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
}

/// Whether the other end does not cipher, or is not believed; not where it was cut while it was asked. The library
/// says so in words alone.
pub(crate) fn is_of_ciphering(fault: &Error) -> bool {
    let source = std::error::Error::source(fault);
    let io = source.and_then(<dyn std::error::Error>::downcast_ref::<std::io::Error>);
    let is_cut = io.is_some_and(|fault| fault.kind() != std::io::ErrorKind::InvalidData);
    fault
        .to_string()
        .starts_with("error performing TLS handshake")
        && !is_cut
}

pub(crate) fn of(fault: Error) -> SharedFault {
    let Some(code) = fault.code().cloned() else {
        return if is_cut(&fault) {
            SharedFault::Away(fault.into())
        } else {
            SharedFault::Engine(fault.into())
        };
    };
    match code {
        SqlState::INSUFFICIENT_PRIVILEGE => SharedFault::NotAllowed(fault.into()),
        SqlState::INVALID_PASSWORD | SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            SharedFault::NotLetIn(fault.into())
        }
        SqlState::INVALID_CATALOG_NAME => SharedFault::NoDatabase(fault.into()),
        SqlState::LOCK_NOT_AVAILABLE | SqlState::QUERY_CANCELED => SharedFault::Busy,
        _ if may_come_back(&fault) => SharedFault::Away(fault.into()),
        _ => SharedFault::Engine(fault.into()),
    }
}

/// Why a change can't be begun that others came in the way of each time. A ledger that is there and is not seen is
/// others'.
pub(crate) fn after_conflicts(fault: Error) -> SharedFault {
    match fault.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => SharedFault::NotAllowed(fault.into()),
        _ => SharedFault::Busy,
    }
}

/// Whether the same may go well when it is done again: another change came between.
pub(crate) fn is_conflict(fault: &Error) -> bool {
    fault.code().is_some_and(|code| {
        [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::UNIQUE_VIOLATION,
        ]
        .contains(code)
    })
}
