//! Which cell formats of a foreign workbook show days.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::template::attribute;

/// The places in `cellXfs`, as cells name them, of the formats that show a day.
pub(super) fn styles(xml: &str) -> BTreeSet<String> {
    let mut reader = Reader::from_str(xml);
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut days = BTreeSet::new();
    let mut place = None;
    loop {
        match reader.read_event() {
            Err(_) | Ok(Event::Eof) => return days,
            Ok(Event::Start(element)) if element.local_name().as_ref() == "cellXfs" => {
                place = Some(0_u32);
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "cellXfs" => place = None,
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let format = attribute(&element, "numFmtId").unwrap_or_default();
                match (element.local_name().as_ref(), &mut place) {
                    ("numFmt", _) => {
                        codes.insert(
                            format,
                            attribute(&element, "formatCode").unwrap_or_default(),
                        );
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
            Ok(_) => {}
        }
    }
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
