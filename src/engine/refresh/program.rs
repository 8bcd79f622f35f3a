//! Owns: programs that a feed names: `exec:PROGRAM …` writes a feed, `filter:PROGRAM …:ADDRESS` rewrites one, `command:PROGRAM …`
//! tells a password.
//! Promises: started only when the settings allow it, without a shell, with limits of time and bytes.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::engine::clock;
use nutgraf_feeds::fetch::Manners;
use nutgraf_feeds::fetch::trouble::{Kind, Trouble};

/// How often a program that runs is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// Whether a feed names a program.
pub(super) fn is_program(url: &str) -> bool {
    url.starts_with("exec:") || url.starts_with("filter:")
}

/// The address of a feed; empty for what only a program gives.
pub(super) fn source(url: &str) -> &str {
    if url.starts_with("exec:") {
        return "";
    }
    match url.strip_prefix("filter:") {
        Some(rest) => {
            let at = rest.find(":http://").or_else(|| rest.find(":https://"));
            at.and_then(|at| rest.get(at + 1..)).unwrap_or("")
        }
        None => url,
    }
}

/// The words of the program that a feed names.
fn words(url: &str) -> Vec<&str> {
    let line = match url.strip_prefix("filter:") {
        Some(rest) => {
            let end = rest.len().saturating_sub(source(url).len() + 1);
            rest.get(..end).unwrap_or(rest)
        }
        None => url.strip_prefix("exec:").unwrap_or(""),
    };
    line.split_whitespace().collect()
}

/// What a filter makes of a document; what has no filter stays as it is.
pub(super) fn filtered(url: &str, manners: &Manners, bytes: Vec<u8>) -> Result<Vec<u8>, Trouble> {
    if url.starts_with("filter:") {
        run(url, manners, bytes)
    } else {
        Ok(bytes)
    }
}

/// Runs the program that a feed names.
pub(super) fn run(url: &str, manners: &Manners, input: Vec<u8>) -> Result<Vec<u8>, Trouble> {
    answer(&words(url), manners, input).map_err(|words| Trouble::new(Kind::Broken, words))
}

/// Runs a program and takes what it writes.
pub(super) fn answer(words: &[&str], manners: &Manners, input: Vec<u8>) -> Result<Vec<u8>, String> {
    let Some((program, arguments)) = words.split_first() else {
        return Err("no program is named".to_owned());
    };
    let started = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = started.map_err(|error| format!("`{program}` can't be started: {error}"))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let most = manners.bytes as u64 + 1;
    let end = clock::instant() + manners.total;
    let mut bytes = Vec::new();
    let ended = thread::scope(|scope| {
        if let Some(mut stdin) = stdin {
            let write = move || drop(stdin.write_all(&input));
            // A program that is not given its input ends when its time is over.
            drop(
                thread::Builder::new()
                    .name("program-in".to_owned())
                    .spawn_scoped(scope, write),
            );
        }
        let bytes = &mut bytes;
        if let Some(stdout) = stdout {
            let read = move || drop(stdout.take(most).read_to_end(bytes));
            drop(
                thread::Builder::new()
                    .name("program-out".to_owned())
                    .spawn_scoped(scope, read),
            );
        }
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if clock::instant() < end => thread::sleep(LOOK),
                Ok(None) | Err(_) => {
                    // It has had its time; what it started itself is its own affair.
                    drop(child.kill());
                    drop(child.wait());
                    return None;
                }
            }
        }
    });
    match ended {
        None => Err(format!("`{program}` was not done in time")),
        Some(status) if !status.success() => Err(format!("`{program}` failed ({status})")),
        Some(_) if bytes.len() as u64 >= most => Err(format!("`{program}` writes too much")),
        Some(_) => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_words_without_a_shell() {
        assert_eq!(words("exec:a b  c;d"), ["a", "b", "c;d"]);
        let filter = "filter:sed s:a:b:g:https://a.example/f?x=1";
        assert_eq!(words(filter), ["sed", "s:a:b:g"]);
        assert_eq!(source(filter), "https://a.example/f?x=1");
        assert_eq!(source("exec:a"), "");
        assert_eq!(source("https://a.example/"), "https://a.example/");
    }

    #[test]
    fn a_program_gets_its_input_and_ends_in_time() {
        let mut manners = Manners::default();
        let run = |manners: &Manners, words: &[&str]| answer(words, manners, b"a".to_vec());
        assert_eq!(run(&manners, &["cat"]).unwrap(), b"a");
        assert!(run(&manners, &["false"]).unwrap_err().contains("failed"));
        assert!(
            run(&manners, &["no-such-program"])
                .unwrap_err()
                .contains("can't be started")
        );
        manners.total = Duration::from_millis(100);
        assert!(
            run(&manners, &["sleep", "9"])
                .unwrap_err()
                .contains("in time")
        );
    }
}
