//! Floor 2: bytes of office formats, in and out. Knows no task.

pub mod cell;
pub mod csv;
pub mod docx;
pub mod grid;
pub mod html;
pub mod ics;
pub mod svg;
pub mod xlsx;
