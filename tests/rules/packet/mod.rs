//! Histories handed up and gathered: whole or not at all, and never another than the one recorded.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod altered;
mod city;
mod gathered;
mod hostile;
