//! Owns: `decode`, from bytes in some character set to text.
//! Promises: total; bytes that mean nothing become U+FFFD and a flaw says how many.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::flaw::{Flaw, FlawKind};

/// How far into a document a declaration of its character set is looked for, in bytes. Browsers look at 1,024; pages
/// from the wild have it later.
const DECLARATION_WITHIN: usize = 4096;

/// Turns bytes into text. In order of trust: a byte order mark; the look of UTF-16; valid UTF-8; what the transport
/// says (`charset`); what an XML declaration or `<meta>` says; UTF-8 with a few broken places; windows-1252.
pub fn decode(bytes: &[u8], charset: Option<&str>) -> (String, Vec<Flaw>) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(length..).unwrap_or(&[]));
    }
    if let Some(encoding) = utf16_by_look(bytes) {
        return with(encoding, bytes);
    }
    let declared = || {
        charset
            .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
            .or_else(|| declaration(bytes))
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Seven-bit text may still be ISO-2022-JP, which escapes.
        if bytes.contains(&0x1B)
            && let Some(encoding) = declared()
            && !encoding.is_ascii_compatible()
        {
            return with(encoding, bytes);
        }
        return (text.to_owned(), Vec::new());
    }
    if let Some(encoding) = declared()
        && encoding != UTF_8
        && encoding != UTF_16LE
        && encoding != UTF_16BE
    {
        return with(encoding, bytes);
    }
    if mostly_utf8(bytes) {
        with(UTF_8, bytes)
    } else {
        with(WINDOWS_1252, bytes)
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> (String, Vec<Flaw>) {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let mut flaws = Vec::new();
    if broken {
        let count = text.matches('\u{FFFD}').count();
        flaws.push(Flaw::new(
            FlawKind::Encoding,
            format!(
                "{count} {} not valid {} and replaced by \u{FFFD}",
                if count == 1 {
                    "place was"
                } else {
                    "places were"
                },
                encoding.name()
            ),
        ));
    }
    (text, flaws)
}

/// UTF-16 without a mark shows as a zero in every second byte of Latin text.
pub fn utf16_by_look(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(2048))?;
    if sample.len() < 8 {
        return None;
    }
    let pairs = sample.len() / 2;
    let zeros = |odd: usize| {
        sample
            .iter()
            .enumerate()
            .filter(|(at, byte)| at % 2 == odd && **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 >= pairs * 6 && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 6 && odd * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the text is UTF-8 with damage, rather than another encoding: broken places are rarer than good characters
/// beyond ASCII.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > broken
}

/// The character set that the document itself declares near its start.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARATION_WITHIN))?;
    let lower = head.to_ascii_lowercase();
    let within = |text: &[u8], word: &[u8]| {
        memchr::memmem::find_iter(text, word).find_map(|at| label(text.get(at + word.len()..)?))
    };
    // Blanks, comments and a program's complaints may stand before the XML declaration; what stands behind it is content.
    let declared = memchr::memmem::find(&lower, b"<?xml").and_then(|at| {
        let rest = lower.get(at..)?;
        let end = memchr::memmem::find(rest, b"?>").unwrap_or(rest.len());
        within(rest.get(..end)?, b"encoding")
    });
    declared.or_else(|| within(&lower, b"charset"))
}

/// Reads `= "label"` at the start of `bytes`.
fn label(bytes: &[u8]) -> Option<&'static Encoding> {
    let rest = bytes
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let rest = match rest.first()? {
        b'"' | b'\'' => rest.get(1..)?,
        _ => rest,
    };
    let end = rest
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.')))
        .unwrap_or(rest.len());
    Encoding::for_label(rest.get(..end)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], charset: Option<&str>, text: &str, flaws: usize) {
        let (got, found) = decode(bytes, charset);
        assert_eq!((got.as_str(), found.len()), (text, flaws), "{bytes:?}");
    }

    #[test]
    fn the_character_set_is_found() {
        check(b"plain", None, "plain", 0);
        check("Zürich".as_bytes(), None, "Zürich", 0);
        check("\u{FEFF}Zürich".as_bytes(), None, "Zürich", 0);
        check(b"Z\xFCrich", None, "Zürich", 0);
        check(b"\x93quoted\x94", None, "“quoted”", 0);
        check("Zürich".as_bytes(), Some("iso-8859-1"), "Zürich", 0);
        check(
            b"\xcc\xee\xf1\xea\xe2\xe0",
            Some("windows-1251"),
            "Москва",
            0,
        );
        check(
            b"<meta charset=windows-1251>\xcc\xee",
            None,
            "<meta charset=windows-1251>Мо",
            0,
        );
        check(
            b"<?xml version='1.0' encoding='iso-8859-2'?>\xb1",
            None,
            "<?xml version='1.0' encoding='iso-8859-2'?>ą",
            0,
        );
        check(
            b"\n<!-- c --><?xml version='1.0' encoding='iso-8859-2'?><x charset='koi8-r'>\xb1",
            None,
            "\n<!-- c --><?xml version='1.0' encoding='iso-8859-2'?><x charset='koi8-r'>ą",
            0,
        );
        check(b"\xFF\xFEh\0i\0", None, "hi", 0);
        check(b"\xFE\xFF\0h\0i", None, "hi", 0);
        check(b"l\0o\0n\0g\0e\0r\0", None, "longer", 0);
        check("é é é \u{e9}".as_bytes(), None, "é é é é", 0);
        check(
            b"caf\xc3\xa9 caf\xc3\xa9 \xff.",
            None,
            "café café \u{FFFD}.",
            1,
        );
    }
}
