//! How much and how long: what a browser may send, what may wait, when the program ends by itself.

use std::time::Duration;

/// Where an open page looks by itself whether the ledger has changed: that keeps nothing alive.
pub const CHANGED: &str = "/changed";
/// Most bytes of all fields of a form together.
pub const FIELDS_BYTES: usize = 2 << 20;
/// Most fields of a form.
pub const FIELDS: usize = 1_000;
/// Most bytes of a file.
pub const FILE_BYTES: u64 = 60 << 20;
/// Most files of a form.
pub const FILES: usize = 200;
/// Most bytes of all files of a form together.
pub const FILES_BYTES: u64 = 400 << 20;
/// Most bytes of what stands above one part of a form.
pub const PART_HEAD: usize = 8 << 10;
/// Most bytes of what a form may send in all: what it holds, and what its parts are wrapped in.
pub const BODY_BYTES: u64 =
    FILES_BYTES + FIELDS_BYTES as u64 + ((FIELDS + FILES) * (PART_HEAD / 4)) as u64;
/// Least bytes a second that a form comes with, once [`Limits::stall`] is over.
pub const PACE: u64 = 16 << 10;
/// Most bytes of a request's line and headers.
pub const HEADERS_BYTES: usize = 32 << 10;
/// Most headers of a request.
pub const HEADERS: usize = 64;
/// Most connections at once; a browser has six.
pub const CONNECTIONS: usize = 512;
/// Most bytes of a file's name: what file systems take, less what is put before it.
pub const NAME_BYTES: usize = 200;

/// What waits, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Without any request for so long the program ends.
    pub idle: Duration,
    /// A request's headers are there by then, or its connection is closed.
    pub headers: Duration,
    /// A form that comes no further for so long is cut.
    pub stall: Duration,
    /// What is not done by then is shown to be under way.
    pub patience: Duration,
    /// Connections that are still busy so long after the end are cut.
    pub leave: Duration,
}

impl Limits {
    /// The usual ones. For tests the environment changes them: `LEDGER_DESK_IDLE` and
    /// `LEDGER_DESK_PATIENCE`, in seconds, and how long a page is waited for, `LEDGER_DESK_MOMENT`, in
    /// milliseconds.
    pub fn from_environment() -> Self {
        let patience = number("LEDGER_DESK_PATIENCE");
        let waits =
            |usual: u64| Duration::from_secs(patience.map_or(usual, |most| most.min(usual)));
        Self {
            idle: Duration::from_secs(number("LEDGER_DESK_IDLE").unwrap_or(60 * 60)),
            headers: waits(10),
            stall: waits(20),
            patience: Duration::from_millis(number("LEDGER_DESK_MOMENT").unwrap_or(1_000)),
            leave: waits(30),
        }
    }
}

/// A variable that is set to a number.
fn number(name: &str) -> Option<u64> {
    let value = std::env::var_os(name)?;
    value.to_str()?.parse().ok().filter(|number| *number > 0)
}
