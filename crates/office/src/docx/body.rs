//! `document.xml` and `comments.xml`.

use std::fmt::Write as _;

use crate::docx::profile::{PAGE_HEIGHT, PAGE_WIDTH, PageNumber, Profile, twips};
use crate::docx::table::{self, Page};
use crate::docx::{Document, Paragraph, Part, Run, Style, Table};
use crate::xml;

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
        let keeps = if paragraph.keeps { "<w:keepNext/>" } else { "" };
        let _ = write!(
            self.out,
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeps}{break_before}"#
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
        let page = Page::of(self.profile, self.landscape);
        self.out.push_str(&table::table(table, self.profile, page));
        self.section_slot = None;
        self.break_before = false;
    }
}

/// A paragraph that takes no room: Word wants one after a table, and one that ends a section.
const SMALL: &str = r#"<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>"#;
