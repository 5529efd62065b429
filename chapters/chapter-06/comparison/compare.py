"""Times one training step and one inference of the tutorial's model on the same batch in every
program, and records the result in ../results/comparison.json.

A machine's speed changes from minute to minute. So the programs take turns, and what is recorded is
the median of the turns' medians, with the least and the greatest time of all turns.

From the root of the course, on a machine that does nothing else:

    python3 -m venv target/comparison
    target/comparison/bin/pip install -r chapters/chapter-06/comparison/requirements.txt
    target/comparison/bin/python chapters/chapter-06/comparison/compare.py
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
BENCH = ["cargo", "run", "--quiet", "--release", "-p", "chapter-06", "--", "bench", "--json"]


def run(command):
    print(" ".join(map(str, command)), file=sys.stderr)
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output)


def turns(count, commands):
    """Runs the commands, by name, in turn, `count` times, and sums each one's timings up."""
    results = {name: [] for name in commands}
    for _ in range(count):
        for name, command in commands.items():
            results[name].append(run(command))
    return {name: summary(of_turns) for name, of_turns in results.items()}


def summary(of_turns):
    result = {**of_turns[0], "turns": len(of_turns)}
    for stage in ["train_step_seconds", "inference_seconds"]:
        medians = [turn[stage]["median"] for turn in of_turns]
        result[stage] = {
            "median": statistics.median(medians),
            "min": min(turn[stage]["min"] for turn in of_turns),
            "max": max(turn[stage]["max"] for turn in of_turns),
            "medians_of_turns": medians,
        }
    return result


def times(slow, fast, stage):
    return slow[stage]["median"] / fast[stage]["median"]


def main():
    ids = os.path.join("target", "comparison.ids")
    python = lambda script, *options: [sys.executable, HERE / script, ids, *options]
    front = {
        "fused": [*BENCH, "--write-ids", ids],
        "pytorch": python("pytorch_step.py", "front"),
        "keras": python("keras_step.py"),
    }
    masked = {
        "fused_masked": [*BENCH, "--padding", "masked"],
        "pytorch_packed": python("pytorch_step.py", "masked"),
    }
    slow = {
        "by_hand": [*BENCH, "--engine", "by-hand", "--steps", "3"],
        "candle": [*BENCH, "--engine", "candle", "--steps", "3"],
    }
    result = {**turns(5, front), **turns(3, masked), **turns(1, slow)}
    fused, masked = result["fused"], result["fused_masked"]
    for stage in ["train_step_seconds", "inference_seconds"]:
        result[f"times_faster_{stage.removesuffix('_seconds')}"] = {
            "pytorch": times(result["pytorch"], fused, stage),
            "keras": times(result["keras"], fused, stage),
            "by_hand": times(result["by_hand"], fused, stage),
            "candle": times(result["candle"], fused, stage),
            "pytorch_packed": times(result["pytorch_packed"], masked, stage),
        }
    path = HERE.parent / "results" / "comparison.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n")
    print(f"wrote {path}")


main()
