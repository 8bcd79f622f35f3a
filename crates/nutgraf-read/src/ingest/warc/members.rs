//! Owns: `Members`, the content of a file made of gzip members one behind the other.
//! Promises: memory is bounded; a broken member is one error and the reading goes on at the next one.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// How a gzip member that holds deflated data begins.
pub(super) const MAGIC: [u8; 3] = [0x1F, 0x8B, 0x08];

/// Unpacks members as they come.
pub(super) struct Members<R> {
    state: State<R>,
}

enum State<R> {
    Between(R),
    Within(Box<GzDecoder<Begun<R>>>),
    /// Only while a state follows another.
    Gone,
}

/// A stream behind the mark that was taken of it.
type Begun<R> = io::Chain<&'static [u8], R>;

impl<R: BufRead> Members<R> {
    /// Of a stream that begins with a member.
    pub(super) fn new(inner: R) -> Self {
        Self {
            state: State::Between(inner),
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Gone) {
                State::Gone => return Ok(0),
                State::Between(mut inner) => {
                    let found = seek_member(&mut inner);
                    if !matches!(found, Ok(true)) {
                        self.state = State::Between(inner);
                        return found.map(|_| 0);
                    }
                    let mark: &'static [u8] = &MAGIC;
                    let begun = mark.chain(inner);
                    // The mark is taken already, so that it is found however the stream is cut into pieces.
                    self.state = State::Within(Box::new(GzDecoder::new(begun)));
                }
                State::Within(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner().into_inner().1),
                    Ok(length) => {
                        self.state = State::Within(member);
                        return Ok(length);
                    }
                    Err(error) => {
                        self.state = State::Between(member.into_inner().into_inner().1);
                        return Err(error);
                    }
                },
            }
        }
    }
}

/// Reads past the mark of the next member; `false` at the end.
fn seek_member(inner: &mut impl BufRead) -> io::Result<bool> {
    let mut met = 0;
    loop {
        let buffer = inner.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let mut used = 0;
        for byte in buffer {
            used += 1;
            met = match MAGIC.get(met) {
                Some(next) if next == byte => met + 1,
                _ => usize::from(*byte == MAGIC[0]),
            };
            if met == MAGIC.len() {
                break;
            }
        }
        inner.consume(used);
        if met == MAGIC.len() {
            return Ok(true);
        }
    }
}
