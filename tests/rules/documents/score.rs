//! Precision, recall and F1 of what was found against what was meant.

use std::collections::HashMap;

use model::draft::Draft;

/// What a document says, by the conventions for counting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Truth {
    pub(crate) year: Option<i32>,
    pub(crate) kind: Option<String>,
    pub(crate) dimensions: Vec<String>,
    /// Dimension, title, detail.
    pub(crate) problems: Vec<(Option<String>, String, String)>,
    pub(crate) causes: Vec<String>,
    /// Group, title.
    pub(crate) measures: Vec<(Option<String>, String)>,
    pub(crate) last_year: Vec<String>,
    /// Problem, field, value.
    pub(crate) tasks: Vec<(String, String, String)>,
}

impl Truth {
    /// The same view of a draft.
    pub(crate) fn of(draft: &Draft) -> Self {
        let mut tasks = Vec::new();
        for task in &draft.tasks {
            let mut field = |name: &str, value: Option<String>| {
                if let Some(value) = value {
                    tasks.push((task.problem.clone(), name.to_owned(), value));
                }
            };
            field("lead", task.lead.clone());
            field("dept", task.dept.clone());
            field("owner", task.owner.clone());
            field("deadline", task.deadline.as_ref().map(|d| d.phrase.clone()));
            field(
                "term",
                task.deadline
                    .as_ref()
                    .and_then(|d| d.term)
                    .map(|t| t.word().to_owned()),
            );
            for measure in &task.measures {
                field("measure", Some(measure.trim_end_matches('。').to_owned()));
            }
        }
        Self {
            year: draft.year,
            kind: draft.subject_kind.map(|kind| kind.word().to_owned()),
            dimensions: draft.dimensions.iter().map(|d| d.heading.clone()).collect(),
            problems: draft
                .problems
                .iter()
                .map(|p| {
                    (
                        p.dimension.clone(),
                        p.title.clone(),
                        p.detail.replace('\n', ""),
                    )
                })
                .collect(),
            causes: draft.causes.iter().map(|c| c.title.clone()).collect(),
            measures: draft
                .measures
                .iter()
                .map(|m| (m.group.clone(), m.title.clone()))
                .collect(),
            last_year: draft
                .last_year
                .iter()
                .map(|item| item.heading.clone())
                .collect(),
            tasks,
        }
    }
}

/// True positives, found, meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) hits: usize,
    pub(crate) found: usize,
    pub(crate) meant: usize,
}

impl Counts {
    pub(crate) fn of<T: Eq + std::hash::Hash>(meant: &[T], found: &[T]) -> Self {
        let mut left: HashMap<&T, usize> = HashMap::new();
        for item in meant {
            *left.entry(item).or_default() += 1;
        }
        let mut hits = 0;
        for item in found {
            if let Some(count) = left.get_mut(item).filter(|count| **count > 0) {
                *count -= 1;
                hits += 1;
            }
        }
        Self {
            hits,
            found: found.len(),
            meant: meant.len(),
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.found += other.found;
        self.meant += other.meant;
    }

    pub(crate) fn precision(self) -> f64 {
        if self.found == 0 {
            1.0
        } else {
            self.hits as f64 / self.found as f64
        }
    }

    pub(crate) fn recall(self) -> f64 {
        if self.meant == 0 {
            1.0
        } else {
            self.hits as f64 / self.meant as f64
        }
    }

    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 {
            0.0
        } else {
            2.0 * p * r / (p + r)
        }
    }
}

/// One line of the score table.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) problems: Counts,
    /// Dimension right, of the problems found.
    pub(crate) dimensions: Counts,
    pub(crate) details: Counts,
    pub(crate) causes: Counts,
    pub(crate) measures: Counts,
    pub(crate) last_year: Counts,
    pub(crate) tasks: Counts,
    pub(crate) years: Counts,
    pub(crate) kinds: Counts,
}

impl Score {
    pub(crate) fn of(meant: &Truth, found: &Truth) -> Self {
        let titles = |truth: &Truth| {
            truth
                .problems
                .iter()
                .map(|p| p.1.clone())
                .collect::<Vec<_>>()
        };
        let pairs = |truth: &Truth| {
            truth
                .problems
                .iter()
                .map(|p| (p.0.clone(), p.1.clone()))
                .collect::<Vec<_>>()
        };
        let details = |truth: &Truth| {
            truth
                .problems
                .iter()
                .map(|p| (p.1.clone(), p.2.clone()))
                .collect::<Vec<_>>()
        };
        let problems = Counts::of(&titles(meant), &titles(found));
        let right = Counts::of(&pairs(meant), &pairs(found)).hits;
        let same_detail = Counts::of(&details(meant), &details(found)).hits;
        let of_hits = |hits| Counts {
            hits,
            found: problems.hits,
            meant: problems.hits,
        };
        Self {
            problems,
            dimensions: of_hits(right),
            details: of_hits(same_detail),
            causes: Counts::of(&meant.causes, &found.causes),
            measures: Counts::of(&meant.measures, &found.measures),
            last_year: Counts::of(&meant.last_year, &found.last_year),
            tasks: Counts::of(&meant.tasks, &found.tasks),
            years: Counts::of(&[meant.year], &[found.year]),
            kinds: Counts::of(&[&meant.kind], &[&found.kind]),
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.problems.add(other.problems);
        self.dimensions.add(other.dimensions);
        self.details.add(other.details);
        self.causes.add(other.causes);
        self.measures.add(other.measures);
        self.last_year.add(other.last_year);
        self.tasks.add(other.tasks);
        self.years.add(other.years);
        self.kinds.add(other.kinds);
    }

    pub(crate) fn parts(&self) -> [(&'static str, Counts); 9] {
        [
            ("problems", self.problems),
            ("dimensions", self.dimensions),
            ("details", self.details),
            ("causes", self.causes),
            ("measures", self.measures),
            ("last year", self.last_year),
            ("task fields", self.tasks),
            ("year", self.years),
            ("subject", self.kinds),
        ]
    }

    /// Prints one line per part.
    pub(crate) fn print(&self, name: &str) {
        println!("{name}");
        for (part, counts) in self.parts() {
            println!(
                "  {part:12} P {:.4}  R {:.4}  F1 {:.4}  ({} of {} meant, {} found)",
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
