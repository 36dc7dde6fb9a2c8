//! What a sentence calls by the words of the command line, as the form calls it: `--unit` is its field 单位.

use ledger::cli::front::{Field, Form, Kind};

/// How a page calls a field.
pub(super) fn label(field: &Field) -> &str {
    match field.kind {
        // Nobody names a place on a page: the file comes to the browser.
        Kind::Target => "存为文件",
        _ => &field.label,
    }
}

/// The text with each option of that verb called by its field; what the verb does not know stays.
pub(super) fn labelled(text: &str, form: &Form) -> String {
    let (mut told, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('-') {
        let (before, option) = rest.split_at(at);
        let end = option.find(|c: char| !c.is_ascii_lowercase() && c != '-');
        let (option, behind) = option.split_at(end.unwrap_or(option.len()));
        let begins = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        told.push_str(before);
        if let Some(field) = field(option, form).filter(|_| begins) {
            // Between Chinese words stand no blanks.
            told.truncate(told.trim_end().len());
            told.push_str(&format!("“{}”", label(field)));
            rest = behind.strip_prefix(' ').unwrap_or(behind);
        } else {
            told.push_str(option);
            rest = behind;
        }
    }
    told.push_str(rest);
    told
}

fn field<'a>(option: &str, form: &'a Form) -> Option<&'a Field> {
    let mut fields = form.fields.iter();
    if option == "-o" {
        return fields.find(|field| field.kind == Kind::Target);
    }
    let id = option.strip_prefix("--")?.replace('-', "_");
    fields.find(|field| field.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::FORMS;

    #[test]
    fn options_are_called_by_their_fields() {
        for (verb, text, told) in [
            (
                "search",
                "别的单位的任务要加 --unit all",
                "别的单位的任务要加“单位”all",
            ),
            ("stats", "与 --by unit 同用", "与“按”unit 同用"),
            (
                "stats",
                "格式（默认按 -o 的后缀）",
                "格式（默认按“存为文件”的后缀）",
            ),
            (
                "stats",
                "2022-05-31 以来，A-3、--nothing 照旧",
                "2022-05-31 以来，A-3、--nothing 照旧",
            ),
            ("stats", "没有", "没有"),
        ] {
            let form = FORMS.iter().find(|form| form.name == verb).expect(verb);
            assert_eq!(labelled(text, form), told);
        }
    }
}
