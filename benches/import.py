#!/usr/bin/env python3
"""An import of bulk from outside: rate, processor time, the most memory it held, and whether nothing came twice.

usage: import.py [--interrupt SECONDS]... [--again] PROGRAM LIBRARY INPUT

Runs `PROGRAM --library LIBRARY import INPUT`. With --interrupt the first runs get SIGINT (^C) after so many seconds each, and
the last one goes to its end. After each run the library is counted and no key or address may stand in it twice; after the last
`library check` must find it sound, and running the same import once more must change nothing.
"""
import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time


def facts(library):
    with sqlite3.connect(f"file:{library}?mode=ro", uri=True) as connection:
        one = lambda sql: connection.execute(sql).fetchone()[0]
        articles = one("SELECT count(*) FROM article")
        addresses = one("SELECT count(url) - count(DISTINCT url) FROM article")
        halves = one("SELECT count(*) FROM article a LEFT JOIN document d ON d.article = a.id "
                     "LEFT JOIN analysis n ON n.article = a.id WHERE d.article IS NULL OR n.article IS NULL")
        told = one("SELECT value FROM tally WHERE name = 'articles'")
    if addresses or halves or told != articles:
        sys.exit(f"{addresses} addresses twice, {halves} half articles, {told} counted of {articles}")
    return articles


def run(arguments, home, stop_after=None):
    command = [arguments.program, "--library", arguments.library, "import", arguments.input]
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": home}
    before = facts(arguments.library) if os.path.exists(arguments.library) else 0
    began = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if stop_after:
        threading.Timer(stop_after, lambda: child.send_signal(signal.SIGINT)).start()
    words = child.stdout.read().decode(errors="replace").strip().splitlines()
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    processor = used.ru_utime + used.ru_stime
    articles = facts(arguments.library)
    new = articles - before
    print(f"{new:,} new of {articles:,} in {seconds:.1f} s ({new / seconds:.0f} a second; {processor:.1f} s of processor, "
          f"{new / max(processor, 0.01):.0f} a second of it), at most {used.ru_maxrss / 1000:.0f} MB, "
          f"exit {os.waitstatus_to_exitcode(status)}: {' / '.join(words[-2:])[:160]}", flush=True)
    return new


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--interrupt", type=float, action="append", default=[])
    parser.add_argument("--again", action="store_true", help="import once more at the end: nothing may be new")
    parser.add_argument("program")
    parser.add_argument("library")
    parser.add_argument("input")
    arguments = parser.parse_args()
    arguments.program = os.path.abspath(arguments.program)
    with tempfile.TemporaryDirectory() as home:
        for seconds in arguments.interrupt:
            run(arguments, home, seconds)
        run(arguments, home)
        check = [arguments.program, "--library", arguments.library, "library", "check"]
        print(subprocess.run(check, capture_output=True, text=True).stdout.strip().replace("\n", " / ")[:200])
        if arguments.again and run(arguments, home):
            sys.exit("the same import again brought something new")
        size = os.path.getsize(arguments.library)
        print(f"{size / 1e6:,.0f} MB, {size / facts(arguments.library):,.0f} bytes an article")


if __name__ == "__main__":
    main()
