"""The work of `archive_benchmark::run_once` in Python: the archive's labelled reviews to padded ids.

Prints one line of JSON: seconds, peak memory, and what shows that the work was the same.
"""

import hashlib
import json
import string
import sys
import tarfile
import time
from array import array
from collections import Counter

NUM_WORDS = 6_400
MAX_LEN = 512
SEPARATORS = string.punctuation.replace("'", "") + "\t\n"
TABLE = bytes.maketrans(
    (string.ascii_uppercase + SEPARATORS).encode(),
    (string.ascii_lowercase + " " * len(SEPARATORS)).encode(),
)


def read(path):
    """The texts of each split, in lower case, separators turned into spaces."""
    splits = {"train": [], "test": []}
    with tarfile.open(path, "r|gz") as archive:
        for entry in archive:
            parts = entry.name.split("/")
            if len(parts) == 4 and parts[2] in ("neg", "pos"):
                _, split, label, name = parts
                number = int(name.split("_")[0])
                text = archive.extractfile(entry).read().translate(TABLE)
                splits[split].append((number, label, text))
    return {
        split: [text for _, _, text in sorted(reviews)]
        for split, reviews in splits.items()
    }


def fit(texts):
    """The ids of the commonest words; words of equal count by their bytes."""
    # No review holds another kind of ASCII white space, and split() is faster than split(b" ").
    counts = Counter()
    for text in texts:
        counts.update(text.split())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    words = (word for word, _ in ranked[: NUM_WORDS - 4])
    return {word: id for id, word in enumerate(words, 4)}, len(counts)


def encode_and_pad(texts, ids):
    """(N, T) ids as one array: start token in front, padded and truncated at the front."""
    padded = array("I", bytes(4 * MAX_LEN * len(texts)))
    get = ids.get
    for end, text in enumerate(texts, 1):
        row = [1]
        row += [get(word, 2) for word in text.split()]
        row = row[-MAX_LEN:]
        padded[end * MAX_LEN - len(row) : end * MAX_LEN] = array("I", row)
    return padded


def peak_memory_mb():
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


def main(path):
    start = time.perf_counter()
    splits = read(path)
    ids, distinct_words = fit(splits["train"])
    padded = {split: encode_and_pad(texts, ids) for split, texts in splits.items()}
    seconds = time.perf_counter() - start
    peak = peak_memory_mb()
    digest = hashlib.sha256()
    for split in ("train", "test"):
        digest.update(padded[split].tobytes())
    report = {
        "seconds": seconds,
        "peak_memory_mb": peak,
        "work": {
            "train": [len(splits["train"]), MAX_LEN],
            "test": [len(splits["test"]), MAX_LEN],
            "distinct_words": distinct_words,
            "sha256": digest.hexdigest(),
        },
    }
    print(json.dumps(report))


main(sys.argv[1])
