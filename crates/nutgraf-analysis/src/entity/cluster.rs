//! Owns: `Clusters`, groups of words that occur alike.
//! Promises: a look-up allocates nothing; damaged data give no groups rather than a panic.

/// The groups of one word, from 512 fine ones to a few coarse ones. A word that has none is in a group of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Groups {
    /// One of about a thousand.
    pub fine: u32,
    /// One of about two hundred.
    pub middle: u32,
    /// One of about forty.
    pub coarse: u32,
}

/// Groups of no word.
const NONE: Groups = Groups {
    fine: 2046,
    middle: 254,
    coarse: 62,
};

/// The word groups as `eval/train/clusters.py` writes them.
#[derive(Debug, Default)]
pub struct Clusters {
    /// Open addressing: low half of the word hash, group + 1.
    slots: Vec<(u32, u16)>,
    middle: Vec<u8>,
    coarse: Vec<u8>,
}

impl Clusters {
    /// Reads the groups: a count, that many 32-bit word hashes, that many 16-bit groups, the number of groups, and for
    /// each its middle and its coarse group.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (hashes, rest) = rest.split_at_checked(count * 4)?;
        let (groups, rest) = rest.split_at_checked(count * 2)?;
        let (fine, rest) = rest.split_first_chunk::<2>()?;
        let fine = usize::from(u16::from_le_bytes(*fine));
        let (middle, coarse) = rest.split_at_checked(fine)?;
        let size = (count * 2).next_power_of_two();
        let mut slots = vec![(0u32, 0u16); size];
        for (hash, group) in hashes.chunks_exact(4).zip(groups.chunks_exact(2)) {
            let hash = u32::from_le_bytes(hash.try_into().ok()?);
            let group = u16::from_le_bytes(group.try_into().ok()?);
            let mut at = home(hash, size);
            while let Some(slot) = slots.get_mut(at) {
                if slot.1 == 0 {
                    *slot = (hash, group + 1);
                    break;
                }
                at = (at + 1) & (size - 1);
            }
        }
        Some(Self {
            slots,
            middle: middle.to_vec(),
            coarse: coarse.to_vec(),
        })
    }

    /// The groups of a word, by its hash.
    #[inline]
    pub fn of(&self, hash: u64) -> Groups {
        let size = self.slots.len();
        if size == 0 {
            return NONE;
        }
        let hash = u32::try_from(hash & 0xffff_ffff).unwrap_or(0);
        let mut at = home(hash, size);
        loop {
            match self.slots.get(at) {
                Some(&(h, group)) if group != 0 => {
                    if h == hash {
                        let fine = group - 1;
                        let of = |list: &[u8]| {
                            u32::from(list.get(usize::from(fine)).copied().unwrap_or(0))
                        };
                        return Groups {
                            fine: u32::from(fine),
                            middle: of(&self.middle),
                            coarse: of(&self.coarse),
                        };
                    }
                    at = (at + 1) & (size - 1);
                }
                _ => return NONE,
            }
        }
    }
}

fn home(hash: u32, size: usize) -> usize {
    (hash.wrapping_mul(0x9e37_79b1) >> 7) as usize & (size - 1)
}
