//! What the files of forms and letters are called: by their unit and their department.

use std::collections::BTreeMap;

use crate::sheet::form::FILL_IN;
use office::text::visible::nameable;

/// Characters of a unit's or a department's name in a file's name.
const MOST: usize = 40;

/// Names that were given, so that none is given twice.
#[derive(Default)]
pub(super) struct Names(BTreeMap<String, u32>);

impl Names {
    /// A file name from a unit's (empty for the only one) and a department's, without what some file
    /// system refuses, and only given once.
    pub(super) fn file(&mut self, unit: &str, dept: &str) -> String {
        let dept = safe(dept);
        let dept = if dept.is_empty() {
            "未明确责任部门"
        } else {
            &dept
        };
        let unit = safe(unit);
        let name = match unit.as_str() {
            "" => dept.to_owned(),
            unit => format!("{unit}-{dept}"),
        };
        // File systems that ignore case would else overwrite the first of two.
        let count = self.0.entry(name.to_lowercase()).or_insert(0);
        *count += 1;
        match count {
            1 => format!("{FILL_IN}-{name}.xlsx"),
            count => format!("{FILL_IN}-{name}（{count}）.xlsx"),
        }
    }
}

fn safe(name: &str) -> String {
    let safe: String = nameable(name).chars().take(MOST).collect();
    let safe = safe.trim_matches(|c: char| c == '.' || c.is_whitespace());
    safe.to_owned()
}

/// A unit in a file's name: by code and name where it has both, so that a folder of them is in code order.
pub fn unit(code: Option<&str>, name: &str) -> String {
    match code {
        Some(code) if name.is_empty() || code == name => code.to_owned(),
        Some(code) => format!("{code}{name}"),
        None => name.to_owned(),
    }
}

/// A unit in a line of text: its name, the code in brackets.
pub(super) fn told(code: &str, name: &str) -> String {
    if name.is_empty() || name == code {
        code.to_owned()
    } else {
        format!("{name}（{code}）")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_every_file_system_takes() {
        let mut names = Names::default();
        let mut name = |dept: &str| names.file("", dept);
        assert_eq!(name("办公室"), "整改填报表-办公室.xlsx");
        assert_eq!(name("办公室"), "整改填报表-办公室（2）.xlsx");
        assert_eq!(
            name("综合处/法规处:\u{7}"),
            "整改填报表-综合处_法规处__.xlsx"
        );
        assert_eq!(name(".. "), "整改填报表-未明确责任部门.xlsx");
    }

    #[test]
    fn a_units_forms_are_named_by_it() {
        let mut names = Names::default();
        let east = unit(Some("A03"), "东街图书馆");
        assert_eq!(
            names.file(&east, "读者部"),
            "整改填报表-A03东街图书馆-读者部.xlsx"
        );
        let north = unit(Some("北街图书馆"), "北街图书馆");
        assert_eq!(
            names.file(&north, ""),
            "整改填报表-北街图书馆-未明确责任部门.xlsx"
        );
    }
}
