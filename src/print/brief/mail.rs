//! Owns: a brief as a message that `sendmail -t` takes.
//! Promises: headers are one line each and ASCII; whatever is foreign in them is encoded; text and HTML say the same.

use std::io::{self, Write};

use crate::print::brief::markdown::Page;
use crate::print::brief::{Brief, html, markdown, words};
use crate::print::style::Style;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::text::{hash, sanitize};

/// Bytes of a subject in one encoded word.
const WORD: usize = 40;

/// Writes a brief as a message to somebody, or to nobody named; `now` is its date.
pub fn message(
    out: &mut dyn Write,
    brief: &Brief,
    to: Option<&str>,
    now: Moment,
) -> io::Result<()> {
    let mut text = Vec::new();
    let style = Style {
        colour: false,
        width: None,
    };
    markdown::page(
        &mut text,
        brief,
        Page {
            style,
            markup: true,
        },
    )?;
    let page = html::text(brief);
    let parts = text
        .iter()
        .copied()
        .chain(page.bytes())
        .chain(now.0.to_le_bytes());
    let border = format!("brief-{:016x}", hash::stable(parts));
    if let Some(to) = to {
        writeln!(out, "To: {to}")?;
    }
    writeln!(out, "Subject: {}", subject(&words::title(brief)))?;
    writeln!(out, "Date: {}", date(now))?;
    writeln!(out, "MIME-Version: 1.0")?;
    writeln!(out, "Auto-Submitted: auto-generated")?;
    writeln!(
        out,
        "Content-Type: multipart/alternative; boundary=\"{border}\"\n"
    )?;
    for (kind, body) in [("plain", text.as_slice()), ("html", page.as_bytes())] {
        writeln!(out, "--{border}\nContent-Type: text/{kind}; charset=utf-8")?;
        writeln!(out, "Content-Transfer-Encoding: quoted-printable\n")?;
        quoted_printable(out, body)?;
        writeln!(out)?;
    }
    writeln!(out, "--{border}--")
}

/// A subject: as it is when it is ASCII and short, else as encoded words (RFC 2047).
fn subject(title: &str) -> String {
    let title = sanitize::strip(title)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if title.is_ascii() && title.len() < 60 && !title.contains("=?") {
        return title;
    }
    let mut words: Vec<String> = vec![String::new()];
    let mut size = 0;
    for c in title.chars() {
        if size + c.len_utf8() > WORD / 3 * 2 {
            words.push(String::new());
            size = 0;
        }
        size += c.len_utf8();
        let mut bytes = [0; 4];
        let Some(word) = words.last_mut() else {
            continue;
        };
        for byte in c.encode_utf8(&mut bytes).bytes() {
            if byte == b' ' {
                word.push('_');
            } else if byte.is_ascii_alphanumeric() {
                word.push(char::from(byte));
            } else {
                word.extend(['=', hex(byte >> 4), hex(byte & 15)]);
            }
        }
    }
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("=?utf-8?Q?{word}?="))
        .collect();
    words.join("\n ")
}

/// A digit of 16.
fn hex(value: u8) -> char {
    let digit = char::from_digit(u32::from(value), 16).unwrap_or('0');
    digit.to_ascii_uppercase()
}

/// `Tue, 03 Apr 2024 08:00:00 +0000`.
fn date(moment: Moment) -> String {
    const WEEK: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let (days, seconds) = (moment.0.div_euclid(86_400), moment.0.rem_euclid(86_400));
    let weekday = usize::try_from(days.rem_euclid(7)).unwrap_or(0);
    let name = WEEK.get(weekday).copied().unwrap_or("Thu");
    let Some(day) = moment.day() else {
        return "Thu, 01 Jan 1970 00:00:00 +0000".to_owned();
    };
    let month = day.month_name().get(..3).unwrap_or("Jan");
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!(
        "{name}, {:02} {month} {} {hours:02}:{minutes:02}:{:02} +0000",
        day.day,
        day.year,
        seconds % 60
    )
}

/// Writes a body so that no line is longer than mail allows (RFC 2045).
fn quoted_printable(out: &mut dyn Write, body: &[u8]) -> io::Result<()> {
    const LONGEST: usize = 74;
    let mut column = 0;
    for (at, byte) in body.iter().enumerate() {
        if *byte == b'\n' {
            writeln!(out)?;
            column = 0;
            continue;
        }
        let ends = body.get(at + 1).is_none_or(|next| *next == b'\n');
        let bare = (b'!'..=b'~').contains(byte) && *byte != b'=' && !(column == 0 && *byte == b'.')
            || *byte == b' ' && !ends;
        let size = if bare { 1 } else { 3 };
        if column + size > LONGEST {
            writeln!(out, "=")?;
            column = 0;
        }
        if bare {
            out.write_all(&[*byte])?;
        } else {
            write!(out, "={byte:02X}")?;
        }
        column += size;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_ascii_and_dates_are_those_of_mail() {
        assert_eq!(
            date(Moment::parse("2024-04-03T08:05:09Z").unwrap()),
            "Wed, 03 Apr 2024 08:05:09 +0000"
        );
        assert_eq!(subject("Kelmore, 3 April 2024"), "Kelmore, 3 April 2024");
        let wide = subject("Łódź und die Flut am Ufer, 1–14 März 2026\nBcc: all@a.example");
        assert!(wide.is_ascii(), "{wide}");
        assert!(
            wide.lines()
                .all(|line| line.len() < 77 && line.trim_start().starts_with("=?utf-8?Q?")),
            "{wide}"
        );
        let mut out = Vec::new();
        quoted_printable(&mut out, "é = ü \n.x\n".as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "=C3=A9 =3D =C3=BC=20\n=2Ex\n"
        );
    }
}
