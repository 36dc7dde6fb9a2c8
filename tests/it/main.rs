//! The program as people meet it: the binary, a folder, what it says, what it leaves.

#[path = "../common/office.rs"]
mod office;

mod acceptance;
mod aliases;
mod entering;
mod errors;
mod reading;
mod reports;
mod setting_up;
mod undoing;
mod work;
