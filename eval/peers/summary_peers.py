"""Compares our summaries with the lead and with sumy's summarisers, by rouge-score, in one run on the same sentences.

    pip install rouge-score sumy
    cargo run --release -p nutgraf-eval --bin train_summary -- DATA/summaries --test folds --folds 4 --json /tmp/held
    python eval/peers/summary_peers.py /tmp/held.cnndm_val500.jsonl -k 3 --limit 1000

The first command chooses for every document with weights that were fitted without it. `summary_score FILE --json` gives the
same form with the weights that the program carries.

Every system chooses from the sentences that our splitter found and gives k of them in the article's order.
"""
import argparse
import json
import re
import statistics

from rouge_score import rouge_scorer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

DANGLING = set(
    "he she it they his her hers its their theirs him them this that these those such but and or so however also meanwhile "
    "moreover furthermore then therefore thus yet still nevertheless nonetheless instead besides additionally hence".split()
)
STOP = frozenset(
    "a an the of to in on at by for with from into about after before and or but if as is are was were be been has have had "
    "do does did not no it its he she they them his her their this that these those i we you our your who which what will "
    "would can could may said".split()
)


class Words:
    """A tokenizer that needs no download."""

    def to_words(self, text):
        return re.findall(r"\w+", text)

    def to_sentences(self, text):
        return [text]


def peers():
    stemmer = Stemmer("english")
    for name, kind in [
        ("TextRank", TextRankSummarizer), ("LexRank", LexRankSummarizer), ("LSA", LsaSummarizer),
        ("Luhn", LuhnSummarizer), ("KL", KLSummarizer),
    ]:
        summarizer = kind() if kind is KLSummarizer else kind(stemmer)
        summarizer.stop_words = STOP
        yield name, summarizer


def main():
    options = argparse.ArgumentParser()
    options.add_argument("file")
    options.add_argument("-k", type=int, default=3)
    options.add_argument("--limit", type=int, default=0, help="about N documents, evenly spread")
    options = options.parse_args()
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)
    systems, rows, dangling = list(peers()), {}, {}
    with open(options.file, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    step = max(1, len(documents) // options.limit) if options.limit else 1
    for document in documents[::step]:
        sentences = document["sentences"]
        found = {"ours": document["ours"], "lead": sentences[: options.k]}
        words = Words()
        model = ObjectDocumentModel([Paragraph([Sentence(s, words) for s in sentences])])
        for name, summarizer in systems:
            try:
                found[name] = [str(s) for s in summarizer(model, options.k)]
            except Exception:  # LSA gives up on very short texts: then the lead stands in.
                found[name] = sentences[: options.k]
        reference = "\n".join(document["reference"])
        for name, summary in found.items():
            score = scorer.score(reference, "\n".join(summary))
            rows.setdefault(name, []).append([score[m].fmeasure * 100 for m in ("rouge1", "rouge2", "rougeLsum")])
            first = re.findall(r"\w+", summary[0].lower())[:1] if summary else []
            dangling.setdefault(name, []).append(bool(first and first[0] in DANGLING))
    print(f"{len(rows['ours'])} documents, k = {options.k}; gain: ours less lead, with the standard error of the mean")
    pairs = [[a - b for a, b in zip(x, y)] for x, y in zip(rows["ours"], rows["lead"])]
    for label, column in zip(("R1", "R2", "Lsum"), zip(*pairs)):
        error = statistics.stdev(column) / len(column) ** 0.5 if len(column) > 1 else 0
        print(f"gain      {label} {statistics.mean(column):+.2f} ± {error:.2f}")
    for name, scores in rows.items():
        means = "  ".join(f"{label} {statistics.mean(column):.2f}" for label, column in zip(("R1", "R2", "Lsum"), zip(*scores)))
        print(f"{name:9} {means}  dangling {100 * statistics.mean(dangling[name]):.1f} %")


if __name__ == "__main__":
    main()
