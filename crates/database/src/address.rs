//! Where a shared database is, and as whom.

use std::time::{Duration, Instant};

use postgres::config::TargetSessionAttrs;
use postgres::{Client, Config, NoTls};
use store::shared::SharedFault;

use crate::fault;

/// Between two tries.
pub(crate) const PAUSE: Duration = Duration::from_millis(200);

/// No longer a connection may be silent that was asked something.
const SILENT: Duration = Duration::from_secs(8);

/// Where it is, as whom, and how long it is waited for.
#[derive(Clone)]
pub(crate) struct Address {
    config: Config,
    pub(crate) wait: Duration,
}

impl Address {
    pub(crate) fn read(text: &str, wait: Duration) -> Option<Self> {
        let mut config: Config = text.parse().ok()?;
        config.application_name("ledger");
        config.connect_timeout(Duration::from_secs(5));
        // A network that was cut says nothing: whoever asks over it is to hear so, and go on with another host.
        config.keepalives_idle(SILENT / 2);
        config.keepalives_interval(SILENT / 4);
        config.tcp_user_timeout(SILENT);
        // Of several hosts the one that takes changes.
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        Some(Self { config, wait })
    }

    /// A connection, tried until the wait is over: a database that fails over is away for a while. `away` is
    /// called once where it has to be waited for.
    pub(crate) fn client(&self, away: &dyn Fn()) -> Result<Client, SharedFault> {
        let begun = Instant::now();
        let mut is_told = false;
        loop {
            match self.config.connect(NoTls) {
                Ok(client) => return Ok(client),
                Err(fault) if begun.elapsed() < self.wait && fault::may_come_back(&fault) => {
                    if !std::mem::replace(&mut is_told, true) {
                        away();
                    }
                    std::thread::sleep(PAUSE);
                }
                Err(fault) => return Err(fault::of(fault)),
            }
        }
    }
}
