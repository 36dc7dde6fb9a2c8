//! Floor 2: file formats, bytes in and bytes out. Knows no task.

pub mod cell;
pub mod csv;
//! Floor 2: bytes of office formats, in and out. Knows no task.

pub mod docx;
pub mod xlsx;
