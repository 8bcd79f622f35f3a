//! Owns: `Shard`, one of several equal parts of an input, so that several machines read it together.
//! Promises: each place is in exactly one of the parts.

/// The part of an input that is read: every document whose place, counted from 0, leaves `index` when divided by `of`.
/// Places are lines of JSON Lines (empty and broken ones count), records of a web archive (all kinds count), and for
/// everything else files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    of: u64,
}

impl Default for Shard {
    /// All of it.
    fn default() -> Self {
        Self { index: 0, of: 1 }
    }
}

impl Shard {
    /// Reads `i/n`, `i` from 0 to `n - 1`.
    ///
    /// # Errors
    /// What is wrong with it, for a person.
    pub fn parse(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(index, of)| {
            let shard = Self {
                index: index.parse().ok()?,
                of: of.parse().ok()?,
            };
            Some(shard)
        });
        match numbers {
            None => Err("a part is written i/n, such as 0/4 for the first of four".to_owned()),
            Some(shard) if shard.index >= shard.of => Err(format!(
                "the parts of {} are counted from 0: {}",
                shard.of,
                match shard.of {
                    0 => "there is none".to_owned(),
                    of => format!("0/{of} to {}/{of}", of - 1),
                }
            )),
            Some(shard) => Ok(shard),
        }
    }

    /// Whether it is all of the input.
    pub fn is_whole(self) -> bool {
        self.of <= 1
    }

    /// Whether the document at a place, counted from 0, belongs to it.
    pub fn has(self, place: u64) -> bool {
        self.is_whole() || place % self.of == self.index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_in_one_part() {
        let parts: Vec<Shard> = (0..3)
            .map(|i| Shard::parse(&format!("{i}/3")).unwrap())
            .collect();
        for place in 0..10 {
            assert_eq!(parts.iter().filter(|part| part.has(place)).count(), 1);
        }
        assert!(parts[1].has(4) && !parts[1].has(3));
        assert!(Shard::parse("0/1").unwrap().is_whole());
        for wrong in ["", "1", "3/3", "0/0", "-1/2", "a/b", "1/2/3"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
        let told = Shard::parse("4/4").unwrap_err();
        assert!(told.contains("0/4 to 3/4"), "{told}");
    }
}
