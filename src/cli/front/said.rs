//! What a command says to a front, each thing a line of JSON; written and read here and nowhere else.

use serde_json::{Value, json};

/// One thing that a command said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A heading among results.
    Heading(String),
    /// A result, of one or more lines.
    Result(String),
    /// A result of which the parts that are true stand out, and the code of the task that it is about.
    Marked(Option<String>, Vec<(String, bool)>),
    /// A line about a task: its code, and what is said of it.
    Task(String, String),
    /// Something that waits, and the command that shows it.
    Waiting(String, String),
    /// What is known of something: titles, and what stands under each.
    Facts(Vec<(String, String)>),
    /// A list.
    Table(Table),
    /// A result for programs (JSON, CSV), as it was asked for; a long one comes in pieces, one behind the other.
    Data(String),
    /// How many rows there are in all, of which a list shows some.
    Rows(u64),
    /// How far what takes long has come: what is being done, how much of it is done, how much there is.
    Progress(String, u64, u64),
    /// Counts of what there is.
    Counts(Vec<Count>),
    /// What a person has to agree to; the line with `--yes` agrees.
    Asks(String),
    /// What is to be decided, and the answers to choose from; without one it stays open.
    Choose(String, Vec<Answer>),
    /// What happened.
    Status(String),
    /// The sensible next command.
    Hint(String),
    /// Something that a person should look at.
    Warning(String),
    /// Why it could not be done; the argument that is wrong, where it is known: the id of a
    /// [`Field`](super::Field).
    Failure(String, Option<String>),
    /// A file that was written there.
    File(String),
}

/// How many tasks there are of a sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// How the sort is called.
    pub title: String,
    /// How many.
    pub count: u32,
    /// What `list` is asked for to show them: the ids of its [`Field`](super::Field)s, each with a value.
    pub filters: Vec<(String, String)>,
}

/// One answer to what is to be decided: an argument of the verb that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The argument: the id of a [`Field`](super::Field).
    pub argument: String,
    /// Its value.
    pub value: String,
    /// What it means.
    pub meaning: String,
}

/// A list as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns.
    pub heads: Vec<Head>,
    /// The cells of each row, one a column.
    pub rows: Vec<Vec<String>>,
    /// Whether the last row sums up the others.
    pub has_total: bool,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How it is called.
    pub title: String,
    /// Whether it holds numbers, set to the right.
    pub right: bool,
}

impl Said {
    /// The line, without its break.
    pub(in crate::cli) fn line(&self) -> String {
        let said = match self {
            Self::Heading(text) => json!({ "heading": text }),
            Self::Result(text) => json!({ "result": text }),
            Self::Marked(code, parts) => json!({ "marked": parts, "task": code }),
            Self::Task(code, text) => json!({ "task": [code, text] }),
            Self::Waiting(text, command) => json!({ "waiting": [text, command] }),
            Self::Facts(facts) => json!({ "facts": facts }),
            Self::Table(table) => json!({ "table": table.to_json() }),
            Self::Data(text) => json!({ "data": text }),
            Self::Rows(count) => json!({ "rows": count }),
            Self::Progress(what, done, all) => json!({ "progress": [what, done, all] }),
            Self::Counts(counts) => {
                let counts = counts.iter().map(Count::to_json);
                json!({ "counts": counts.collect::<Vec<_>>() })
            }
            Self::Asks(question) => json!({ "asks": question }),
            Self::Choose(text, answers) => {
                let answers = answers.iter().map(Answer::to_json);
                json!({ "choose": text, "answers": answers.collect::<Vec<_>>() })
            }
            Self::Status(text) => json!({ "status": text }),
            Self::Hint(text) => json!({ "hint": text }),
            Self::Warning(text) => json!({ "warning": text }),
            Self::Failure(text, argument) => json!({ "failure": text, "argument": argument }),
            Self::File(path) => json!({ "file": path }),
        };
        said.to_string()
    }

    /// Reads a line back; `None` where it is none of these.
    pub fn read(line: &str) -> Option<Self> {
        let said: Value = serde_json::from_str(line).ok()?;
        let (key, value) = said.as_object()?.iter().next()?;
        let text = || value.as_str().map(str::to_owned);
        let part = |at: usize| value.get(at)?.as_str().map(str::to_owned);
        Some(match key.as_str() {
            "heading" => Self::Heading(text()?),
            "result" => Self::Result(text()?),
            "marked" => {
                let parts = value.as_array()?.iter().map(|part| {
                    let stands_out = part.get(1)?.as_bool()?;
                    Some((part.get(0)?.as_str()?.to_owned(), stands_out))
                });
                let code = said.get("task").and_then(Value::as_str);
                Self::Marked(code.map(str::to_owned), parts.collect::<Option<_>>()?)
            }
            "task" => Self::Task(part(0)?, part(1)?),
            "waiting" => Self::Waiting(part(0)?, part(1)?),
            "facts" => {
                let facts = value.as_array()?.iter().map(|fact| {
                    let part = |at: usize| fact.get(at)?.as_str().map(str::to_owned);
                    Some((part(0)?, part(1)?))
                });
                Self::Facts(facts.collect::<Option<_>>()?)
            }
            "table" => Self::Table(Table::from_json(value)?),
            "data" => Self::Data(text()?),
            "rows" => Self::Rows(value.as_u64()?),
            "progress" => {
                let number = |at: usize| value.get(at)?.as_u64();
                Self::Progress(part(0)?, number(1)?, number(2)?)
            }
            "counts" => {
                let counts = value.as_array()?.iter().map(Count::from_json);
                Self::Counts(counts.collect::<Option<_>>()?)
            }
            "asks" => Self::Asks(text()?),
            "choose" => {
                let answers = said.get("answers")?.as_array()?.iter();
                Self::Choose(
                    text()?,
                    answers.map(Answer::from_json).collect::<Option<_>>()?,
                )
            }
            "status" => Self::Status(text()?),
            "hint" => Self::Hint(text()?),
            "warning" => Self::Warning(text()?),
            "failure" => {
                let argument = said.get("argument").and_then(Value::as_str);
                Self::Failure(text()?, argument.map(str::to_owned))
            }
            "file" => Self::File(text()?),
            _ => return None,
        })
    }
}

impl Count {
    fn to_json(&self) -> Value {
        json!([self.title, self.count, self.filters])
    }

    fn from_json(value: &Value) -> Option<Self> {
        let filters = value.get(2)?.as_array()?.iter().map(|filter| {
            let part = |at: usize| filter.get(at)?.as_str().map(str::to_owned);
            Some((part(0)?, part(1)?))
        });
        Some(Self {
            title: value.get(0)?.as_str()?.to_owned(),
            count: u32::try_from(value.get(1)?.as_u64()?).ok()?,
            filters: filters.collect::<Option<_>>()?,
        })
    }
}

impl Answer {
    /// The argument with this value gives it.
    pub(in crate::cli) fn new(argument: &str, value: &str, meaning: String) -> Self {
        Self {
            argument: argument.to_owned(),
            value: value.to_owned(),
            meaning,
        }
    }

    fn to_json(&self) -> Value {
        json!([self.argument, self.value, self.meaning])
    }

    fn from_json(value: &Value) -> Option<Self> {
        let part = |at: usize| value.get(at)?.as_str().map(str::to_owned);
        Some(Self {
            argument: part(0)?,
            value: part(1)?,
            meaning: part(2)?,
        })
    }
}

impl Table {
    fn to_json(&self) -> Value {
        let heads: Vec<Value> = self
            .heads
            .iter()
            .map(|head| json!([head.title, head.right]))
            .collect();
        json!({ "heads": heads, "rows": self.rows, "total": self.has_total })
    }

    fn from_json(value: &Value) -> Option<Self> {
        let list = |key: &str| value.get(key)?.as_array();
        let heads = list("heads")?.iter().map(|head| {
            Some(Head {
                title: head.get(0)?.as_str()?.to_owned(),
                right: head.get(1)?.as_bool()?,
            })
        });
        let rows = list("rows")?.iter().map(|row| {
            let cells = row.as_array()?.iter();
            cells.map(|cell| cell.as_str().map(str::to_owned)).collect()
        });
        Some(Self {
            heads: heads.collect::<Option<_>>()?,
            rows: rows.collect::<Option<_>>()?,
            has_total: value.get("total")?.as_bool()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read_back() {
        let text = || "两行\n“引号”\u{2028}".to_owned();
        let table = Table {
            heads: vec![
                Head {
                    title: "编号".to_owned(),
                    right: true,
                },
                Head {
                    title: "问题".to_owned(),
                    right: false,
                },
            ],
            rows: vec![vec!["1".to_owned(), text()], vec![String::new(), text()]],
            has_total: true,
        };
        for said in [
            Said::Heading(text()),
            Said::Result(text()),
            Said::Marked(None, vec![("前".to_owned(), false), (text(), true)]),
            Said::Marked(Some("A03-12".to_owned()), vec![(text(), true)]),
            Said::Task("A03-12".to_owned(), text()),
            Said::Waiting(text(), "ledger list --unfilled".to_owned()),
            Said::Facts(vec![("状态".to_owned(), text())]),
            Said::Table(table),
            Said::Table(Table::default()),
            Said::Data("{\"a\":1}\n".to_owned()),
            Said::Rows(1_000_000),
            Said::Progress(text(), 3, 7),
            Said::Counts(Vec::new()),
            Said::Counts(vec![Count {
                title: text(),
                count: 3,
                filters: vec![("status".to_owned(), text())],
            }]),
            Said::Asks(text()),
            Said::Choose(text(), Vec::new()),
            Said::Choose(
                text(),
                vec![Answer {
                    argument: "theirs".to_owned(),
                    value: "3:责任人".to_owned(),
                    meaning: text(),
                }],
            ),
            Said::Status(text()),
            Said::Hint(text()),
            Said::Warning(text()),
            Said::Failure(text(), None),
            Said::Failure(text(), Some("date".to_owned())),
            Said::File("下发/办公室.xlsx".to_owned()),
        ] {
            let line = said.line();
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(Said::read(&line), Some(said));
        }
        for other in ["", "已登记", "{}", "{\"table\":{}}", "{\"x\":\"y\"}", "[1]"] {
            assert_eq!(Said::read(other), None, "{other}");
        }
    }
}
