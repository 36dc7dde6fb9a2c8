//! The small parts of the package.

use std::fmt::Write as _;

use crate::docx::Document;
use crate::docx::profile::{PageNumber, Profile};
use crate::xml::{self, HEAD as XML};

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Parts of the main document: relation id, relation type, file name, content type.
const PARTS: [(&str, &str, &str, &str); 6] = [
    ("rIdStyles", "styles", "styles.xml", "styles"),
    ("rIdSettings", "settings", "settings.xml", "settings"),
    ("rIdFonts", "fontTable", "fontTable.xml", "fontTable"),
    ("rIdFooterOdd", "footer", "footer1.xml", "footer"),
    ("rIdFooterEven", "footer", "footer2.xml", "footer"),
    ("rIdComments", "comments", "comments.xml", "comments"),
];

pub(super) fn content_types() -> String {
    let mut out = format!(
        r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>"#
    );
    for (_, _, file, kind) in PARTS {
        let _ = write!(
            out,
            r#"<Override PartName="/word/{file}" ContentType="{WORD}.{kind}+xml"/>"#
        );
    }
    out.push_str("</Types>");
    out
}

pub(super) fn package_relations() -> String {
    format!(
        r#"{XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>"#
    )
}

pub(super) fn document_relations() -> String {
    let mut out = format!(r#"{XML}<Relationships xmlns="{RELATIONS}">"#);
    for (id, kind, file, _) in PARTS {
        let _ = write!(
            out,
            r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{file}"/>"#
        );
    }
    out.push_str("</Relationships>");
    out
}

pub(super) fn settings() -> String {
    format!(
        r#"{XML}<w:settings {W}><w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#
    )
}

/// Fonts with what stands in for them on machines without.
pub(super) fn font_table(profile: &Profile) -> String {
    let mut fonts = vec![
        profile.body_font.as_str(),
        &profile.title_font,
        &profile.heading1_font,
        &profile.heading2_font,
        &profile.latin_font,
        "宋体",
    ];
    fonts.sort_unstable();
    fonts.dedup();
    let mut out = format!("{XML}<w:fonts {W}>");
    for font in fonts {
        let instead = match font {
            "仿宋_GB2312" => Some("仿宋"),
            "楷体_GB2312" => Some("楷体"),
            "方正小标宋简体" => Some("宋体"),
            "黑体" => Some("SimHei"),
            "宋体" => Some("SimSun"),
            _ => None,
        };
        let instead = instead.map_or_else(String::new, |name| {
            format!(r#"<w:altName w:val="{name}"/>"#)
        });
        let _ = write!(
            out,
            r#"<w:font w:name="{}">{instead}</w:font>"#,
            xml::text(font)
        );
    }
    out.push_str("</w:fonts>");
    out
}

/// — 1 —
pub(super) fn footer(profile: &Profile, even: bool) -> String {
    let style = match (profile.page_number, even) {
        (PageNumber::Centre | PageNumber::None, _) => "PageCentre",
        (PageNumber::Outside, true) => "PageEven",
        (PageNumber::Outside, false) => "PageOdd",
    };
    let indent = if style == "PageEven" {
        r#"<w:ind w:leftChars="100" w:left="280"/>"#
    } else {
        ""
    };
    let run = |inside: &str| {
        format!(
            r#"<w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:hint="eastAsia"/></w:rPr>{inside}</w:r>"#
        )
    };
    let field = [
        run(r#"<w:t xml:space="preserve">— </w:t>"#),
        run(r#"<w:fldChar w:fldCharType="begin"/>"#),
        run(r#"<w:instrText xml:space="preserve"> PAGE </w:instrText>"#),
        run(r#"<w:fldChar w:fldCharType="separate"/>"#),
        run("<w:t>1</w:t>"),
        run(r#"<w:fldChar w:fldCharType="end"/>"#),
        run(r#"<w:t xml:space="preserve"> —</w:t>"#),
    ];
    let content = match profile.page_number {
        PageNumber::None => String::new(),
        PageNumber::Outside | PageNumber::Centre => field.concat(),
    };
    format!(
        r#"{XML}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="{style}"/>{indent}</w:pPr>{content}</w:p></w:ftr>"#
    )
}

pub(super) fn comments(comments: &[String]) -> String {
    let mut out = format!("{XML}<w:comments {W}>");
    for (id, comment) in comments.iter().enumerate() {
        let _ = write!(
            out,
            r#"<w:comment w:id="{id}" w:author="ledger" w:initials="L"><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:comment>"#,
            xml::text(comment)
        );
    }
    out.push_str("</w:comments>");
    out
}

pub(super) fn core(document: &Document) -> String {
    let date = if document.date.is_empty() {
        String::new()
    } else {
        let date = xml::text(&document.date);
        format!(
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified>"#
        )
    };
    format!(
        r#"{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:creator>ledger</dc:creator>{date}</cp:coreProperties>"#,
        xml::text(&document.title)
    )
}

pub(super) fn custom(document: &Document) -> String {
    let mut out = format!(
        r#"{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">"#
    );
    for (place, (name, value)) in document.properties.iter().enumerate() {
        let _ = write!(
            out,
            r#"<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>"#,
            place + 2,
            xml::text(name),
            xml::text(value)
        );
    }
    out.push_str("</Properties>");
    out
}
