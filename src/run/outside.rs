//! Owns: programs and files outside: the browser, pipes, text written to a file.
//! Promises: programs get argument vectors, never a shell's line; only web and mail addresses are opened.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Programs that open an address, in the order of trying, when the reader names none.
const OPENERS: [&str; 4] = ["xdg-open", "open", "wslview", "www-browser"];

/// Opens an address in the reader's browser, which runs on its own.
///
/// # Errors
/// One line for the reader.
pub(super) fn browse(address: &str, opener: &[String]) -> Result<(), String> {
    let parsed = url::Url::parse(address).map_err(|error| format!("not an address: {error}"))?;
    if !matches!(parsed.scheme(), "http" | "https" | "mailto") {
        return Err(format!("{} addresses are not opened", parsed.scheme()));
    }
    let tries: Vec<Vec<&str>> = if opener.is_empty() {
        OPENERS.iter().map(|name| vec![*name]).collect()
    } else {
        vec![opener.iter().map(String::as_str).collect()]
    };
    for words in &tries {
        let Some((program, arguments)) = words.split_first() else {
            continue;
        };
        let spawned = Command::new(program)
            .args(arguments)
            .arg(parsed.as_str())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if spawned.is_ok() {
            return Ok(());
        }
    }
    Err(format!(
        "no browser was found; the address is {}",
        parsed.as_str()
    ))
}

/// Gives `text` to a program on its standard input and waits for its end. The terminal is the program's meanwhile.
///
/// # Errors
/// One line for the reader.
pub(super) fn pipe(argv: &[String], text: &str) -> Result<(), String> {
    let (program, arguments) = argv.split_first().ok_or("no program was named")?;
    let mut child = Command::new(program)
        .args(arguments)
        // A pager that is fed an article must not offer to run commands named in it.
        .env("LESSSECURE", "1")
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        // A program that has read enough closes its input; that is no fault.
        drop(input.write_all(text.as_bytes()));
    }
    let status = child
        .wait()
        .map_err(|error| format!("{program}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{program} ended with {status}"))
    }
}

/// Runs a program and waits for its end. The terminal is the program's meanwhile.
///
/// # Errors
/// One line for the reader.
pub(super) fn run(argv: &[OsString]) -> Result<(), String> {
    let (program, arguments) = argv.split_first().ok_or("no program was named")?;
    let name = program.display();
    match Command::new(program).args(arguments).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} ended with {status}")),
        Err(error) => Err(format!("{name}: {error}")),
    }
}

/// Opens a copy of `text` in an editor and waits for its end. The terminal is the editor's meanwhile; what is changed in
/// the copy changes nothing in the library.
///
/// # Errors
/// One line for the reader.
pub(super) fn edit(argv: &[String], text: &str) -> Result<(), String> {
    // Its name holds nothing of the article; it goes when it is dropped.
    let copy = tempfile::Builder::new()
        .prefix("nutgraf-")
        .suffix(".txt")
        .tempfile()
        .and_then(|mut copy| copy.write_all(text.as_bytes()).map(|()| copy))
        .map_err(|error| format!("no copy could be made: {error}"))?;
    give(argv, copy.path())
}

/// Gives a file of the reader's to an editor, and waits for it.
///
/// # Errors
/// One line for the reader.
pub(super) fn edit_file(argv: &[String], file: &Path) -> Result<(), String> {
    give(argv, file)
}

fn give(argv: &[String], file: &Path) -> Result<(), String> {
    let words = argv.iter().map(OsString::from);
    let words: Vec<OsString> = words.chain([file.as_os_str().to_owned()]).collect();
    if argv.is_empty() {
        return Err("no editor was named".to_owned());
    }
    run(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_reach_a_browser() {
        let opener = ["/does/not/exist".to_owned()];
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "-x",
            "ssh://host",
        ] {
            let refused = browse(address, &opener).unwrap_err();
            assert!(!refused.contains("no browser"), "{address}: {refused}");
        }
        let tried = browse("https://example.org/", &opener).unwrap_err();
        assert!(tried.contains("no browser"), "{tried}");
    }

    #[test]
    #[cfg(unix)]
    fn an_editor_gets_a_copy_that_is_taken_away() {
        let home = tempfile::tempdir().unwrap();
        let kept = home.path().join("kept");
        let words = ["cp", "-t", kept.to_str().unwrap()].map(str::to_owned);
        std::fs::create_dir(&kept).unwrap();
        edit(&words, "text").unwrap();
        let copy = std::fs::read_dir(&kept).unwrap().next().unwrap().unwrap();
        assert_eq!(std::fs::read_to_string(copy.path()).unwrap(), "text");
        assert!(!std::env::temp_dir().join(copy.file_name()).exists());
        let told = edit(&["/does/not/exist".to_owned()], "text").unwrap_err();
        assert!(told.starts_with("/does/not/exist: "), "{told}");
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_is_no_shell() {
        let home = tempfile::tempdir().unwrap();
        let odd = home.path().join("$(touch x)");
        let argv = ["tee".to_owned(), odd.to_str().unwrap().to_owned()];
        pipe(&argv, "text").unwrap();
        assert_eq!(std::fs::read_to_string(&odd).unwrap(), "text");
        assert!(!home.path().join("x").exists());
    }
}
