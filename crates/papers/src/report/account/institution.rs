//! Institutions (制度成果) and the figures that count them are the same thing: per task the larger of
//! both is told, once (rule 7).

use super::Span;
use super::words;
use model::institution::Making;
use model::task::Task;

/// Takes the figures that count institutions out of the deeds; where they are more than the names, the
/// last name takes their number (修订公务用车管理办法等制度3项).
pub(super) fn settle(task: &Task, spans: &mut [Span]) {
    for made in [Making::Made, Making::Revised] {
        let names: Vec<String> = task
            .institutions()
            .into_iter()
            .filter(|known| known.institution.kind == made)
            .map(|known| super::text::tidy(&known.institution.name))
            .collect();
        if names.is_empty() {
            continue;
        }
        let counted = take_figures(spans, made);
        if counted > names.len() {
            put_number(spans, &names, counted);
        }
    }
}

/// How many its figures count; they are taken out.
fn take_figures(spans: &mut [Span], made: Making) -> usize {
    let mut counted = 0;
    for deed in spans.iter_mut().flat_map(|span| &mut span.deeds) {
        for figures in [&mut deed.figures, &mut deed.in_words] {
            figures.retain(|figure| {
                let is_one = counts_kind(&figure.name, made);
                if is_one {
                    counted += figure
                        .value
                        .value
                        .to_string()
                        .parse::<usize>()
                        .unwrap_or_default();
                }
                !is_one
            });
        }
    }
    counted
}

fn put_number(spans: &mut [Span], names: &[String], counted: usize) {
    let clauses = spans
        .iter_mut()
        .flat_map(|span| &mut span.deeds)
        .flat_map(|deed| &mut deed.clauses);
    for clause in clauses.filter(|clause| clause.institution) {
        let ends = names.iter().filter_map(|name| {
            let at = clause.text.rfind(name.as_str())?;
            let end = at + name.len();
            Some(if clause.text[end..].starts_with('》') {
                end + '》'.len_utf8()
            } else {
                end
            })
        });
        if let Some(end) = ends.max() {
            clause
                .text
                .insert_str(end, &format!("{}{counted}项", words::AND_OTHERS));
            return;
        }
    }
}

/// How many a task made and revised, names and figures together.
pub(super) fn counts(task: &Task) -> (u32, u32) {
    let known = task.institutions();
    let figures = task
        .progress
        .iter()
        .filter(|note| !note.internal)
        .flat_map(|note| &note.figures);
    let figures: Vec<_> = figures.collect();
    let count = |made: Making| {
        let names = known
            .iter()
            .filter(|known| known.institution.kind == made)
            .count();
        let counted = figures
            .iter()
            .filter(|figure| counts_kind(&figure.name, made));
        let counted: u32 = counted
            .filter_map(|figure| figure.value.to_string().parse::<u32>().ok())
            .sum();
        counted.max(names as u32)
    };
    (count(Making::Made), count(Making::Revised))
}

fn counts_kind(name: &str, made: Making) -> bool {
    words::INSTITUTION_FIGURES
        .iter()
        .any(|(known, is_made)| name == *known && *is_made == (made == Making::Made))
}
