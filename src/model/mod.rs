//! Floor 2: the domain. No files, no SQL, no clock, no command line.

pub mod alike;
pub mod book;
pub mod deadline;
pub mod decide;
pub mod digest;
pub mod draft;
pub mod entry;
pub mod event;
pub mod figure;
pub mod handed;
pub mod ledger;
pub mod meeting;
pub mod people;
pub mod restored;
pub mod scope;
pub mod status;
pub mod subject;
pub mod task;
pub mod unit;
