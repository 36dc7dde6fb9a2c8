//! The cell formats of a foreign workbook: which show days, how large their letters are, and the same
//! formats with their lines broken.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::xml::{self, Node, XmlFault, attribute};

/// Size of letters where a format tells none.
const SIZE: f64 = 11.0;

/// The formats of a workbook, as its cells number them.
#[derive(Debug, Default)]
pub(super) struct Looks {
    xml: String,
    formats: Vec<Look>,
    fonts: Vec<Font>,
    /// Formats that were made, each after another one.
    made: Vec<(usize, Made, String)>,
}

/// How a format was made from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    /// Its lines are broken.
    Broken,
    /// It stands in the middle.
    Centred,
    /// It is that of a header, without what marks one.
    Plain,
}

#[derive(Debug, Clone, Copy)]
struct Font {
    size: f64,
    bold: bool,
}

/// One format.
#[derive(Debug, Clone, Default)]
struct Look {
    /// Its attributes, and those of its alignment.
    own: Vec<(String, String)>,
    alignment: Vec<(String, String)>,
    size: f64,
    days: bool,
    bordered: bool,
}

impl Look {
    fn of(element: &BytesStart<'_>, fonts: &[Font], codes: &BTreeMap<String, String>) -> Self {
        let number = |name| attribute(element, name).unwrap_or_default();
        let font: usize = number("fontId").parse().unwrap_or(0);
        Self {
            own: all(element),
            alignment: Vec::new(),
            size: fonts.get(font).map_or(SIZE, |font| font.size),
            days: shows_day(&number("numFmtId"), codes),
            bordered: !["", "0"].contains(&number("borderId").as_str()),
        }
    }
}

impl Looks {
    pub(super) fn read(xml: String) -> Self {
        let mut looks = Self::default();
        let mut codes: BTreeMap<String, String> = BTreeMap::new();
        let mut fonts: Vec<Font> = Vec::new();
        let (mut in_fonts, mut in_formats) = (false, false);
        // What can't be read any further has no more formats.
        let _ = xml::walk(&xml, |node| {
            match node {
                Node::Start("fonts", _) => in_fonts = true,
                Node::End("fonts") => in_fonts = false,
                Node::Start("cellXfs", _) => in_formats = true,
                Node::End("cellXfs") => in_formats = false,
                Node::Start("font", _) if in_fonts => fonts.push(Font {
                    size: SIZE,
                    bold: false,
                }),
                Node::Start("b", element) if in_fonts => {
                    let off = attribute(element, "val")
                        .is_some_and(|value| value == "0" || value == "false");
                    if let Some(font) = fonts.last_mut() {
                        font.bold = !off;
                    }
                }
                Node::Start("sz", element) if in_fonts => {
                    let size = attribute(element, "val").and_then(|size| size.parse().ok());
                    if let (Some(font), Some(size)) = (fonts.last_mut(), size) {
                        font.size = size;
                    }
                }
                Node::Start("numFmt", element) => {
                    let (id, code) = (
                        attribute(element, "numFmtId"),
                        attribute(element, "formatCode"),
                    );
                    codes.insert(id.unwrap_or_default(), code.unwrap_or_default());
                }
                Node::Start("xf", element) if in_formats => {
                    looks.formats.push(Look::of(element, &fonts, &codes));
                }
                Node::Start("alignment", element) if in_formats => {
                    if let Some(look) = looks.formats.last_mut() {
                        look.alignment = all(element);
                    }
                }
                _ => {}
            }
            Ok::<_, XmlFault>(())
        });
        Self {
            xml,
            fonts,
            ..looks
        }
    }

    fn look(&self, style: Option<&str>) -> Option<&Look> {
        let at: usize = style.unwrap_or("0").parse().ok()?;
        let base = self.formats.len();
        let at = at.checked_sub(base).map_or(at, |made| {
            self.made.get(made).map_or(at, |(from, ..)| *from)
        });
        self.formats.get(at)
    }

    /// Whether cells of this format show a day.
    pub(super) fn shows_days(&self, style: Option<&str>) -> bool {
        self.look(style).is_some_and(|look| look.days)
    }

    pub(super) fn is_bordered(&self, style: Option<&str>) -> bool {
        self.look(style).is_some_and(|look| look.bordered)
    }

    /// The size of its letters.
    pub(super) fn size(&self, style: Option<&str>) -> f64 {
        self.look(style).map_or(SIZE, |look| look.size)
    }

    /// The same format with lines broken where the column ends; made where there is none.
    pub(super) fn broken(&mut self, style: Option<&str>) -> Option<String> {
        let at: usize = style.unwrap_or("0").parse().ok()?;
        let Some(look) = self.formats.get(at) else {
            // What was made from a header breaks its lines already.
            return style.map(str::to_owned);
        };
        let holds = |name: &str| {
            look.alignment
                .iter()
                .any(|(key, value)| key == name && value != "0" && value != "false")
        };
        if holds("wrapText") {
            return style.map(str::to_owned);
        }
        let kept = |name: &str| !["wrapText", "shrinkToFit"].contains(&name);
        let mut alignment: Vec<(String, String)> = look
            .alignment
            .iter()
            .filter(|(key, _)| kept(key))
            .cloned()
            .collect();
        if !holds("vertical") {
            alignment.push(("vertical".to_owned(), "center".to_owned()));
        }
        alignment.push(("wrapText".to_owned(), "1".to_owned()));
        Some(self.make(at, Made::Broken, &look.own.clone(), &alignment))
    }

    /// The same format with what stands in it in the middle, where it says nothing of that: so numbers, days
    /// and ticks are written.
    pub(super) fn centred(&mut self, style: Option<&str>) -> Option<String> {
        let at: usize = style.unwrap_or("0").parse().ok()?;
        let Some(look) = self.formats.get(at) else {
            return style.map(str::to_owned);
        };
        let horizontal = look.alignment.iter().find(|(key, _)| key == "horizontal");
        if horizontal.is_some_and(|(_, value)| value != "general") {
            return style.map(str::to_owned);
        }
        let kept = look.alignment.iter().filter(|(key, _)| key != "horizontal");
        let centre = ("horizontal".to_owned(), "center".to_owned());
        let alignment: Vec<(String, String)> = kept.cloned().chain([centre]).collect();
        let own = look.own.clone();
        Some(self.make(at, Made::Centred, &own, &alignment))
    }

    /// The format of a header as that of the rows beneath: framed alike, without fat letters and colour.
    pub(super) fn plain(&mut self, style: Option<&str>) -> Option<String> {
        let at: usize = style.unwrap_or("0").parse().ok()?;
        let look = self.formats.get(at)?;
        let thin = self
            .fonts
            .iter()
            .position(|font| !font.bold && font.size.total_cmp(&look.size).is_eq());
        let own: Vec<(String, String)> = look
            .own
            .iter()
            .map(|(key, value)| {
                let value = match key.as_str() {
                    "fillId" => "0".to_owned(),
                    "fontId" => thin.unwrap_or(0).to_string(),
                    _ => value.clone(),
                };
                (key.clone(), value)
            })
            .collect();
        let alignment = [
            ("vertical".to_owned(), "center".to_owned()),
            ("wrapText".to_owned(), "1".to_owned()),
        ];
        Some(self.make(at, Made::Plain, &own, &alignment))
    }

    fn make(
        &mut self,
        at: usize,
        how: Made,
        own: &[(String, String)],
        alignment: &[(String, String)],
    ) -> String {
        let base = self.formats.len();
        if let Some(made) = self
            .made
            .iter()
            .position(|(from, made, _)| (*from, *made) == (at, how))
        {
            return (base + made).to_string();
        }
        let own = own.iter().filter(|(key, _)| key != "applyAlignment");
        let own = own.map(|(key, value)| format!(" {key}=\"{}\"", xml::text(value)));
        let inner = alignment
            .iter()
            .map(|(key, value)| format!(" {key}=\"{}\"", xml::text(value)));
        let (own, inner): (String, String) = (own.collect(), inner.collect());
        let prefix = self.prefix();
        let made = format!(
            "<{prefix}xf{own} applyAlignment=\"1\"><{prefix}alignment{inner}/></{prefix}xf>"
        );
        self.made.push((at, how, made));
        (base + self.made.len() - 1).to_string()
    }

    /// What stands before the names of its elements.
    fn prefix(&self) -> &str {
        let end = self.xml.find("cellXfs>").unwrap_or(0);
        let name = self.xml[..end]
            .rfind("</")
            .map_or("", |at| &self.xml[at + 2..end]);
        if name.ends_with(':') { name } else { "" }
    }

    /// The part with the formats that were made.
    pub(super) fn written(self) -> String {
        let count = self.formats.len();
        let all = count + self.made.len();
        let made: String = self.made.iter().map(|(.., xml)| xml.as_str()).collect();
        let Some(end) = self.xml.find("cellXfs>").filter(|_| !made.is_empty()) else {
            return self.xml;
        };
        let end = self.xml[..end].rfind("</").unwrap_or(end);
        let (head, tail) = self.xml.split_at(end);
        let begin = head.rfind("cellXfs").unwrap_or(0);
        let (before, open) = head.split_at(begin);
        let open = open.replacen(
            &format!("count=\"{count}\""),
            &format!("count=\"{all}\""),
            1,
        );
        format!("{before}{open}{made}{tail}")
    }
}

fn all(element: &BytesStart<'_>) -> Vec<(String, String)> {
    let attributes = element.attributes().flatten();
    attributes
        .map(|found| {
            let name = found.key.as_ref().to_owned();
            let value = attribute(element, found.key.local_name().as_ref());
            (name, value.unwrap_or_default())
        })
        .collect()
}

fn shows_day(format: &str, codes: &BTreeMap<String, String>) -> bool {
    if let Some(code) = codes.get(format) {
        let mut quoted = false;
        let shown = code.chars().filter(|c| {
            quoted ^= *c == '"';
            !quoted
        });
        let shown: String = shown.collect::<String>().to_lowercase();
        return shown.contains('d') && shown.contains('m');
    }
    // The numbers that spreadsheets reserve for days, those of Chinese ones included.
    matches!(
        format.parse(),
        Ok(14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
        <numFmt numFmtId="165" formatCode="0.00&quot;dm&quot;"/></numFmts><fonts><font/><font><sz val="16"/></font></fonts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs count="4"><xf numFmtId="0" borderId="0"/><xf numFmtId="164" fontId="1" borderId="2"><alignment shrinkToFit="1" horizontal="left"/></xf><xf numFmtId="165"/><xf numFmtId="31"><alignment wrapText="1"/></xf></cellXfs></styleSheet>"#;

    #[test]
    fn formats_that_show_days_sizes_and_borders() {
        let looks = Looks::read(XML.to_owned());
        let days: Vec<_> = ["0", "1", "2", "3", "4"]
            .map(|style| looks.shows_days(Some(style)))
            .into();
        assert_eq!(days, [false, true, false, true, false]);
        assert_eq!((looks.size(Some("1")), looks.size(None)), (16.0, 11.0));
        assert!(looks.is_bordered(Some("1")) && !looks.is_bordered(Some("0")));
    }

    #[test]
    fn a_format_is_made_with_its_lines_broken() {
        let mut looks = Looks::read(XML.to_owned());
        assert_eq!(looks.broken(Some("3")).as_deref(), Some("3"));
        assert_eq!(looks.broken(Some("1")).as_deref(), Some("4"));
        assert_eq!(looks.broken(Some("1")).as_deref(), Some("4"));
        assert!((looks.size(Some("4")) - 16.0).abs() < 0.01);
        let written = looks.written();
        assert!(written.contains(
            r#"<xf numFmtId="164" fontId="1" borderId="2" applyAlignment="1"><alignment horizontal="left" vertical="center" wrapText="1"/></xf></cellXfs>"#
        ) && written.contains("<cellXfs count=\"5\">"), "{written}");
    }
}
