//! Owns: `Titles`, the headlines of a chunk as they are and folded, each form in one piece of text.
//! Promises: what stands in no headline any more is never found.

use memchr::memmem::Finder;

use nutgraf_read::model::fold::fold_into;

/// Headlines are cut to this many bytes; a longer one is a mistake of its source.
const LONGEST: usize = 4096;

/// The headlines of a chunk.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    raw: String,
    folded: String,
    places: Vec<Place>,
    /// Where each folded headline begins, ascending; those that were written over among them.
    heads: Vec<Head>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    raw: u32,
    folded: u32,
    raw_len: u16,
    folded_len: u16,
}

#[derive(Clone, Copy, Debug)]
struct Head {
    at: u32,
    slot: u16,
}

impl Titles {
    /// Writes a headline into a slot; gives it folded.
    pub(super) fn put(&mut self, slot: usize, title: &str) -> &str {
        let cut = title.floor_char_boundary(LONGEST);
        let title = title.get(..cut).unwrap_or("");
        let (raw, folded) = (self.raw.len(), self.folded.len());
        self.raw.push_str(title);
        fold_into(title, &mut self.folded);
        let text = self.folded.get(folded..).unwrap_or("");
        let place = Place {
            raw: small(raw),
            folded: small(folded),
            raw_len: short(title.len()),
            folded_len: short(text.len()),
        };
        if self.places.len() <= slot {
            self.places.resize(slot + 1, Place::default());
        }
        if let Some(old) = self.places.get_mut(slot) {
            *old = place;
        }
        self.heads.push(Head {
            at: place.folded,
            slot: short(slot),
        });
        text
    }

    /// Gives back the room that is kept for growing.
    pub(super) fn trim(&mut self) {
        self.raw.shrink_to_fit();
        self.folded.shrink_to_fit();
        self.places.shrink_to_fit();
        self.heads.shrink_to_fit();
    }

    /// A headline as it is.
    pub(super) fn raw(&self, slot: usize) -> &str {
        let place = self.places.get(slot).copied().unwrap_or_default();
        let from = place.raw as usize;
        let text = self.raw.get(from..from + usize::from(place.raw_len));
        text.unwrap_or("")
    }

    /// A headline, folded.
    pub(super) fn folded(&self, slot: usize) -> &str {
        let place = self.places.get(slot).copied().unwrap_or_default();
        let from = place.folded as usize;
        let text = self.folded.get(from..from + usize::from(place.folded_len));
        text.unwrap_or("")
    }

    /// Goes through all folded headlines at once, which is quicker than one by one where many are to be gone through. `take`
    /// is given the slot, the headline and the place of each find in it, until it says that it has seen enough of that one. An
    /// empty text is found nowhere.
    pub(super) fn sweep(
        &self,
        finder: &Finder<'_>,
        mut take: impl FnMut(usize, &[u8], usize) -> bool,
    ) {
        let text = self.folded.as_bytes();
        let length = finder.needle().len();
        if length == 0 {
            return;
        }
        let begins = |number: usize| self.heads.get(number).map(|head| head.at as usize);
        let (mut number, mut from) = (0, 0);
        while let Some(found) = text.get(from..).and_then(|rest| finder.find(rest)) {
            let at = from + found;
            while begins(number + 1).is_some_and(|next| next <= at) {
                number += 1;
            }
            let Some(head) = self.heads.get(number) else {
                return;
            };
            let slot = usize::from(head.slot);
            let place = self.places.get(slot).copied().unwrap_or_default();
            let start = place.folded as usize;
            let end = start + usize::from(place.folded_len);
            let title = text.get(start..end).unwrap_or(&[]);
            let inside = start == head.at as usize && at + length <= end;
            from = if inside && !take(slot, title, at - start) {
                at + 1
            } else {
                begins(number + 1).unwrap_or(text.len())
            };
        }
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn short(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_finds_what_each_headline_holds() {
        let mut titles = Titles::default();
        for (slot, title) in [
            (2, "Rare earth"),
            (0, "the end"),
            (5, ""),
            (3, "Ear to ear"),
            (2, "Theatre"),
            (1, "d the"),
        ] {
            titles.put(slot, title);
        }
        let found = |needle: &str, all: bool| {
            let mut found = Vec::new();
            titles.sweep(&Finder::new(needle), |slot, title, at| {
                assert_eq!(title, titles.folded(slot).as_bytes());
                found.push((slot, at));
                !all
            });
            found
        };
        assert_eq!(
            found("ear", true),
            [(3, 0), (3, 7)],
            "not what was written over"
        );
        assert_eq!(found("ear", false), [(3, 0)]);
        assert_eq!(found("the", true), [(0, 0), (2, 0), (1, 2)]);
        assert_eq!(found("dea", true), [], "not over the border of two");
        assert_eq!(found("ed", true), []);
        assert_eq!(found("", true), []);
        assert_eq!((titles.raw(2), titles.folded(5)), ("Theatre", ""));
    }
}
