//! Owns: an HTTP response as an archive keeps it: its status, its fields, its body unpacked.
//! Promises: total; what is unpacked stays below a limit; a body that is cut gives what is there of it.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Fields of a header, by name in small letters.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads lines `Name: value`; a line that begins with a blank goes on with the one before. What is no field is left
    /// out.
    pub(super) fn read(head: &[u8]) -> Self {
        let head = String::from_utf8_lossy(head);
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in head.lines() {
            if line.starts_with([' ', '\t'])
                && let Some((_, value)) = fields.last_mut()
            {
                value.push(' ');
                value.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self(fields)
    }

    /// The value of the first field of a name, in small letters.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(known, _)| known == name);
        field.map(|(_, value)| value.as_str())
    }
}

/// A response.
pub(super) struct Response<'a> {
    pub(super) status: u16,
    pub(super) fields: Fields,
    body: &'a [u8],
}

/// A body as it was sent, in the end.
pub(super) enum Body {
    /// All of it.
    Whole(Vec<u8>),
    /// What is there of it: its packing breaks off.
    Cut(Vec<u8>),
    /// More than the limit.
    TooLarge,
    /// Packed in a way that is not known, with its name.
    Unknown(String),
}

impl<'a> Response<'a> {
    /// Reads a response; `None` when it is none.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let end = memchr::memchr(b'\n', bytes)?;
        let first = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let mut words = first.split_ascii_whitespace();
        words.next().filter(|word| word.starts_with("HTTP/"))?;
        let status = words.next()?.parse().ok()?;
        let rest = bytes.get(end + 1..)?;
        let (head, body) = split_head(rest);
        Some(Self {
            status,
            fields: Fields::read(head),
            body,
        })
    }

    /// The body without chunks and packing, of at most so many bytes.
    pub(super) fn body(&self, most: usize) -> Body {
        let named = |name: &str, value: &str| {
            let field = self.fields.get(name);
            field.is_some_and(|field| field.to_ascii_lowercase().contains(value))
        };
        // Archives that took the chunks away often left the field that names them.
        let chunks = named("transfer-encoding", "chunked").then(|| unchunked(self.body));
        let (body, cut) = match chunks.flatten() {
            Some((body, cut)) => (body, cut),
            None => (self.body.to_vec(), false),
        };
        let packing = self.fields.get("content-encoding").unwrap_or("");
        let packing = packing.trim().to_ascii_lowercase();
        let unpacked = match packing.as_str() {
            "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => {
                unpacked(MultiGzDecoder::new(&*body), most)
            }
            "deflate" => match unpacked(ZlibDecoder::new(&*body), most) {
                Body::Cut(none) if none.is_empty() => {
                    match unpacked(DeflateDecoder::new(&*body), most) {
                        Body::Cut(none) if none.is_empty() => Body::Whole(body),
                        raw => raw,
                    }
                }
                zlib => zlib,
            },
            "br" => unpacked(brotli_decompressor::Decompressor::new(&*body, 4096), most),
            "" | "identity" | "none" | "utf-8" | "gzip" | "x-gzip" => Body::Whole(body),
            _ => Body::Unknown(packing),
        };
        match unpacked {
            Body::Whole(whole) if cut => Body::Cut(whole),
            other => other,
        }
    }
}

/// What stands before the first empty line, and what behind it.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes) {
        let line = bytes.get(start..end).unwrap_or(&[]);
        if line.is_empty() || line == b"\r" {
            let head = bytes.get(..start).unwrap_or(&[]);
            return (head, bytes.get(end + 1..).unwrap_or(&[]));
        }
        start = end + 1;
    }
    (bytes, &[])
}

/// A body without its chunks, and whether it ends before the last one; `None` when it has none.
fn unchunked(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut whole = Vec::with_capacity(body.len());
    let (mut rest, mut first) = (body, true);
    loop {
        let line = memchr::memchr(b'\n', rest).and_then(|end| rest.get(..end));
        let length = line.and_then(|line| {
            let text = std::str::from_utf8(line).ok()?;
            let digits = text.split(';').next()?.trim();
            usize::from_str_radix(digits, 16).ok()
        });
        let (Some(line), Some(length)) = (line, length) else {
            return (!first).then_some((whole, true));
        };
        if length == 0 {
            return Some((whole, false));
        }
        let data = rest.get(line.len() + 1..).unwrap_or(&[]);
        whole.extend_from_slice(data.get(..length).unwrap_or(data));
        let Some(after) = data.get(length..) else {
            return Some((whole, true));
        };
        let after = after.strip_prefix(b"\r").unwrap_or(after);
        rest = after.strip_prefix(b"\n").unwrap_or(after);
        first = false;
    }
}

fn unpacked(packed: impl Read, most: usize) -> Body {
    let mut body = Vec::new();
    let read = packed.take(most as u64 + 1).read_to_end(&mut body);
    match read {
        _ if body.len() > most => Body::TooLarge,
        Ok(_) => Body::Whole(body),
        Err(_) => Body::Cut(body),
    }
}
