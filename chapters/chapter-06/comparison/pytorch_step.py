"""A training step and an inference of the tutorial's model in PyTorch.

python pytorch_step.py IDS front|masked [compile] [fused-adam] [flush-denormal]
"""

import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

import timing


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(timing.VOCAB_SIZE, timing.WIDTH)
        self.lstm = nn.LSTM(timing.WIDTH, timing.WIDTH, batch_first=True)
        self.dense = nn.Linear(timing.WIDTH, timing.WIDTH)
        self.output = nn.Linear(timing.WIDTH, 1)

    def forward(self, ids, lengths=None):
        xs = self.embedding(ids)
        if lengths is not None:
            xs = pack_padded_sequence(xs, lengths, batch_first=True, enforce_sorted=False)
        _, (last_state, _) = self.lstm(xs)
        return self.output(torch.relu(self.dense(last_state[-1]))).squeeze(1)


def main():
    torch.set_num_threads(timing.THREADS)
    torch.manual_seed(1)
    rows, lengths, targets = timing.batch(sys.argv[1])
    options = sys.argv[3:]
    if "flush-denormal" in options:
        assert torch.set_flush_denormal(True)
    if sys.argv[2] == "masked":
        # Packed sequences want the pads at the back.
        rows = [row[-n:] + [0] * (timing.TIME - n) for row, n in zip(rows, lengths)]
        lengths = torch.tensor(lengths)
    else:
        lengths = None
    ids, targets = torch.tensor(rows), torch.tensor(targets)
    model = Classifier()
    fused = True if "fused-adam" in options else None
    optimizer = torch.optim.Adam(model.parameters(), eps=1e-7, fused=fused)
    if "compile" in options:
        model = torch.compile(model)
    loss = nn.BCEWithLogitsLoss()

    def train_step():
        optimizer.zero_grad()
        loss(model(ids, lengths), targets).backward()
        optimizer.step()

    def inference():
        with torch.inference_mode():
            model(ids, lengths)

    timing.report(torch.__version__, timing.spread(train_step), timing.spread(inference))


main()
