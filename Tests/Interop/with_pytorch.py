"""Weights between forecast and PyTorch, both ways."""

import numpy
import torch
from safetensors.torch import load_file, save_file

from world import CELLS, Row, airline, document, options_of

LAYERS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


class Network(torch.nn.Module):
    """What a model file holds: a recurrent layer called rnn, a linear one called head."""

    def __init__(self, shape):
        super().__init__()
        self.rnn = LAYERS[shape["cell"]](shape["input_size"], shape["hidden_size"], shape["layers"])
        self.head = torch.nn.Linear(shape["hidden_size"], shape["output_size"])

    def forward(self, x):
        return self.head(self.rnn(x)[0][-1])


class Classic:
    """The classic recipe: previous value and month, scaled to [0, 1]."""

    def __init__(self, told):
        scaler = told["builder"]["scaler"]["min_max"]
        self.low, self.width = scaler["minimum"], scaler["maximum"] - scaler["minimum"]
        self.lookback = told["builder"]["lookback"]

    def sequence(self, history, month):
        """`[T, 1, 2]` for the value after a history, whose month counts from 0."""
        L = self.lookback
        elements = [
            [(value - self.low) / self.width, ((month - L + 1 + i) % 12 + 1) / 12]
            for i, value in enumerate(history[-L:])
        ]
        return torch.tensor(elements, dtype=torch.float64).float().unsqueeze(1)

    def forecast(self, network, history, horizon):
        history = list(history)
        for step in range(horizon):
            with torch.no_grad():
                output = network(self.sequence(history, len(history) % 12)).double().item()
            history.append(output * self.width + self.low)
        return history[-horizon:]


def loaded(model):
    """A model file as a network of PyTorch; the names must be exactly PyTorch's."""
    told, metadata = document(model)
    network = Network(told["shape"])
    network.load_state_dict(load_file(model), strict=True)
    return network, Classic(told), metadata


def distance(mine, theirs, width):
    """The largest difference, in scaled units."""
    return numpy.abs(numpy.subtract(mine, theirs)).max() / width  # NaN stays NaN


def trained(network, recipe):
    """Trains on the airline series from fresh weights, as PyTorch draws them."""
    series = airline()
    targets = range(recipe.lookback, len(series))
    x = torch.cat([recipe.sequence(series[:t], t % 12) for t in targets], dim=1)
    y = torch.tensor([[(series[t] - recipe.low) / recipe.width] for t in targets])
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    for _ in range(50):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(network(x), y).backward()
        optimizer.step()


def check(world):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    there, back = [], []
    origins = [144, 120, 100, 77]
    for cell, layers in CELLS:
        model = world.train(*options_of(cell, layers))
        network, recipe, metadata = loaded(model)
        for origin in origins:
            ours = world.predict(model, 1, world.beginning(origin))
            theirs = recipe.forecast(network, airline()[:origin], 1)
            there.append(distance(ours, theirs, recipe.width))

        fresh = Network(document(model)[0]["shape"])
        trained(fresh, recipe)
        saved = world.folder / f"{cell}-{layers}-pytorch.safetensors"
        save_file(fresh.state_dict(), saved, metadata=metadata)
        ours = world.predict(saved, 12)
        theirs = recipe.forecast(fresh, airline(), 12)
        back.append(distance(ours, theirs, recipe.width))
    yield Row("torch", "our weights in nn.RNN, nn.LSTM, nn.GRU: next value", len(there), numpy.max(there), 1e-6)
    yield Row("safetensors", "weights of PyTorch in predict: 12 values", len(back), numpy.max(back), 2e-6)
