//! Floor 2: file formats, bytes in and bytes out. Knows no task.

pub mod csv;
pub mod html;
pub mod ics;
pub mod svg;
