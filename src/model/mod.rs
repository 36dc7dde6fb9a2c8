//! Floor 2: the domain. No files, no SQL, no clock, no command line.

pub mod deadline;
pub mod draft;
