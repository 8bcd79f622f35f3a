#!/usr/bin/env python3
"""Analyses JSON Lines with Ray Data and writes Parquet: ray.py IN OUT

Every block of lines goes through one `nutgraf analyze --every-line`; the columns' types come from `--schema arrow`. NUTGRAF
names the program, which must stand at the same path on every machine.
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


def analyze(block):
    lines = "".join(line + "\n" for line in block["text"].to_pylist())
    ended = subprocess.run([nutgraf, "analyze", "--every-line", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    reading = pyarrow.json.ReadOptions(block_size=max(len(ended.stdout), 1))
    rows = pyarrow.json.read_json(io.BytesIO(ended.stdout), reading, options)
    if len(rows) != len(block):
        raise RuntimeError(f"{len(block)} lines in, {len(rows)} rows out")
    return rows


lines = ray.data.read_text(source, drop_empty_lines=False)
lines.map_batches(analyze, batch_format="pyarrow", batch_size=1000).write_parquet(target)
want, got = lines.count(), ray.data.read_parquet(target).count()
print(f"{want} lines in, {got} rows out")
sys.exit(0 if want == got else 1)
