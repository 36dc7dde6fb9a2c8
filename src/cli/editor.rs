//! A long text in the editor that the person is used to.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::environment::environment;
use super::failure::Failure;
use office::system;

/// A file that is gone when it is no longer needed: what stands in it belongs to the ledger.
struct Sheet(PathBuf);

impl Drop for Sheet {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Opens `$VISUAL` or `$EDITOR` on the text and returns what it became.
pub(super) fn edited(text: &str) -> Result<String, Failure> {
    let name = format!("ledger-{}.txt", std::process::id());
    let sheet = Sheet(std::env::temp_dir().join(name));
    let failed = |fault: std::io::Error| Failure::file(&sheet.0, fault);
    write(&sheet.0, text).map_err(failed)?;
    let editor = environment("VISUAL")
        .or_else(|| environment("EDITOR"))
        .unwrap_or_else(|| system::EDITOR.to_owned());
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    let ended = Command::new(program).args(words).arg(&sheet.0).status();
    match ended {
        Ok(status) if status.success() => {}
        Ok(_) => {
            return Err(Failure::request(format!(
                "{editor} 没有正常结束，未作任何改动"
            )));
        }
        Err(_) => {
            return Err(
                Failure::request(format!("编辑器 {editor} 打不开，未作任何改动"))
                    .hint("用环境变量 EDITOR 写明编辑器"),
            );
        }
    }
    let text = std::fs::read_to_string(&sheet.0).map_err(failed)?;
    Ok(text.trim_start_matches('\u{FEFF}').trim().to_owned())
}

/// A new file that only its owner can read, where the system knows such modes.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = system::private(&mut options).open(path)?;
    file.write_all(text.as_bytes())
}
