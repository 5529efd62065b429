"""Golden numbers of PyTorch, for tests/it/golden.rs: python3 pytorch.py writes pytorch.json."""

import torch
from common import CASES, case, loss_weights, numbers, write

LAYERS = {
    "rnn": lambda f, h: torch.nn.RNN(f, h, batch_first=True),
    "identity": lambda f, h: torch.nn.RNN(f, h, nonlinearity="relu", batch_first=True),
    "lstm": lambda f, h: torch.nn.LSTM(f, h, batch_first=True),
    "gru": lambda f, h: torch.nn.GRU(f, h, batch_first=True),
    "bilstm": lambda f, h: torch.nn.LSTM(f, h, bidirectional=True, batch_first=True),
    "two lstms": lambda f, h: torch.nn.LSTM(f, h, num_layers=2, batch_first=True),
}


def run(name, sizes):
    batch, time, features, hidden, lengths = sizes
    layer = LAYERS[name](features, hidden)
    parameters = dict(sorted(layer.named_parameters()))
    if "lstm" in name:  # one bias for both
        for zero in [n for n in parameters if "bias_hh" in n]:
            torch.nn.init.zeros_(parameters.pop(zero))
    for k, parameter in enumerate(parameters.values()):
        parameter.data = torch.tensor(numbers(k, tuple(parameter.shape)))
    xs = torch.tensor(numbers(50, (batch, time, features)), requires_grad=True)
    if lengths is None:
        states, final = layer(xs)
    else:
        packed = torch.nn.utils.rnn.pack_padded_sequence(
            xs, lengths, batch_first=True, enforce_sorted=False
        )
        _, final = layer(packed)
    h = final[0] if isinstance(final, tuple) else final  # (layers, batch, hidden)
    last = torch.cat([h[-2], h[-1]], 1) if name == "bilstm" else h[-1]
    loss = (last * torch.tensor(loss_weights(tuple(last.shape)))).sum()
    tensors = {"last": last.detach()}
    if lengths is None:
        loss = loss + (states * torch.tensor(loss_weights(tuple(states.shape)))).sum()
        tensors["all"] = states.detach()
    loss.backward()
    tensors |= {"d " + n: p.grad for n, p in parameters.items()}
    return case(name, sizes, "post", **tensors, **{"d xs": xs.grad})


write("pytorch.json", torch.__version__, [run(n, s) for n in LAYERS for s in CASES])
