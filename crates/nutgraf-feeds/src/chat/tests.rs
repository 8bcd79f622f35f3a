use super::*;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Instant;

const KEY: &str = "sk-verysecret12345";

/// A server that answers one connection with whatever `answer` does; what it was asked comes back.
fn serve(answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> (Server, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (send, asked) = mpsc::channel();
    std::thread::Builder::new()
        .spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            send.send(request(&mut stream)).unwrap();
            answer(&mut stream);
        })
        .unwrap();
    let server = Server {
        url: format!("http://{address}/v1/"),
        model: "little".to_owned(),
        key: Secret::new(KEY),
        timeout: Duration::from_millis(1200),
        language: String::new(),
    };
    (server, asked)
}

/// Head and body of a request.
fn request(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let count = stream.read(&mut piece).unwrap_or(0);
        all.extend_from_slice(&piece[..count]);
        let text = String::from_utf8_lossy(&all).into_owned();
        let length = text
            .to_lowercase()
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.lines().next()?.trim().parse::<usize>().ok());
        let whole = text.split_once("\r\n\r\n").is_some_and(|(_, body)| {
            length.map_or(body.ends_with("0\r\n\r\n"), |length| body.len() >= length)
        });
        if count == 0 || whole {
            return text;
        }
    }
}

fn ask(server: &Server) -> (Result<String, String>, String) {
    let mut heard = String::new();
    let stop = AtomicBool::new(false);
    let answer = chat(server, ("system", "article"), &stop, &mut |words| {
        heard.push_str(words);
    });
    (answer, heard)
}

fn event(words: &str) -> String {
    let value = serde_json::json!({"choices": [{"delta": {"content": words}}]});
    format!("data: {value}\n\n")
}

const STREAM: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

#[test]
fn an_answer_comes_piece_by_piece() {
    let (server, asked) = serve(|s| {
        let body = format!(
            "{STREAM}: hello\n\n{}{}data: [DONE]\n\n",
            event("One. "),
            event("Two.")
        );
        s.write_all(body.as_bytes()).unwrap();
    });
    let (answer, heard) = ask(&server);
    assert_eq!(answer.as_deref(), Ok("One. Two."));
    assert_eq!(heard, "One. Two.");
    let asked = asked.recv().unwrap();
    assert!(asked.starts_with("POST /v1/chat/completions "), "{asked}");
    assert!(asked.contains(&format!("Bearer {KEY}")) && asked.contains("\"little\""));
}

#[test]
fn an_answer_in_one_object_is_one_too() {
    let body = r#"{"choices": [{"message": {"content": "All of it."}}]}"#;
    let (server, _asked) = serve(move |s| {
        write!(
            s,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
    });
    assert_eq!(ask(&server).0.as_deref(), Ok("All of it."));
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "that it ends in time is what is tested"
)]
fn servers_that_misbehave_are_one_line_without_the_key() {
    let check = |answer: Box<dyn FnOnce(&mut TcpStream) + Send>, wanted: &str| {
        let (server, _asked) = serve(answer);
        let began = Instant::now();
        let message = ask(&server).0.unwrap_err();
        assert!(message.contains(wanted), "{message:?} for {wanted:?}");
        let safe = !message.contains("verysecret") && !message.contains(char::is_control);
        assert!(safe && message.len() < 400, "{message:?}");
        assert!(began.elapsed() < Duration::from_secs(5), "{wanted}");
        assert!(!format!("{server:?}").contains("verysecret"));
    };
    let plain = |bytes: Vec<u8>| -> Box<dyn FnOnce(&mut TcpStream) + Send> {
        Box::new(move |s| drop(s.write_all(&bytes)))
    };
    let status = |line: &str, body: &str| {
        let head = format!(
            "HTTP/1.1 {line}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        plain(head.into_bytes())
    };
    let stream = |body: String| plain(format!("{STREAM}{body}").into_bytes());
    let wrong_key =
        format!("{{\"error\": {{\"message\": \"Incorrect API key: {KEY} sk-very*****345\"}}}}");
    check(
        status("401 Unauthorized", &wrong_key),
        "answered 401: the key",
    );
    check(status("429 Too Many Requests", ""), "429: too many");
    check(
        status("500 Internal Server Error", "\u{1b}[31mboom"),
        "500: the server failed",
    );
    check(status("404 Not Found", "<html>"), "404");
    check(
        plain(
            b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
                .to_vec(),
        ),
        "points elsewhere",
    );
    check(plain(Vec::new()), "the server");
    check(plain(b"SSH-2.0-OpenSSH\r\n".to_vec()), "can't be asked");
    check(stream(event("Half of")), "before the answer was whole");
    check(
        stream("data: {\"choi\n\n".to_owned()),
        "no language model's",
    );
    check(
        stream("<html>Welcome</html>".to_owned()),
        "no language model's",
    );
    check(
        stream("data: {\"error\": {\"message\": \"no\\u001b[2Jmemory\"}}\n\n".to_owned()),
        "broke off: nomemory",
    );
    check(stream("data: [DONE]\n\n".to_owned()), "empty answer");
    check(
        Box::new(|_| std::thread::sleep(Duration::from_secs(4))),
        "no whole answer within 1 s",
    );
    check(
        Box::new(|s| {
            drop(s.write_all(STREAM.as_bytes()));
            // A drip that never ends is ended by the clock.
            for _ in 0..60 {
                if s.write_all(event("a").as_bytes()).is_err() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        }),
        "no whole answer within 1 s",
    );
    check(
        Box::new(|s| {
            drop(s.write_all(STREAM.as_bytes()));
            let noise = ": ".to_owned() + &"x".repeat(4094) + "\n";
            while s.write_all(noise.as_bytes()).is_ok() {}
        }),
        "too much",
    );
}

#[test]
fn a_long_answer_is_cut_and_controls_are_left_to_the_tidying() {
    let (server, _asked) = serve(|s| {
        drop(s.write_all(STREAM.as_bytes()));
        for _ in 0..100 {
            if s.write_all(event(&"word ".repeat(100)).as_bytes()).is_err() {
                return;
            }
        }
    });
    let answer = ask(&server).0.unwrap();
    assert!(answer.len() <= MOST_TEXT + 500);
}

#[test]
fn stopping_ends_it() {
    let (server, _asked) = serve(|s| {
        drop(s.write_all(STREAM.as_bytes()));
        for _ in 0..10 {
            drop(s.write_all(event("a").as_bytes()));
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    let stop = AtomicBool::new(false);
    let mut pieces = 0;
    let answer = chat(&server, ("s", "a"), &stop, &mut |_| {
        pieces += 1;
        stop.store(true, Ordering::Relaxed);
    });
    assert_eq!(answer, Err("stopped".to_owned()));
    assert_eq!(pieces, 1);
}

#[test]
fn a_key_stays_on_this_machine_or_goes_over_https() {
    let check = |url: &str, key: bool, wanted: Result<&str, &str>| {
        let server = Server {
            url: url.to_owned(),
            model: "m".to_owned(),
            key: if key { Secret::new(KEY) } else { None },
            timeout: Duration::from_secs(1),
            language: String::new(),
        };
        let found = address(&server);
        match wanted {
            Ok(wanted) => assert_eq!(found.as_deref(), Ok(wanted)),
            Err(wanted) => assert!(found.unwrap_err().contains(wanted), "{url}"),
        }
    };
    check(
        "http://localhost:11434/v1",
        true,
        Ok("http://localhost:11434/v1/chat/completions"),
    );
    check(
        "https://a.example/v1/",
        true,
        Ok("https://a.example/v1/chat/completions"),
    );
    check(
        "http://a.example/v1",
        false,
        Ok("http://a.example/v1/chat/completions"),
    );
    check("http://a.example/v1", true, Err("not sent over http"));
    check(
        "http://localhost.a.example/v1",
        true,
        Err("not sent over http"),
    );
    check(
        "http://localhost@a.example/v1",
        true,
        Err("not sent over http"),
    );
    check("file:///etc/passwd", false, Err("must begin with http"));
    check("", false, Err("must begin with http"));
}
