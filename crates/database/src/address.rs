//! Where a shared database is, and as whom.

use std::time::{Duration, Instant};

use postgres::config::{SslMode, TargetSessionAttrs};
use postgres::{Client, Config, NoTls};
use store::shared::SharedFault;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{fault, tls};

/// Between two tries.
pub(crate) const PAUSE: Duration = Duration::from_millis(200);

/// No longer a connection may be silent that was asked something.
const SILENT: Duration = Duration::from_secs(8);

/// Where it is, as whom, and how long it is waited for.
#[derive(Clone)]
pub(crate) struct Address {
    config: Config,
    /// The certificate by which the database's is signed: what goes there is ciphered, and goes to no other.
    root: Option<String>,
    pub(crate) wait: Duration,
}

impl Address {
    pub(crate) fn read(text: &str, wait: Duration) -> Option<Self> {
        let (text, root) = tls::root_of(text)?;
        let mut config: Config = text.parse().ok()?;
        if root.is_some() {
            config.ssl_mode(SslMode::Require);
        }
        config.application_name("ledger");
        config.connect_timeout(Duration::from_secs(5));
        // A network that was cut says nothing: whoever asks over it is to hear so, and go on with another host.
        config.keepalives_idle(SILENT / 2);
        config.keepalives_interval(SILENT / 4);
        config.tcp_user_timeout(SILENT);
        // Of several hosts the one that takes changes.
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        Some(Self { config, root, wait })
    }

    /// A connection, tried until the wait is over: a database that fails over is away for a while. `away` is
    /// called once where it has to be waited for.
    pub(crate) fn client(&self, away: &dyn Fn()) -> Result<Client, SharedFault> {
        let begun = Instant::now();
        let mut is_told = false;
        let ciphering: Option<MakeRustlsConnect> =
            self.root.as_deref().map(tls::believing).transpose()?;
        loop {
            let connected = match &ciphering {
                Some(ciphering) => self.config.connect(ciphering.clone()),
                None => self.config.connect(NoTls),
            };
            match connected {
                Ok(client) => return Ok(client),
                Err(fault) if begun.elapsed() < self.wait && fault::may_come_back(&fault) => {
                    if !std::mem::replace(&mut is_told, true) {
                        away();
                    }
                    std::thread::sleep(PAUSE);
                }
                Err(fault) if ciphering.is_some() && fault::is_of_ciphering(&fault) => {
                    return Err(SharedFault::NotTheOne(fault.into()));
                }
                Err(fault) => return Err(fault::of(fault)),
            }
        }
    }
}
