//! The page for those who do not type: `ledger` served on loopback to the one browser that was given the key.
//!
//! Every request goes through [`guard`], whatever route it asks for; what a form sent has been read, bounded
//! and its token compared ([`sent`]) before a route sees it; what a route makes for a person leaves through
//! [`downloads`]; work that waits for the disk goes through [`work`].

pub mod accounts;
pub mod act;
pub mod answers;
mod assets;
mod connections;

mod declared;
pub mod door;
pub mod downloads;
mod folder;
mod guard;
mod here;
mod kept;
pub mod known;
pub mod limits;
mod login;
pub mod names;
pub mod newest;
pub mod page;
pub mod pages;
mod patience;
pub mod piece;
pub mod place;
mod process;
pub mod program;
pub mod push;
pub mod reader;
pub mod refusal;
mod reported;
mod secret;
pub mod sent;
pub mod serve;
mod session;
pub mod shared;
mod shelf;
mod slow;
mod tls;
mod told;
pub mod uploaded;
mod usage;
pub mod view;
mod waiting;
pub mod work;
