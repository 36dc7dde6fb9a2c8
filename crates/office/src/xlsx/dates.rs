//! Which cell formats of a foreign workbook show days.

use std::collections::{BTreeMap, BTreeSet};

use crate::xml::{self, Node, XmlFault, attribute};

/// The places in `cellXfs`, as cells name them, of the formats that show a day.
pub(super) fn styles(xml: &str) -> BTreeSet<String> {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut days = BTreeSet::new();
    let mut place = None;
    // What can't be read any further shows no more days.
    let _ = xml::walk(xml, |node| {
        match node {
            Node::Start("cellXfs", _) => place = Some(0_u32),
            Node::End("cellXfs") => place = None,
            Node::Start(name, element) => {
                let format = attribute(element, "numFmtId").unwrap_or_default();
                match (name, &mut place) {
                    ("numFmt", _) => {
                        let code = attribute(element, "formatCode").unwrap_or_default();
                        codes.insert(format, code);
                    }
                    ("xf", Some(at)) => {
                        if shows_day(&format, &codes) {
                            days.insert(at.to_string());
                        }
                        *at += 1;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        Ok::<_, XmlFault>(())
    });
    days
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
    #[test]
    fn formats_that_show_days() {
        let xml = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
            <numFmt numFmtId="165" formatCode="0.00&quot;dm&quot;"/></numFmts>
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="165"/><xf numFmtId="31"/></cellXfs></styleSheet>"#;
        let found: Vec<_> = super::styles(xml).into_iter().collect();
        assert_eq!(found, ["1", "3"]);
    }
}
