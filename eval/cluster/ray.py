#!/usr/bin/env python3
"""Analyses JSON Lines with Ray Data and writes Parquet: ray.py IN OUT

Every piece of the file goes through one `nutgraf analyze --every-line`; the columns' types come from `--schema arrow`. NUTGRAF
names the program; it and the file must stand at the same paths on every machine.
"""
import io
import json
import os
import subprocess
import sys

import pyarrow as pa
import pyarrow.json

# This file is called as the package is: the package is what is meant.
sys.path.pop(0)
import ray  # noqa: E402

source, target = sys.argv[1:3]
nutgraf = os.environ.get("NUTGRAF", "nutgraf")


def of(field):
    kind, inside = field["type"]["name"], field["children"]
    if kind == "list":
        made = pa.list_(of(inside[0]))
    elif kind == "struct":
        made = pa.struct([of(child) for child in inside])
    else:
        made = {"utf8": pa.string(), "bool": pa.bool_(), "int": pa.int64(), "floatingpoint": pa.float64()}[kind]
    return pa.field(field["name"], made, field["nullable"])


told = json.loads(subprocess.check_output([nutgraf, "analyze", "--schema", "arrow"]))
schema = pa.schema([of(field) for field in told["fields"]])
options = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")


def parts(path, size=8 << 20):
    """Pieces of a file that end with a line. Ray's own reader of texts takes no broken UTF-8 and ends lines elsewhere, too."""
    with open(path, "rb") as file:
        start, whole = 0, os.path.getsize(path)
        while start < whole:
            file.seek(min(start + size, whole))
            file.readline()
            yield {"start": start, "end": file.tell()}
            start = file.tell()


def lines_of(piece):
    return piece.count(b"\n") + (piece[-1:] not in (b"", b"\n"))


def analyze(part):
    start, end = part["start"][0].as_py(), part["end"][0].as_py()
    with open(source, "rb") as file:
        file.seek(start)
        piece = file.read(end - start)
    ended = subprocess.run([nutgraf, "analyze", "--every-line", "-"], input=piece, stdout=subprocess.PIPE, check=True)
    reading = pyarrow.json.ReadOptions(block_size=max(len(ended.stdout), 1))
    rows = pyarrow.json.read_json(io.BytesIO(ended.stdout), reading, options)
    if len(rows) != lines_of(piece):
        raise RuntimeError(f"{lines_of(piece)} lines in, {len(rows)} rows out")
    return rows


pieces = ray.data.from_items(list(parts(source)))
pieces.map_batches(analyze, batch_format="pyarrow", batch_size=1).write_parquet(target)
with open(source, "rb") as file:
    want = sum(1 for _ in file)
got = ray.data.read_parquet(target).count()
print(f"{want} lines in, {got} rows out")
sys.exit(0 if want == got else 1)
