//! Floor 2: file formats, bytes in and bytes out. Knows no task.

pub mod cell;
pub mod csv;
pub mod grid;
pub mod xlsx;
