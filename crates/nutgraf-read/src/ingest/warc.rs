//! Owns: web archives: WARC 1.0 and 1.1, in gzip members or plain, and WET, read as a stream.
//! Promises: a page is told from the record and the page alone; a broken record is one refusal and the reading goes on
//! at the next one; memory is bounded by one record.

mod http;
mod members;

use std::io::{self, BufRead, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ingest::decode;
use crate::ingest::html;
use crate::ingest::plain;
use crate::ingest::refusal::{Limits, Outcome, Refusal, RefusalKind};
use crate::ingest::sniff;
use crate::ingest::walk;
use crate::ingest::warc::http::{Body, Fields, Response};
use crate::ingest::warc::members::{MAGIC, Members};
use crate::model::article::Draft;
use crate::model::flaw::{Flaw, FlawKind};
use crate::options::Options;

/// The longest header of a record, in bytes; addresses of several kilobytes occur.
const HEADER: usize = 256 << 10;

/// Reads the pages of an archive: `response` records of HTML that a server answered with success, and the texts of
/// `conversion` records (WET). All other records are passed over. A page's address is that of its record; when it was
/// archived is not when it was published, and becomes a flaw of a page that names no date. The origin of the document in
/// record 12 (all kinds are counted, from 1) is `name:12`.
pub fn records<R: BufRead + Send + 'static>(
    mut reader: R,
    options: &Options,
) -> impl Iterator<Item = Outcome> + Send + use<R> {
    let packed = reader
        .fill_buf()
        .is_ok_and(|head| head.starts_with(&MAGIC[..1]));
    let inner: Box<dyn BufRead + Send> = if packed {
        Box::new(BufReader::with_capacity(1 << 16, Members::new(reader)))
    } else {
        Box::new(reader)
    };
    Records {
        inner,
        options: options.clone(),
        number: 0,
        astray: false,
        done: false,
    }
}

struct Records {
    inner: Box<dyn BufRead + Send>,
    options: Options,
    /// Of the record that is read, from 1.
    number: u64,
    /// Whether something was broken and the next record is looked for.
    astray: bool,
    done: bool,
}

/// What a record turned out to be.
enum Record {
    /// It gives a document or a refusal.
    Told(Box<Outcome>),
    /// There is nothing in it for a reader.
    Passed,
    End,
}

impl Iterator for Records {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        while !self.done {
            match self.record() {
                Ok(Record::Told(outcome)) => return Some(*outcome),
                Ok(Record::Passed) => {}
                Ok(Record::End) => self.done = true,
                Err(error) => {
                    let broken = is_broken(&error);
                    self.done = !broken;
                    // One word for a broken stretch, however many pieces it has.
                    if !std::mem::replace(&mut self.astray, true) || !broken {
                        return Some(Err(self.syntax(&format!("a broken record: {error}"))));
                    }
                }
            }
        }
        None
    }
}

/// Whether the data is wrong, rather than the disk.
fn is_broken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
    )
}

fn broken(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

impl Records {
    fn record(&mut self) -> io::Result<Record> {
        if !self.find()? {
            return Ok(Record::End);
        }
        self.number += 1;
        self.astray = false;
        let fields = Fields::read(&self.header()?);
        let length = fields.get("content-length").and_then(|n| n.parse().ok());
        let length: u64 = length.ok_or_else(|| broken("it does not say how long it is"))?;
        let told = self.options.shard.has(self.number - 1) && Kind::of(&fields).is_some();
        if !told {
            return self.pass(length).map(|()| Record::Passed);
        }
        if length > self.options.limits.bytes as u64 {
            self.pass(length)?;
            let refusal = walk::too_large(&self.origin(), length, &self.options.limits);
            return Ok(Record::Told(Box::new(Err(refusal))));
        }
        let mut block = Vec::new();
        let read = (&mut self.inner).take(length).read_to_end(&mut block);
        let missing = match read {
            Ok(_) => (block.len() as u64) < length,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => true,
            Err(error) => return Err(error),
        };
        let origin = self.origin();
        let reading = AssertUnwindSafe(|| document(&fields, &block, &origin, &self.options));
        let failed = || Some(Err(Refusal::failed(origin.as_str(), None)));
        let mut outcome = catch_unwind(reading).unwrap_or_else(|_| failed());
        if let Some(Ok(draft)) = &mut outcome
            && missing
        {
            let said = "the archive ends within this page";
            draft.flaws.push(Flaw::new(FlawKind::Truncated, said));
        }
        Ok(outcome.map_or(Record::Passed, |outcome| Record::Told(Box::new(outcome))))
    }

    fn origin(&self) -> String {
        format!("{}:{}", self.options.origin, self.number)
    }

    fn syntax(&self, message: &str) -> Refusal {
        let kind = RefusalKind::Document(FlawKind::Syntax);
        Refusal::new(self.origin(), kind, message)
    }

    /// Reads to behind the first line of the next record; `false` at the end.
    fn find(&mut self) -> io::Result<bool> {
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = (&mut self.inner)
                .take(HEADER as u64)
                .read_until(b'\n', &mut line);
            match read {
                Ok(0) => return Ok(false),
                Ok(_) if line.starts_with(sniff::ARCHIVE) => return Ok(true),
                Ok(_) if line.trim_ascii().is_empty() || self.astray => {}
                Ok(_) => return Err(broken("something else stands where the next should begin")),
                // What breaks off between records holds none.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Ok(false);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads the rest of a record's header.
    fn header(&mut self) -> io::Result<Vec<u8>> {
        let mut header = Vec::new();
        loop {
            let before = header.len();
            let room = HEADER.saturating_sub(before) as u64;
            (&mut self.inner)
                .take(room)
                .read_until(b'\n', &mut header)?;
            let line = header.get(before..).unwrap_or(&[]);
            if line == b"\n" || line == b"\r\n" {
                return Ok(header);
            }
            if !line.ends_with(b"\n") {
                return Err(broken("its header does not end"));
            }
        }
    }

    fn pass(&mut self, length: u64) -> io::Result<()> {
        let passed = io::copy(&mut (&mut self.inner).take(length), &mut io::sink());
        match passed {
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => Err(error),
            _ => Ok(()),
        }
    }
}

/// What kind of record holds a document.
#[derive(Clone, Copy)]
enum Kind {
    /// The answer of a server.
    Response,
    /// The text that somebody made of a page.
    Conversion,
}

impl Kind {
    fn of(fields: &Fields) -> Option<Self> {
        let is = |name: &str, what: &str| {
            let value = fields.get(name).unwrap_or(what).to_ascii_lowercase();
            value.starts_with(what)
        };
        match fields.get("warc-type")?.to_ascii_lowercase().as_str() {
            "response" if is("content-type", "application/http") => Some(Self::Response),
            "conversion" if is("content-type", "text/plain") => Some(Self::Conversion),
            _ => None,
        }
    }
}

/// The document in a record's block; `None` when it is none.
fn document(fields: &Fields, block: &[u8], origin: &str, options: &Options) -> Option<Outcome> {
    let address = fields.get("warc-target-uri").unwrap_or("");
    // Some programs write it in angle brackets.
    let address = address.trim_start_matches('<').trim_end_matches('>');
    let mut flaws = Vec::new();
    let mut draft = match Kind::of(fields)? {
        Kind::Conversion => {
            if let Some(refusal) = sniff::not_a_document(block, origin) {
                return Some(Err(refusal));
            }
            let (text, found) = decode::decode(block, None);
            flaws.extend(found);
            plain::read(text, origin)
        }
        Kind::Response => {
            let response = Response::read(block)?;
            let kind = response
                .fields
                .get("content-type")
                .or_else(|| fields.get("warc-identified-payload-type"))?
                .to_ascii_lowercase();
            let is_page = ["text/html", "application/xhtml+xml"];
            let is_page = is_page.iter().any(|name| kind.starts_with(name));
            if !is_page || !(200..300).contains(&response.status) {
                return None;
            }
            let body = match unpacked(&response, origin, &options.limits) {
                Ok((body, flaw)) => {
                    flaws.extend(flaw);
                    body
                }
                Err(refusal) => return Some(Err(refusal)),
            };
            if let Some(refusal) = sniff::not_a_document(&body, origin) {
                return Some(Err(refusal));
            }
            let charset = kind.split_once("charset=").map(|(_, name)| {
                let name = name.split(';').next().unwrap_or(name);
                name.trim_matches(['"', '\'', ' '])
            });
            let (text, found) = decode::decode(&body, charset);
            flaws.extend(found);
            html::page(&text, address, &options.rules)
        }
    };
    origin.clone_into(&mut draft.origin);
    if html::is_web(address) {
        draft.meta.url = Some(address.to_owned());
    }
    flaws.extend(truncation(fields));
    flaws.extend(arrival(&draft, fields));
    draft.flaws.splice(0..0, flaws);
    Some(Ok(draft))
}

/// A page's bytes, or why there are none.
fn unpacked(
    response: &Response<'_>,
    origin: &str,
    limits: &Limits,
) -> Result<(Vec<u8>, Option<Flaw>), Refusal> {
    match response.body(limits.bytes) {
        Body::Whole(body) => Ok((body, None)),
        Body::Cut(body) => {
            let said = "the page breaks off in the archive";
            Ok((body, Some(Flaw::new(FlawKind::Truncated, said))))
        }
        Body::TooLarge => Err(walk::too_large(origin, limits.bytes as u64 + 1, limits)),
        Body::Unknown(packing) => {
            let kind = RefusalKind::Document(FlawKind::Encoding);
            let message = format!("packed as `{packing}`, which is not read");
            Err(Refusal::new(origin, kind, message))
        }
    }
}

fn truncation(fields: &Fields) -> Option<Flaw> {
    let why = fields.get("warc-truncated")?;
    let why = match why.to_ascii_lowercase().as_str() {
        "length" => "it was too long",
        "time" => "it took too long",
        "disconnect" => "the connection broke off",
        _ => "it does not say why",
    };
    let message = format!("the archive holds only a part of the page: {why}");
    Some(Flaw::new(FlawKind::Truncated, message))
}

/// When a page was archived that marks no date.
fn arrival(draft: &Draft, fields: &Fields) -> Option<Flaw> {
    if draft.meta.published.is_some() {
        return None;
    }
    let when = crate::date::parse(fields.get("warc-date")?)?;
    let message = format!("its day of publication is not marked; it was archived {when}");
    Some(Flaw::new(FlawKind::Date, message))
}

#[cfg(test)]
mod tests;
