//! Owns: `Fetcher`, the one way to an address: a question, a few redirects, an answer.
//! Promises: ends in time, takes no more than asked for, goes to http and https only, looks at every hop before it is taken,
//! says who asks and nothing else about them.

pub mod answer;
mod guard;
mod manners;
pub mod trouble;

use std::io::Read;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::header::{HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LOCATION};
use ureq::http::{Request, Response};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::address;
use crate::fetch::answer::{Answer, Head};
use crate::fetch::guard::Guarded;
use crate::fetch::trouble::{Kind, Trouble};
use crate::secret::Secret;
use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::ingest::refusal::{Outcome, Refusal, RefusalKind};
use nutgraf_read::ingest::walk::is_address;
use nutgraf_read::model::flaw::FlawKind;

pub use crate::fetch::manners::Manners;

/// Who asks: the program, its version, and what it is.
pub const USER_AGENT: &str = concat!("nutgraf/", env!("CARGO_PKG_VERSION"), " (feed reader)");

/// What is wished for when a feed is asked for.
pub const FEEDS: &str = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, \
     text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1";
/// What is wished for when a page is asked for.
pub const PAGES: &str = "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.8, text/*;q=0.8, */*;q=0.5";

/// Bytes of the heads of an answer at most.
const MOST_HEAD: usize = 64 << 10;

/// A question to a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The address. A name and password in it are sent as such, and are not part of it.
    pub url: String,
    /// `ETag` and `Last-Modified` of what is there already, byte for byte: what is unchanged is then not sent again.
    pub etag: Option<Vec<u8>>,
    /// See `etag`.
    pub modified: Option<Vec<u8>>,
    /// What is wished for (`FEEDS`, `PAGES`).
    pub accept: &'static str,
    /// `name:password`, or a whole value of `Authorization`. They go to the address's own origin only.
    pub password: Option<Secret>,
    /// Further header lines, for the address's own origin only.
    pub headers: Vec<(String, String)>,
}

impl Question {
    /// For a page or a feed, without conditions.
    pub fn new(url: &str, accept: &'static str) -> Self {
        Self {
            url: url.to_owned(),
            accept,
            ..Self::default()
        }
    }
}

/// Asks servers. One for the whole program: it keeps connections that can be used again.
#[derive(Clone, Debug)]
pub struct Fetcher {
    /// Goes to public addresses only.
    public: Agent,
    /// Goes to the machine that the reader's own address names.
    own: Agent,
    manners: Manners,
}

impl Fetcher {
    /// Makes one. Nothing is opened yet.
    pub fn new(manners: Manners) -> Self {
        let agent = |local| {
            let config = Config::builder()
                .timeout_connect(Some(manners.connect))
                .max_redirects(0)
                .max_redirects_will_error(false)
                .http_status_as_error(false)
                .max_response_header_size(MOST_HEAD)
                .max_idle_connections(64)
                .max_idle_connections_per_host(1)
                .user_agent(USER_AGENT)
                .build();
            Agent::with_parts(config, DefaultConnector::default(), Guarded::new(local))
        };
        Self {
            public: agent(false),
            own: agent(true),
            manners,
        }
    }

    /// Asks, and follows redirects as far as they are harmless.
    ///
    /// # Errors
    /// When there is no answer, or none that may be taken. A status that says no is an answer.
    pub fn ask(&self, question: &Question) -> Result<Answer, Trouble> {
        self.ask_in_turn(question, &mut |_host| true)
    }

    /// The same; `enter` is told each host before it is asked, in the form of `address::host`, and may take its time, which
    /// does not count, or say no.
    ///
    /// # Errors
    /// As `ask`.
    pub fn ask_in_turn(
        &self,
        question: &Question,
        enter: &mut dyn FnMut(&str) -> bool,
    ) -> Result<Answer, Trouble> {
        let mut url = web(&question.url)?;
        let own_host = address::is_private(url.as_str())
            .then(|| url.host_str().map(str::to_owned))
            .flatten();
        let password = question.password.clone().or_else(|| password_in(&url));
        forget_password(&mut url);
        let home = url.origin();
        let mut left = self.manners.total;
        let mut lasting = Some(url.to_string());
        for hop in 0..=self.manners.redirects {
            let at_home = url.origin() == home;
            let secret = password.as_ref().filter(|_| at_home);
            let mut request = Self::request(question, &url, secret, at_home)?;
            if !enter(&address::host(url.as_str())) {
                return Err(Trouble::new(
                    Kind::Waits,
                    "its server is left alone for now",
                ));
            }
            let began = now();
            let agent = if own_host.is_some() && url.host_str() == own_host.as_deref() {
                &self.own
            } else {
                &self.public
            };
            request = agent
                .configure_request(request)
                .timeout_global(Some(left.max(Duration::from_millis(1))))
                .build();
            let mut response = agent
                .run(request)
                .map_err(|error| Trouble::of(&error, &self.manners))?;
            left = left.saturating_sub(began.elapsed());
            let status = response.status().as_u16();
            let Some(to) = redirect(status, &response, &url)? else {
                let mut answer = Answer {
                    url: url.to_string(),
                    moved: lasting.filter(|to| hop > 0 && to == url.as_str()),
                    status,
                    head: Head::of(response.headers()),
                    ..Answer::default()
                };
                if (200..300).contains(&status) {
                    answer.bytes = self.body(&mut response)?;
                } else if status >= 400 {
                    answer.refusal = Some(trouble::of_status(&mut response));
                }
                return Ok(answer);
            };
            if url.scheme() == "https" && to.scheme() == "http" && password.is_some() {
                return Err(Trouble::new(
                    Kind::Unsafe,
                    "the server sends from https to http, where the password could be read; it was not followed",
                ));
            }
            // Only a chain that is lasting throughout leads to a new address.
            lasting = lasting
                .filter(|_| matches!(status, 301 | 308))
                .map(|_| to.to_string());
            url = to;
        }
        Err(Trouble::new(
            Kind::Redirects,
            "the server sends from address to address without end",
        ))
    }

    fn request(
        question: &Question,
        url: &Url,
        secret: Option<&Secret>,
        at_home: bool,
    ) -> Result<Request<()>, Trouble> {
        let bad =
            |what: &str| Trouble::new(Kind::Unsafe, format!("{what} can't be sent in a header"));
        let mut request = Request::get(url.as_str()).header("Accept", question.accept);
        for (name, value) in [
            (IF_NONE_MATCH, &question.etag),
            (IF_MODIFIED_SINCE, &question.modified),
        ] {
            if let Some(value) = value
                && let Ok(value) = HeaderValue::from_bytes(value)
            {
                request = request.header(name, value);
            }
        }
        if at_home {
            for (name, value) in &question.headers {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_bad| bad(name))?;
                let value = HeaderValue::from_str(value)
                    .map_err(|_bad| bad(&format!("the value of {name}")))?;
                request = request.header(name, value);
            }
        }
        if let Some(secret) = secret {
            let value = HeaderValue::from_str(&authorization(secret.shown()))
                .map_err(|_bad| bad("the password"))?;
            request = request.header("Authorization", value);
        }
        request
            .body(())
            .map_err(|_bad| Trouble::new(Kind::Unsafe, "the address can't be asked"))
    }

    /// The body, unpacked.
    fn body(&self, response: &mut Response<ureq::Body>) -> Result<Vec<u8>, Trouble> {
        let most = self.manners.bytes;
        let limit = most as u64 + 1;
        // The body's own limit counts packed bytes; what is unpacked is counted here.
        let reader = response.body_mut().with_config().limit(limit).reader();
        let mut bytes = Vec::new();
        let read = reader.take(limit).read_to_end(&mut bytes);
        let too_large = || {
            Trouble::new(
                Kind::TooLarge,
                format!("larger than {} MB, unpacked; it was not read", most >> 20),
            )
        };
        if bytes.len() > most {
            return Err(too_large());
        }
        match read {
            Ok(_) => Ok(bytes),
            Err(error) => match ureq::Error::from(error) {
                ureq::Error::BodyExceedsLimit(_) => Err(too_large()),
                error => Err(Trouble::of(&error, &self.manners)),
            },
        }
    }
}

/// Fetches an address that its reader named and reads the documents there.
pub fn documents(address: &str, options: &Options) -> Vec<Outcome> {
    let manners = Manners {
        bytes: options.limits.bytes,
        ..Manners::default()
    };
    match page(&Fetcher::new(manners), address) {
        Ok((answer, url)) => {
            let options = Options {
                charset: answer.head.charset,
                ..options.with_origin(url)
            };
            ingest::read(&answer.bytes, &options)
        }
        Err(refusal) => vec![Err(refusal)],
    }
}

/// Fetches a page that its reader named.
fn page(fetcher: &Fetcher, address: &str) -> Result<(Answer, String), Refusal> {
    let shown = address::without_password(address);
    let refuse = |kind, message: String| Refusal::new(shown.as_str(), kind, message);
    let answer = fetcher
        .ask(&Question::new(address, PAGES))
        .map_err(|trouble| {
            let kind = match trouble.kind {
                Kind::TooLarge => RefusalKind::Document(FlawKind::TooLarge),
                _ => RefusalKind::Network,
            };
            refuse(kind, trouble.words)
        })?;
    if let Some(refusal) = answer.refusal {
        return Err(refuse(RefusalKind::Network, refusal.words));
    }
    if answer.bytes.is_empty() {
        return Err(refuse(
            RefusalKind::Document(FlawKind::Empty),
            "the server sent nothing".to_owned(),
        ));
    }
    let url = answer.url.clone();
    Ok((answer, url))
}

/// The address as one of the web.
fn web(address: &str) -> Result<Url, Trouble> {
    let refused = || Trouble::new(Kind::Unsafe, "only http and https addresses are fetched");
    if !is_address(address) {
        return Err(refused());
    }
    Url::parse(address)
        .ok()
        .filter(|url| url.host_str().is_some_and(|host| !host.is_empty()))
        .ok_or_else(refused)
}

/// Where an answer leads to; `None` when it is one itself.
fn redirect(
    status: u16,
    response: &Response<ureq::Body>,
    from: &Url,
) -> Result<Option<Url>, Trouble> {
    if !matches!(status, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = response.headers().get(LOCATION);
    let Some(to) = location.and_then(|to| std::str::from_utf8(to.as_bytes()).ok()) else {
        return Err(Trouble::new(
            Kind::Redirects,
            format!("the server answered {status} and does not say where to"),
        ));
    };
    let joined = from.join(to.trim()).ok();
    let to = joined.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let Some(mut to) = to else {
        return Err(Trouble::new(
            Kind::Unsafe,
            "the server sends to an address that is neither http nor https; it was not followed",
        ));
    };
    forget_password(&mut to);
    to.set_fragment(None);
    Ok(Some(to))
}

fn password_in(url: &Url) -> Option<Secret> {
    let text = |text: &str| percent_decoded(text);
    let password = text(url.password().unwrap_or(""));
    (!url.username().is_empty())
        .then(|| Secret::new(&format!("{}:{password}", text(url.username()))))
        .flatten()
}

fn forget_password(url: &mut Url) {
    // An address of the web has a host, so both can be set.
    let _no_host = url.set_username("");
    let _no_host = url.set_password(None);
}

fn percent_decoded(text: &str) -> String {
    let decoded: Vec<u8> = percent_bytes(text.as_bytes());
    String::from_utf8_lossy(&decoded).into_owned()
}

fn percent_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, behind @ ..] = rest {
        let digits = behind
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        let (byte, behind) = match byte.filter(|_| *first == b'%') {
            Some(byte) => (byte, behind.get(2..).unwrap_or(&[])),
            None => (*first, behind),
        };
        decoded.push(byte);
        rest = behind;
    }
    decoded
}

/// The value of `Authorization` for a name with a password, a token, or such a value itself.
fn authorization(secret: &str) -> String {
    if ["Basic ", "Bearer ", "Token "]
        .iter()
        .any(|scheme| secret.starts_with(scheme))
    {
        secret.to_owned()
    } else if secret.contains(':') {
        format!("Basic {}", STANDARD.encode(secret))
    } else {
        format!("Bearer {secret}")
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a chain of redirects has one time limit for all of it"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests;
