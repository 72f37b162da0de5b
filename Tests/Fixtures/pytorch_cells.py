"""Writes pytorch-cells.json: what PyTorch computes for small recurrent networks.

    python3 -m venv venv && venv/bin/pip install torch==2.13.0 numpy
    venv/bin/python Tests/Fixtures/pytorch_cells.py > Tests/Fixtures/pytorch-cells.json

The weights, inputs and gradients are PyTorch's own random numbers; they are in the file too, so
the tests need neither Python nor the same generator. Everything is float32, on one thread.
"""

import json
import sys

import torch
from torch import nn

CELLS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
# time, batch, features, hidden: T = 1 and B = 1 among them, and a batch of more than 16
SHAPES = [(1, 1, 1, 1), (1, 3, 2, 4), (6, 1, 3, 2), (5, 4, 2, 3), (4, 18, 2, 5)]


def numbers(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.flatten().tolist()]}


def state_pair(cell, state):
    hidden, memory = state if cell == "lstm" else (state, None)
    return {"hidden": numbers(hidden), "cell": None if memory is None else numbers(memory)}


def layer_case(cell, layers, shape, with_state):
    time, batch, features, hidden = shape
    layer = CELLS[cell](features, hidden, layers)
    x = torch.randn(time, batch, features, requires_grad=True)
    parts = 2 if cell == "lstm" else 1
    initial = [torch.randn(layers, batch, hidden, requires_grad=True) for _ in range(parts)]
    argument = (tuple(initial) if parts == 2 else initial[0]) if with_state else None
    output, final = layer(x, argument)
    finals = final if parts == 2 else (final,)
    output_gradient = torch.randn_like(output)
    final_gradients = [torch.randn_like(s) for s in finals]
    scalar = (output * output_gradient).sum()
    for s, g in zip(finals, final_gradients):
        scalar = scalar + (s * g).sum()
    scalar.backward()
    as_state = lambda tensors: state_pair(cell, tuple(tensors) if parts == 2 else tensors[0])
    return {
        "cell": cell, "layers": layers, "input_size": features, "hidden_size": hidden,
        "input": numbers(x.detach()),
        "initial": as_state([s.detach() for s in initial]) if with_state else None,
        "parameters": {f"rnn.{n}": numbers(p.detach()) for n, p in layer.named_parameters()},
        "output": numbers(output.detach()), "final": as_state([s.detach() for s in finals]),
        "output_gradient": numbers(output_gradient), "final_gradient": as_state(final_gradients),
        "parameter_gradients": {f"rnn.{n}": numbers(p.grad) for n, p in layer.named_parameters()},
        "input_gradient": numbers(x.grad),
        "initial_gradient": as_state([s.grad for s in initial]) if with_state else None,
    }


class Network(nn.Module):
    def __init__(self, cell, features, hidden, layers):
        super().__init__()
        self.rnn = CELLS[cell](features, hidden, layers)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.head(self.rnn(x)[0])


OPTIMIZERS = {
    "adam": lambda p, decay: torch.optim.Adam(p, lr=0.01, weight_decay=decay),
    "adamw": lambda p, decay: torch.optim.AdamW(p, lr=0.01, weight_decay=decay),
    "sgd": lambda p, decay: torch.optim.SGD(p, lr=0.01, momentum=0.9, weight_decay=decay),
}
LOSSES = {"mse": nn.MSELoss(), "mae": nn.L1Loss(), "huber": nn.HuberLoss()}


def trajectory(cell, layers, optimizer="adam", decay=0.0, loss="mse", over="last", clip=None, steps=50):
    network = Network(cell, 2, 5, layers)
    x, y = torch.randn(12, 7, 2), torch.randn(12, 7, 1)
    start = {n: numbers(p.detach().clone()) for n, p in network.named_parameters()}
    opt = OPTIMIZERS[optimizer](network.parameters(), decay)
    losses = []
    for step in range(steps + 1):
        opt.zero_grad()
        output = network(x)
        value = LOSSES[loss](output, y) if over == "all" else LOSSES[loss](output[-1], y[-1])
        losses.append(float(f"{value.item():.9g}"))
        value.backward()
        if clip is not None:
            nn.utils.clip_grad_norm_(network.parameters(), clip)
        opt.step()
    return {
        "cell": cell, "layers": layers, "optimizer": optimizer, "weight_decay": decay, "loss": loss,
        "over": over, "clip": clip, "inputs": numbers(x), "targets": numbers(y), "parameters": start,
        "losses": losses,
    }


def main():
    torch.manual_seed(1949)
    torch.set_num_threads(1)
    layers = [
        layer_case(cell, depth, shape, with_state=index % 2 == 1)
        for cell in CELLS
        for depth in (1, 2)
        for index, shape in enumerate(SHAPES)
    ]
    trajectories = [trajectory(cell, depth) for cell in CELLS for depth in (1, 2)] + [
        trajectory("rnn", 1, "adamw", 0.1, "huber", "all", 0.5),
        trajectory("gru", 1, "sgd", 0.01, "mae", "last", 1.0),
        trajectory("lstm", 2, "adam", 0.05, "huber", "last", 0.1),
    ]
    document = {
        "generator": f"Tests/Fixtures/pytorch_cells.py, torch {torch.__version__}",
        "layers": layers, "trajectories": trajectories,
    }
    json.dump(document, sys.stdout, separators=(",", ":"))
    print()


main()
