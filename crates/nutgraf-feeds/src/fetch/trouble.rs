//! Owns: `Trouble`, why there is no document: the network, the server, or what it sends.
//! Promises: one line for a person, that says what is known and blames nobody for more.

use std::io::Read;

use ureq::http::{HeaderMap, Response};

use crate::fetch::guard::PRIVATE;
use crate::fetch::manners::Manners;

/// What kind of trouble it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// There is no way to the server: no such host, no network, no connection.
    Unreachable,
    /// The server took too long, or broke off.
    Broken,
    /// More bytes than are taken.
    TooLarge,
    /// Redirects without end or aim.
    Redirects,
    /// It leads where nothing is to be fetched from.
    Unsafe,
    /// The server says no.
    Status,
    /// It was not asked: its server wants to be left alone.
    Waits,
}

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The kind.
    pub kind: Kind,
    /// One line for a person.
    pub words: String,
}

impl Trouble {
    /// Makes one.
    pub fn new(kind: Kind, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { kind, words }
    }

    /// A fault of the network in one line.
    pub(super) fn of(error: &ureq::Error, manners: &Manners) -> Self {
        use std::io::ErrorKind;
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => Self::new(
                Kind::Unreachable,
                format!("no connection within {} s", manners.connect.as_secs()),
            ),
            ureq::Error::Timeout(_) => Self::new(
                Kind::Broken,
                format!("not done within {} s", manners.total.as_secs()),
            ),
            ureq::Error::HostNotFound => {
                Self::new(Kind::Unreachable, "there is no such host, or no network")
            }
            ureq::Error::ConnectionFailed => {
                Self::new(Kind::Unreachable, "the server can't be reached")
            }
            ureq::Error::LargeResponseHeader(..) => Self::new(Kind::TooLarge, FLOOD),
            ureq::Error::Io(error) => match error.kind() {
                ErrorKind::ConnectionRefused => {
                    Self::new(Kind::Unreachable, "the server refuses connections")
                }
                ErrorKind::PermissionDenied if error.to_string() == PRIVATE => {
                    Self::new(Kind::Unsafe, PRIVATE)
                }
                ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => Self::new(
                    Kind::Broken,
                    "the connection ended before the document was whole",
                ),
                ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
                    Self::new(Kind::Unreachable, "there is no way to the server")
                }
                ErrorKind::TimedOut => Self::new(Kind::Broken, "the server takes too long"),
                // Names are looked up by the system, whose faults have no kind of their own.
                _ if error.to_string().contains("lookup") => {
                    Self::new(Kind::Unreachable, "there is no such host, or no network")
                }
                _ => Self::new(Kind::Broken, cannot(&error.to_string())),
            },
            other if other.to_string().contains("too many headers") => {
                Self::new(Kind::TooLarge, FLOOD)
            }
            other => Self::new(Kind::Broken, cannot(&other.to_string())),
        }
    }
}

const FLOOD: &str = "the server sends header lines without end; it was not read";

fn cannot(text: &str) -> String {
    let text = text.chars().filter(|c| !c.is_control()).take(160);
    format!("can't be fetched: {}", text.collect::<String>())
}

/// Signs of services that let browsers through and nobody else: a header line, a piece of its value, who it is.
const WALLS: [(&str, &str, &str); 7] = [
    ("cf-mitigated", "", "Cloudflare"),
    ("x-datadome", "", "DataDome"),
    ("x-sucuri-id", "", "Sucuri"),
    ("x-amzn-waf-action", "", "Amazon's firewall"),
    ("x-iinfo", "", "Imperva"),
    ("server", "akamaighost", "Akamai"),
    ("server", "ddos-guard", "DDoS-Guard"),
];

/// What their pages say.
const WALL_WORDS: [&str; 6] = [
    "just a moment...",
    "enable javascript and cookies",
    "verify you are human",
    "checking your browser",
    "attention required!",
    "captcha",
];

/// How much of such a page is looked at, in bytes.
const LOOK: u64 = 16 << 10;

/// What a status from 400 on means, in one line.
pub(super) fn of_status(response: &mut Response<ureq::Body>) -> Trouble {
    let status = response.status();
    let code = status.as_u16();
    let guard = matches!(code, 401 | 403 | 405 | 406 | 429 | 503)
        .then(|| guard(response.headers()))
        .flatten();
    let mut page = String::new();
    if matches!(code, 403 | 503) {
        let mut bytes = Vec::new();
        let reader = response.body_mut().with_config().limit(LOOK).reader();
        // What can't be read says nothing.
        drop(reader.take(LOOK).read_to_end(&mut bytes));
        page = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
    }
    let asks = WALL_WORDS.iter().any(|words| page.contains(words));
    let words = match code {
        403 | 503 if asks || code == 403 && guard.is_some() => {
            let by = guard.map_or_else(String::new, |name| format!(" ({name})"));
            format!(
                "a bot wall{by} lets browsers through and no feed readers ({code}); nutgraf does not pretend to be one: \
                 ask the site to let readers of its feed in"
            )
        }
        401 => "wants a name and a password (401): set `auth` for it in feeds.toml".to_owned(),
        403 => "the server does not let nutgraf in (403)".to_owned(),
        404 => "there is nothing at this address (404)".to_owned(),
        410 => "gone for good, says the server (410)".to_owned(),
        429 => "the server was asked too often (429)".to_owned(),
        503 => "the server can't answer now (503)".to_owned(),
        _ => {
            let name = status.canonical_reason().unwrap_or("");
            format!("the server answered {code} {name}")
                .trim_end()
                .to_owned()
        }
    };
    Trouble::new(Kind::Status, words)
}

fn guard(headers: &HeaderMap) -> Option<&'static str> {
    let found = WALLS.iter().find(|(name, part, _)| {
        headers.get(*name).is_some_and(|value| {
            let value = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
            value.contains(part)
        })
    });
    found.map(|(_, _, who)| *who)
}
