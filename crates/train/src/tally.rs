//! How well whole drafts are read: precision, recall and F1 by genre.

use model::draft::Draft;

use crate::marks::{Marked, changed};
use crate::score::{Score, Truth};

/// Scores of a genre: the sums, documents with problems where there are none, perfect ones.
pub(crate) type Total = (String, Score, usize, usize);

/// Scores every document of a folder, each genre by itself; `show` prints what is other than meant.
pub(crate) fn tell(
    sources: &[(String, String)],
    show: bool,
    read: impl Fn(&[u8], &str) -> Option<Draft>,
    totals: &mut Vec<Total>,
) {
    for (head, body) in sources {
        let parts: Vec<&str> = head.split('|').map(str::trim).collect();
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        let genre = if part(3).is_empty() || part(3).contains('=') || part(3) == "blanks" {
            "old"
        } else {
            part(3)
        };
        let marked = Marked::read(body);
        let text = changed(&marked.text, part(3));
        let name = if text.starts_with('#') || text.contains("\n#") {
            "a.md"
        } else {
            "a.txt"
        };
        let Some(draft) = read(text.as_bytes(), name) else {
            continue;
        };
        let mut meant = marked.truth;
        let mut found = Truth::of(&draft);
        found.tasks.retain(|(_, field, _)| field != "term");
        for problem in &mut found.problems {
            problem.2.clear();
        }
        meant.year = part(2).parse().ok();
        meant.kind = Some(part(1).to_owned()).filter(|kind| kind.len() > 1);
        if meant.kind.is_none() {
            found.kind = None;
        }
        let score = Score::of(&meant, &found);
        if show {
            show_faults(part(0), &meant, &found);
        }
        let lying = meant.problems.is_empty() && !found.problems.is_empty();
        let perfect = score.parts()[..6]
            .iter()
            .all(|(_, counts)| counts.f1() >= 1.0);
        let at = totals
            .iter()
            .position(|(known, ..)| known == genre)
            .unwrap_or_else(|| {
                totals.push((genre.to_owned(), Score::default(), 0, 0));
                totals.len() - 1
            });
        totals[at].1.add(&score);
        totals[at].2 += usize::from(lying);
        totals[at].3 += usize::from(perfect);
    }
}

/// Prints the sums.
pub(crate) fn print(totals: &[Total], brief: bool) {
    for (genre, score, lying, perfect) in totals {
        println!("{genre}: {perfect} perfect, {lying} with problems where there are none");
        for (part, counts) in &score.parts()[..if brief { 7 } else { 9 }] {
            if brief && (counts.f1() >= 1.0 || *part == "details") {
                continue;
            }
            println!(
                "  {part:12} P {:.3} R {:.3} F1 {:.3} ({} of {}, {} found)",
                counts.precision(),
                counts.recall(),
                counts.f1(),
                counts.hits,
                counts.meant,
                counts.found
            );
        }
    }
}

/// One line over all genres.
pub(crate) fn sum(totals: &[Total]) {
    let mut all = Score::default();
    for (_, score, ..) in totals {
        all.add(score);
    }
    let lying: usize = totals.iter().map(|total| total.2).sum();
    let perfect: usize = totals.iter().map(|total| total.3).sum();
    print!("SUM {perfect} perfect, {lying} lying");
    for (part, counts) in &all.parts()[..7] {
        print!(" | {part} {:.3}", counts.f1());
    }
    println!();
}

fn show_faults(name: &str, meant: &Truth, found: &Truth) {
    let mut lines = Vec::new();
    let mut compare = |what: &str, meant: Vec<String>, found: Vec<String>| {
        lines.extend(
            meant
                .iter()
                .filter(|one| !found.contains(one))
                .map(|one| format!("  - {what} {one}")),
        );
        lines.extend(
            found
                .iter()
                .filter(|one| !meant.contains(one))
                .map(|one| format!("  + {what} {one}")),
        );
    };
    let debug = |items: &[(Option<String>, String)]| {
        items
            .iter()
            .map(|(a, b)| format!("{b} [{}]", a.clone().unwrap_or_default()))
            .collect()
    };
    let problems = |truth: &Truth| {
        truth
            .problems
            .iter()
            .map(|p| format!("{} [{}]", p.1, p.0.clone().unwrap_or_default()))
            .collect()
    };
    compare("problem", problems(meant), problems(found));
    compare("cause", meant.causes.clone(), found.causes.clone());
    compare("measure", debug(&meant.measures), debug(&found.measures));
    compare("last", meant.last_year.clone(), found.last_year.clone());
    let year = |truth: &Truth| vec![format!("{:?}", truth.year)];
    compare("year", year(meant), year(found));
    let tasks = |truth: &Truth| truth.tasks.iter().map(|t| format!("{t:?}")).collect();
    compare("task", tasks(meant), tasks(found));
    if !lines.is_empty() {
        println!("{name}");
        for line in lines {
            println!("{line}");
        }
    }
}
