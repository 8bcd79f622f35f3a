//! Owns: `Inputs`, what shall be read, found by one walk: first looked at ahead, then handed out in order.
//! Promises: no folder is entered twice; what is ahead stays bounded.

use std::collections::VecDeque;
use std::path::PathBuf;

use nutgraf_read::ingest::walk::{self, File, Walk};
use nutgraf_read::ingest::{Refusal, is_address};

/// So many more are found whenever one is handed out: what all weighs is known long before all is read.
const STRIDE: usize = 64;
/// Found files that may wait at most.
const AHEAD: usize = 1 << 18;

/// One thing to read.
pub(super) enum Found {
    StandardInput,
    Address(String),
    File(File),
    Refused(Refusal),
}

/// All that shall be read.
pub(super) struct Inputs<'i> {
    begun: Option<Walk>,
    rest: std::slice::Iter<'i, PathBuf>,
    ahead: VecDeque<Found>,
    /// Bytes of the files found so far; `None` once something has no length.
    bytes: Option<u64>,
    done: bool,
}

impl<'i> Inputs<'i> {
    /// Of paths, addresses and `-`.
    pub(super) fn new(inputs: &'i [PathBuf]) -> Self {
        Self {
            begun: None,
            rest: inputs.iter(),
            ahead: VecDeque::new(),
            bytes: Some(0),
            done: false,
        }
    }

    /// Bytes of all files, once all are found; `None` before, and where nothing can be foretold.
    pub(super) fn bytes(&self) -> Option<u64> {
        self.bytes.filter(|_| self.done)
    }

    /// The files from here on, which stay to be handed out.
    pub(super) fn files_ahead(&mut self) -> impl Iterator<Item = PathBuf> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < self.ahead.len() || self.find() {
                at += 1;
                if let Some(Found::File(file)) = self.ahead.get(at - 1) {
                    return Some(file.path.clone());
                }
            }
            None
        })
    }

    /// Finds one more; `false` when there is none.
    fn find(&mut self) -> bool {
        let found = loop {
            match self.begun.as_mut().and_then(Iterator::next) {
                Some(Ok(file)) => {
                    self.bytes = self.bytes.map(|bytes| bytes + file.bytes);
                    break Found::File(file);
                }
                Some(Err(refusal)) => break Found::Refused(refusal),
                None => {}
            }
            let Some(input) = self.rest.next() else {
                self.done = true;
                return false;
            };
            let named = input.to_str().unwrap_or("");
            let without_length = match named {
                "-" => Found::StandardInput,
                address if is_address(address) => Found::Address(address.to_owned()),
                _ => {
                    self.begun = Some(walk::walk(input));
                    continue;
                }
            };
            self.bytes = None;
            break without_length;
        };
        self.ahead.push_back(found);
        true
    }
}

impl Iterator for Inputs<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        for _ in 0..STRIDE {
            if self.ahead.len() >= AHEAD || !self.find() {
                break;
            }
        }
        self.ahead.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_at_ahead_is_handed_out_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("a.txt", "one"), ("b.txt", "three"), ("c.png", "no")] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let paths = [folder.path().to_owned(), folder.path().join("none")];
        let mut inputs = Inputs::new(&paths);
        assert_eq!(inputs.bytes(), None, "nothing is found yet");
        assert_eq!(inputs.files_ahead().count(), 2);
        assert_eq!(inputs.bytes(), Some(8));
        let found: Vec<String> = inputs
            .map(|found| match found {
                Found::File(file) => file.path.file_name().unwrap().display().to_string(),
                Found::Refused(refusal) => refusal.message,
                Found::Address(_) | Found::StandardInput => String::new(),
            })
            .collect();
        assert_eq!(found, ["a.txt", "b.txt", "no such file or folder"]);

        let paths = [PathBuf::from("-"), folder.path().to_owned()];
        let mut inputs = Inputs::new(&paths);
        assert!(matches!(inputs.next(), Some(Found::StandardInput)));
        assert_eq!(inputs.by_ref().count(), 2);
        assert_eq!(inputs.bytes(), None, "a stream has no length");
    }
}
