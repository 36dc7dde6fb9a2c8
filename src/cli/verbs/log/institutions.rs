//! 制度成果 of a note: what the clerk says of it, and what he is told.

use std::str::FromStr;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::verbs::shared;
use model::institution::Institution;
use model::task::Task;

/// One that the note tells of, or 无 where what is read in it is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum InstitutionArg {
    None,
    Named(Institution),
}

impl FromStr for InstitutionArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if matches!(text.trim(), "" | "无") {
            return Ok(Self::None);
        }
        Institution::named(text).map(Self::Named).ok_or_else(|| {
            format!("“{text}”不是制度名称，写成 《公务接待管理办法》 或 修订《公务接待管理办法》")
        })
    }
}

impl InstitutionArg {
    /// What these say together; `None` where nothing was said.
    pub(super) fn all(said: &[Self]) -> Result<Option<Vec<Institution>>, Failure> {
        if said.is_empty() {
            return Ok(None);
        }
        let named = said.iter().filter_map(|one| match one {
            Self::Named(institution) => Some(institution.clone()),
            Self::None => None,
        });
        let named: Vec<Institution> = named.collect();
        if said.contains(&Self::None) && !named.is_empty() {
            return Err(Failure::usage("--institution 无 不能和制度名称一起写"));
        }
        Ok(Some(named))
    }
}

/// Which institutions the note just made tells of, and, where they were read, how that is put right.
pub(super) fn tell(context: &Context, task: &Task, entry: u64, said: &[InstitutionArg]) {
    let note = task.progress.iter().find(|note| note.entry == entry);
    let told = note.map_or(&[][..], |note| note.institutions.as_slice());
    if told.is_empty() {
        return;
    }
    let right = if said.is_empty() {
        "；认得不对的，用 ledger undo 撤销，重记时写 --institution 名称，没有的写 --institution 无"
    } else {
        ""
    };
    let told = shared::institutions_told(told);
    context.out.hint(&format!("{told}{right}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn institutions_are_named_or_none() {
        let read = |texts: &[&str]| {
            let said: Result<Vec<InstitutionArg>, String> =
                texts.iter().map(|text| text.parse()).collect();
            InstitutionArg::all(&said.expect("names"))
        };
        assert_eq!(read(&[]).ok(), Some(None));
        for none in ["无", "", " "] {
            assert_eq!(read(&[none]).ok(), Some(Some(Vec::new())), "{none}");
        }
        let told = read(&["《考勤办法》", "修订值班规定"])
            .ok()
            .flatten()
            .expect("two");
        let told: Vec<String> = told.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["制定《考勤办法》", "修订《值班规定》"]);
        assert!(read(&["无", "《考勤办法》"]).is_err());
        assert!("《》".parse::<InstitutionArg>().is_err());
    }
}
