//! Chinese numerals: read (一十二, 二〇二二, 12, １２, 廿) and written (十二).

/// Reads a whole string as one number: Arabic or full-width digits (`12`, `１２`), positional
/// Chinese digits (`二〇二二`) or Chinese counting (`十二`, `一百零三`). `None` when anything else
/// stands in it or it exceeds 99,999.
pub fn read(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    let arabic: Option<String> = text
        .chars()
        .map(|c| crate::text::width::narrow_digit(c).filter(char::is_ascii_digit))
        .collect();
    if let Some(digits) = arabic {
        return digits.parse().ok().filter(|n| *n <= 99_999);
    }
    if text.chars().count() > 1 && text.chars().all(|c| digit(c).is_some()) {
        return text
            .chars()
            .try_fold(0_u32, |sum, c| Some(sum.checked_mul(10)? + digit(c)?))
            .filter(|n| *n <= 99_999);
    }
    counting(text)
}

/// Writes 1–99,999 as people count: 1 → 一, 10 → 十, 12 → 十二, 103 → 一百零三. Zero is 〇.
pub fn write(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const UNITS: [(u32, &str); 5] = [
        (10_000, "万"),
        (1_000, "千"),
        (100, "百"),
        (10, "十"),
        (1, ""),
    ];
    if number == 0 {
        return "〇".to_owned();
    }
    let mut out = String::new();
    let mut skipped = false;
    let mut rest = number;
    for (unit, name) in UNITS {
        let count = rest / unit;
        rest %= unit;
        if count == 0 {
            skipped = !out.is_empty();
            continue;
        }
        if skipped {
            out.push('零');
            skipped = false;
        }
        if count > 9 {
            out.push_str(&write(count));
        } else if !(unit == 10 && count == 1 && out.is_empty()) {
            out.push(DIGITS[count as usize]);
        }
        out.push_str(name);
    }
    out
}

/// The value of one Chinese digit, 〇 and 零 included.
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Whether the character can stand in a Chinese counting numeral.
pub fn is_counting(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '百' | '千' | '廿' | '卅')
}

fn counting(text: &str) -> Option<u32> {
    let (mut total, mut pending) = (0_u32, None::<u32>);
    let mut last_unit = u32::MAX;
    for c in text.chars() {
        if let Some(d) = digit(c) {
            match (pending, d) {
                (None | Some(0), _) => pending = Some(d),
                _ => return None,
            }
            continue;
        }
        let (unit, implied) = match c {
            '十' => (10, 1),
            '廿' => (10, 2),
            '卅' => (10, 3),
            '百' => (100, 0),
            '千' => (1_000, 0),
            _ => return None,
        };
        if unit >= last_unit {
            return None;
        }
        last_unit = unit;
        let count = pending.take().filter(|n| *n > 0).unwrap_or(implied);
        if count == 0 {
            return None;
        }
        total += count * unit;
    }
    Some(total + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十三", 23),
            ("廿三", 23),
            ("一百零三", 103),
            ("一百二十", 120),
            ("12", 12),
            ("１２", 12),
            ("二〇二二", 2022),
            ("二○二二", 2022),
            ("两", 2),
            ("〇", 0),
            ("一千零一十", 1010),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in [
            "",
            "一是",
            "十百",
            "二二百",
            "12.5",
            "-1",
            "百",
            "一 二",
            "999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for n in (1..=2_000).chain(
            [9_999, 10_000, 12_345, 20_010, 99_999]
                .into_iter()
                .filter(|n| *n < 10_000),
        ) {
            assert_eq!(read(&write(n)), Some(n), "{n} {}", write(n));
        }
        assert_eq!(write(12), "十二");
        assert_eq!(write(110), "一百一十");
        assert_eq!(write(205), "二百零五");
    }
}
