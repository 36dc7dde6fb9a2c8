//! Files that were sent are read by this very program as a process of its own: what a file breaks, it breaks
//! there. The page hands over what is known of lines and columns, and is told what was read, each as JSON.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use documents::document::lines::{self, Line, Role, Went};
use documents::document::{Dress, editable, written};
use documents::register::{self, Column, Map, Maps};
use ledger::cli::front;
use model::digest::Digest;
use model::draft::Draft;
use serde_json::{Value, json};

use crate::process;

/// What such a process is started with; no verb is called so.
pub const WORD: &str = "--read-file";

/// No file takes longer to read, unless it never ends.
const MOST: Duration = Duration::from_mins(2);
/// Larger registers are shown without their columns: to be read whole for each look they are too long.
const LONG: usize = 8 << 20;

const WENT: [(Went, &str); 5] = [
    (Went::Itself, "itself"),
    (Went::Detail, "detail"),
    (Went::Example, "example"),
    (Went::Statement, "statement"),
    (Went::Nowhere, "nowhere"),
];

/// A file as read.
#[derive(Debug)]
pub(crate) enum Read {
    /// A document.
    Document(Box<Document>),
    /// The columns of a register.
    Register(Vec<ColumnSaid>),
    /// The text of a reading (读取稿): the name and the digest of its document.
    Text(String, Digest),
    /// The program itself says what is wrong with it.
    Not,
}

/// A document line by line.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// What was understood.
    pub(crate) draft: Draft,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
    /// The columns of its tables.
    pub(crate) columns: Vec<ColumnSaid>,
}

/// A column, and what it was taken for.
#[derive(Debug)]
pub(crate) struct ColumnSaid {
    pub(crate) column: String,
    pub(crate) title: String,
    pub(crate) read_as: String,
    pub(crate) because: String,
}

/// Has a file read. `settings` are the ledger's, `maps` and `said` what the person says of columns and lines.
pub(crate) fn read(
    path: &Path,
    settings: &BTreeMap<String, String>,
    maps: &[String],
    said: &BTreeMap<usize, Role>,
) -> io::Result<Read> {
    let lines: Vec<Value> = said
        .iter()
        .map(|(at, role)| json!([at, role.key()]))
        .collect();
    let asked = json!({
        "file": path.file_name().unwrap_or_default().to_string_lossy(),
        "settings": settings,
        "maps": maps,
        "lines": lines,
    });
    let mut reader = Command::new(std::env::current_exe()?);
    reader.arg(WORD).current_dir(path.parent().unwrap_or(path));
    let (asked, mut told) = (asked.to_string().into_bytes(), Vec::new());
    process::run(&mut reader, asked, MOST, |line| {
        told.extend_from_slice(line);
    })?;
    let told = serde_json::from_slice(&told).ok();
    Ok(told.as_ref().and_then(taken).unwrap_or(Read::Not))
}

fn taken(told: &Value) -> Option<Read> {
    let columns = || -> Option<Vec<ColumnSaid>> {
        let columns = told.get("columns")?.as_array()?.iter();
        columns.map(column_taken).collect()
    };
    Some(match told.get("is")?.as_str()? {
        "document" => Read::Document(Box::new(Document {
            draft: written::from_json(told.get("draft")?)?,
            lines: told
                .get("lines")?
                .as_array()?
                .iter()
                .map(line_taken)
                .collect::<Option<_>>()?,
            columns: columns()?,
        })),
        "register" => Read::Register(columns()?),
        "text" => Read::Text(
            told.get("of")?.as_str()?.to_owned(),
            Digest::from_hex(told.get("sha256")?.as_str()?)?,
        ),
        _ => Read::Not,
    })
}

fn column_taken(told: &Value) -> Option<ColumnSaid> {
    let part = |at: usize| Some(told.get(at)?.as_str()?.to_owned());
    Some(ColumnSaid {
        column: part(0)?,
        title: part(1)?,
        read_as: part(2)?,
        because: part(3)?,
    })
}

fn line_taken(told: &Value) -> Option<Line> {
    let word = |at: usize| told.get(at)?.as_str();
    let went = word(5)?;
    let (went, _) = WENT.into_iter().find(|(_, word)| *word == went)?;
    Some(Line {
        paragraph: told.get(0)?.as_u64()? as u32,
        text: word(1)?.to_owned(),
        begins: told.get(2)?.as_bool()?,
        role: Role::of_key(word(3)?)?,
        of: Role::of_key(word(4)?)?,
        went,
        problem: told.get(6)?.as_u64().map(|problem| problem as usize),
    })
}

/// The process that reads: what it is asked comes in, what it read goes out.
pub fn main() -> ExitCode {
    let mut asked = Vec::new();
    let told = io::stdin().lock().read_to_end(&mut asked).ok();
    let told = told.and_then(|_| serde_json::from_slice(&asked).ok());
    let told = told.as_ref().and_then(told_of).unwrap_or(Value::Null);
    match io::stdout().lock().write_all(told.to_string().as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn told_of(asked: &Value) -> Option<Value> {
    let name = asked.get("file")?.as_str()?;
    let bytes = std::fs::read(name).ok()?;
    let settings: BTreeMap<String, String> = asked
        .get("settings")?
        .as_object()?
        .iter()
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect();
    let said = asked.get("maps")?.as_array()?.iter();
    let maps = Maps {
        said: said
            .filter_map(|map| Map::read(map.as_str()?).ok())
            .collect(),
        known: Maps::kept(&settings),
    };
    if front::is_register(Path::new(name)) {
        let mut columns = Vec::new();
        if bytes.len() <= LONG {
            columns = register::read_with(&bytes, name, &maps).ok()?.columns;
        }
        return Some(json!({ "is": "register", "columns": columns_told(&columns) }));
    }
    if editable::is_editable(&bytes) {
        let edited = editable::read(&bytes).ok()?;
        let (of, sha256) = (edited.draft.file, edited.sha256.to_string());
        return Some(json!({ "is": "text", "of": of, "sha256": sha256 }));
    }
    let lines = asked.get("lines")?.as_array()?.iter();
    let said = lines.filter_map(|line| {
        let at = line.get(0)?.as_u64()? as usize;
        Some((at, Role::of_key(line.get(1)?.as_str()?)?))
    });
    let dresses = Dress::kept(&settings);
    let read = lines::read(&bytes, name, &dresses, &maps, &said.collect()).ok()?;
    Some(json!({
        "is": "document",
        "draft": written::to_json(&read.draft),
        "lines": read.lines.iter().map(line_told).collect::<Vec<Value>>(),
        "columns": columns_told(&read.columns),
    }))
}

fn columns_told(columns: &[Column]) -> Vec<Value> {
    let told = |column: &Column| {
        let (read_as, because) = front::column_words(column);
        json!([column.column, column.title, read_as, because])
    };
    columns.iter().map(told).collect()
}

fn line_told(line: &Line) -> Value {
    let went = WENT.into_iter().find(|(went, _)| *went == line.went);
    let went = went.map_or("", |(_, word)| word);
    let (role, of) = (line.role.key(), line.of.key());
    json!([
        line.paragraph,
        line.text,
        line.begins,
        role,
        of,
        went,
        line.problem
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_taken() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("材料.txt");
        let text = "某某馆领导班子2021年度民主生活会对照检查材料\n一、存在的问题\n（一）服务方面\n\
            1.闭馆偏早。比如，上班族借不到书。责任领导：石某。6月底前改完。\n二、整改措施\n1.延长开放时间。\n";
        std::fs::write(&path, text).expect("written");
        let own = lines::read(
            text.as_bytes(),
            "材料.txt",
            &[],
            &Maps::default(),
            &BTreeMap::new(),
        );
        let own = own.expect("read");
        let told = json!({
            "is": "document",
            "draft": written::to_json(&own.draft),
            "lines": own.lines.iter().map(line_told).collect::<Vec<Value>>(),
            "columns": [],
        });
        let Some(Read::Document(taken)) = taken(&told) else {
            panic!("{told}");
        };
        assert_eq!(taken.lines, own.lines);
        assert_eq!(editable::differences(&taken.draft, &own.draft), 0);
        assert_eq!(taken.draft.doubts, own.draft.doubts);
    }
}
