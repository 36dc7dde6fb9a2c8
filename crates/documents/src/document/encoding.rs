//! Bytes → text. UTF-8 and UTF-16 by their marks, else strict UTF-8, else strict GB18030; a guess
//! becomes a doubt.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::unreadable::Unreadable;
use model::draft::{Doubt, DoubtKind};

/// Decoded text with what was uncertain about it.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) doubt: Option<Doubt>,
}

/// Decodes a text file.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let (text, message) = if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        lenient(rest)
    } else if bytes.starts_with(b"\xFF\xFE") {
        wide(UTF_16LE, &bytes[2..])
    } else if bytes.starts_with(b"\xFE\xFF") {
        wide(UTF_16BE, &bytes[2..])
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (text.to_owned(), None)
    } else if let Some(encoding) = unmarked_utf16(bytes) {
        let (text, _) = wide(encoding, bytes);
        (
            text,
            Some("文件没有编码标记，按UTF-16读取；如有乱码，请另存为UTF-8后再导入".to_owned()),
        )
    } else {
        national(bytes)?
    };
    if let Some(at) = text.find('\0') {
        return Err(Unreadable::Binary { at });
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let doubt = message.map(|message| Doubt {
        paragraph: 0,
        kind: DoubtKind::Encoding,
        message,
    });
    Ok(Decoded { text, doubt })
}

fn lenient(bytes: &[u8]) -> (String, Option<String>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => (
            String::from_utf8_lossy(bytes).into_owned(),
            Some("文件标明是UTF-8，但有无法辨认的字节，已以�代替".to_owned()),
        ),
    }
}

fn wide(encoding: &'static Encoding, bytes: &[u8]) -> (String, Option<String>) {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let message = damaged.then(|| "文件按UTF-16读取，有无法辨认的字，已以�代替".to_owned());
    (text.into_owned(), message)
}

/// UTF-16 of text with Latin letters or digits has NUL in one half of its bytes.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) || bytes.len() < 20 {
        return None;
    }
    let nulls = |offset: usize| {
        bytes
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let tenth = bytes.len() / 20;
    match (nulls(0), nulls(1)) {
        (0, low) if low >= tenth => Some(UTF_16LE),
        (high, 0) if high >= tenth => Some(UTF_16BE),
        _ => None,
    }
}

/// GB18030, which also holds GBK and GB2312. A stray byte or two in a long text is damage, not
/// another encoding.
fn national(bytes: &[u8]) -> Result<(String, Option<String>), Unreadable> {
    let invalid = std::str::from_utf8(bytes)
        .err()
        .map_or(0, |error| error.valid_up_to());
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return Err(Unreadable::Binary { at });
    }
    if let Some(text) = damaged_utf8(bytes) {
        return Ok((
            text,
            Some("文件按UTF-8读取，有无法辨认的字节，已以�代替".to_owned()),
        ));
    }
    let (text, damaged) = GB18030.decode_without_bom_handling(bytes);
    let strange = text
        .chars()
        .filter(|c| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'))
        .count();
    let total = text.chars().count();
    if damaged && strange * 50 > total {
        return Err(Unreadable::Binary { at: invalid });
    }
    let message = if strange > 0 {
        Some(format!(
            "文件按GB18030读取，有{strange}个字无法辨认；也可能是繁体Big5编码，请核对，或另存为UTF-8后再导入"
        ))
    } else if common_share(&text) < 0.5 {
        Some(
            "文件按GB18030读取，但常用字很少，可能是别的编码；如有乱码，请另存为UTF-8后再导入"
                .to_owned(),
        )
    } else {
        None
    };
    Ok((text.into_owned(), message))
}

/// UTF-8 with few bad bytes: cut at its end, or a bad copy.
fn damaged_utf8(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let bad = text.chars().filter(|c| *c == '\u{FFFD}').count();
    let wide = text
        .chars()
        .filter(|c| office::text::punctuation::is_wide(*c))
        .count();
    (bad * 100 <= wide && wide > 0).then(|| text.into_owned())
}

/// Share of characters that ordinary Chinese text consists of: ideographs of the first level of
/// GB2312 would need a table; the most frequent ones of any document do.
fn common_share(text: &str) -> f64 {
    const FREQUENT: &str = "的一是不在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严";
    let (mut wide, mut known) = (0_u32, 0_u32);
    for c in text
        .chars()
        .filter(|c| *c >= '\u{3400}' && !c.is_ascii_punctuation())
        .take(4_000)
    {
        wide += 1;
        known += u32::from(FREQUENT.contains(c) || !c.is_alphabetic());
    }
    if wide == 0 {
        1.0
    } else {
        f64::from(known) / f64::from(wide)
    }
}
