//! What a page may show of a ledger.

use model::ledger::Ledger;
use office::text::sentence;

/// The records as a text may hold them.
pub(crate) fn recorded(text: &str) -> String {
    sentence::open_end(&sentence::one_line(text)).to_owned()
}

/// Every text of the ledger in the forms a page may show.
pub(crate) fn sources(ledger: &Ledger) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for task in &ledger.tasks {
        let mut texts: Vec<&str> = vec![&task.problem];
        let fields = [
            &task.dimension,
            &task.theme,
            &task.outcome,
            &task.reason,
            &task.next_step,
            &task.lead,
            &task.dept,
            &task.owner,
        ];
        texts.extend(fields.into_iter().flatten().map(String::as_str));
        texts.extend(task.measures.iter().map(|measure| measure.text.as_str()));
        let notes = task.progress.iter().filter(|note| !note.internal);
        for note in notes {
            texts.push(&note.text);
            texts.extend(
                note.figures
                    .iter()
                    .flat_map(|figure| [figure.name.as_str(), &figure.unit]),
            );
        }
        texts.extend(
            task.deadline
                .iter()
                .map(|deadline| deadline.phrase.as_str()),
        );
        for extension in &task.extensions {
            texts.extend(
                extension
                    .from
                    .iter()
                    .map(|deadline| deadline.phrase.as_str()),
            );
            texts.extend(extension.approved_by.as_deref());
            texts.push(&extension.reason);
        }
        texts.extend(task.wording.iter().map(|wording| wording.text.as_str()));
        for text in texts {
            let text = recorded(text);
            sources.push(sentence::nested(&text));
            sources.push(sentence::first_clause(&text).to_owned());
            sources.push(text);
        }
        if let Some(dimension) = &task.dimension {
            let bare = recorded(dimension);
            let bare = bare.strip_prefix('在').unwrap_or(&bare).to_owned();
            sources.push(sentence::first_clause(&bare).to_owned());
            sources.push(
                bare.trim_end_matches("的问题")
                    .trim_end_matches("方面")
                    .to_owned(),
            );
        }
    }
    let members = ledger.book.members.iter();
    sources.extend(members.filter_map(|member| member.post.clone()));
    let closures = ledger.tasks.iter().filter_map(|task| task.status.closure());
    sources.extend(closures.filter_map(|closure| closure.verifier.clone()));
    sources.push("2021年度民主生活会".into());
    sources.push("局党组班子".into());
    sources.retain(|text| !text.is_empty());
    sources.sort_by_key(|text| std::cmp::Reverse(text.len()));
    sources.dedup();
    sources
}
