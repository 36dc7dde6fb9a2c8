//! 对象错位: a team's problems in a person's material, and the other way.

use super::text::{clauses, has, short, whole};
use super::words::{ME, OTHERS, SAID_BY_OTHERS, TEAM_TAILS, TEAMS, WE};
use super::{Grade, Material, Remark, Rule};
use model::draft::SubjectKind;

pub(super) fn remarks(material: &Material<'_>) -> Vec<Remark> {
    let Some(kind) = material.kind else {
        return Vec::new();
    };
    let problems = material.draft.problems.iter();
    let remarks = problems.filter_map(|problem| {
        let text = whole(problem);
        let (grade, what, words, advice) = match kind {
            SubjectKind::Team => {
                let words = clauses(&text).find(|clause| speaks_of_me(clause))?;
                (Grade::SentBack, "班子材料写成了个人的问题", words, TO_TEAM)
            }
            SubjectKind::Person if speaks_of_me(&text) => return None,
            SubjectKind::Person => {
                if let Some(words) = clauses(&text).find(|clause| is_of_team(clause)) {
                    (
                        Grade::SentBack,
                        "个人材料写成了班子的问题",
                        words,
                        TO_PERSON,
                    )
                } else {
                    let words = clauses(&text).find(|clause| is_of_others(clause))?;
                    (
                        Grade::Reminder,
                        "个人材料写成了别人的问题",
                        words,
                        TO_PERSON,
                    )
                }
            }
        };
        Some(Remark {
            rule: Rule::Subject,
            grade,
            paragraph: Some(problem.paragraph),
            message: format!("{what}：{}", short(words)),
            advice,
        })
    });
    remarks.collect()
}

const TO_TEAM: &str = "改成班子的表现；个人的写进本人的材料";
const TO_PERSON: &str = "改成本人在这件事上的责任和表现";

/// Whether the writer speaks of himself: 我 alone, not 我局 and 我们.
fn speaks_of_me(text: &str) -> bool {
    has(text, ME)
        || text.match_indices('我').any(|(at, me)| {
            let before = text[..at].chars().next_back();
            let after = text[at + me.len()..].trim_start();
            !matches!(before, Some('自' | '“' | '为'))
                && !WE.iter().any(|tail| after.starts_with(tail))
        })
}

/// The clause's subject is the team: 局党组对…, 我们班子….
fn is_of_team(clause: &str) -> bool {
    let head: String = clause.chars().take(8).collect();
    TEAMS.iter().any(|team| {
        head.find(team).is_some_and(|at| {
            let before = &head[..at];
            let after = clause[clause.find(team).unwrap_or(0) + team.len()..].trim_start();
            before.chars().count() <= 3
                && !has(
                    before,
                    &[
                        "对", "在", "为", "向", "与", "和", "作", "是", "任", "给", "按", "跟",
                    ],
                )
                && !TEAM_TAILS.iter().any(|tail| after.starts_with(tail))
        })
    })
}

/// The clause's subject is somebody else: 有的科室…, 个别干部….
fn is_of_others(clause: &str) -> bool {
    OTHERS.iter().any(|who| clause.starts_with(who)) && !has(clause, SAID_BY_OTHERS)
}
