"""Times one training step and one inference of the tutorial's model on the same batch in every
program, one after the other, and records the result in ../results/comparison.json.

From the root of the course, on a machine that does nothing else:

    python3 -m venv target/comparison
    target/comparison/bin/pip install -r chapters/chapter-06/comparison/requirements.txt
    target/comparison/bin/python chapters/chapter-06/comparison/compare.py
"""

import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
BENCH = ["cargo", "run", "--quiet", "--release", "-p", "chapter-06", "--", "bench", "--json"]


def run(command):
    print(" ".join(map(str, command)), file=sys.stderr)
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output)


def times(slow, fast, stage):
    return slow[stage]["median"] / fast[stage]["median"]


def main():
    ids = os.path.join("target", "comparison.ids")
    python = lambda script, *options: run([sys.executable, HERE / script, ids, *options])
    result = {
        "fused": run([*BENCH, "--write-ids", ids]),
        "pytorch": python("pytorch_step.py", "front"),
        "keras": python("keras_step.py"),
        "fused_masked": run([*BENCH, "--padding", "masked"]),
        "pytorch_packed": python("pytorch_step.py", "masked"),
        "by_hand": run([*BENCH, "--engine", "by-hand", "--steps", "3"]),
        "candle": run([*BENCH, "--engine", "candle", "--steps", "3"]),
    }
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
