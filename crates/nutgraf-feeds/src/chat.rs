//! Owns: `chat`, asking a language model's server (the completions endpoint that `OpenAI` named and many speak).
//! Promises: it ends in time or soon after `stop`; takes a bounded number of bytes; follows no redirect; the key goes
//! into one header of one request and into no message.
//!
//! It stands in this room because everything that comes over the network is read here, with limits and in suspicion.

mod sse;

use std::io::{BufRead, BufReader, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::chat::sse::{Piece, Stream};
use nutgraf_read::text::sanitize;

pub use crate::secret::Secret;

/// An answer takes no more bytes than this on the way.
const MOST_BYTES: u64 = 1 << 20;
/// And is cut off at so many bytes of text.
const MOST_TEXT: usize = 8_000;
/// So much of a server's own words about a fault is told.
const MOST_SAID: usize = 160;

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The endpoint, as far as `/v1`.
    pub url: String,
    /// The model's name.
    pub model: String,
    /// The key, where one is needed.
    pub key: Option<Secret>,
    /// How long the whole may take.
    pub timeout: Duration,
    /// The language to write in; empty for the article's.
    pub language: String,
}

/// Asks, and calls `each` with every piece of the answer as it comes. Gives back the whole answer.
///
/// # Errors
/// One line on what went wrong and what to do. What came until then has been given to `each`.
pub fn chat(
    server: &Server,
    (system, user): (&str, &str),
    stop: &AtomicBool,
    each: &mut dyn FnMut(&str),
) -> Result<String, String> {
    let url = address(server)?;
    let config = ureq::config::Config::builder()
        .timeout_connect(Some(Duration::from_secs(5).min(server.timeout)))
        .timeout_global(Some(server.timeout))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("nutgraf/", env!("CARGO_PKG_VERSION")))
        .build();
    let agent = ureq::Agent::new_with_config(config);
    let body = serde_json::json!({
        "model": server.model,
        "stream": true,
        "temperature": 0.2,
        "messages": [
            {"role": "system", "content": system},
            {"role": "user", "content": user},
        ],
    });
    let mut request = agent
        .post(&url)
        .header("Content-Type", "application/json")
        .header("Accept", "text/event-stream, application/json");
    if let Some(key) = &server.key {
        request = request.header("Authorization", format!("Bearer {}", key.shown()));
    }
    let say = |error: &ureq::Error| explain(error, server);
    let mut response = request.send(body.to_string()).map_err(|e| say(&e))?;
    let status = response.status();
    let reader = response.body_mut().with_config().limit(MOST_BYTES).reader();
    let mut reader = BufReader::new(reader.take(MOST_BYTES));
    if !status.is_success() {
        let mut said = String::new();
        // What it says helps; that it says nothing is no second fault.
        drop(reader.take(8192).read_to_string(&mut said));
        return Err(refused(status.as_u16(), &said, server));
    }
    listen(&mut reader, stop, each, server)
}

/// Reads the answer line by line.
fn listen(
    reader: &mut impl BufRead,
    stop: &AtomicBool,
    each: &mut dyn FnMut(&str),
    server: &Server,
) -> Result<String, String> {
    let mut stream = Stream::default();
    let mut text = String::new();
    let mut line = Vec::new();
    let mut taken = 0;
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err("stopped".to_owned());
        }
        line.clear();
        let read = reader.read_until(b'\n', &mut line);
        let count = read.map_err(|error| explain(&ureq::Error::from(error), server))?;
        taken += count as u64;
        let piece = if count == 0 {
            stream.end()
        } else {
            stream.line(&String::from_utf8_lossy(&line))
        };
        match piece {
            Piece::Nothing => {}
            Piece::Words(words) => {
                text.push_str(&words);
                each(&words);
                if text.len() > MOST_TEXT {
                    return Ok(text);
                }
            }
            Piece::Fault(said) => {
                return Err(format!("the server broke off: {}", quoted(&said, server)));
            }
            Piece::Done if text.trim().is_empty() => {
                return Err("the server sent an empty answer".to_owned());
            }
            Piece::Done => return Ok(text),
            Piece::Cut if taken >= MOST_BYTES => {
                return Err("the server sends too much".to_owned());
            }
            Piece::Cut => {
                return Err("the connection ended before the answer was whole".to_owned());
            }
            Piece::Strange => {
                return Err(
                    "the answer is no language model's; is `abstract.url` right?".to_owned(),
                );
            }
        }
    }
}

/// Where to ask. A key is not sent in the clear to another machine.
fn address(server: &Server) -> Result<String, String> {
    let base = server.url.trim().trim_end_matches('/');
    let (scheme, rest) = base.split_once("://").unwrap_or(("", base));
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return Err("the setting `abstract.url` must begin with http:// or https://".to_owned());
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    let here = ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|name| host == *name || host.strip_prefix(name).is_some_and(|p| p.starts_with(':')));
    if server.key.is_some() && scheme == "http" && !here {
        return Err(
            "a key is not sent over http to another machine; use https in `abstract.url`"
                .to_owned(),
        );
    }
    if base.ends_with("/chat/completions") {
        Ok(base.to_owned())
    } else {
        Ok(format!("{base}/chat/completions"))
    }
}

/// What a status other than success means.
fn refused(status: u16, body: &str, server: &Server) -> String {
    let said = sse::message(body).unwrap_or_default();
    let said = quoted(&said, server);
    let hint = match status {
        300..=399 => "it points elsewhere; put the final address into `abstract.url`",
        401 | 403 => {
            "the key is missing or wrong; `abstract.key_env` names the variable that holds it"
        }
        404 => "see `abstract.url` and `abstract.model`",
        429 => "too many questions; wait a little",
        500..=599 => "the server failed; try again",
        _ => "the question was refused",
    };
    let tail = if said.is_empty() {
        String::new()
    } else {
        format!(" ({said})")
    };
    format!("the server answered {status}: {hint}{tail}")
}

/// A server's own words, short and harmless, without the key.
fn quoted(said: &str, server: &Server) -> String {
    let mut said = sanitize::strip(said).into_owned();
    if let Some(key) = &server.key {
        said = said.replace(key.shown(), "[key]");
        // Servers like to show the beginning of a wrong key.
        for token in said.clone().split_whitespace() {
            let stars = token.contains("***");
            let head: String = token.chars().take_while(|c| *c != '*').collect();
            let shows = head.chars().count() >= 4 && key.shown().contains(head.trim_matches('"'));
            if stars || shows {
                said = said.replace(token, "[key]");
            }
        }
    }
    said.chars().take(MOST_SAID).collect()
}

/// A fault of the network in one line.
fn explain(error: &ureq::Error, server: &Server) -> String {
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            "no connection to the server in time".to_owned()
        }
        ureq::Error::Timeout(_) => {
            format!("no whole answer within {} s", server.timeout.as_secs())
        }
        ureq::Error::HostNotFound => "there is no such host, or no network".to_owned(),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            "the server refuses connections; is it running?".to_owned()
        }
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            format!("no whole answer within {} s", server.timeout.as_secs())
        }
        ureq::Error::BodyExceedsLimit(_) => "the server sends too much".to_owned(),
        other => {
            let said = quoted(&other.to_string(), server);
            format!("the server can't be asked: {said}")
        }
    }
}

#[cfg(test)]
mod tests;
