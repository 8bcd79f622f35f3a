//! Owns: `Answer`, what a server gave, and `Head`, what its header lines say about asking again.
//! Promises: validators are kept byte for byte; a header that makes no sense says nothing.

use ureq::http::HeaderMap;

use crate::fetch::trouble::Trouble;
use nutgraf_read::date;
use nutgraf_read::model::moment::Moment;

/// What a server gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Where it came from in the end.
    pub url: String,
    /// The same, when every redirect on the way there wants to last.
    pub moved: Option<String>,
    /// The status.
    pub status: u16,
    /// What is said about asking again.
    pub head: Head,
    /// What a status from 400 on says to a person.
    pub refusal: Option<Trouble>,
    /// The body of a good answer, unpacked.
    pub bytes: Vec<u8>,
}

/// What header lines say about asking again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// `ETag`.
    pub etag: Option<Vec<u8>>,
    /// `Last-Modified`.
    pub modified: Option<Vec<u8>>,
    /// `Cache-Control: max-age`, in seconds.
    pub max_age: Option<i64>,
    /// `Expires`.
    pub expires: Option<Moment>,
    /// `Retry-After`.
    pub retry: Option<Retry>,
    /// The character set of the body.
    pub charset: Option<String>,
}

/// When a server wants to be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// After so many seconds.
    After(i64),
    /// At a moment.
    At(Moment),
}

impl Retry {
    /// The moment, when the answer came at `now`.
    pub fn moment(self, now: Moment) -> Moment {
        match self {
            Self::After(seconds) => now.plus(seconds),
            Self::At(moment) => moment,
        }
    }
}

impl Head {
    /// Reads the header lines of an answer.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let bytes = |name: &str| Some(headers.get(name)?.as_bytes().to_vec());
        let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
        let seconds = |text: &str| {
            text.parse::<u64>()
                .ok()
                .map(|n| i64::try_from(n).unwrap_or(i64::MAX))
        };
        let moment = |text: &str| date::parse(text);
        Self {
            etag: bytes("etag"),
            modified: bytes("last-modified"),
            max_age: text("cache-control").and_then(max_age),
            expires: text("expires").and_then(moment),
            retry: text("retry-after").and_then(|text| {
                seconds(text)
                    .map(Retry::After)
                    .or_else(|| moment(text).map(Retry::At))
            }),
            charset: text("content-type").and_then(charset),
        }
    }
}

/// The `max-age` of a `Cache-Control` that lets the answer be kept at all.
fn max_age(text: &str) -> Option<i64> {
    let lower = text.to_ascii_lowercase();
    let mut directives = lower.split(',').map(str::trim);
    let seconds = directives.find_map(|directive| directive.strip_prefix("max-age="))?;
    seconds.trim_matches('"').parse().ok()
}

/// The `charset` of a content type.
fn charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset=")?;
    let label = rest.trim_matches(['"', '\'', ' ']);
    let label = label.split([';', '"', '\'', ' ']).next()?;
    (!label.is_empty()).then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ureq::http::{HeaderName, HeaderValue};

    #[test]
    fn header_lines_are_taken_as_they_are() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("etag", &b"W/\"\xE9 1\""[..]),
            ("last-modified", b"Mon,  3 Jan 2022 1:00:00 GMT "),
            ("cache-control", b"public, Max-Age=7200"),
            ("expires", b"Fri, 15 Jul 2022 10:20:30 GMT"),
            ("retry-after", b"120"),
            ("content-type", b"text/xml; charset=\"ISO-8859-1\""),
        ] {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_bytes(value).unwrap(),
            );
        }
        let head = Head::of(&headers);
        assert_eq!(head.etag.as_deref(), Some(&b"W/\"\xE9 1\""[..]));
        assert_eq!(
            head.modified.as_deref(),
            Some(&b"Mon,  3 Jan 2022 1:00:00 GMT "[..])
        );
        assert_eq!(head.max_age, Some(7200));
        assert_eq!(head.expires, Moment::parse("2022-07-15T10:20:30Z"));
        assert_eq!(head.retry, Some(Retry::After(120)));
        assert_eq!(head.charset.as_deref(), Some("iso-8859-1"));
        headers.insert("expires", HeaderValue::from_static("0"));
        headers.insert("retry-after", HeaderValue::from_static("soon"));
        let head = Head::of(&headers);
        assert_eq!((head.expires, head.retry), (None, None));
    }
}
