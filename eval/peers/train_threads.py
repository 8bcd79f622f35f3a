#!/usr/bin/env python3
"""Fits the network by which two articles are judged to tell of the same (`story/weights.rs`), and counts `words.bin`.

usage: train_threads.py fit PAIRS        PAIRS as `thread_score --pairs PAIRS` writes them; prints the constants of weights.rs
       train_threads.py held-out PAIRS   fits on one half of the clusters, judges and groups the other half, both ways
       train_threads.py words GMB OUT    counts in how many sentences of ner/gmb.jsonl.gz each stem stands
Needs `pip install numpy scikit-learn`. Every run gives the same numbers.
"""
import collections, gzip, json, math, re, struct, sys, warnings, zlib
import numpy as np
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")
# What a set counts; its pairs of one cluster and its other pairs count the same.
WEIGHTS = {"threads_allsides": 1.2, "threads_ecbplus": 1.0, "threads_basil": .5, "duc_task5": .35, "labelled_0": .6, "labelled_1": .6}
SEEDS, HIDDEN, ROUNDS, ALPHA = 5, 6, 40, 3e-3
LEAST, CONTRAST, LARGE, MOST = -2.5, 2.5, 5.0, 6.0


def read(path):
    """For each set: pairs (a, b), features, and the cluster of each article."""
    sets = {}
    for line in open(path, encoding="utf8"):
        parts = line.rstrip("\n").split("\t")
        pairs, rows, gold = sets.setdefault(parts[0], ([], [], {}))
        a, b = int(parts[1]), int(parts[2])
        gold[a], gold[b] = parts[3], parts[4]
        pairs.append((a, b)); rows.append([float(x) for x in parts[5:]])
    return {name: (np.array(p), np.array(r, dtype=np.float64), g) for name, (p, r, g) in sets.items()}


def fold(name, gold):
    """Halves of the clusters: by time where there is time, by topic where two clusters share one, else by lot."""
    if name == "threads_allsides":
        first = {}
        for a in sorted(gold): first.setdefault(gold[a], a)
        return {a: int(first[gold[a]] > max(gold) / 2) for a in gold}
    key = lambda c: re.sub(r"\D+$", "", c) if name == "threads_ecbplus" else c.split(".")[0] if name.startswith("labelled") else c
    return {a: zlib.crc32(key(c).encode()) % 2 for a, c in gold.items()}


def fit(sets, use=lambda name, a: True):
    X, y, w = [], [], []
    for name, weight in WEIGHTS.items():
        pairs, rows, gold = sets[name]
        keep = np.array([use(name, a) and use(name, b) for a, b in pairs])
        same = np.array([gold[a] == gold[b] for a, b in pairs])[keep]
        X.append(rows[keep]); y.append(same); w.append(np.full(keep.sum(), weight / same.sum()))
    X, y, w = np.concatenate(X), np.concatenate(y), np.concatenate(w)
    mean, spread = X.mean(0), X.std(0) + 1e-6
    units, constant = [], 0.0
    for seed in range(SEEDS):
        net = MLPClassifier((HIDDEN,), alpha=ALPHA, max_iter=ROUNDS, random_state=seed, learning_rate_init=3e-3, batch_size=256)
        net.fit((X - mean) / spread, y, sample_weight=w / w.mean())
        inputs = net.coefs_[0] / spread[:, None]
        start = net.intercepts_[0] - (mean / spread) @ net.coefs_[0]
        units += [(start[h], inputs[:, h], net.coefs_[1][h, 0] / SEEDS) for h in range(HIDDEN)]
        constant += net.intercepts_[1][0] / SEEDS
    return constant, units


def judge(model, rows):
    constant, units = model
    start, inputs, out = (np.array([u[k] for u in units]) for k in range(3))
    return np.clip(np.maximum(0, rows @ inputs.T + start) @ out + constant, -MOST, MOST)


def group(S):
    """Average link with the contrast of `model.rs`."""
    n = len(S); A = S.copy(); size = np.ones(n); within = np.zeros(n); count = np.zeros(n)
    label = np.arange(n); there = np.ones(n, bool)
    while True:
        mean = np.where(count > 0, within / np.maximum(count, 1), np.inf)
        least = np.minimum(mean[:, None], mean[None, :]); small = np.minimum(size[:, None], size[None, :])
        gap = np.where(np.isinf(least), 0, np.maximum(0, np.where(np.isinf(least), 0, least) - A))
        M = A - CONTRAST * gap * small / (small + LARGE)
        M[~there] = -np.inf; M[:, ~there] = -np.inf; np.fill_diagonal(M, -np.inf)
        i, j = divmod(int(M.argmax()), n)
        if M[i, j] < LEAST: return label
        pairs = size[i] * size[j]
        within[i] += within[j] + A[i, j] * pairs; count[i] += count[j] + pairs
        A[i] = (A[i] * size[i] + A[j] * size[j]) / (size[i] + size[j]); A[:, i] = A[i]
        size[i] += size[j]; there[j] = False; label[label == j] = i


def bcubed(found, gold):
    P, G, I = collections.Counter(found), collections.Counter(gold), collections.Counter(zip(found, gold))
    p = sum(c * c / P[x] for (x, _), c in I.items()) / len(gold); r = sum(c * c / G[x] for (_, x), c in I.items()) / len(gold)
    return 2 * p * r / (p + r)


def held_out(sets):
    folds = {name: fold(name, gold) for name, (_, _, gold) in sets.items()}
    for out in (0, 1):
        model = fit(sets, lambda name, a: folds[name][a] != out)
        for name in [name for name in WEIGHTS if not name.startswith("labelled")]:  # of those not all pairs were judged
            pairs, rows, gold = sets[name]
            members = [a for a in sorted(gold) if folds[name][a] == out]; at = {a: i for i, a in enumerate(members)}
            S = np.full((len(members),) * 2, -MOST)
            for (a, b), like in zip(pairs, judge(model, rows)):
                if a in at and b in at: S[at[a], at[b]] = S[at[b], at[a]] = like
            print(f"half {out}, {name:18} BCubed F {bcubed(list(group(S)), [gold[a] for a in members]):.3f}")


def number(x):
    text = f"{x:.4g}" if "e" not in f"{x:.4g}" else f"{x:.6f}"
    text = re.sub(r"(\.\d{3})(\d{3})$", r"\1_\2", text)
    return text if "." in text else text + ".0"


def print_weights(model):
    print(f"pub(crate) const CONSTANT: f32 = {number(model[0])};")
    print(f"pub(crate) const UNITS: [Unit; {len(model[1])}] = [")
    for start, inputs, out in model[1]:
        print(f"Unit {{ constant: {number(start)}, inputs: [{', '.join(map(number, inputs))}], output: {number(out)} }},")
    print("];")


# --- words.bin: the stems and hashes are those of `summary/word.rs` and `model/signature.rs` ---------------------------

def stem(w):
    n = len(w)
    if w.endswith("ing") and n >= 7: return w[:-3]
    if w.endswith(("ed", "es", "ly")) and n >= 6: return w[:-2]
    if w.endswith("ss"): return w
    if (w.endswith("s") and n >= 4) or (w.endswith("e") and n >= 5): return w[:-1]
    return w


def hashed(word, mask=(1 << 64) - 1):
    h = 0xcbf29ce484222325
    for byte in word.encode(): h = ((h ^ byte) * 0x100000001b3) & mask
    h = ((h ^ (h >> 33)) * 0xff51afd7ed558ccd) & mask; h = ((h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53) & mask
    return (h ^ (h >> 33)) >> 40


def words(path, out, least=20):
    count, sentences = collections.Counter(), 0
    for line in gzip.open(path, "rt", encoding="utf8"):
        text = re.sub(r"'\w+", "", " ".join(json.loads(line)["tokens"]).replace("’", "'")); sentences += 1
        raw = [w.replace(".", "").replace(",", "").lower() for w in re.findall(r"[^\W_]+(?:[.,][^\W_]+)*", text)]
        count.update({stem(w) for w in raw if len(w) > 1})
    level = lambda c: min(255, max(0, round(-math.log2(c / sentences) * 8)))
    table = sorted(hashed(w) << 8 | level(c) for w, c in count.items() if c >= least)
    open(out, "wb").write(b"".join(struct.pack("<I", x) for x in table))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fit", path]: print_weights(fit(read(path)))
        case ["held-out", path]: held_out(read(path))
        case ["words", path, out]: words(path, out)
        case _: sys.exit(__doc__)
