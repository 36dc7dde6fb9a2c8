//! Measures of a task (整改措施), and the place in a document that a wording came from. Entries and
//! rows hold them as they are declared here: fields are added, never renamed or moved.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::deadline::Deadline;

/// 整改措施
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// From 1, within the task; shown as `12（1）`.
    pub key: u32,
    /// What will be done.
    pub text: String,
    /// Its own department, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dept: Option<String>,
    /// Its own person in charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Its own deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// The day it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<NaiveDate>,
    /// The document and item it was taken from: one measure answering two problems counts once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// A place in an imported document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// File name.
    pub document: String,
    /// Non-empty paragraph of a problem, or place in the list of measures; from 1. 0 where a person wrote it.
    pub paragraph: u32,
}
