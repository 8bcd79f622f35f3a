#!/usr/bin/env python3
"""From exec to the first screen of headlines, from outside, through a pseudo-terminal.

usage: first_screen.py [--runs 15] [--cols 120 --rows 40] [--memory LINE] PROGRAM LIBRARY

For each run: milliseconds from exec to the first byte, to the end of the first synchronised update that holds the newest
headline of the library (read from its file), and to the last byte before 300 ms of silence, with how many updates and bytes
that took. Prints each run, then the medians and the best. State is kept in a folder for this run only, so that no run
remembers another. With --memory the line is typed into the filter and the resident memory is printed, before it and after.
"""
import argparse
import fcntl
import os
import pty
import re
import select
import signal
import sqlite3
import statistics
import struct
import sys
import tempfile
import termios
import time

END = b"\x1b[?2026l"


def newest(library):
    """The first words of the newest headline, as short as a narrow column may cut them."""
    with sqlite3.connect(f"file:{library}?mode=ro", uri=True) as connection:
        row = connection.execute("SELECT title FROM article ORDER BY published DESC, id DESC LIMIT 1").fetchone()
    return " ".join(row[0].split())[:16].strip().encode()


def start(program, library, cols, rows, home):
    environment = {
        "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": home,
        "XDG_CONFIG_HOME": home + "/config", "XDG_DATA_HOME": home + "/data", "XDG_STATE_HOME": home + "/state",
    }
    began = time.perf_counter()
    pid, master = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        os.execve(program, [program, "--library", library], environment)
    return began, pid, master


def bytes_until_silence(master, silence, limit=120.0):
    """(time, bytes) of each read until nothing came for `silence` seconds."""
    seen = []
    give_up = time.perf_counter() + limit
    while time.perf_counter() < give_up:
        ready, _, _ = select.select([master], [], [], silence if seen else min(limit, 10.0))
        if not ready:
            break
        try:
            some = os.read(master, 1 << 16)
        except OSError:
            break
        if not some:
            break
        seen.append((time.perf_counter(), some))
        if b"\x1b[c" in some:
            os.write(master, b"\x1b[?62;22c")
    return seen


def processor(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def wait_until_idle(pid, master, least=2.0):
    """Reads the screen until the program has done nothing for a while: its catalog is whole then."""
    spent, since = None, time.perf_counter()
    while time.perf_counter() - since < least:
        bytes_until_silence(master, 0.3, 0.5)
        if processor(pid) != spent:
            spent, since = processor(pid), time.perf_counter()


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+) kB", status.read())[1]) / 1000


def end(pid, master):
    os.kill(pid, signal.SIGTERM)
    bytes_until_silence(master, 1.0, 5.0)
    os.close(master)
    os.waitpid(pid, 0)


def one(arguments, headline):
    with tempfile.TemporaryDirectory() as home:
        began, pid, master = start(arguments.program, arguments.library, arguments.cols, arguments.rows, home)
        seen = bytes_until_silence(master, 0.3)
        end(pid, master)
    everything, shown = b"", None
    for at, some in seen:
        everything += some
        if shown is None:
            place = everything.find(headline)
            if place >= 0 and everything.find(END, place) >= 0:
                shown = (at - began) * 1e3
    first, last = (seen[0][0] - began) * 1e3, (seen[-1][0] - began) * 1e3
    if shown is None:
        sys.exit(f"the headline {headline!r} never came")
    return first, shown, last, everything.count(END), len(everything)


def memory(arguments):
    with tempfile.TemporaryDirectory() as home:
        _, pid, master = start(arguments.program, arguments.library, arguments.cols, arguments.rows, home)
        began = time.perf_counter()
        wait_until_idle(pid, master)
        whole, before = time.perf_counter() - began - 2.0, resident(pid)
        for letter in "/" + arguments.memory:
            os.write(master, letter.encode())
            bytes_until_silence(master, 0.3)
        wait_until_idle(pid, master)
        print(f"idle after {whole:.1f} s; resident: {before:.0f} MB with the catalog whole, "
              f"{resident(pid):.0f} MB after typing {arguments.memory!r}")
        end(pid, master)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--cols", type=int, default=120)
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--memory")
    parser.add_argument("program")
    parser.add_argument("library")
    arguments = parser.parse_args()
    arguments.program = os.path.abspath(arguments.program)
    headline = newest(arguments.library)
    runs = [one(arguments, headline) for _ in range(arguments.runs)]
    for run in runs:
        print("first byte {:6.1f}  headlines {:6.1f}  last byte {:7.1f} ms, {:2} updates, {} bytes".format(*run))
    for name, at in (("first byte", 0), ("headlines", 1), ("last byte", 2)):
        values = [run[at] for run in runs]
        print(f"{name:<12} median {statistics.median(values):6.1f}  best {min(values):6.1f}  worst {max(values):6.1f} ms")
    if arguments.memory:
        memory(arguments)


if __name__ == "__main__":
    main()
