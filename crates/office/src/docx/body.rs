//! `document.xml` and `comments.xml`.

use std::fmt::Write as _;

use crate::docx::profile::{PageNumber, Profile, twips};
use crate::docx::{Document, Paragraph, Part, Run, Style, Table};
use crate::xml;

const PAGE_WIDTH: i64 = 11_906;
const PAGE_HEIGHT: i64 = 16_838;
/// The page number stands 7 mm below the text.
const FOOTER: f64 = 23.0;

/// The text and the comments on it.
pub(super) struct Body {
    pub(super) document: String,
    pub(super) comments: Vec<String>,
}

pub(super) fn body(document: &Document) -> Body {
    let mut writer = Writer {
        profile: &document.profile,
        out: format!("{}{HEAD}<w:body>", xml::HEAD),
        comments: Vec::new(),
        section_slot: None,
        landscape: false,
        break_before: false,
    };
    let mut wanted = false;
    for part in &document.parts {
        match part {
            Part::Paragraph(paragraph) => writer.turn(wanted).paragraph(paragraph),
            Part::Table(table) => writer.turn(wanted).table(table),
            Part::PageBreak => writer.break_before = true,
            Part::Turn { landscape } => wanted = *landscape,
        }
    }
    if writer.out.ends_with("</w:tbl>") {
        // Word wants a paragraph after a table; this one takes no room.
        let _ = write!(writer.out, "<w:p><w:pPr>{SMALL}</w:pPr></w:p>");
    }
    let section = writer.section(writer.landscape);
    let mut out = writer.out;
    out.push_str(&section);
    out.push_str("</w:body></w:document>");
    Body {
        document: out,
        comments: writer.comments,
    }
}

const HEAD: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#;

struct Writer<'a> {
    profile: &'a Profile,
    out: String,
    comments: Vec<String>,
    /// Where the last paragraph's properties end: a section that ends there is written in.
    section_slot: Option<usize>,
    landscape: bool,
    break_before: bool,
}

impl Writer<'_> {
    /// What follows stands on pages of this orientation; a change ends the section before.
    fn turn(&mut self, landscape: bool) -> &mut Self {
        if self.landscape == landscape {
            return self;
        }
        let section = self.section(self.landscape);
        match self.section_slot.take() {
            Some(place) => self.out.insert_str(place, &section),
            None if self.out.ends_with("<w:body>") => {}
            None => {
                let _ = write!(self.out, "<w:p><w:pPr>{SMALL}{section}</w:pPr></w:p>");
            }
        }
        self.landscape = landscape;
        self.break_before = false;
        self
    }

    fn section(&self, landscape: bool) -> String {
        let profile = self.profile;
        let [top, right, bottom, left] =
            [profile.top, profile.right, profile.bottom, profile.left].map(twips);
        let (size, margins) = if landscape {
            (
                format!(r#"w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape""#),
                [left, top, right, bottom],
            )
        } else {
            (
                format!(r#"w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}""#),
                [top, right, bottom, left],
            )
        };
        let footers = match profile.page_number {
            PageNumber::None => "",
            PageNumber::Outside | PageNumber::Centre => {
                r#"<w:footerReference w:type="even" r:id="rIdFooterEven"/><w:footerReference w:type="default" r:id="rIdFooterOdd"/>"#
            }
        };
        let footer = twips(FOOTER).min(margins[2] - 200).max(200);
        format!(
            r#"<w:sectPr>{footers}<w:pgSz {size}/><w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="851" w:footer="{footer}" w:gutter="0"/><w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{}"/></w:sectPr>"#,
            margins[0],
            margins[1],
            margins[2],
            margins[3],
            (profile.line * 20.0).round() as i64 + 19,
        )
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let style = match paragraph.style {
            Style::Body => "Normal",
            Style::Title => "Title",
            Style::Addressee => "Addressee",
            Style::Heading(1) => "Heading1",
            Style::Heading(2) => "Heading2",
            Style::Heading(3) => "Heading3",
            Style::Heading(_) => "Heading4",
            Style::Signature => "Signature",
            Style::AnnexLabel => "AnnexLabel",
            Style::TableTitle => "TableTitle",
        };
        let break_before = if std::mem::take(&mut self.break_before) {
            "<w:pageBreakBefore/>"
        } else {
            ""
        };
        let _ = write!(
            self.out,
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{break_before}"#
        );
        self.section_slot = Some(self.out.len());
        self.out.push_str("</w:pPr>");
        for run in &paragraph.runs {
            self.run(run);
        }
        self.out.push_str("</w:p>");
    }

    fn run(&mut self, run: &Run) {
        let Some(comment) = &run.comment else {
            self.text(run);
            return;
        };
        let id = self.comments.len();
        self.comments.push(comment.clone());
        let _ = write!(self.out, r#"<w:commentRangeStart w:id="{id}"/>"#);
        self.text(run);
        let _ = write!(
            self.out,
            r#"<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>"#
        );
    }

    fn text(&mut self, run: &Run) {
        let highlight = if run.highlight {
            r#"<w:highlight w:val="yellow"/>"#
        } else {
            ""
        };
        let _ = write!(
            self.out,
            r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{highlight}</w:rPr>"#
        );
        for (place, line) in xml::text(&run.text).split('\n').enumerate() {
            if place > 0 {
                self.out.push_str("<w:br/>");
            }
            let _ = write!(self.out, r#"<w:t xml:space="preserve">{line}</w:t>"#);
        }
        self.out.push_str("</w:r>");
    }

    fn table(&mut self, table: &Table) {
        let profile = self.profile;
        let text_width = if self.landscape {
            PAGE_HEIGHT - twips(profile.top) - twips(profile.bottom)
        } else {
            PAGE_WIDTH - twips(profile.left) - twips(profile.right)
        };
        let all: u32 = table.widths.iter().sum::<u32>().max(1);
        let widths: Vec<i64> = table
            .widths
            .iter()
            .map(|width| text_width * i64::from(*width) / i64::from(all))
            .collect();
        let _ = write!(
            self.out,
            r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#,
            widths.iter().sum::<i64>()
        );
        for width in &widths {
            let _ = write!(self.out, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.out.push_str("</w:tblGrid>");
        if !table.head.is_empty() {
            self.row(&table.head, &widths, true, 0);
        }
        for (place, row) in table.rows.iter().enumerate() {
            let height = table.heights.get(place).copied().unwrap_or_default();
            self.row(row, &widths, false, height);
        }
        self.out.push_str("</w:tbl>");
        self.section_slot = None;
        self.break_before = false;
    }

    fn row(&mut self, cells: &[String], widths: &[i64], head: bool, height: u32) {
        let head_mark = if head { "<w:tblHeader/>" } else { "" };
        let height = if height > 0 {
            format!(
                r#"<w:trHeight w:val="{}" w:hRule="atLeast"/>"#,
                twips(f64::from(height))
            )
        } else {
            String::new()
        };
        let _ = write!(
            self.out,
            "<w:tr><w:trPr><w:cantSplit/>{height}{head_mark}</w:trPr>"
        );
        let style = if head { "TableHead" } else { "TableText" };
        for (place, cell) in cells.iter().enumerate() {
            let last = place + 1 == cells.len();
            let span = if last { widths.len() - place } else { 1 };
            let width: i64 = widths[place..place + span].iter().sum();
            let grid_span = if span > 1 {
                format!(r#"<w:gridSpan w:val="{span}"/>"#)
            } else {
                String::new()
            };
            let _ = write!(
                self.out,
                r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid_span}<w:vAlign w:val="center"/></w:tcPr>"#
            );
            for line in xml::text(cell).split('\n') {
                let _ = write!(
                    self.out,
                    r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{line}</w:t></w:r></w:p>"#
                );
            }
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }
}

const SMALL: &str = r#"<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>"#;

const BORDERS: &str = r#"<w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#;
