//! The domain: tasks and their history, counts, proposals, packets. No files, no SQL, no clock, no
//! command line.

pub mod alike;
pub mod book;
pub mod card;
pub mod deadline;
pub mod decide;
pub mod digest;
pub mod draft;
pub mod entry;
pub mod event;
pub mod field;
pub mod figure;
pub mod handed;
pub mod ledger;
pub mod matching;
pub mod measure;
pub mod meeting;
pub mod packet;
pub mod people;
pub mod restored;
pub mod scope;
pub mod status;
pub mod subject;
pub mod tally;
pub mod task;
pub mod unit;
