//! The package.

use crate::archive;
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
    let parts = files.map(|(name, content)| (name, content.into_bytes()));
    // Writing to memory fails only beyond the format's four gigabytes.
    archive::written(parts).unwrap_or_default()
}
