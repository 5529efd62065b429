"""A training step of an LSTM of PyTorch over sequences of different lengths, packed and padded.

python pytorch_packed.py TIME packed|padded
"""

import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

import timing


def main():
    torch.set_num_threads(timing.THREADS)
    torch.manual_seed(1)
    time, packed = int(sys.argv[1]), sys.argv[2] == "packed"
    layer = nn.LSTM(timing.WIDTH, timing.WIDTH, batch_first=True)
    xs = (torch.rand(timing.BATCH, time, timing.WIDTH) * 2 - 1).requires_grad_()
    # No two lengths are alike, so that rows leave the batch one by one; the longest is whole.
    lengths = torch.linspace(time // 2, time, timing.BATCH).int()

    def forward():
        inputs = pack_padded_sequence(xs, lengths, True, False) if packed else xs
        _, (last_state, _) = layer(inputs)
        return last_state

    def train_step():
        layer.zero_grad()
        xs.grad = None
        forward().sum().backward()

    def inference():
        with torch.inference_mode():
            forward()

    timing.report(torch.__version__, timing.spread(train_step), timing.spread(inference))


main()
