use super::*;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

/// A server that answers each connection with `answer` and then does what it likes with the stream; and what it was asked.
fn serve(answer: impl Fn(&mut TcpStream) + Send + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (told, asked) = channel();
    std::thread::Builder::new()
        .spawn(move || {
            for stream in listener.incoming().take(12) {
                let Ok(mut stream) = stream else { return };
                let mut request = [0u8; 4096];
                let length = stream.read(&mut request).unwrap_or(0);
                drop(told.send(String::from_utf8_lossy(&request[..length]).into_owned()));
                answer(&mut stream);
            }
        })
        .unwrap();
    (format!("http://{address}/a"), asked)
}

fn says(text: &str) -> impl Fn(&mut TcpStream) + Send + use<> {
    let text = text.to_owned();
    move |stream| drop(stream.write_all(text.as_bytes()))
}

fn quick() -> Fetcher {
    Fetcher::new(Manners {
        connect: Duration::from_millis(500),
        total: Duration::from_millis(1500),
        bytes: 100_000,
        ..Manners::default()
    })
}

fn ask(url: &str) -> Result<Answer, Trouble> {
    quick().ask(&Question::new(url, FEEDS))
}

#[test]
fn a_page_comes_with_its_character_set_and_says_who_asked() {
    let (url, asked) = serve(|s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\nETag: \"x\"\r\nContent-Length: 12\r\n\r\n<p>Z\xFCrich.\n\n"));
    });
    let answer = ask(&url).unwrap();
    assert_eq!(answer.head.etag.as_deref(), Some(&b"\"x\""[..]));
    let options = Options {
        charset: answer.head.charset,
        ..Options::default().with_origin(answer.url)
    };
    let read = ingest::read(&answer.bytes, &options);
    assert_eq!(read[0].as_ref().unwrap().paragraphs[0].text, "Zürich.");
    let request = asked.recv().unwrap().to_ascii_lowercase();
    assert!(request.contains("user-agent: nutgraf/"), "{request}");
    assert!(
        request.contains("gzip") && request.contains("br"),
        "{request}"
    );
    for never in ["cookie", "referer", "if-none-match", "authorization"] {
        assert!(!request.contains(never), "{request}");
    }
}

#[test]
fn servers_that_misbehave_are_one_line_each_and_end_in_time() {
    let check = |head: &'static str, stall: bool, message: &str| {
        let (url, _) = serve(move |s| {
            drop(s.write_all(head.as_bytes()));
            if stall {
                // Far beyond the limit: on a busy machine the reader gives up late.
                std::thread::sleep(Duration::from_secs(30));
            }
        });
        let words = match ask(&url) {
            Ok(answer) => answer.refusal.unwrap().words,
            Err(trouble) => trouble.words,
        };
        assert!(words.contains(message), "{words}");
    };
    check(
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        false,
        "nothing at this address",
    );
    check(
        "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
        false,
        "500 Internal Server Error",
    );
    check(
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab",
        true,
        "not done within",
    );
    check(
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab",
        false,
        "ended before",
    );
    check("", true, "not done within");
    let moved =
        |to: &str| format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
    for (to, message) in [
        ("/a", "without end"),
        ("file:///etc/passwd", "neither http nor https"),
        ("ftp://a.example/", "neither http nor https"),
        ("http://127.0.0.2:9/", "did not name"),
        ("http://169.254.169.254/latest", "did not name"),
        ("", "without end"),
    ] {
        let (url, _) = serve(says(&moved(to)));
        let trouble = ask(&url).unwrap_err();
        assert!(trouble.words.contains(message), "{to}: {trouble:?}");
    }
    check(
        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        false,
        "does not say where to",
    );
}

#[test]
fn floods_end_at_their_limits() {
    let (url, _) = serve(|s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\n\r\n"));
        while s.write_all(&[b'x'; 4096]).is_ok() {}
    });
    assert_eq!(
        ask(&url).unwrap_err().kind,
        Kind::TooLarge,
        "an endless body"
    );
    let (url, _) = serve(|s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\n"));
        while s.write_all(&b"X-A: bcdefgh\r\n".repeat(99)).is_ok() {}
    });
    let trouble = ask(&url).unwrap_err();
    assert_eq!(trouble.kind, Kind::TooLarge, "header lines: {trouble:?}");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b' '; 50_000_000]).unwrap();
    let packed = packed.finish().unwrap();
    let (url, _) = serve(move |s| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            packed.len()
        );
        drop(s.write_all(head.as_bytes()));
        drop(s.write_all(&packed));
    });
    assert_eq!(ask(&url).unwrap_err().kind, Kind::TooLarge, "a bomb");
}

#[test]
fn what_is_not_the_web_and_what_nobody_named_is_refused() {
    for url in [
        "file:///etc/passwd",
        "ftp://a.example/",
        "no address",
        "http://",
    ] {
        assert_eq!(ask(url).unwrap_err().kind, Kind::Unsafe, "{url}");
    }
    let (url, _) = serve(says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
    assert!(ask(&url).is_ok(), "the reader's own");
    let public = quick().public;
    let error = public.get(&url).call().unwrap_err();
    let trouble = Trouble::of(&error, &Manners::default());
    assert_eq!(trouble.kind, Kind::Unsafe, "{trouble:?}");
}

#[test]
fn conditions_are_sent_byte_for_byte_and_lasting_moves_are_told() {
    let (new, asked) = serve(says("HTTP/1.1 304 Not Modified\r\nETag: \"y\"\r\n\r\n"));
    let question = Question {
        etag: Some(b"W/\"a \xE9\"".to_vec()),
        modified: Some(b"yesterday, about noon".to_vec()),
        ..Question::new(&new, FEEDS)
    };
    let answer = quick().ask(&question).unwrap();
    assert_eq!((answer.status, answer.moved), (304, None));
    let request = asked.recv().unwrap();
    assert!(
        request.contains("if-none-match: W/\"a \u{fffd}\"\r\n"),
        "{request}"
    );
    assert!(
        request.contains("if-modified-since: yesterday, about noon\r\n"),
        "{request}"
    );
    let hop = |status: u16| {
        format!(
            "HTTP/1.1 {status} X\r\nLocation: {new}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    };
    let (lasting, _) = serve(says(&hop(308)));
    assert_eq!(ask(&lasting).unwrap().moved, Some(new.clone()));
    let (passing, _) = serve(says(&hop(302)));
    assert_eq!(ask(&passing).unwrap().moved, None);
}

#[test]
fn a_password_ends_at_its_own_origin() {
    let (other, asked) = serve(says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
    let (own, asked_first) = serve(says(&format!(
        "HTTP/1.1 302 Found\r\nLocation: {other}\r\nContent-Length: 0\r\n\r\n"
    )));
    let question = Question {
        headers: vec![("X-Key".to_owned(), "k".to_owned())],
        ..Question::new(&own.replace("http://", "http://ann:p%20w@"), FEEDS)
    };
    let answer = quick().ask(&question).unwrap();
    assert_eq!(answer.url, other);
    let first = asked_first.recv().unwrap();
    assert!(
        first.contains("Basic YW5uOnAgdw==") && first.contains("x-key: k"),
        "{first}"
    );
    let second = asked.recv().unwrap().to_ascii_lowercase();
    assert!(
        !second.contains("authorization") && !second.contains("x-key"),
        "{second}"
    );
}

#[test]
fn a_bot_wall_is_said_as_what_it_is() {
    let page = |head: &str, body: &str| {
        let length = body.len();
        says(&format!(
            "HTTP/1.1 {head}\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    };
    for (head, body, wanted) in [
        (
            "403 Forbidden\r\ncf-mitigated: challenge",
            "",
            "a bot wall (Cloudflare)",
        ),
        (
            "403 Forbidden",
            "<title>Just a moment...</title>",
            "a bot wall lets",
        ),
        ("403 Forbidden", "not for you", "does not let nutgraf in"),
        ("401 Unauthorized", "", "wants a name and a password"),
        ("429 Too Many Requests", "", "asked too often"),
    ] {
        let (url, _) = serve(page(head, body));
        let words = ask(&url).unwrap().refusal.unwrap().words;
        assert!(words.contains(wanted), "{head}: {words}");
    }
}
