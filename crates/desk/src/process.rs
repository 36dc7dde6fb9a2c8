//! Processes of this very program that do a piece of work and end: none of them keeps a hand for ever.

use std::io::{self, Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What a process left: its exit code, where it ended by itself, and what it wrote.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) told: Vec<u8>,
}

/// Starts it, hands over what it is asked, and waits for its end; one that takes longer than `most` is killed.
pub(crate) fn run(command: &mut Command, asked: Vec<u8>, most: Duration) -> io::Result<Ended> {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::null()).spawn()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    thread::spawn(move || {
        // One that has ended already says nothing, and reads nothing.
        input.map(|mut input| input.write_all(&asked))
    });
    let (sender, read) = mpsc::channel();
    thread::spawn(move || {
        let mut told = Vec::new();
        let done = output.map_or(Ok(0), |mut output| output.read_to_end(&mut told));
        sender.send(done.map(|_| told))
    });
    // What it writes ends with it.
    let Ok(told) = read.recv_timeout(most) else {
        let _ = child.kill();
        child.wait()?;
        return Ok(Ended {
            code: None,
            told: Vec::new(),
        });
    };
    let code = child.wait()?.code();
    Ok(Ended { code, told: told? })
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn shell(line: &str, asked: &str, most: u64) -> Ended {
        let mut command = Command::new("sh");
        let command = command.args(["-c", line]);
        run(
            command,
            asked.as_bytes().to_vec(),
            Duration::from_secs(most),
        )
        .expect("started")
    }

    #[test]
    fn what_it_writes_and_how_it_ended_is_told() {
        let ended = shell("cat; exit 3", "问", 30);
        assert_eq!(
            (ended.code, ended.told.as_slice()),
            (Some(3), "问".as_bytes())
        );
        assert_eq!(shell("kill -9 $$", "", 30).code, None);
        // More than a pipe holds, either way.
        let much = "x".repeat(1 << 20);
        assert_eq!(shell("cat", &much, 30).told.len(), much.len());
    }

    #[test]
    fn one_that_does_not_end_is_ended() {
        let begun = Instant::now();
        assert_eq!(shell("exec sleep 60", "", 1).code, None);
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}
