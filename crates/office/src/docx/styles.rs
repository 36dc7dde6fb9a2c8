//! `styles.xml`: the whole layout of paragraphs and tables.

use crate::xml::text as escape;

use crate::docx::profile::Profile;

/// A paragraph style as the schema orders its parts.
#[derive(Clone, Copy)]
struct Shape<'a> {
    id: &'a str,
    name: &'a str,
    font: &'a str,
    /// Points.
    size: f64,
    /// Points, exact; `None`: as the text needs.
    line: Option<f64>,
    /// Points kept free below it.
    after: f64,
    align: &'a str,
    /// Characters the first line is indented by.
    indent: u32,
    /// Characters kept free at the right.
    right: u32,
    /// Level in the navigation pane, from 0.
    outline: Option<u8>,
    /// Points between characters.
    spacing: f64,
    /// Whether it stays with the paragraph after it.
    keeps: bool,
    /// Whether its lines stand on the grid of the page.
    grid: bool,
}

pub(super) fn styles(profile: &Profile) -> String {
    let body = body(profile);
    let mut out = format!("{HEAD}{}{}", defaults(profile), normal(&body));
    let shapes = headings(profile, body).into_iter();
    for shape in shapes
        .chain(flush(profile, body))
        .chain(page_numbers(profile))
    {
        out.push_str(&derived(&shape));
    }
    out.push_str(TABLE_STYLES);
    out.push_str("</w:styles>");
    out
}

/// 正文
fn body(profile: &Profile) -> Shape<'_> {
    Shape {
        id: "Normal",
        name: "Normal",
        font: &profile.body_font,
        size: profile.body_size,
        line: Some(profile.line),
        after: 0.0,
        align: "both",
        indent: 2,
        right: 0,
        outline: None,
        spacing: profile.spacing,
        keeps: false,
        grid: true,
    }
}

/// 一、 黑体, （一） 楷体, 1. and （1） 仿宋.
fn headings<'a>(profile: &'a Profile, body: Shape<'a>) -> [Shape<'a>; 4] {
    let heading = |id, name, font, level| Shape {
        id,
        name,
        font,
        outline: Some(level),
        align: "left",
        keeps: true,
        ..body
    };
    [
        heading("Heading1", "heading 1", &profile.heading1_font, 0),
        heading("Heading2", "heading 2", &profile.heading2_font, 1),
        heading("Heading3", "heading 3", &profile.body_font, 2),
        heading("Heading4", "heading 4", &profile.body_font, 3),
    ]
}

/// Everything that is not indented.
fn flush<'a>(profile: &'a Profile, body: Shape<'a>) -> [Shape<'a>; 7] {
    let flat = |id, name, font, align| Shape {
        id,
        name,
        font,
        align,
        indent: 0,
        ..body
    };
    let title = |id, name, after| Shape {
        size: profile.title_size,
        line: Some(profile.title_line),
        after,
        spacing: 0.0,
        keeps: true,
        grid: false,
        ..flat(id, name, &profile.title_font, "center")
    };
    let table = |id, name, font, align| Shape {
        size: profile.table_size,
        line: Some(profile.table_line()),
        spacing: 0.0,
        grid: false,
        ..flat(id, name, font, align)
    };
    [
        title("Title", "Title", profile.line),
        title("TableTitle", "Table Title", profile.line / 4.0),
        flat("Addressee", "Addressee", &profile.body_font, "left"),
        Shape {
            right: 2,
            ..flat("Signature", "Signature", &profile.body_font, "right")
        },
        Shape {
            keeps: true,
            ..flat("AnnexLabel", "Annex Label", &profile.heading1_font, "left")
        },
        table("TableHead", "Table Head", &profile.heading1_font, "center"),
        table("TableText", "Table Text", &profile.body_font, "left"),
    ]
}

fn page_numbers(profile: &Profile) -> [Shape<'_>; 3] {
    [
        Shape {
            right: 1,
            ..page_number(profile, "PageOdd", "Page Odd", "right")
        },
        page_number(profile, "PageEven", "Page Even", "left"),
        page_number(profile, "PageCentre", "Page Centre", "center"),
    ]
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#;

/// Word's own table styles, so that a table is restyled as any other: 普通表格 and 网格型.
const TABLE_STYLES: &str = r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:qFormat/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr></w:style>"#;

fn page_number<'a>(profile: &'a Profile, id: &'a str, name: &'a str, align: &'a str) -> Shape<'a> {
    Shape {
        id,
        name,
        font: "宋体",
        size: profile.body_size - 2.0,
        line: None,
        after: 0.0,
        align,
        indent: 0,
        right: 0,
        outline: None,
        spacing: 0.0,
        keeps: false,
        grid: false,
    }
}

fn defaults(profile: &Profile) -> String {
    let (latin, body) = (escape(&profile.latin_font), escape(&profile.body_font));
    format!(
        r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{latin}" w:eastAsia="{body}" w:hAnsi="{latin}" w:cs="{latin}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"#
    )
}

fn normal(shape: &Shape<'_>) -> String {
    format!(
        r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>{}{}</w:style>"#,
        paragraph(shape),
        run(shape)
    )
}

fn derived(shape: &Shape<'_>) -> String {
    format!(
        r#"<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>{}{}</w:style>"#,
        shape.id,
        shape.name,
        paragraph(shape),
        run(shape)
    )
}

fn paragraph(shape: &Shape<'_>) -> String {
    let keep = if shape.keeps { "<w:keepNext/>" } else { "" };
    let snap = if shape.grid {
        ""
    } else {
        r#"<w:snapToGrid w:val="0"/>"#
    };
    let (line, rule) = match shape.line {
        Some(points) => ((points * 20.0).round(), "exact"),
        None => (240.0, "auto"),
    };
    let after = (shape.after * 20.0).round();
    let line = format!(
        r#"<w:spacing w:before="0" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>"#
    );
    let characters = |count: u32| (f64::from(count) * shape.size * 20.0).round();
    let outline = shape.outline.map_or_else(String::new, |level| {
        format!(r#"<w:outlineLvl w:val="{level}"/>"#)
    });
    format!(
        r#"<w:pPr>{keep}<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{snap}{line}<w:ind w:rightChars="{}" w:right="{}" w:firstLineChars="{}" w:firstLine="{}"/><w:jc w:val="{}"/>{outline}</w:pPr>"#,
        shape.right * 100,
        characters(shape.right),
        shape.indent * 100,
        characters(shape.indent),
        shape.align,
    )
}

fn run(shape: &Shape<'_>) -> String {
    let half_points = (shape.size * 2.0).round();
    format!(
        r#"<w:rPr><w:rFonts w:eastAsia="{}"/><w:b w:val="0"/><w:color w:val="000000"/><w:spacing w:val="{}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>"#,
        escape(shape.font),
        (shape.spacing * 20.0).round(),
    )
}
