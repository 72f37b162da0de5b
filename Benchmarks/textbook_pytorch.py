#!/usr/bin/env python3
"""The experiment of `forecast run`, as one would write it with PyTorch, pandas and matplotlib.

    python3 textbook_pytorch.py [SERIES.csv] [FOLDER]

Reads a monthly series, fits four networks of 16 units on its first 57 % (a hand-written RNN as a loop
over time on the whole batch, nn.RNN, nn.LSTM, nn.GRU; 500 epochs of Adam on all sequences at once,
gradients clipped to norm 1), watches a validation part, predicts the last third one step ahead and
from its own outputs, fits again on everything, forecasts a year, and writes scores, tables, weights
and thirteen pictures. It is what compare_pytorch.py times against the program.
"""

import json
import sys
import time
from pathlib import Path

started = time.perf_counter()

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch
from torch import nn

imported = time.perf_counter()

LOOKBACK, HIDDEN, EPOCHS, RATE = 12, 16, 500, 0.01


class HandWrittenRNN(nn.Module):
    """h' = tanh(W [x; h] + b), y = v h' + c: a loop over time, the whole batch at once."""

    def __init__(self):
        super().__init__()
        self.joined = nn.Linear(2 + HIDDEN, HIDDEN)
        self.head = nn.Linear(HIDDEN, 1)

    def forward(self, x):  # [time, batch, 2]
        h = torch.zeros(x.shape[1], HIDDEN)
        for element in x:
            h = torch.tanh(self.joined(torch.cat([element, h], dim=1)))
        return self.head(h).squeeze(1)


class Network(nn.Module):
    """A recurrent layer of PyTorch's with a linear head."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer(2, HIDDEN)
        self.head = nn.Linear(HIDDEN, 1)

    def forward(self, x):
        output, _ = self.layer(x)
        return self.head(output[-1]).squeeze(1)


NETWORKS = {
    "rnn-element": HandWrittenRNN,
    "rnn": lambda: Network(nn.RNN),
    "lstm": lambda: Network(nn.LSTM),
    "gru": lambda: Network(nn.GRU),
}


class Scaler:
    """To 0...1 and back, by the extremes of what it was fitted on."""

    def __init__(self, values):
        self.low, self.high = values.min(), values.max()

    def scale(self, values):
        return (values - self.low) / (self.high - self.low)

    def unscale(self, values):
        return values * (self.high - self.low) + self.low


def sequences(scaled, months, targets):
    """Inputs [time, batch, 2] and targets [batch]: elements t-L+1...t carry (previous value, month)."""
    x = np.empty((LOOKBACK, len(targets), 2), dtype=np.float32)
    for b, t in enumerate(targets):
        x[:, b, 0] = scaled[t - LOOKBACK : t]
        x[:, b, 1] = (months[t - LOOKBACK + 1 : t + 1] - 1) / 11
    return torch.from_numpy(x), torch.tensor(scaled[targets], dtype=torch.float32)


def train(model, x, y, validation=None):
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    criterion = nn.MSELoss()
    curve = []
    for _ in range(EPOCHS):
        watched = None
        if validation is not None:
            with torch.no_grad():
                watched = criterion(model(validation[0]), validation[1]).item()
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        curve.append((loss.item(), watched))
    return curve


def recursive(model, scaled, months, start, count):
    """Predictions from the model's own outputs."""
    path = list(scaled[:start])
    with torch.no_grad():
        for t in range(start, start + count):
            element = [(path[j - 1], (months[j] - 1) / 11) for j in range(t - LOOKBACK + 1, t + 1)]
            x = torch.tensor(element, dtype=torch.float32).unsqueeze(1)
            path.append(model(x).item())
    return np.array(path[start:])


def rmse(a, b):
    return float(np.sqrt(np.mean((a - b) ** 2)))


def run_network(name, values, months, parts):
    """Fits, predicts, refits, forecasts."""
    fit, train_end, n = parts
    scaler = Scaler(values[:fit])
    scaled = scaler.scale(values)
    torch.manual_seed(0)
    model = NETWORKS[name]()
    curve = train(
        model,
        *sequences(scaled, months, range(LOOKBACK, fit)),
        validation=sequences(scaled, months, range(fit, train_end)),
    )
    with torch.no_grad():
        one_step = model(sequences(scaled, months, range(LOOKBACK, n))[0]).numpy()
    one_step = scaler.unscale(one_step.astype(float))
    free = scaler.unscale(recursive(model, scaled, months, train_end, n - train_end))

    everything = Scaler(values)
    scaled = everything.scale(values)
    torch.manual_seed(0)
    refitted = NETWORKS[name]()
    train(refitted, *sequences(scaled, months, range(LOOKBACK, n)))
    ahead = np.concatenate([months, (months[-1] + np.arange(12)) % 12 + 1])
    forecast = everything.unscale(recursive(refitted, scaled, ahead, n, 12))
    return {
        "curve": curve,
        "one_step": one_step,
        "recursive": free,
        "forecast": forecast,
        "state": refitted.state_dict(),
        "train_rmse": rmse(one_step[: fit - LOOKBACK], values[LOOKBACK:fit]),
        "test_rmse": rmse(one_step[train_end - LOOKBACK :], values[train_end:]),
    }


def new_figure(width, height, title, rows=1, columns=1):
    figure, axes = plt.subplots(rows, columns, figsize=(width / 100, height / 100), dpi=100)
    figure.suptitle(title)
    return figure, np.atleast_1d(axes).ravel()


def save(figure, path):
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)


def draw_sheet(folder, dates, values, future, results, parts):
    figure, axes = new_figure(1400, 800, "Four networks one step ahead")
    axes[0].plot(dates, values, color="black", label="actual")
    for name, result in results.items():
        axes[0].plot(dates[parts[1] :], result["one_step"][parts[1] - LOOKBACK :], label=name)
        axes[0].plot(future, result["forecast"], linestyle="dashed")
    axes[0].axvline(dates[parts[1]], color="grey")
    axes[0].legend()
    save(figure, folder / "forecast.png")


def draw_network(folder, dates, values, name, result, parts):
    figure, axes = new_figure(1400, 800, f"{name}: train and test")
    axes[0].plot(dates, values, color="black", label="actual")
    axes[0].plot(dates[LOOKBACK : parts[1]], result["one_step"][: parts[1] - LOOKBACK], label="train")
    axes[0].plot(dates[parts[1] :], result["one_step"][parts[1] - LOOKBACK :], label="test")
    axes[0].plot(dates[parts[1] :], result["recursive"], label="recursive")
    axes[0].legend()
    save(figure, folder / f"train-test-{name}.png")

    figure, axes = new_figure(1200, 750, f"{name}: learning curve")
    axes[0].semilogy([row[0] for row in result["curve"]], label="train")
    axes[0].semilogy([row[1] for row in result["curve"]], label="validation")
    axes[0].set_xlabel("Epoch")
    axes[0].legend()
    save(figure, folder / f"loss-{name}.png")

    errors = values[LOOKBACK:] - result["one_step"]
    figure, axes = new_figure(1400, 1000, f"{name}: residuals", 2, 2)
    axes[0].plot(dates[LOOKBACK:], errors, marker=".")
    axes[1].hist(errors, bins=20)
    axes[2].acorr(errors - errors.mean(), maxlags=24)
    axes[3].scatter(result["one_step"], errors)
    save(figure, folder / f"residuals-{name}.png")


def main():
    here = Path(__file__).resolve().parent
    default = here.parent / "datasets" / "airline-passengers.csv"
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("pytorch-plots")
    folder.mkdir(parents=True, exist_ok=True)

    table = pd.read_csv(source, parse_dates=[0], comment="#")
    dates, values = table.iloc[:, 0], table.iloc[:, 1].to_numpy(dtype=float)
    months = dates.dt.month.to_numpy()
    n = len(values)
    train_end = int(0.67 * n)
    parts = (train_end - int(0.15 * train_end), train_end, n)

    results = {name: run_network(name, values, months, parts) for name in NETWORKS}
    trained = time.perf_counter()
    future = pd.date_range(dates.iloc[-1], periods=13, freq="MS")[1:]
    draw_sheet(folder, dates, values, future, results, parts)
    for name, result in results.items():
        draw_network(folder, dates, values, name, result, parts)
        torch.save(result["state"], folder / f"{name}.pt")
    drawn = time.perf_counter()

    pd.DataFrame({name: result["one_step"] for name, result in results.items()}).to_csv(
        folder / "predictions.csv", index=False
    )
    pd.DataFrame({name: result["forecast"] for name, result in results.items()}, index=future).to_csv(
        folder / "forecast.csv"
    )
    scores = {
        name: {"train_rmse": result["train_rmse"], "test_rmse": result["test_rmse"]}
        for name, result in results.items()
    }
    (folder / "report.json").write_text(json.dumps(scores, indent=2))
    for name, score in scores.items():
        print(f"{name:12} train {score['train_rmse']:5.1f}  test {score['test_rmse']:5.1f}")
    print(
        f"imports {imported - started:.2f} s, training {trained - imported:.2f} s, "
        f"pictures {drawn - trained:.2f} s"
    )


if __name__ == "__main__":
    main()
