"""A training step and an inference of a layer of PyTorch whose inputs are all different.

python pytorch_layer.py lstm|gru LAYERS BOTH_DIRECTIONS ALL_STATES NUM_HIDDENS
"""

import sys

import torch
from torch import nn

import timing


def main():
    torch.set_num_threads(timing.THREADS)
    torch.manual_seed(1)
    cell = {"lstm": nn.LSTM, "gru": nn.GRU}[sys.argv[1]]
    num_layers, both_directions, all_states, num_hiddens = map(int, sys.argv[2:])
    layer = cell(
        timing.WIDTH,
        num_hiddens,
        num_layers,
        batch_first=True,
        bidirectional=bool(both_directions),
    )
    xs = torch.rand(timing.BATCH, timing.TIME, timing.WIDTH) * 2 - 1
    # An embedding below the layer would need the gradients of the inputs.
    trained_xs = xs.clone().requires_grad_()

    def states(xs):
        states, _ = layer(xs)
        return states if all_states else states[:, -1]

    def train_step():
        layer.zero_grad()
        trained_xs.grad = None
        states(trained_xs).sum().backward()

    def inference():
        with torch.inference_mode():
            states(xs)

    timing.report(torch.__version__, timing.spread(train_step), timing.spread(inference))


main()
