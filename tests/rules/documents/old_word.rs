//! Old Word files: what their characters mean, and what is no text of Word.

use documents::document::{self, Kind, Unreadable};
use model::draft::Doubt;

use super::formats::{kept, paragraphs};
use crate::old_word::written;

#[test]
fn the_characters_of_an_old_file_are_what_a_reader_sees() {
    for (text, read) in [
        ("一段\r\r两段\u{B}又一行\r", "一段|两段|又一行"),
        ("前\u{13} HYPERLINK x \u{14}链接\u{15}后\r", "前链接后"),
        (
            "甲\u{13} A \u{13} B \u{14}内\u{15} \u{14}外\u{15}乙\r",
            "甲外乙",
        ),
        ("没有关\u{13} PAGE \r下一段\r", "没有关|下一段"),
        ("甲\t乙\u{1E}丙\u{1}\u{8}\u{1F}\r", "甲\u{3000}乙-丙"),
        ("𠮷字\u{C}下一页\r", "𠮷字|下一页"),
        ("存在问题\u{7}整改措施\u{7}表后\r", "表后"),
        ("末段没有标记", "末段没有标记"),
    ] {
        assert_eq!(
            paragraphs(&written(text), "a.doc").join("|"),
            read,
            "{text:?}"
        );
    }
    let empty = document::read(&written("\r\r"), "a.doc");
    assert_eq!(empty, Err(Unreadable::NoText));
}

#[test]
fn an_old_file_that_is_no_text_of_word_is_told_apart() {
    let whole = kept("20-automatic-numbers.doc");
    let mut sectors = (0..whole.len()).step_by(512);
    let header = sectors.find(|at| whole[*at..].starts_with(&[0xEC, 0xA5]));
    let header = header.unwrap();
    let with = |at: usize, byte: u8| {
        let mut bytes = whole.clone();
        bytes[header + at] = byte;
        document::read(&bytes, "a.doc")
    };
    let locked = whole[header + 11] | 1;
    assert_eq!(with(11, locked), Err(Unreadable::Foreign(Kind::Encrypted)));
    assert_eq!(with(3, 0), Err(Unreadable::Foreign(Kind::Doc)));
    // Without its lists it has no numbers, and says so.
    let lists = header + 738;
    let mut bytes = whole.clone();
    bytes[lists..lists + 4].copy_from_slice(&[0xFF; 4]);
    let draft = document::read(&bytes, "a.doc").unwrap();
    let told = |doubt: &Doubt| doubt.message.contains("自动编号读不出来");
    assert!(draft.doubts.iter().any(told), "{:?}", draft.doubts);
    for length in [600, whole.len() / 2, whole.len() - 2000] {
        let cut = document::read(&whole[..length], "a.doc");
        let told = matches!(
            cut,
            Err(Unreadable::Damaged { .. } | Unreadable::Foreign(Kind::Doc))
        );
        assert!(told, "{length}: {cut:?}");
    }
}
