//! Owns: `Manners`, how long and how much is fetched.
//! Promises: the default ends every fetch in time.

use std::time::Duration;

/// How documents are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    /// How long to wait for a connection. Default 5 s.
    pub connect: Duration,
    /// How long the whole may take, redirects and all. Default 20 s.
    pub total: Duration,
    /// How many redirects are followed. Default 5.
    pub redirects: u32,
    /// Bytes of a document at most, unpacked. Default 15 MiB.
    pub bytes: usize,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(20),
            redirects: 5,
            bytes: 15 << 20,
        }
    }
}
