//! numbering.xml: the ordinals that Word shows before a paragraph.

use super::styles::{Styles, is_on};
use crate::document::numbering::{Format, Level, Numbering};
use crate::document::package::Part;
use crate::document::unreadable::Unreadable;
use office::xml::{Node, attribute, number};

/// Reads the lists; `styles` resolves lists that are defined by a style.
pub(super) fn read(part: &Part, styles: &Styles) -> Result<Numbering, Unreadable> {
    let mut reader = Reader {
        numbering: Numbering::default(),
        scope: Scope::None,
        level: None,
        links: Vec::new(),
    };
    part.walk(|node| {
        match node {
            Node::Start(name, start) => reader.start(name, start),
            Node::End(name) => reader.end(name),
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    let mut numbering = reader.numbering;
    for (from, style) in reader.links {
        let Some(to) = styles
            .list(&style)
            .and_then(|(list, _)| numbering.lists.get(&list).copied())
        else {
            continue;
        };
        numbering.levels.lend(to, from);
    }
    Ok(numbering)
}

enum Scope {
    None,
    Abstract(u32),
    List(u32),
}

struct Reader {
    numbering: Numbering,
    scope: Scope,
    level: Option<(u32, Level)>,
    /// Abstract lists that take their levels from a style.
    links: Vec<(u32, String)>,
}

impl Reader {
    fn start(&mut self, name: &str, start: &quick_xml::events::BytesStart<'_>) {
        match (name, &self.scope) {
            ("abstractNum", _) => {
                self.scope = number(start, "abstractNumId").map_or(Scope::None, Scope::Abstract);
            }
            ("num", _) => self.scope = number(start, "numId").map_or(Scope::None, Scope::List),
            ("abstractNumId", Scope::List(list)) => {
                if let Some(of) = number(start, "val") {
                    self.numbering.lists.insert(*list, of);
                }
            }
            ("numStyleLink", Scope::Abstract(of)) => self
                .links
                .extend(attribute(start, "val").map(|style| (*of, style))),
            ("lvl" | "lvlOverride", _) => {
                let level = |level: u32| (level.min(8), Level::new(Format::Arabic, ""));
                self.level = number(start, "ilvl").map(level);
            }
            ("startOverride", Scope::List(list)) => {
                if let (Some((level, _)), Some(value)) = (&self.level, number(start, "val")) {
                    self.numbering.overrides.insert((*list, *level), value);
                }
            }
            (name, _) => {
                let Some((_, level)) = &mut self.level else {
                    return;
                };
                match name {
                    "start" => level.start = number(start, "val").unwrap_or(1),
                    "numFmt" => {
                        level.format = format(&attribute(start, "val").unwrap_or_default());
                    }
                    "lvlText" => level.says(&attribute(start, "val").unwrap_or_default()),
                    "isLgl" => level.legal = is_on(start),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "lvl" => {
                if let (Some((index, level)), Scope::Abstract(of)) =
                    (self.level.take(), &self.scope)
                {
                    self.numbering.levels.put(*of, index, level);
                }
            }
            "abstractNum" | "num" => self.scope = Scope::None,
            _ => {}
        }
    }
}

fn format(name: &str) -> Format {
    match name {
        "bullet" | "none" => Format::Unnumbered,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital"
        | "koreanCounting"
        | "chineseLegalSimplified"
        | "ideographLegalTraditional"
        | "japaneseLegal" => Format::Chinese,
        "ideographTraditional" => Format::Stems,
        "ideographZodiac" => Format::Branches,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle" => {
            Format::Circled
        }
        "decimalZero" => Format::Padded,
        "lowerLetter" => Format::Letters { upper: false },
        "upperLetter" => Format::Letters { upper: true },
        "lowerRoman" => Format::Roman { upper: false },
        "upperRoman" => Format::Roman { upper: true },
        _ => Format::Arabic,
    }
}
