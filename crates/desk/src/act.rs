//! Commands: whatever changes the ledger, makes a file or says something of it in words is a line of the
//! program, carried out by this very program as a process of its own. What goes wrong in it stays in it.

use std::io;
use std::path::{Component, Path};
use std::process::Command;
use std::time::Duration;

use ledger::cli::front::{self, Said};
use tempfile::TempDir;

use crate::declared::FORMS;
use crate::downloads::Made;
use crate::process;
use crate::session::Session;
use crate::told;
use crate::work::Desk;

/// What became of a command. Files that it made go with it, unless they are handed out.
#[derive(Debug)]
pub struct Done {
    /// What it said, in order.
    pub said: Vec<Said>,
    /// Whether it did what was asked.
    pub is_done: bool,
    /// Its verb; empty where it is the program's name alone.
    pub verb: String,
    /// The line as a person would type it.
    pub line: String,
    folder: TempDir,
}

/// Said where a command ended in a way that none should: what it had written by then is written.
const BROKEN: &str =
    "程序中途停了，也许已经写入：先看一眼那一项，没有再办一次；还是这样，用“校验”看台账是否完好";
/// No command takes longer, unless it waits for what never comes.
const MOST: Duration = Duration::from_mins(15);

impl Desk {
    /// Carries out a line in a folder of its own; waits until it is done.
    pub fn carry_out(&self, words: &[String]) -> io::Result<Done> {
        let folder = self.folder()?;
        let place = folder.path().to_owned();
        self.carried_out(words, &place, folder)
    }

    /// The same of a line that makes no files, where the files are that it names.
    pub fn carry_out_in(&self, words: &[String], place: &Path) -> io::Result<Done> {
        self.carried_out(words, place, self.folder()?)
    }

    /// This very program, for him, on the ledger.
    fn command(&self, asks: &Session) -> io::Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .env("LEDGER_DB", self.ledger())
            .env("LEDGER_ACTOR", &asks.who)
            .env(front::PERMIT, asks.permit.told())
            .env("LEDGER_ASK", "never")
            .env(front::VARIABLE, "1");
        match self.shared_in() {
            Some(sharing) if sharing.is_unnamed => {
                command.env("LEDGER_DB", &sharing.address);
            }
            Some(sharing) => {
                command.env(front::SHARED, &sharing.address);
            }
            None => {}
        }
        Ok(command)
    }

    fn carried_out(&self, words: &[String], place: &Path, folder: TempDir) -> io::Result<Done> {
        let verb = words.first().cloned().unwrap_or_default();
        let asks = self.asks().ok_or(io::ErrorKind::PermissionDenied)?;
        if !asks.role.may(&verb) {
            return Ok(Done {
                said: vec![Said::Failure(not_for(&asks, &verb), None)],
                is_done: false,
                line: typed(words, self.session().path()),
                verb,
                folder,
            });
        }
        let mut command = self.command(&asks)?;
        command.args(words).current_dir(place);
        let (mut said, who) = (Vec::new(), told::here());
        let code = process::run(&mut command, Vec::new(), MOST, |line| {
            let line = String::from_utf8_lossy(line);
            let line = line.trim_end_matches(['\r', '\n']);
            match Said::read(line) {
                Some(Said::Progress(what, done, all)) => {
                    told::is_at(who.as_ref(), &what, done, all);
                }
                Some(Said::Status(what)) => {
                    told::is_at(who.as_ref(), &what, 0, 0);
                    said.push(Said::Status(what));
                }
                // What is long is said in pieces.
                Some(Said::Data(more)) if let Some(Said::Data(data)) = said.last_mut() => {
                    data.push_str(&more);
                }
                Some(one) => said.push(one),
                None => said.push(Said::Result(line.to_owned())),
            }
        })?;
        if !matches!(code, Some(0..=3)) {
            said.push(Said::Failure(BROKEN.to_owned(), None));
        }
        Ok(Done {
            said,
            is_done: code == Some(0),
            verb,
            line: typed(words, self.session().path()),
            folder,
        })
    }
}

impl Done {
    /// The files that it made, in order.
    pub fn files(&self) -> Vec<Made> {
        let made = self.said.iter().filter_map(|said| match said {
            Said::File(path) => Some(Path::new(path)),
            _ => None,
        });
        // Whatever a line says: only what lies in its own folder is taken from there.
        let is_within = |path: &&Path| {
            let mut parts = path.components();
            parts.all(|part| matches!(part, Component::Normal(_)))
        };
        made.filter(is_within)
            .map(|path| Made {
                path: self.folder.path().join(path),
                name: within(path),
            })
            .collect()
    }

    /// What it answered to programs (JSON, CSV).
    pub fn into_data(self) -> String {
        let mut data = self.said.into_iter().filter_map(|said| match said {
            Said::Data(text) => Some(text),
            _ => None,
        });
        let mut all = data.next().unwrap_or_default();
        data.for_each(|more| all.push_str(&more));
        all
    }

    /// Why it could not be done: the sentence, and the argument where it is known.
    pub fn failure(&self) -> Option<(&str, Option<&str>)> {
        self.said.iter().find_map(|said| match said {
            Said::Failure(text, argument) => Some((text.as_str(), argument.as_deref())),
            _ => None,
        })
    }
}

/// That a verb is not for this account.
fn not_for(asks: &Session, verb: &str) -> String {
    let form = FORMS.iter().find(|form| form.name == verb);
    let title = form.map_or(verb, |form| form.title.as_str());
    let (who, role) = (&asks.who, asks.role.name());
    format!("账号“{who}”是{role}，不能办“{title}”，什么也没有改；请管台账的人办")
}

/// What a file is called that was made in folders: without the folder of all, with that of each task.
fn within(path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy());
    let parts: Vec<_> = parts.collect();
    let own = parts.get(1..).filter(|own| !own.is_empty());
    own.unwrap_or(&parts).join(" ")
}

/// The line as a person would type it: files that were sent by their names alone.
fn typed(words: &[String], session: &Path) -> String {
    let named = |word: &String| {
        let path = Path::new(word);
        let name = path.file_name().filter(|_| path.starts_with(session));
        name.map_or_else(|| word.clone(), |name| name.to_string_lossy().into_owned())
    };
    let words: Vec<String> = words.iter().map(named).collect();
    front::typed(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_were_sent_are_called_by_their_names_and_texts_stay() {
        let words = [
            "log",
            "--evidence",
            "/tmp/会/上传/照片.jpg",
            "--",
            "1",
            "/近期/已完成",
        ];
        let words = words.map(str::to_owned);
        let line = typed(&words, Path::new("/tmp/会"));
        assert_eq!(line, "ledger log --evidence 照片.jpg -- 1 /近期/已完成");
    }
}
