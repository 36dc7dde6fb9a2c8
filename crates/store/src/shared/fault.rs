//! What a shared database could not do, as facts.

/// What lies beneath: the engine's own, or a description.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the shared database did not do it. Nothing was changed, but where it is not known.
#[derive(Debug, thiserror::Error)]
pub enum SharedFault {
    /// It is not to be reached, or went away.
    #[error("not reached: {0}")]
    Away(#[source] Cause),
    /// It went away while it committed: whether it did could not be found out.
    #[error("not known whether it was committed: {0}")]
    Unknown(#[source] Cause),
    /// What was said is no address.
    #[error("no address")]
    NoAddress,
    /// The certificate by which the other side is to be known can't be read.
    #[error("no certificate: {0}")]
    NoCertificate(String),
    /// Whoever answers there is not known by that certificate, or does not cipher.
    #[error("not the one that is meant: {0}")]
    NotTheOne(#[source] Cause),
    /// No database is called so there.
    #[error("no such database: {0}")]
    NoDatabase(#[source] Cause),
    /// The account, or its password, is not known there.
    #[error("not let in: {0}")]
    NotLetIn(#[source] Cause),
    /// The account may not do that.
    #[error("not allowed: {0}")]
    NotAllowed(#[source] Cause),
    /// Others held the ledger longer than the wait allowed.
    #[error("busy")]
    Busy,
    /// There are no tables of this program, or those of another version.
    #[error("schema {found}, not {known}")]
    OtherSchema {
        /// What is there; 0 for none.
        found: i32,
        /// What this program knows.
        known: i32,
    },
    /// The account works on several ledgers, and nobody said on which.
    #[error("several ledgers")]
    Several,
    /// The ledger has a history, and none there: it has to be moved in.
    #[error("the ledger is not there")]
    NotThere,
    /// This copy went on by itself, or is of another history.
    #[error("the working copy is not of the shared ledger")]
    Apart,
    /// Anything else that the engine says.
    #[error("database: {0}")]
    Engine(#[source] Cause),
}
