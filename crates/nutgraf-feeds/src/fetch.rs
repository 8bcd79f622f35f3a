//! Owns: `get`, the one call over the network.
//! Promises: it ends in time, takes no more than asked for, follows http and https only, and says who asks.

use std::io::Read;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ureq::ResponseExt;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::ingest::refusal::{Limits, Outcome, Refusal, RefusalKind};
use nutgraf_read::ingest::walk::{self, is_address};
use nutgraf_read::model::flaw::FlawKind;

/// How a document is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// How long to wait for a connection. Default 5 s.
    pub connect: Duration,
    /// How long the whole may take, redirects and all. Default 20 s.
    pub total: Duration,
    /// How many redirects are followed. Default 5.
    pub redirects: u32,
    /// Whether addresses of this machine and of the local network may be asked. Feeds may name any address; a person
    /// who types one means it. Default true.
    pub local: bool,
    /// The `ETag` of what is there already; an unchanged document is then not sent again.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(20),
            redirects: 5,
            local: true,
            etag: None,
            modified: None,
        }
    }
}

/// What a server gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Where it came from in the end.
    pub url: String,
    /// Its bytes; none when it is unchanged.
    pub bytes: Vec<u8>,
    /// The character set that the server named.
    pub charset: Option<String>,
    /// Whether the server said that nothing has changed.
    pub unchanged: bool,
    /// `ETag`, to be sent next time.
    pub etag: Option<String>,
    /// `Last-Modified`, to be sent next time.
    pub modified: Option<String>,
}

/// Fetches an address and reads the documents there.
pub fn documents(address: &str, options: &Options) -> Vec<Outcome> {
    match get(address, &Manners::default(), &options.limits) {
        Ok(page) => {
            let options = Options {
                charset: page.charset,
                ..options.with_origin(page.url)
            };
            ingest::read(&page.bytes, &options)
        }
        Err(refusal) => vec![Err(refusal)],
    }
}

/// Fetches a document from the web.
pub fn get(url: &str, manners: &Manners, limits: &Limits) -> Result<Page, Refusal> {
    let refuse = |kind, message: String| Refusal::new(url, kind, message);
    if !is_address(url) {
        return Err(refuse(
            RefusalKind::Network,
            "only http and https addresses are fetched".to_owned(),
        ));
    }
    let config = Config::builder()
        .timeout_connect(Some(manners.connect))
        .timeout_global(Some(manners.total))
        .max_redirects(manners.redirects)
        .http_status_as_error(false)
        .user_agent(concat!("nutgraf/", env!("CARGO_PKG_VERSION")))
        .build();
    let resolver = Guarded {
        inner: DefaultResolver::default(),
        local: manners.local,
    };
    let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), resolver);
    let mut request = agent.get(url).header(
        "Accept",
        "text/html, application/xml, application/json, text/*;q=0.9, */*;q=0.5",
    );
    if let Some(etag) = &manners.etag {
        request = request.header("If-None-Match", etag);
    }
    if let Some(modified) = &manners.modified {
        request = request.header("If-Modified-Since", modified);
    }
    let mut response = request
        .call()
        .map_err(|error| refuse(RefusalKind::Network, explain(&error, manners)))?;
    let status = response.status().as_u16();
    let header = |name: &str| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
    let mut page = Page {
        url: response.get_uri().to_string(),
        bytes: Vec::new(),
        charset: header("content-type").as_deref().and_then(charset),
        unchanged: status == 304,
        etag: header("etag"),
        modified: header("last-modified"),
    };
    if page.unchanged {
        return Ok(page);
    }
    if !(200..300).contains(&status) {
        let name = response.status().canonical_reason().unwrap_or("");
        return Err(refuse(
            RefusalKind::Network,
            format!("the server answered {status} {name}")
                .trim_end()
                .to_owned(),
        ));
    }
    let most = limits.bytes as u64 + 1;
    // The body's own limit counts packed bytes; what is unpacked is counted here.
    let reader = response.body_mut().with_config().limit(most).reader();
    let read = reader.take(most).read_to_end(&mut page.bytes);
    if page.bytes.len() > limits.bytes {
        return Err(walk::too_large(url, page.bytes.len() as u64, limits));
    }
    if let Err(error) = read {
        let error = ureq::Error::from(error);
        if let ureq::Error::BodyExceedsLimit(_) = error {
            return Err(walk::too_large(url, most, limits));
        }
        return Err(refuse(RefusalKind::Network, explain(&error, manners)));
    }
    if page.bytes.is_empty() {
        return Err(refuse(
            RefusalKind::Document(FlawKind::Empty),
            "the server sent nothing".to_owned(),
        ));
    }
    Ok(page)
}

/// The `charset` of a content type.
fn charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset=")?;
    let label = rest.trim_matches(['"', '\'', ' ']);
    let label = label.split([';', '"', '\'', ' ']).next()?;
    (!label.is_empty()).then(|| label.to_owned())
}

/// A fault of the network in one line.
fn explain(error: &ureq::Error, manners: &Manners) -> String {
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            format!("no connection within {} s", manners.connect.as_secs())
        }
        ureq::Error::Timeout(_) => format!("not done within {} s", manners.total.as_secs()),
        ureq::Error::HostNotFound => "there is no such host, or no network".to_owned(),
        ureq::Error::ConnectionFailed => "the server can't be reached".to_owned(),
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => {
            "the server sends from address to address without end".to_owned()
        }
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            "the server refuses connections".to_owned()
        }
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            error.to_string()
        }
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            "the connection ended before the document was whole".to_owned()
        }
        other => {
            let text: String = other
                .to_string()
                .chars()
                .filter(|c| !c.is_control())
                .take(160)
                .collect();
            format!("can't be fetched: {text}")
        }
    }
}

/// Looks up hosts and, where told so, refuses those of this machine and of the local network. It stands here and not
/// before the call, because a redirect may lead anywhere.
#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    local: bool,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if !self.local && found.iter().any(|a: &SocketAddr| !is_public(a.ip())) {
            return Err(ureq::Error::Io(std::io::Error::new(
                std::io::ErrorKind::PermissionDenied,
                "the address belongs to this machine or the local network",
            )));
        }
        Ok(found)
    }
}

/// Whether an address belongs to the public internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast()
                || v4.is_multicast()
                || v4.is_documentation()
                || a == 0
                || (a == 100 && (64..128).contains(&b)))
        }
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4_mapped() {
                return is_public(IpAddr::V4(v4));
            }
            let first = v6.segments().first().copied().unwrap_or(0);
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || first & 0xFE00 == 0xFC00
                || first & 0xFFC0 == 0xFE80)
        }
    }
}

#[cfg(test)]
mod tests;
