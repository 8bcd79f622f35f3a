//! Owns: `Hashed`, a table whose keys are hashes already.
//! Promises: the same keys lead to the same table on every machine.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Values by keys that are hashes themselves.
pub type Hashed<V> = HashMap<u64, V, BuildHasherDefault<Mixed>>;

/// Hashes what is a hash already: one multiplication spreads it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = (self.0 ^ key)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(26);
    }
}
