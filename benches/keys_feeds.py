#!/usr/bin/env python3
"""How long a key waits for its first byte while feeds come in, through a real pseudo-terminal: `j` and `k`, one every 30 ms,
and a filter line that is typed and deleted.

    benches/keys_feeds.py LIBRARY [BINARY] [--feeds 1000] [--entries 20]

A server of its own answers on as many loopback addresses as there are feeds, so that each is a host and no pause is kept between
them. Three rounds, each over a copy of the library: nothing else running; all feeds for the first time (every entry is read, analysed
and stored); all feeds again with nothing new. The round ends when all feeds have answered and two more seconds have gone by."""
import argparse, os, shutil, socketserver, sys, tempfile, threading, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from keys import Terminal, share

LINES = ["road", "council", "@japan", "feed:paper"]


def document(number, entries):
    items = []
    for n in range(entries):
        word = number * entries + n
        items.append(
            f"<item><title>Story {word} of paper {number}</title><guid isPermaLink=\"false\">{word}</guid>"
            f"<link>https://paper{number}.example/{word}</link><pubDate>Fri, 15 Jul 2022 10:{n % 60:02}:00 GMT</pubDate>"
            f"<description>&lt;p&gt;The council of town {word} met on Friday and spoke for {n} hours about road {word}. "
            f"A member said that {word * 7 % 997} people had written to them, and that nothing was decided yet.&lt;/p&gt;"
            f"</description></item>")
    return (f"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Paper {number}</title>"
            f"<link>https://paper{number}.example/</link>{''.join(items)}</channel></rss>").encode()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def verify_request(self, request, client_address):
        return client_address[0].startswith("127.")


def server(entries):
    asked = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            first = self.rfile.readline().decode()
            known = False
            while (line := self.rfile.readline()) not in (b"\r\n", b""):
                known |= line.lower().startswith(b"if-none-match")
            number = int(first.split(" ")[1].rsplit("/", 1)[-1])
            body = b"" if known else document(number, entries)
            status = b"304 Not Modified" if known else b"200 OK"
            self.wfile.write(b"HTTP/1.1 %s\r\nETag: \"%d\"\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                             % (status, number, len(body)) + body)
            asked.append(number)

    # All addresses of the loopback lead here; from anywhere else nobody is answered.
    made = Server(("0.0.0.0", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    return made.server_address[1], asked


def struck(terminal, keys, times, quiet=0.012):
    for key in keys:
        # What is still on its way belongs to what was before.
        terminal.frames(0.001, limit=0.01)
        start = time.perf_counter()
        first, _, _ = terminal.key(key, quiet)
        if first is not None:
            times.append(first)
        time.sleep(max(0.0, 0.03 - (time.perf_counter() - start)))


def beats(terminal, goes_on):
    """Keys of both kinds until nothing goes on; the time of each to its first byte."""
    moves, typed, round_ = [], [], 0
    while goes_on():
        struck(terminal, "jk"[round_ % 2] * 15, moves)
        line = LINES[round_ % len(LINES)]
        struck(terminal, ["/"], [])
        struck(terminal, list(line) + ["\x7f"] * len(line), typed)
        struck(terminal, ["\x1b", "\x1b"], [], 0.08)
        round_ += 1
    return moves, typed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("binary", nargs="?", default="target/quick/nutgraf")
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=20)
    args = parser.parse_args()
    port, asked = server(args.entries)
    with tempfile.TemporaryDirectory() as home:
        library = os.path.join(home, "library.db")
        shutil.copy(args.library, library)
        os.makedirs(os.path.join(home, "nutgraf"))
        with open(os.path.join(home, "nutgraf", "feeds.toml"), "w") as file:
            for n in range(args.feeds):
                file.write(f'[[feed]]\nurl = "http://127.0.{1 + n // 250}.{1 + n % 250}:{port}/{n}"\n')
        for part in ["alone", "all for the first time", "nothing new"]:
            terminal = Terminal([args.binary, "--library", library], 120, 40, home)
            # Until the library is loaded and all is counted.
            terminal.frames(5.0, limit=60)
            asked.clear()
            if part == "alone":
                until = time.monotonic() + 20
                goes_on = lambda: time.monotonic() < until
            else:
                if part == "nothing new":
                    import sqlite3
                    with sqlite3.connect(library) as rows:
                        rows.execute("UPDATE feed SET next = 0")
                struck(terminal, ["g", "f", "R"], [], 0.2)
                struck(terminal, ["q"], [], 0.2)
                ended = []

                def goes_on():
                    if len(asked) >= args.feeds and not ended:
                        ended.append(time.monotonic() + 2)
                    return not ended or time.monotonic() < ended[0]
            began = time.monotonic()
            moves, typed = beats(terminal, goes_on)
            took = time.monotonic() - began
            terminal.close()
            for name, times in [("moves", moves), ("typed", typed)]:
                print(f"{part:22} {name} {len(times)} keys to their first byte: p50 {share(times, .5):5.1f}  p90 {share(times, .9):5.1f}  "
                      f"p99 {share(times, .99):5.1f}  most {max(times):5.1f} ms   ({len(asked)} feeds answered, {took:.0f} s, "
                      f"load {os.getloadavg()[0]:.1f})", flush=True)


if __name__ == "__main__":
    main()
