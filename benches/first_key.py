#!/usr/bin/env python3
"""How long the first key takes through a real pseudo-terminal, struck a moment after the first screen.

    benches/first_key.py LIBRARY [BINARY] [--runs 9] [--delays 1,20,60,150] [--cols 120 --rows 40]

For each key and delay: from the key to the first byte that comes, and to the end of the frame that answers it: for a letter of a
filter, the frame with the rows of the line. Needs a build: cargo build --profile quick."""
import argparse, fcntl, os, pty, re, select, signal, struct, tempfile, termios, time

BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"
# Keys, and what the frame that answers them holds.
KEYS = [("j", None), ("/", None), ("/iran", rb"[0-9][0-9,]*( so far)? of [0-9,]+"), ("G", None), ("\r", None)]


def start(command, cols, rows, home):
    pid, fd = pty.fork()
    if pid == 0:
        env = dict(os.environ, TERM="xterm-256color", XDG_STATE_HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home)
        os.execvpe(command[0], command, env)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
    return pid, fd


def read(fd, until, limit):
    """Reads until `until(all that came)` or the limit; (time, bytes) of each read."""
    seen, all_, end = [], b"", time.perf_counter() + limit
    while True:
        left = end - time.perf_counter()
        if left <= 0 or until(all_):
            return seen, all_
        ready, _, _ = select.select([fd], [], [], left)
        if not ready:
            return seen, all_
        data = os.read(fd, 1 << 16)
        seen.append((time.perf_counter(), data))
        all_ += data


def one(args, key, answer, delay):
    with tempfile.TemporaryDirectory() as home:
        begun = time.perf_counter()
        pid, fd = start([args.binary, "--library", args.library], args.cols, args.rows, home)
        seen, _ = read(fd, lambda b: b.count(END) >= 1 and b" unread" in b, 20)
        first_screen = (seen[-1][0] - begun) * 1000
        # What comes before the key is no answer to it.
        read(fd, lambda _: False, delay / 1000)
        struck = time.perf_counter()
        os.write(fd, key.encode())
        holds = (lambda b: END in b) if answer is None else (lambda b: re.search(answer, b) and b.rstrip().endswith(END))
        seen, all_ = read(fd, holds, 3)
        times = [(at - struck) * 1000 for at, _ in seen]
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)
        return first_screen, times[0] if times else 3000.0, times[-1] if times else 3000.0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("binary", nargs="?", default="target/quick/nutgraf")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--delays", default="1,20,60,150,400")
    parser.add_argument("--cols", type=int, default=120)
    parser.add_argument("--rows", type=int, default=40)
    args = parser.parse_args()
    for key, answer in KEYS:
        for delay in [int(d) for d in args.delays.split(",")]:
            runs = [one(args, key, answer, delay) for _ in range(args.runs)]
            told = []
            for name, values in zip(("screen", "first byte", "answer"), zip(*runs)):
                values = sorted(values)
                told.append(f"{name} {values[len(values) // 2]:6.1f} (most {values[-1]:6.1f})")
            print(f"{key!r:8} after {delay:3} ms: " + "   ".join(told), flush=True)


if __name__ == "__main__":
    main()
