//! Owns: a stream that tells others how far it is read.
//! Promises: the count never falls and never runs ahead of what was taken.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Passes a reader on and counts.
#[derive(Debug)]
pub struct Counted<R> {
    inner: R,
    passed: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// The reader, and the count to be watched.
    pub fn new(inner: R) -> (Self, Arc<AtomicU64>) {
        let passed = Arc::<AtomicU64>::default();
        let watched = Arc::clone(&passed);
        (Self { inner, passed }, watched)
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.passed.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.passed.fetch_add(amount as u64, Ordering::Relaxed);
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_what_is_taken_whichever_way() {
        let (mut stream, passed) = Counted::new(&b"one\ntwo\nthree"[..]);
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        assert_eq!(passed.load(Ordering::Relaxed), 4);
        stream.read_exact(&mut [0; 2]).unwrap();
        assert_eq!(passed.load(Ordering::Relaxed), 6);
    }
}
