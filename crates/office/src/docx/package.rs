//! The zip package; its times are fixed, so that the same document has the same bytes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::docx::{Document, body, parts, styles};

/// The document's bytes.
pub fn write(document: &Document) -> Vec<u8> {
    let body = body::body(document);
    let profile = &document.profile;
    let files = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/custom.xml", parts::custom(document)),
        ("word/document.xml", body.document),
        ("word/_rels/document.xml.rels", parts::document_relations()),
        ("word/styles.xml", styles::styles(profile)),
        ("word/settings.xml", parts::settings()),
        ("word/fontTable.xml", parts::font_table(profile)),
        ("word/footer1.xml", parts::footer(profile, false)),
        ("word/footer2.xml", parts::footer(profile, true)),
        ("word/comments.xml", parts::comments(&body.comments)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let written = files.iter().try_for_each(|(name, content)| {
        zip.start_file(*name, options)?;
        zip.write_all(content.as_bytes())?;
        Ok::<(), zip::result::ZipError>(())
    });
    // Writing to memory fails only beyond the format's four gigabytes.
    written
        .and_then(|()| zip.finish())
        .map(Cursor::into_inner)
        .unwrap_or_default()
}
