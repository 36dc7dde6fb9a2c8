//! What the caller says of the files, and what of it is remembered.

use std::path::{Path, PathBuf};

use super::decided::SaidRow;
use crate::app::fault::Fault;
use documents::document::Dress;
use documents::register::{COLUMNS, Heading, Map, Maps};
use model::event::LedgerEvent;
use model::subject::Subject;
use store::Writer;

/// What the caller says about the documents.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wishes {
    pub year: Option<i32>,
    pub subject: Option<Subject>,
    pub source: Option<String>,
    /// What lines of a unit's own dress are, to be remembered.
    pub headings: Vec<Dress>,
    /// What columns are, as it was said now and earlier; to be remembered.
    pub maps: Maps,
    /// Which tasks rows are.
    pub rows: Vec<SaidRow>,
    /// Whether a column that is spoken of may be missing: other files may have it.
    pub may_lack: bool,
    /// Where the document lies that a text (读取稿) is a reading of; else beside the text.
    pub original: Option<PathBuf>,
    /// Only show what was read.
    pub dry_run: bool,
}

impl Wishes {
    /// Whether every column that is spoken of stands in some header of the file.
    pub(in crate::app) fn holds(&self, path: &Path, headers: &[Heading]) -> Result<(), Fault> {
        let has = |map: &Map| headers.iter().any(|heading| heading.has(map));
        let missing = self.maps.said.iter().find(|map| !has(map));
        let Some(missing) = missing.filter(|_| !self.may_lack) else {
            return Ok(());
        };
        let titles = headers.iter().flat_map(|heading| heading.titles.clone());
        Err(Fault::NoColumn {
            path: path.to_owned(),
            title: missing.title().to_owned(),
            titles: titles.collect(),
        })
    }

    /// Keeps what was said of the columns of these headers for later imports.
    pub(super) fn remember(
        &self,
        writer: &mut Writer<'_>,
        headers: &[Heading],
    ) -> Result<(), store::Error> {
        let mut kept: Vec<&str> = Vec::new();
        for heading in headers {
            let titles = heading.titles.iter().map(String::as_str);
            let merged = self.maps.merged(&heading.fingerprint, titles);
            if let Some(all) = merged.filter(|_| !kept.contains(&heading.fingerprint.as_str())) {
                kept.push(&heading.fingerprint);
                writer.record_ledger(LedgerEvent::Configured {
                    key: format!("{COLUMNS}{}", heading.fingerprint),
                    value: Some(Map::list(&all)),
                })?;
            }
        }
        Ok(())
    }
}
