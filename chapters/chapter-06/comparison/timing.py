"""What the Python sides of the comparison share: the batch, the clock, the output."""

import json
import resource
import statistics
import sys
import time
from array import array

BATCH, TIME, VOCAB_SIZE, WIDTH = 64, 512, 6400, 128
WARM_UP, STEPS, THREADS = 3, 7, 2


def batch(path):
    """The ids that `bench --write-ids` wrote, as rows, and their true lengths (pads in front)."""
    ids = array("I")
    with open(path, "rb") as file:
        ids.frombytes(file.read())
    rows = [ids[row * TIME:(row + 1) * TIME].tolist() for row in range(BATCH)]
    lengths = [TIME - next(i for i, word in enumerate(row) if word != 0) for row in rows]
    targets = [float(row % 2) for row in range(BATCH)]
    return rows, lengths, targets


def spread(work):
    """Median, least and most of some timings after three to warm up, in seconds; page faults a time."""
    for _ in range(WARM_UP):
        work()
    seconds = []
    faults = page_faults()
    for _ in range(STEPS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return {
        "median": statistics.median(seconds),
        "min": min(seconds),
        "max": max(seconds),
        "page_faults": (page_faults() - faults) / STEPS,
    }


def page_faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def report(version, train_step, inference):
    json.dump(
        {"version": version, "train_step_seconds": train_step, "inference_seconds": inference},
        sys.stdout,
    )
