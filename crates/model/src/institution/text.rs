//! A text in which every name in 《》 is one sign, so that clauses and words are found around it.

use super::words::{ASKED, DRAFTS, PAPERS};

/// A name in 《》.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) name: String,
    pub(super) number: Option<String>,
}

/// The text with a sign of [`Masked::title`] for each name.
#[derive(Debug)]
pub(super) struct Masked {
    pub(super) text: String,
    pub(super) titles: Vec<Title>,
}

/// Signs for private use: a text has none of its own.
const FIRST: u32 = 0xE000;
const LAST: u32 = 0xF8FF;

impl Masked {
    pub(super) fn of(text: &str) -> Self {
        let mut masked = Self {
            text: String::with_capacity(text.len()),
            titles: Vec::new(),
        };
        // Signs that are nobody's would be taken for names.
        let own = text.replace(is_sign, "");
        let mut rest = own.as_str();
        while let Some(c) = rest.chars().next() {
            let sign = masked.sign();
            if let (Some((name, behind)), Some(sign)) = (bracketed(rest), sign) {
                let (number, behind) = number_behind(behind);
                let name = without_draft(inner(name)).to_owned();
                masked.titles.push(Title { name, number });
                masked.text.push(sign);
                rest = behind;
                continue;
            }
            if !c.is_whitespace() || c == '\n' {
                masked.text.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
        masked
    }

    /// The name that a sign stands for.
    pub(super) fn title(&self, c: char) -> Option<&Title> {
        let at = u32::from(c).checked_sub(FIRST)?;
        self.titles.get(at as usize)
    }

    fn sign(&self) -> Option<char> {
        let next = FIRST + u32::try_from(self.titles.len()).ok()?;
        char::from_u32(next).filter(|c| is_sign(*c))
    }
}

/// Whether a sign stands for a name.
pub(super) fn is_sign(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c))
}

/// What stands within the brackets that the text begins with, and what behind them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let within = text.strip_prefix('《')?;
    let mut depth = 1_u32;
    for (at, c) in within.char_indices() {
        match c {
            '《' => depth += 1,
            '》' => depth -= 1,
            '\n' | '。' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some((within[..at].trim(), &within[at + c.len_utf8()..]));
        }
    }
    None
}

/// Of a letter that prints something (关于印发〈…〉的通知) what is printed.
fn inner(name: &str) -> &str {
    let Some((_, printed)) = name.split_once("印发").filter(|_| name.ends_with("的通知"))
    else {
        return name;
    };
    let printed = printed.trim_end_matches("的通知");
    let quoted = printed.strip_prefix(['〈', '《', '＜', '<']);
    quoted.map_or(name, |quoted| {
        quoted.trim_end_matches(['〉', '》', '＞', '>'])
    })
}

/// The number of the paper (文号) that stands behind a name, in brackets or not.
fn number_behind(text: &str) -> (Option<String>, &str) {
    let (within, is_open) = match text.strip_prefix(['（', '(']) {
        Some(within) => (within, true),
        None => (text, false),
    };
    let Some(end) = within.find('号').map(|at| at + '号'.len_utf8()) else {
        return (None, text);
    };
    let (number, behind) = within.split_at(end);
    let is_number = number.chars().count() <= 24
        && number.contains(['〔', '［', '[', '【'])
        && number.contains(|c: char| c.is_ascii_digit())
        && !number.contains(['，', '。', '；', '、', '《']);
    if !is_number {
        return (None, text);
    }
    match (is_open, behind.strip_prefix(['）', ')'])) {
        (true, Some(behind)) => (Some(number.to_owned()), behind),
        (false, _) => (Some(number.to_owned()), behind),
        (true, None) => (None, text),
    }
}

/// A name without the word for its draft at the end.
pub(super) fn without_draft(name: &str) -> &str {
    let end = name.trim_end_matches(['）', ')']);
    let cut = DRAFTS.iter().find_map(|draft| end.strip_suffix(draft));
    cut.map_or(name, |cut| cut.trim_end_matches(['（', '(']).trim_end())
}

/// Whether what is called so is an institution, by its last words.
pub(super) fn is_institution(name: &str) -> bool {
    let bare = name
        .split_once(['（', '('])
        .map_or(name, |(bare, _)| bare)
        .trim_end();
    let asked = ASKED.iter().any(|draft| name.contains(draft));
    !bare.is_empty() && !asked && !PAPERS.iter().any(|paper| bare.ends_with(paper))
}
