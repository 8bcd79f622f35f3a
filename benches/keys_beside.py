#!/usr/bin/env python3
"""How long a key waits for its first byte while articles are being read in, through a real pseudo-terminal: `j` and `k`, one
every 30 ms.

    benches/keys_beside.py LIBRARY ARTICLES.jsonl [BINARY] [--keys 300]

Three rounds, each over a copy of the library: nothing else running; `nutgraf import` reading the articles into the same library;
the browser itself reading them in (`:import`). `library_scale write FILE COUNT` makes the articles."""
import argparse, os, shutil, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from keys import Terminal, share


def beats(terminal, keys):
    """Strikes keys at a steady beat; the time of each to its first byte."""
    times = []
    for number in range(keys):
        start = time.perf_counter()
        first, _, _ = terminal.key("jk"[number // 15 % 2], 0.012)
        if first is not None:
            times.append(first)
        time.sleep(max(0.0, 0.03 - (time.perf_counter() - start)))
    return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("articles")
    parser.add_argument("binary", nargs="?", default="target/quick/nutgraf")
    parser.add_argument("--keys", type=int, default=300)
    args = parser.parse_args()
    for part in ["alone", "beside nutgraf import", "reading in itself"]:
        with tempfile.TemporaryDirectory() as home:
            library = os.path.join(home, "library.db")
            shutil.copy(args.library, library)
            terminal = Terminal([args.binary, "--library", library], 120, 40, home)
            terminal.frames(2.0, limit=30)
            other = None
            if part == "beside nutgraf import":
                command = [args.binary, "--library", library, "import", args.articles]
                other = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            elif part == "reading in itself":
                terminal.key(":", 0.2)
                for letter in "import " + os.path.abspath(args.articles):
                    terminal.key(letter, 0.02)
                terminal.key("\r", 0.2)
            time.sleep(0 if part == "alone" else 3)
            terminal.frames(0.2, limit=1)
            times = beats(terminal, args.keys)
            if other:
                if other.poll() is not None:
                    print("the import had ended before the keys had")
                other.kill()
                other.wait()
            terminal.close()
            print(f"{part:22} {len(times)} keys to their first byte: p50 {share(times, .5):5.1f}  p90 {share(times, .9):5.1f}  "
                  f"p99 {share(times, .99):5.1f}  most {max(times):5.1f} ms", flush=True)


if __name__ == "__main__":
    main()
