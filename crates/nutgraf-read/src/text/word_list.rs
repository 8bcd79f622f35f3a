//! Owns: lists of words that are written as one text and taken apart when the program is built.
//! Promises: a constant costs nothing at run time; a list that has not the length of its type does not compile.

/// The words of a list, parted by blanks.
pub const fn words<const N: usize>(list: &'static str) -> [&'static str; N] {
    entries(list, b" ")
}

/// The phrases of a list, parted by ` | `: they may hold blanks. So are the fields of a row in tests.
pub const fn phrases<const N: usize>(list: &'static str) -> [&'static str; N] {
    entries(list, b" | ")
}

const fn entries<const N: usize>(list: &'static str, mark: &[u8]) -> [&'static str; N] {
    let mut entries = [""; N];
    let mut rest = list;
    let mut entry = 0;
    while entry + 1 < N {
        let end = place_of(mark, rest.as_bytes());
        entries[entry] = rest.split_at(end).0;
        rest = rest.split_at(end + mark.len()).1;
        entry += 1;
    }
    assert!(place_of(mark, rest.as_bytes()) == rest.len(), "too many");
    entries[entry] = rest;
    entries
}

/// Where a mark first stands in some bytes; their end if it does not.
const fn place_of(mark: &[u8], mut bytes: &[u8]) -> usize {
    let mut at = 0;
    while let [_, rest @ ..] = bytes {
        if starts_with(bytes, mark) {
            return at;
        }
        bytes = rest;
        at += 1;
    }
    at
}

const fn starts_with(mut bytes: &[u8], mut opening: &[u8]) -> bool {
    while let [wanted, later @ ..] = opening {
        match bytes {
            [first, rest @ ..] if *first == *wanted => bytes = rest,
            _ => return false,
        }
        opening = later;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_taken_apart() {
        assert_eq!(words("märz mars"), ["märz", "mars"]);
        assert_eq!(words("a"), ["a"]);
        assert_eq!(phrases("von der | by"), ["von der", "by"]);
    }
}
