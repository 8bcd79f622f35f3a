//! Owns: the sequence that puts text on the clipboard (OSC 52).
//! Promises: the text itself never stands in the sequence, only its Base64.

use crate::tui::multiplexer::Multiplexer;

/// Terminals take at least this much; more is cut.
const MOST_BYTES: usize = 74_994;
/// GNU screen takes strings of at most this length.
const SCREEN_PIECE: usize = 700;

/// The bytes to send.
pub fn sequence(text: &str, multiplexer: Multiplexer) -> String {
    let mut end = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let payload = base64(text.get(..end).unwrap_or("").as_bytes());
    let plain = format!("\x1b]52;c;{payload}\x07");
    match multiplexer {
        Multiplexer::None => plain,
        // tmux takes the plain form itself when `set-clipboard` is on, and hands the wrapped one through when
        // `allow-passthrough` is: both are sent, as one cannot ask.
        Multiplexer::Tmux => format!(
            "{plain}\x1bPtmux;{}\x1b\\",
            plain.replace('\x1b', "\x1b\x1b")
        ),
        Multiplexer::Screen => {
            let mut wrapped = String::new();
            let mut piece = String::new();
            for c in plain.chars() {
                piece.push(c);
                if piece.len() >= SCREEN_PIECE {
                    wrapped.extend(["\x1bP", piece.as_str(), "\x1b\\"]);
                    piece.clear();
                }
            }
            wrapped + &format!("\x1bP{piece}\x1b\\")
        }
    }
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |n: usize| u32::from(group.get(n).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            if digit <= group.len() {
                let index = (bits >> (18 - 6 * digit)) & 63;
                text.push(char::from(
                    DIGITS.get(index as usize).copied().unwrap_or(b'A'),
                ));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clipboard_is_reached_directly_and_through_multiplexers() {
        for (text, payload) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("é\u{1b}", "w6kb"),
        ] {
            assert_eq!(
                sequence(text, Multiplexer::None),
                format!("\x1b]52;c;{payload}\x07")
            );
        }
        assert_eq!(
            sequence("foo", Multiplexer::Tmux),
            "\x1b]52;c;Zm9v\x07\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\"
        );
        assert_eq!(
            sequence("foo", Multiplexer::Screen),
            "\x1bP\x1b]52;c;Zm9v\x07\x1b\\"
        );
        let long = sequence(&"x".repeat(100_000), Multiplexer::Screen);
        assert!(long.split("\x1bP").all(|piece| piece.len() < 768));
    }
}
