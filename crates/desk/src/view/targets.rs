//! Files that a verb writes: on a page nobody names a place, the browser saves them. Here is under which name.

use ledger::cli::front::{Form, Kind};

/// A verb, its field, and the names that its file may have; the first unless another is chosen.
pub const TARGETS: [(&str, &str, &[&str]); 14] = [
    (
        "report",
        "output",
        &["整改落实情况.docx", "整改落实情况.txt", "整改落实情况.md"],
    ),
    (
        "export",
        "output",
        &["整改台账.xlsx", "整改台账.csv", "整改台账.json"],
    ),
    ("board", "output", &["作战图.html"]),
    ("stats", "output", &["统计.csv", "统计.json"]),
    ("form", "output", &["销号审核表"]),
    ("dispatch", "out", &["下发"]),
    ("evidence", "out", &["佐证材料"]),
    ("review", "out", &["复核意见"]),
    ("remind", "letter", &["催办函"]),
    ("remind", "ics", &["整改时限.ics"]),
    ("pack", "output", &["上报包.lpk"]),
    ("backup", "to", &["台账备份.db"]),
    ("import", "draft", &["读取稿.md"]),
    ("report", "draft", &["润色底稿.md"]),
];

/// The names that a field's file may have.
pub fn names(verb: &str, field: &str) -> &'static [&'static str] {
    let found = TARGETS
        .iter()
        .find(|(of, id, _)| (*of, *id) == (verb, field));
    found.map_or(&[], |(.., names)| names)
}

/// Fills in what a verb can't do without and nobody is asked for.
pub fn fill(form: &Form, filled: &mut Vec<(String, String)>) {
    for field in &form.fields {
        let name = names(&form.name, &field.id).first();
        if let Some(name) = name
            && field.kind == Kind::Target
            && field.required
            && filled.iter().all(|(id, _)| *id != field.id)
        {
            filled.push((field.id.clone(), (*name).to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::FORMS;

    #[test]
    fn every_file_that_a_verb_writes_has_a_name_and_no_other_has() {
        let of_people = ["man", "demo", "restore"];
        for form in FORMS
            .iter()
            .filter(|form| !of_people.contains(&form.name.as_str()))
        {
            for field in form
                .fields
                .iter()
                .filter(|field| field.kind == Kind::Target)
            {
                let names = names(&form.name, &field.id);
                assert!(!names.is_empty(), "{} {}", form.name, field.id);
            }
        }
        for (verb, id, names) in TARGETS {
            let form = FORMS.iter().find(|form| form.name == verb).expect(verb);
            let field = form.fields.iter().find(|field| field.id == id).expect(id);
            assert_eq!(field.kind, Kind::Target, "{verb} {id}");
            assert!(!names.is_empty());
        }
    }
}
