//! What is said of the document as a whole, a line each.

use super::line::{spoken, written};
use super::slip::SlipKind;
use super::{KIND, SUBJECT, TITLE, YEAR};
use model::draft::{Draft, SubjectKind};
use office::text::punctuation::is_blank;

/// The lines.
pub(super) fn lines(draft: &Draft) -> [String; 4] {
    let year = draft.year.map(|year| year.to_string()).unwrap_or_default();
    let kind = draft.subject_kind.map_or("", SubjectKind::word);
    let text = |text: &Option<String>| text.as_deref().map(written).unwrap_or_default();
    [
        (YEAR, year),
        (KIND, kind.to_owned()),
        (SUBJECT, text(&draft.subject)),
        (TITLE, text(&draft.title)),
    ]
    .map(|(name, value)| format!("{name}：{value}"))
}

/// Takes in a line; an empty value says nothing.
pub(super) fn read(draft: &mut Draft, line: &str) -> Result<(), SlipKind> {
    let (name, value) = line.split_once(['：', ':']).ok_or(SlipKind::Field)?;
    let value = value.trim_matches(is_blank);
    let text = (!value.is_empty()).then(|| spoken(value));
    match name.trim_matches(is_blank) {
        YEAR => draft.year = text.map(|text| year(&text)).transpose()?,
        KIND => {
            let kind = |word: String| SubjectKind::from_word(&word).ok_or(SlipKind::Kind);
            draft.subject_kind = text.map(kind).transpose()?;
        }
        SUBJECT => draft.subject = text,
        TITLE => draft.title = text,
        _ => return Err(SlipKind::Field),
    }
    Ok(())
}

/// 2021, 2021年, 2021年度
fn year(text: &str) -> Result<i32, SlipKind> {
    let number = text.trim_end_matches('度').trim_end_matches('年');
    number.trim().parse().map_err(|_| SlipKind::Year)
}
