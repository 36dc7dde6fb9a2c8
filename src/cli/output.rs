//! The one printer: results on stdout, talk on stderr, files whole or not at all.

mod for_front;

use std::cell::RefCell;
use std::ffi::OsStr;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use super::environment::{Color, environment};
use super::failure::{Failure, Kind};
use super::front::{self, Said};
use office::system;
use office::text::visible::{escaped, one_line, visible};
use office::whole::{self, Access, Folder};

/// Width assumed when nobody looks at a terminal.
const PIPE_WIDTH: usize = 100;

/// Columns of a front: no cell is cut short for want of room.
const FRONT_WIDTH: u16 = 2_000;
/// Bytes of a result for programs that a front is given at once.
const PIECE: usize = 64 << 10;
/// What stands before a hint.
const HINT: Option<(&str, AnsiColor)> = Some(("提示：", AnsiColor::Cyan));

/// Where results and talk go.
pub(super) struct Output {
    color: bool,
    quiet: bool,
    terminal: bool,
    /// Whether a front reads what is said.
    front: bool,
    held: RefCell<Option<Vec<CitedText>>>,
    /// The folder that files are written into whatever was said, where one is made again.
    aside: Option<PathBuf>,
}

/// Something said while it was held back.
pub(super) enum CitedText {
    /// For stdout.
    Result(String),
    /// A line for stderr.
    Talk(String),
}

impl Output {
    pub(super) fn new(color: Color, quiet: bool) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                terminal
                    && environment("NO_COLOR").is_none()
                    && environment("TERM").as_deref() != Some("dumb")
                    && system::shows_colours()
            }
        };
        Self {
            color,
            quiet,
            terminal,
            front: is_for_a_front(),
            held: RefCell::new(None),
            aside: None,
        }
    }

    /// One that tells nobody anything, and writes every file into that folder.
    pub(super) fn aside(folder: PathBuf) -> Self {
        Self {
            color: false,
            quiet: true,
            terminal: false,
            front: false,
            held: RefCell::new(Some(Vec::new())),
            aside: Some(folder),
        }
    }

    /// Whether files are only made again, aside.
    pub(super) fn is_aside(&self) -> bool {
        self.aside.is_some()
    }

    /// Where a file is written that was asked for there.
    pub(super) fn place(&self, path: &Path) -> PathBuf {
        let name = path.file_name().unwrap_or(OsStr::new("文件"));
        let aside = self.aside.as_ref().map(|folder| folder.join(name));
        aside.unwrap_or_else(|| path.to_owned())
    }

    /// Holds back from now on what is said on a terminal, so that a long result can be paged.
    pub(super) fn hold(&self) {
        if self.terminal {
            self.held.replace(Some(Vec::new()));
        }
    }

    /// What was held back; from now on all is said at once.
    pub(super) fn release(&self) -> Vec<CitedText> {
        self.held.take().unwrap_or_default()
    }

    /// Says what was held back.
    pub(super) fn replay(said: &[CitedText]) -> Result<(), Failure> {
        said.iter().try_for_each(|said| match said {
            CitedText::Result(text) => print(text.as_bytes()),
            CitedText::Talk(line) => {
                talk(line);
                Ok(())
            }
        })
    }

    /// Whether stdout is a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Whether only results are wanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether results may be coloured.
    pub(super) fn is_colored(&self) -> bool {
        self.color
    }

    /// Columns a table may take; a front has room for all.
    pub(super) fn width(&self) -> u16 {
        if self.front {
            return FRONT_WIDTH;
        }
        screen_width() as u16
    }

    /// Whether lists are drawn by a front.
    pub(super) fn is_front(&self) -> bool {
        self.front
    }

    /// Says it to a front in `said`, else on the screen as the text.
    fn either(
        &self,
        said: impl FnOnce() -> Said,
        text: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if self.front {
            return self.raw(&format!("{}\n", said().line()));
        }
        self.raw(&text())
    }

    /// A result for people, a line break added.
    pub(super) fn result(&self, text: &str) -> Result<(), Failure> {
        let said = || Said::Result(visible(text));
        self.either(said, || format!("{}\n", visible(text)))
    }

    /// A line of which the parts that are true stand out: by colour, else between 【 and 】. It may begin with
    /// the code of the task that it is about.
    pub(super) fn marked(&self, code: Option<&str>, parts: &[(&str, bool)]) -> Result<(), Failure> {
        let style = AnsiColor::Red.on_default().bold();
        let part = |(text, stands_out): &(&str, bool)| match (one_line(text), stands_out) {
            (text, false) => text,
            (text, true) if self.color => self.painted(&text, style),
            (text, true) => format!("【{text}】"),
        };
        let plain = |(text, stands_out): &(&str, bool)| (one_line(text), *stands_out);
        let said = || Said::Marked(code.map(str::to_owned), parts.iter().map(plain).collect());
        self.either(said, || {
            let code = code.map(|code| format!("{code}　"));
            let line: String = parts.iter().map(part).collect();
            format!("{}{line}\n", code.unwrap_or_default())
        })
    }

    /// A line about the task of this code.
    pub(super) fn task(&self, code: &str, text: &str) -> Result<(), Failure> {
        let said = || Said::Task(code.to_owned(), visible(text));
        self.either(said, || format!("  {code} {}\n", visible(text)))
    }

    /// Something that waits, and the command that shows it.
    pub(super) fn waiting(&self, text: &str, command: &str) -> Result<(), Failure> {
        let said = || Said::Waiting(visible(text), command.to_owned());
        self.either(said, || format!("  {}（{command}）\n", visible(text)))
    }

    /// What is known of something: titles, set to one width by wide blanks, and what stands under each.
    pub(super) fn facts(&self, facts: &[(&str, String)]) -> Result<(), Failure> {
        let named = |(title, text): &(&str, String)| (title.replace('\u{3000}', ""), visible(text));
        let said = || Said::Facts(facts.iter().map(named).collect());
        let line = |(title, text): &(&str, String)| format!("  {title}　{}\n", visible(text));
        self.either(said, || facts.iter().map(line).collect())
    }

    /// A heading among results.
    pub(super) fn heading(&self, text: &str) -> Result<(), Failure> {
        let style = Style::new().bold();
        let said = || Said::Heading(visible(text));
        self.either(said, || {
            format!("{}\n", self.painted(&visible(text), style))
        })
    }

    /// Lines of a table, of which nothing can steer a terminal.
    pub(super) fn lines(&self, lines: &[String]) -> Result<(), Failure> {
        let lines = lines.join("\n");
        self.either(|| Said::Result(lines.clone()), || format!("{lines}\n"))
    }

    /// A result for programs, as it is; on a terminal nothing in it can steer the terminal.
    pub(super) fn data(&self, text: &str) -> Result<(), Failure> {
        if self.front {
            let mut rest = text;
            while rest.len() > PIECE {
                let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
                self.raw(&format!("{}\n", Said::Data(piece.to_owned()).line()))?;
                rest = behind;
            }
            return self.raw(&format!("{}\n", Said::Data(rest.to_owned()).line()));
        }
        if self.terminal {
            return self.raw(&visible(text));
        }
        self.raw(text)
    }

    /// A value for programs, on a line: no sign in it steers or hides, and it means the same.
    pub(super) fn json(&self, value: &Value) -> Result<(), Failure> {
        self.data(&format!("{}\n", escaped(&value.to_string())))
    }

    fn raw(&self, text: &str) -> Result<(), Failure> {
        if let Some(held) = self.held.borrow_mut().as_mut() {
            held.push(CitedText::Result(text.to_owned()));
            return Ok(());
        }
        print(text.as_bytes())
    }

    fn talk(&self, line: &str) {
        if let Some(held) = self.held.borrow_mut().as_mut() {
            held.push(CitedText::Talk(line.to_owned()));
        } else {
            talk(line);
        }
    }

    /// A line of a conversation that a person was asked into, `--quiet` or not.
    pub(super) fn say(text: &str) {
        talk(&visible(text));
    }

    /// What happened, for people.
    pub(super) fn status(&self, text: &str) {
        if !self.quiet {
            self.told(Said::Status(visible(text)), None);
        }
    }

    /// The sensible next command.
    pub(super) fn hint(&self, text: &str) {
        if !self.quiet {
            self.told(Said::Hint(visible(text)), HINT);
        }
    }

    /// Something that a person should look at.
    pub(super) fn warn(&self, text: &str) {
        let mark = Some(("注意：", AnsiColor::Yellow));
        self.told(Said::Warning(visible(text)), mark);
    }

    /// Why it could not be done.
    pub(super) fn failure(&self, failure: &Failure) {
        let mark = match failure.kind {
            Kind::GivenUp => None,
            _ => Some(("错误：", AnsiColor::Red)),
        };
        let argument = failure.argument.map(str::to_owned);
        self.told(Said::Failure(visible(&failure.message), argument), mark);
        for hint in &failure.hints {
            self.told(Said::Hint(visible(hint)), HINT);
        }
    }

    /// Talk: to a front as it is, on the screen behind its mark.
    fn told(&self, said: Said, mark: Option<(&str, AnsiColor)>) {
        if self.front {
            // Nobody is left to be told that nobody can be told.
            let _ = self.raw(&format!("{}\n", said.line()));
            return;
        }
        let (Said::Status(text) | Said::Hint(text) | Said::Warning(text) | Said::Failure(text, _)) =
            said
        else {
            return;
        };
        let mark = mark.map_or_else(String::new, |(word, color)| {
            self.painted(word, color.on_default())
        });
        self.talk(&format!("{mark}{text}"));
    }

    fn painted(&self, text: &str, style: Style) -> String {
        if self.color {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// Writes a file so that it appears whole or not at all, and says so; `-` is stdout.
    pub(super) fn file(&self, path: &Path, bytes: &[u8], access: Access) -> Result<(), Failure> {
        if path == Path::new("-") && !self.is_aside() {
            return print(bytes);
        }
        let path = &self.place(path);
        whole::write(path, bytes, access).map_err(|fault| Failure::file(path, fault))?;
        self.written(path);
        Ok(())
    }

    /// Tells of a file that was written there.
    pub(super) fn written(&self, path: &Path) {
        self.written_with(path, "");
    }

    /// The same, and what there is to say of it.
    pub(super) fn written_with(&self, path: &Path, more: &str) {
        self.made(path);
        self.status(&format!("已写入 {}{more}", path.display()));
    }

    /// Tells a front of a file of which the command's own words tell people.
    pub(super) fn made(&self, path: &Path) {
        self.told(Said::File(path.to_string_lossy().into_owned()), None);
    }

    /// The same under a name of the program's own, in a folder that a person named.
    pub(super) fn file_in(&self, folder: &Folder, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = folder.path().join(name);
        let written = folder.write(name, bytes);
        written.map_err(|fault| Failure::file(&path, fault))?;
        self.written(&path);
        Ok(())
    }
}

/// Whether what is said is for a front.
pub(super) fn is_for_a_front() -> bool {
    environment(front::VARIABLE).is_some()
}

/// Columns of the terminal, else those that `COLUMNS` says.
pub(super) fn screen_width() -> usize {
    if std::io::stdout().is_terminal()
        && let Some((columns, _)) = terminal_size::terminal_size()
    {
        return columns.0.into();
    }
    let asked = environment("COLUMNS").and_then(|text| text.parse().ok());
    asked.unwrap_or(PIPE_WIDTH)
}

fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .map_err(Failure::output)
}

fn talk(line: &str) {
    let mut stderr = std::io::stderr().lock();
    // Nobody is left to be told that nobody can be told.
    let _ = stderr.write_all(format!("{line}\n").as_bytes());
}
