//! Office formats in and out, texts, and what differs between systems. Knows no task.

pub mod archive;
pub mod cell;
pub mod compound;
pub mod csv;
pub mod docx;
pub mod grid;
pub mod html;
pub mod ics;
pub mod imprint;
pub mod limits;
pub mod svg;
pub mod system;
pub mod text;
pub mod whole;
pub mod workers;
pub mod xlsx;
pub mod xml;
