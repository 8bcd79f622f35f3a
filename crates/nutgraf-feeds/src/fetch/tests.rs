use super::*;
use std::io::Write;
use std::net::TcpListener;

/// A server that answers each connection with `answer` and then does what it likes with the stream.
fn serve(answer: impl Fn(&mut std::net::TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::Builder::new()
        .spawn(move || {
            for stream in listener.incoming().take(12) {
                let Ok(mut stream) = stream else { return };
                let mut request = [0u8; 2048];
                drop(stream.read(&mut request));
                answer(&mut stream);
            }
        })
        .unwrap();
    format!("http://{address}/a")
}

fn quick() -> Manners {
    Manners {
        connect: Duration::from_millis(500),
        total: Duration::from_millis(1500),
        ..Manners::default()
    }
}

fn small() -> Limits {
    Limits {
        bytes: 10_000,
        ..Limits::default()
    }
}

#[test]
fn a_page_comes_with_its_character_set() {
    let url = serve(|s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\nETag: \"x\"\r\nContent-Length: 12\r\n\r\n<p>Z\xFCrich.\n\n"));
    });
    let page = get(&url, &quick(), &small()).unwrap();
    assert_eq!(page.charset.as_deref(), Some("iso-8859-1"));
    assert_eq!(page.etag.as_deref(), Some("\"x\""));
    let options = Options {
        charset: page.charset,
        ..Options::default().with_origin(page.url)
    };
    let read = ingest::read(&page.bytes, &options);
    let draft = read[0].as_ref().unwrap();
    assert_eq!(draft.paragraphs[0].text, "Zürich.");
}

#[test]
fn servers_that_misbehave_are_one_line_each() {
    let check = |answer: &'static [u8], stall: bool, message: &str| {
        let url = serve(move |s| {
            drop(s.write_all(answer));
            if stall {
                // Far beyond the limit: on a busy machine the reader gives up late.
                std::thread::sleep(Duration::from_secs(30));
            }
        });
        let refusal = get(&url, &quick(), &small()).unwrap_err();
        assert!(refusal.message.contains(message), "{refusal}");
    };
    check(
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        false,
        "the server answered 404 Not Found",
    );
    check(
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab",
        true,
        "not done within",
    );
    check(
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        false,
        "the server sent nothing",
    );
    check(b"", true, "not done within");
    check(
        b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n",
        false,
        "from address to address",
    );
    let cut = serve(|s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"));
    });
    assert_eq!(
        get(&cut, &quick(), &small()).unwrap_err().kind,
        RefusalKind::Network
    );
    let endless = serve(|s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\n\r\n"));
        while s.write_all(&[b'x'; 4096]).is_ok() {}
    });
    let refusal = get(&endless, &quick(), &small()).unwrap_err();
    assert_eq!(
        refusal.kind,
        RefusalKind::Document(FlawKind::TooLarge),
        "{refusal}"
    );
}

#[test]
fn what_is_not_the_web_and_what_is_local_is_refused() {
    for url in [
        "file:///etc/passwd",
        "ftp://a.example/",
        "no address",
        "gopher://x",
    ] {
        assert!(get(url, &quick(), &small()).is_err(), "{url}");
    }
    let url = serve(|s| {
        drop(s.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
    });
    let careful = Manners {
        local: false,
        ..quick()
    };
    let refusal = get(&url, &careful, &small()).unwrap_err();
    assert!(refusal.message.contains("local network"), "{refusal}");
    for (address, public) in [
        ("8.8.8.8", true),
        ("10.1.2.3", false),
        ("100.64.0.1", false),
        ("169.254.169.254", false),
        ("::1", false),
        ("::ffff:127.0.0.1", false),
        ("fd00::1", false),
        ("2606:4700::1", true),
    ] {
        assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
    }
}

#[test]
fn an_unchanged_document_is_not_sent_again() {
    let url = serve(|s| {
        drop(s.write_all(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"));
    });
    let manners = Manners {
        etag: Some("\"x\"".to_owned()),
        ..quick()
    };
    assert!(get(&url, &manners, &small()).unwrap().unchanged);
}
