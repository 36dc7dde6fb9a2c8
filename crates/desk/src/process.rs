//! Processes of this very program that do a piece of work and end: none of them keeps a hand for ever.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Lines that may wait to be heard.
const AHEAD: usize = 16;

/// Starts it, hands over what it is asked, hears each line that it says, and waits for its end: its exit code,
/// where it ended by itself. One that takes longer than `most` is killed.
pub(crate) fn run(
    command: &mut Command,
    asked: Vec<u8>,
    most: Duration,
    mut hear: impl FnMut(&[u8]),
) -> io::Result<Option<i32>> {
    let by = Instant::now() + most;
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::null()).spawn()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    thread::spawn(move || {
        // One that has ended already says nothing, and reads nothing.
        input.map(|mut input| input.write_all(&asked))
    });
    let (sender, said) = sync_channel(AHEAD);
    thread::spawn(move || {
        let Some(mut output) = output.map(BufReader::new) else {
            return;
        };
        loop {
            let mut line = Vec::new();
            let read = output.read_until(b'\n', &mut line);
            let is_end = !matches!(read, Ok(1..));
            // An end without a word is told by nobody being there any more.
            let goes_on = match read {
                Ok(0) => false,
                Ok(_) => sender.send(Ok(line)).is_ok(),
                Err(fault) => sender.send(Err(fault)).is_ok(),
            };
            if is_end || !goes_on {
                return;
            }
        }
    });
    loop {
        match said.recv_timeout(by.saturating_duration_since(Instant::now())) {
            Ok(line) => hear(&line?),
            // What it says ends with it.
            Err(RecvTimeoutError::Disconnected) => return Ok(child.wait()?.code()),
            Err(RecvTimeoutError::Timeout) => {
                let _ = child.kill();
                child.wait()?;
                return Ok(None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(line: &str, asked: &str, most: u64) -> (Option<i32>, Vec<u8>) {
        let mut command = Command::new("sh");
        let command = command.args(["-c", line]);
        let (asked, most) = (asked.as_bytes().to_vec(), Duration::from_secs(most));
        let mut told = Vec::new();
        let code = run(command, asked, most, |line| told.extend_from_slice(line));
        (code.expect("started"), told)
    }

    #[test]
    fn what_it_writes_and_how_it_ended_is_told() {
        assert_eq!(
            shell("cat; exit 3", "问\n答", 30),
            (Some(3), "问\n答".as_bytes().to_vec())
        );
        assert_eq!(shell("kill -9 $$", "", 30).0, None);
        // More than a pipe holds, either way.
        let much = "x".repeat(1 << 20);
        assert_eq!(shell("cat", &much, 30).1.len(), much.len());
    }

    #[test]
    fn each_line_is_heard_when_it_is_said() {
        let begun = Instant::now();
        let mut heard = Vec::new();
        let mut command = Command::new("sh");
        let command = command.args(["-c", "echo 1; sleep 2; echo 2"]);
        let code = run(command, Vec::new(), Duration::from_secs(30), |line| {
            heard.push((line.to_vec(), begun.elapsed()));
        });
        assert_eq!(code.expect("started"), Some(0));
        let lines: Vec<&[u8]> = heard.iter().map(|(line, _)| line.as_slice()).collect();
        assert_eq!(lines, [b"1\n", b"2\n"]);
        assert!(heard[1].1 > heard[0].1 + Duration::from_secs(1));
    }

    #[test]
    fn one_that_does_not_end_is_ended() {
        let begun = Instant::now();
        assert_eq!(shell("exec sleep 60", "", 1).0, None);
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}
