"""Golden numbers of Keras, for tests/it/golden.rs: python3 keras.py writes keras.json."""

import os
import sys

os.environ["KERAS_BACKEND"] = "torch"
here = sys.path.pop(0)  # or this file would be imported in Keras's place
import keras  # noqa: E402

sys.path.insert(0, here)
import numpy as np  # noqa: E402
import torch  # noqa: E402
from common import CASES, case, loss_weights, numbers, write  # noqa: E402

LAYERS = {
    "rnn": lambda h: keras.layers.SimpleRNN(h, return_sequences=True),
    "lstm": lambda h: keras.layers.LSTM(h, return_sequences=True),
    "gru": lambda h: keras.layers.GRU(h, return_sequences=True),
    "gru reset before": lambda h: keras.layers.GRU(
        h, return_sequences=True, reset_after=False
    ),
}


def run(name, sizes, padding):
    batch, time, features, hidden, lengths = sizes
    layer = LAYERS[name](hidden)
    layer.build((batch, time, features))
    for k, weight in enumerate(layer.trainable_weights):  # kernel, recurrent, bias
        weight.assign(numbers(k, tuple(weight.shape)))
    xs = torch.tensor(numbers(50, (batch, time, features)), requires_grad=True)
    mask = None
    if lengths is not None:
        steps, ends = np.arange(time), np.array(lengths)[:, None]
        mask = torch.tensor(steps < ends if padding == "post" else steps >= time - ends)
    states = layer(xs, mask=mask)
    last = states[:, -1]
    loss = (states * torch.tensor(loss_weights(tuple(states.shape)))).sum()
    loss = loss + (last * torch.tensor(loss_weights(tuple(last.shape)))).sum()
    loss.backward()
    names = ["d kernel", "d recurrent kernel", "d bias"]
    slopes = [weight.value.grad for weight in layer.trainable_weights]
    tensors = {"all": states.detach(), "last": last.detach(), "d xs": xs.grad}
    return case(name, sizes, padding, **tensors, **dict(zip(names, slopes)))


write(
    "keras.json",
    keras.__version__,
    [
        run(name, sizes, padding)
        for name in LAYERS
        for sizes in CASES
        for padding in (["post"] if sizes[-1] is None else ["pre", "post"])
    ],
)


def counted(shape):
    """From -0.5 on in equal steps, as the page "The same as everybody's" has them."""
    count = int(np.prod(shape))
    return (np.arange(count) / count - 0.5).astype(np.float32).reshape(shape)


shown = keras.layers.LSTM(2)
shown.build((1, 4, 3))
for weight in shown.trainable_weights:
    weight.assign(counted(tuple(weight.shape)))
last_state = shown(torch.tensor(counted((1, 4, 3))))[0].detach().numpy()
with open(os.path.join(here, "keras_shown.json"), "w") as file:
    file.write('{"last_state": [%s]}\n' % ", ".join("%.7f" % x for x in last_state))
