//! Owns: `Furniture`, how those parts of a page that are not its article are worded and named.
//! Promises: made once from a dictionary, of which it skips sections that it does not know; judges what it is given, which
//! is in lower case with straight apostrophes, and nothing around it.

use std::collections::HashMap;

use crate::model::flaw::DropReason;
use crate::model::lexicon::LexiconFiles;
use crate::text::openings::Openings;
use crate::text::phrase::REASONS;

/// Where wordings stand: the sections of `furniture.txt` and of `tails.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Line,
    Sentence,
    Opening,
    Closing,
    Heading,
    HeadingOpening,
    Remarks,
    RemarksCounted,
    RemarksCountedOpening,
    RemarkButton,
    ScriptNotice,
    ConsentButton,
    ConsentOpening,
    Consent,
    Date,
    NoTitle,
    Class,
    WeakClass,
    Tail,
    TailLink,
    TailJoint,
    TailOpening,
    TailCount,
    TailClosing,
}

const PARTS: [(&str, Part); 24] = [
    ("line", Part::Line),
    ("sentence", Part::Sentence),
    ("opening", Part::Opening),
    ("closing", Part::Closing),
    ("heading", Part::Heading),
    ("heading opening", Part::HeadingOpening),
    ("remarks", Part::Remarks),
    ("remarks counted", Part::RemarksCounted),
    ("remarks counted opening", Part::RemarksCountedOpening),
    ("remark button", Part::RemarkButton),
    ("script notice", Part::ScriptNotice),
    ("consent button", Part::ConsentButton),
    ("consent opening", Part::ConsentOpening),
    ("consent", Part::Consent),
    ("date", Part::Date),
    ("no title", Part::NoTitle),
    ("class", Part::Class),
    ("weak class", Part::WeakClass),
    ("tail", Part::Tail),
    ("tail link", Part::TailLink),
    ("tail joint", Part::TailJoint),
    ("tail opening", Part::TailOpening),
    ("tail count", Part::TailCount),
    ("tail closing", Part::TailClosing),
];

/// Parts that open a tail.
const TAILS: [Part; 4] = [
    Part::Tail,
    Part::TailLink,
    Part::TailOpening,
    Part::TailCount,
];

/// Parts that announce other stories.
pub(crate) const OTHERS: [Part; 1] = [Part::TailLink];

/// The wordings of all parts.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    parts: [Wordings; PARTS.len()],
    /// By what tails begin, and what announces other stories.
    tails: Openings,
    others: Openings,
}

/// The wordings of one part.
#[derive(Debug, Default)]
struct Wordings {
    in_order: Vec<Wording>,
    /// Places in that order by the first two bytes.
    by_opening: HashMap<[u8; 2], Vec<usize>>,
    /// The same by the last two.
    by_ending: HashMap<[u8; 2], Vec<usize>>,
    openings: Openings,
    whole: HashMap<Box<str>, DropReason>,
    /// The longest of them, in bytes.
    longest: usize,
}

/// One wording: pieces between which anything may stand.
#[derive(Debug)]
struct Wording {
    pieces: Vec<Box<str>>,
    reason: DropReason,
}

impl Wording {
    /// What follows the first piece of the wording, if a text opens with it and the others stand there, too.
    fn opens<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (first, others) = self.pieces.split_first()?;
        let rest = text.strip_prefix(&**first)?;
        let opens = match others {
            [] => {
                !first.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
            }
            others => stand_in(others, rest),
        };
        opens.then_some(rest)
    }
}

impl Furniture {
    /// Reads `furniture.txt` and `tails.txt`: sections named as a part and, after a colon, a reason; wordings parted by
    /// commas.
    pub(crate) fn new(files: &LexiconFiles) -> Self {
        let mut made = Self::default();
        let mut section = None;
        for (_, line) in files.lines("furniture").chain(files.lines("tails")) {
            if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                let (part, reason) = header.split_once(": ").unwrap_or((header, "debris"));
                let part = PARTS.iter().find(|(name, _)| *name == part);
                let reason = REASONS.iter().find(|known| known.name() == reason);
                section = part.zip(reason);
                continue;
            }
            let Some(((_, part), reason)) = section else {
                continue;
            };
            let Some(wordings) = made.parts.get_mut(*part as usize) else {
                continue;
            };
            let line = line.trim_end_matches(',');
            for wording in line.split(',').map(str::trim) {
                wordings.whole.entry(wording.into()).or_insert(*reason);
                wordings.longest = wordings.longest.max(wording.len());
                let first = wording.split('…').next().unwrap_or(wording);
                wordings.openings.add(first);
                for (parts, openings) in [
                    (&TAILS[..], &mut made.tails),
                    (&OTHERS[..], &mut made.others),
                ] {
                    if parts.contains(part) {
                        openings.add(first);
                    }
                }
                let place = wordings.in_order.len();
                let places = wordings.by_opening.entry(opening(wording)).or_default();
                places.push(place);
                let places = wordings.by_ending.entry(ending(wording)).or_default();
                places.push(place);
                wordings.in_order.push(Wording {
                    pieces: wording.split('…').map(Box::from).collect(),
                    reason: *reason,
                });
            }
        }
        made
    }

    /// Why a text goes that is one of a part's wordings as a whole.
    pub(crate) fn whole(&self, part: Part, text: &str) -> Option<DropReason> {
        self.of(part)?.whole.get(text).copied()
    }

    /// Whether a text is one of a part's wordings as a whole.
    pub(crate) fn has(&self, part: Part, text: &str) -> bool {
        self.whole(part, text).is_some()
    }

    /// Why a text goes that is one of a part's wordings but for blanks and some signs between its words.
    pub(crate) fn whole_but_for(
        &self,
        part: Part,
        text: &str,
        signs: &[char],
    ) -> Option<DropReason> {
        let longest = self.of(part)?.longest;
        let mut words = String::new();
        for word in text.split(signs).filter(|word| !word.is_empty()) {
            if words.len() + word.len() > longest {
                return None;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        self.whole(part, &words)
    }

    /// Why a text goes that opens with one of a part's wordings; after a wording without `…` a word must end.
    pub(crate) fn opening(&self, part: Part, text: &str) -> Option<DropReason> {
        let mut fits = self.openings(part, text);
        fits.next().map(|(reason, _)| reason)
    }

    /// The same by the longest wording, and what follows its first piece.
    pub(crate) fn opened<'t>(&self, part: Part, text: &'t str) -> Option<(DropReason, &'t str)> {
        self.openings(part, text).min_by_key(|(_, rest)| rest.len())
    }

    /// The wordings of a part that a text opens with, and what follows their first pieces.
    fn openings<'t>(
        &self,
        part: Part,
        text: &'t str,
    ) -> impl Iterator<Item = (DropReason, &'t str)> {
        let wordings = self.of(part).filter(|all| all.openings.may_open(text));
        let places = wordings.and_then(|all| all.by_opening.get(&opening(text)));
        let places = places.map_or(&[] as &[usize], Vec::as_slice);
        places.iter().filter_map(move |at| {
            let wording = wordings?.in_order.get(*at)?;
            Some((wording.reason, wording.opens(text)?))
        })
    }

    /// Whether a text may open as tails do, whatever the size of its letters.
    pub(crate) fn may_open_tail(&self, text: &str) -> bool {
        self.tails.may_open(text)
    }

    /// Whether a text may open with one of the wordings of `OTHERS`, whatever the size of its letters.
    pub(crate) fn may_open_others(&self, text: &str) -> bool {
        self.others.may_open(text)
    }

    /// Why a text goes that closes with one of a part's wordings.
    pub(crate) fn closing(&self, part: Part, text: &str) -> Option<DropReason> {
        let wordings = self.of(part)?;
        let places = wordings.by_ending.get(&ending(text))?;
        let mut all = places.iter().filter_map(|at| wordings.in_order.get(*at));
        let closes = |wording: &&Wording| match wording.pieces.as_slice() {
            [words] => text.ends_with(&**words),
            _ => false,
        };
        all.find(closes).map(|wording| wording.reason)
    }

    /// Why a text goes that has one of a part's wordings in it.
    pub(crate) fn within(&self, part: Part, text: &str) -> Option<DropReason> {
        let mut wordings = self.of(part)?.in_order.iter();
        wordings
            .find(|wording| stand_in(&wording.pieces, text))
            .map(|wording| wording.reason)
    }

    fn of(&self, part: Part) -> Option<&Wordings> {
        self.parts.get(part as usize)
    }
}

/// The first two bytes of a text, in small letters where they are of ASCII.
fn opening(text: &str) -> [u8; 2] {
    let mut bytes = text.bytes().map(|byte| byte.to_ascii_lowercase());
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

/// The last two bytes of a text, the last one first.
fn ending(text: &str) -> [u8; 2] {
    let mut bytes = text.bytes().rev();
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

/// Whether all pieces stand in a text, one after the other.
fn stand_in(pieces: &[Box<str>], text: &str) -> bool {
    let mut rest = text.as_bytes();
    for piece in pieces {
        let Some(at) = memchr::memmem::find(rest, piece.as_bytes()) else {
            return false;
        };
        rest = rest.get(at + piece.len()..).unwrap_or(&[]);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_are_found_as_wholes_at_the_beginning_and_within() {
        let mut files = LexiconFiles::default();
        files.set(
            "furniture",
            "[line: share]\nshare, copy link,\ntweet\n[opening: related]\nread more\nmore from …\n[nonsense]\nx\n\
             [closing: promotion]\nsubscribe…letter\n[closing: share]\nletter\n",
        );
        let furniture = Furniture::new(&files);
        for (text, whole, opening, within) in [
            ("copy link", Some(DropReason::Share), None, None),
            ("tweet", Some(DropReason::Share), None, None),
            ("read more:", None, Some(DropReason::Related), None),
            ("read moreover", None, None, None),
            ("more from ann", None, Some(DropReason::Related), None),
            (
                "subscribe to a letter",
                None,
                None,
                Some(DropReason::Promotion),
            ),
            ("a letter to subscribe", None, None, Some(DropReason::Share)),
            ("x", None, None, None),
        ] {
            let got = (
                furniture.whole(Part::Line, text),
                furniture.opening(Part::Opening, text),
                furniture.within(Part::Closing, text),
            );
            assert_eq!(got, (whole, opening, within), "{text}");
        }
    }

    #[test]
    fn the_dictionary_has_all_parts() {
        let furniture = Furniture::new(&crate::lexicon());
        for (name, part) in PARTS {
            assert!(!furniture.of(part).unwrap().in_order.is_empty(), "{name}");
        }
    }
}
