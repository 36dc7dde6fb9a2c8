//! The program as people meet it: the binary, a folder, what it says, what it leaves.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod acceptance;
mod aliases;
mod asking;
mod cells;
mod completing;
mod contradicting;
mod corrected;
mod counting;
mod dates;
mod documents;
mod entering;
mod erasing;
mod erasing_texts;
mod errors;
mod finding;
mod forgiving;
mod formats;
mod gathered_bytes;
mod gathered_texts;
mod gathering;
mod helping;
mod institutions;
mod keeping;
mod listing;
mod material_checked;
mod narrow;
mod numbered;
mod own_dress;
mod polishing;
mod private;
mod reading;
mod reports;
mod rotating;
mod setting_right;
mod setting_up;
mod steering;
mod telling;
mod undoing;
mod work;
