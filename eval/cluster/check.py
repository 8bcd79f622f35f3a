#!/usr/bin/env python3
"""Runs the recipes on 10,000 lines of our own, one in a hundred broken: check.py NUTGRAF

Answers must be as many as lines, in order where the recipe keeps it, with the ids that went in. What is not installed is
skipped loudly. Ends with 1 when something is wrong.
"""
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNT = 10_000
NAMES = ["Mara Lind", "Oto Brand", "Ines Falk"]
TOWNS = ["Ostrel", "Ardal", "Vennmark", "Silla"]
BROKEN = [b'{"id": "cut', b"", b'{"id": "id-%d"}', b"\xff\xfe no JSON", b"[1]"]
here = Path(__file__).resolve().parent
nutgraf = str(Path(sys.argv[1]).resolve())
environment = {**os.environ, "NUTGRAF": nutgraf, "PYSPARK_PYTHON": sys.executable}


def line(n):
    if n % 100 == 37:
        broken = BROKEN[n // 100 % len(BROKEN)]
        return broken % n if b"%d" in broken else broken
    name, town = NAMES[n % 3], TOWNS[n % 4]
    text = (
        f"The council of {town} met on day {n} and agreed on {n} crowns for the harbour. "
        f'"We will go on," said {name}, the mayor of {town}. The vote had been put off twice. '
    ) * 3
    record = {"id": f"id-{n}", "title": f"{town} agrees on its budget", "published": "2024-03-05"}
    record["html" if n % 3 == 0 else "text"] = text
    return json.dumps(record).encode()


def ids():
    """What must come out: the id of each line, where it can be read."""
    for n in range(COUNT):
        yield f"id-{n}" if n % 100 != 37 or n // 100 % len(BROKEN) == 2 else None


def run(name, words):
    began = time.monotonic()
    ended = subprocess.run(words, env=environment, stdout=subprocess.PIPE, text=True)
    took = time.monotonic() - began
    print(f"{name}: {ended.stdout.strip()}; {took:.0f} s", flush=True)
    return ended.returncode == 0


def rows_fit(folder):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder, columns=["id", "error"])
    got = table.column("id").to_pylist()
    failed = sum(error is not None for error in table.column("error").to_pylist())
    key = lambda one: one or ""
    return sorted(got, key=key) == sorted(ids(), key=key) and failed == COUNT // 100


def main():
    wrong = []
    with tempfile.TemporaryDirectory() as work:
        source = f"{work}/in.jsonl"
        Path(source).write_bytes(b"\n".join(map(line, range(COUNT))) + b"\n")
        out = f"{work}/out.jsonl"
        fine = run("parallel", [str(here / "parallel.sh"), source, out, "2"])
        answers = [json.loads(text) for text in open(out)] if fine else []
        if [answer.get("id") for answer in answers] != list(ids()):
            wrong.append("parallel")
        for name, *packages in (("spark", "pyspark"), ("ray", "ray", "pandas")):
            needed = [*packages, "pyarrow"]
            missing = [one for one in needed if importlib.util.find_spec(one) is None]
            if missing:
                print(f"!! {' and '.join(missing)} NOT INSTALLED: the recipe {name}.py is SKIPPED")
                continue
            target = f"{work}/{name}"
            fine = run(name, [sys.executable, str(here / f"{name}.py"), source, target])
            if not fine or not rows_fit(target):
                wrong.append(name)
    if wrong:
        print("WRONG: " + ", ".join(wrong))
    return 1 if wrong else 0


# `ray.py` beside this file must not be taken for the package.
sys.path = [path for path in sys.path if Path(path or ".").resolve() != here]
sys.exit(main())
