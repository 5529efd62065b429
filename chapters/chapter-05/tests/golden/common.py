"""What both scripts share: numbers that every side can make, and how results are written down."""

import json
import pathlib

import numpy as np

# batch, time, features, hidden, lengths of the rows or nothing
CASES = [
    (2, 5, 3, 4, None),
    (1, 1, 1, 1, None),
    (1, 7, 1, 2, None),
    (3, 1, 2, 3, None),
    (2, 3, 2, 129, None),
    (3, 6, 2, 3, [6, 1, 4]),
]
KEPT = 40  # numbers of a large tensor that are kept


# ANCHOR: numbers
def numbers(k, shape):
    """The numbers of parameter number k: all between -1 and 1, smaller in larger layers."""
    count = int(np.prod(shape))
    i = np.arange(count)
    scale = 1.0 if count < 100 else 0.125
    values = ((i * 37 + k * 11) % 101 + (i * i + k) % 7 / 8.0) / 51.0 - 1.0
    return (values * scale).astype(np.float32).reshape(shape)
# ANCHOR_END: numbers


def loss_weights(shape):
    count = int(np.prod(shape))
    values = np.arange(count) * 37 % 101 / 50.0 - 1.0
    return values.astype(np.float32).reshape(shape)


def kept(tensor):
    """The largest size in a tensor, and every so many of its numbers."""
    flat = np.asarray(tensor, dtype=np.float64).reshape(-1)
    step = max(1, len(flat) // KEPT)
    values = [float(f"{value:.9g}") for value in flat[::step]]
    return {"largest": float(f"{np.abs(flat).max():.9g}"), "step": step, "values": values}


def case(layer, sizes, padding, **tensors):
    batch, time, features, hidden, lengths = sizes
    return {
        "layer": layer,
        "sizes": [batch, time, features, hidden],
        "lengths": lengths,
        "padding": padding,
        "tensors": {name: kept(tensor) for name, tensor in tensors.items()},
    }


def write(name, version, cases):
    path = pathlib.Path(__file__).with_name(name)
    text = ",\n".join(json.dumps(case) for case in cases)
    path.write_text('{"version": "%s", "cases": [\n%s\n]}\n' % (version, text))
