//! A server of our own: answers by a function, keeps connections, writes down everything.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// Header lines, names in lower case, values as they came.
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) from: Instant,
    pub(crate) until: Instant,
    /// How many connections were open then, this one among them.
    pub(crate) open: usize,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&[u8]> {
        let mut headers = self.headers.iter();
        headers
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_slice())
    }
}

/// An answer. `Raw` writes to the connection what it likes and closes it.
pub(crate) enum Answer {
    Document(&'static str, Vec<(&'static str, String)>, Vec<u8>),
    Raw(Box<dyn Fn(&mut TcpStream) + Send>),
}

pub(crate) fn answer(status: &'static str, headers: &[(&'static str, &str)], body: &str) -> Answer {
    let headers = headers
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    Answer::Document(status, headers.collect(), body.as_bytes().to_vec())
}

pub(crate) struct Server {
    pub(crate) address: String,
    log: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// On 127.0.0.1.
    pub(crate) fn start(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let log: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (noted, answer) = (Arc::clone(&log), Arc::new(answer));
        let open = Arc::new(AtomicUsize::new(0));
        std::thread::Builder::new()
            .spawn(move || {
                for stream in listener.incoming() {
                    let Ok(stream) = stream else { return };
                    let (noted, answer) = (Arc::clone(&noted), Arc::clone(&answer));
                    let open = Arc::clone(&open);
                    open.fetch_add(1, Ordering::SeqCst);
                    std::thread::Builder::new()
                        .spawn(move || {
                            serve(stream, &noted, &*answer, &open);
                            open.fetch_sub(1, Ordering::SeqCst);
                        })
                        .unwrap();
                }
            })
            .unwrap();
        Self {
            address: address.to_string(),
            log,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked until now.
    pub(crate) fn log(&self) -> Vec<Asked> {
        self.log.lock().unwrap().clone()
    }

    /// The same, and forgets it.
    pub(crate) fn take_log(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.log.lock().unwrap())
    }
}

fn serve(
    stream: TcpStream,
    log: &Mutex<Vec<Asked>>,
    answer: &(dyn Fn(&Asked) -> Answer + Send + Sync),
    open: &AtomicUsize,
) {
    stream.set_nodelay(true).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_mins(1)))
        .unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    while let Some(mut asked) = request(&mut reader, open) {
        let answer = answer(&asked);
        let document = match answer {
            Answer::Raw(raw) => {
                log.lock().unwrap().push(asked);
                raw(&mut stream);
                return;
            }
            Answer::Document(status, headers, body) => {
                let length = body.len();
                let mut bytes =
                    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n").into_bytes();
                for (name, value) in headers {
                    bytes.extend(format!("{name}: {value}\r\n").bytes());
                }
                bytes.extend(b"\r\n");
                bytes.extend(body);
                bytes
            }
        };
        asked.until = now();
        log.lock().unwrap().push(asked);
        if stream.write_all(&document).is_err() {
            return;
        }
    }
}

fn request(reader: &mut impl BufRead, open: &AtomicUsize) -> Option<Asked> {
    let mut line = Vec::new();
    reader
        .read_until(b'\n', &mut line)
        .ok()
        .filter(|n| *n > 0)?;
    let first = String::from_utf8_lossy(&line).into_owned();
    let from = now();
    let path = first.split(' ').nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).ok()?;
        let line = line.strip_suffix(b"\r\n").unwrap_or(&line);
        if line.is_empty() {
            break;
        }
        let at = line.iter().position(|b| *b == b':')?;
        let name = String::from_utf8_lossy(&line[..at]).to_lowercase();
        let value = line[at + 1..].strip_prefix(b" ").unwrap_or(&line[at + 1..]);
        headers.push((name, value.to_vec()));
    }
    Some(Asked {
        path,
        headers,
        from,
        until: from,
        open: open.load(Ordering::SeqCst),
    })
}

#[expect(clippy::disallowed_methods, reason = "a server's log has times")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// An RSS feed with entries of these titles.
pub(crate) fn rss(name: &str, titles: &[&str]) -> String {
    let items: Vec<String> = titles
        .iter()
        .enumerate()
        .map(|(n, title)| item(name, n, title))
        .collect();
    feed(name, &items.concat())
}

pub(crate) fn feed(name: &str, items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{name}</title><link>https://{name}.example/</link>{items}</channel></rss>"
    )
}

pub(crate) fn item(name: &str, n: usize, title: &str) -> String {
    let minute = n % 60;
    format!(
        "<item><title>{title}</title><guid isPermaLink=\"false\">{name}-{n}</guid><link>https://{name}.example/{n}?utm_source=rss</link>\
         <pubDate>Fri, 15 Jul 2022 10:{minute:02}:00 GMT</pubDate><description>&lt;p&gt;{title}, said a minister of {name} on Friday. \
         The talks number {n} go on, and nobody knows how they will end.&lt;/p&gt;</description></item>"
    )
}
