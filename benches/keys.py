#!/usr/bin/env python3
"""How long the filter line takes through a real pseudo-terminal: each typed and each deleted character, from the key to the
new list on the screen.

    benches/keys.py LIBRARY [BINARY] [--passes N] [--cols 120 --rows 40]

Three times are told for each key: to the first byte; to the frame in which the list is that of the line as it now stands; and
to the last byte before 120 ms of quiet (briefing and counts of actors). The second is the answer's: the count at the right of
the filter line belongs to the rows, and a frame is one synchronised update. Needs a build: cargo build --profile quick."""
import argparse, fcntl, os, pty, select, signal, struct, sys, tempfile, termios, time

LINES = ["iran", "obama police", "trade deficit", "@japan", "un", "prsdnt", "zelenski", "mta fares", "oil prices",
         "@n", "police shooting brooklyn", "fed | dollar", "earnings -bank", "sefcovic", "the"]
BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"


class Terminal:
    def __init__(self, command, cols, rows, home):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            env = dict(os.environ, TERM="xterm-256color", XDG_STATE_HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home)
            os.execvpe(command[0], command, env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def frames(self, quiet, limit=10.0):
        """Reads until nothing came for `quiet` seconds; the time of each read."""
        times, start = [], time.perf_counter()
        while time.perf_counter() - start < limit:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready:
                break
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                break
            times.append((time.perf_counter(), data))
        return times

    def key(self, key, quiet):
        start = time.perf_counter()
        os.write(self.fd, key.encode())
        seen = self.frames(quiet)
        times = [(at - start) * 1000 for at, _ in seen]
        # The first frame shows the letter; the list follows with it or in the next frame.
        return (times[0] if times else None, times[-1] if times else None, [(t, d) for t, (_, d) in zip(times, seen)])

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def row_time(frames, rows_at):
    """The end of the last read that wrote into the rows of the list within the frames of this key."""
    last = None
    for at, data in frames:
        if END in data or data:
            last = at if touches_list(data, rows_at) else last
    return last


def touches_list(data, top):
    """Whether a frame moves the cursor into the list (below the rule under the filter line)."""
    text = data.decode("utf-8", "replace")
    at, row = 0, 0
    while (at := text.find("\x1b[", at)) >= 0:
        end = at + 2
        while end < len(text) and not text[end].isalpha():
            end += 1
        if end < len(text) and text[end] == "H":
            place = text[at + 2:end].split(";")
            if place[0].isdigit() and int(place[0]) > top:
                return True
        at = end
    return "\n" in text


def share(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(part * len(values)))] if values else float("nan")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("binary", nargs="?", default="target/quick/nutgraf")
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--cols", type=int, default=120)
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--settle", type=float, default=5.0, help="seconds for the catalog to load")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal([args.binary, "--library", args.library], args.cols, args.rows, home)
        terminal.frames(args.settle, limit=60)
        terminal.key("/", 0.2)
        # Once to learn the right spellings, not counted.
        for letter in "warming":
            terminal.key(letter, 0.2)
        terminal.key("\x15", 0.3)
        first, lists, settled, slow = [], [], [], []
        for _ in range(args.passes):
            for line in LINES:
                typed = ""
                for key in list(line) + ["\x7f"] * len(line):
                    typed = typed[:-1] if key == "\x7f" else typed + key
                    one, last, frames = terminal.key(key, 0.12)
                    if one is None:
                        continue
                    rows = row_time(frames, 3)
                    first.append(one)
                    settled.append(last)
                    # A key that leaves the rows as they are is answered with its first frame.
                    lists.append(one if rows is None else min(at for at, data in frames if touches_list(data, 3)))
                    slow.append((lists[-1], last, typed))
        terminal.close()
    for name, values in [("first byte", first), ("new list", lists), ("all settled", settled)]:
        print(f"{name:12} {len(values)} keys: p50 {share(values, .5):6.1f}  p90 {share(values, .9):6.1f}  "
              f"p99 {share(values, .99):6.1f}  most {max(values):6.1f} ms")
    print("slowest:", ", ".join(f"{typed!r} {at:.1f} ({last:.1f})" for at, last, typed in sorted(slow, reverse=True)[:10]))


if __name__ == "__main__":
    main()
