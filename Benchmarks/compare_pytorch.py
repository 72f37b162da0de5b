#!/usr/bin/env python3
"""forecast against PyTorch, pandas and OpenBLAS, in turns: ours, theirs, ours, theirs, ...

    python3 Benchmarks/compare_pytorch.py [--only step,element,...] [--rounds 7] [--markdown]

Needs torch, and for some parts pandas, matplotlib and numpy; `make compare` builds what it times. A
figure is the median over the rounds, and the ratio (theirs / ours, so that above 1 we are faster) is
taken within each round and given as median and range: what else the machine does then hits both.
"""

import argparse
import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
FORECAST = HERE.parent / ".build" / "release" / "forecast"
PARTS = ["step", "element", "product", "reading", "start", "run"]

# Hidden units, sequences, elements.
SHAPES = [(16, 84, 12), (64, 84, 12), (64, 1024, 24), (256, 256, 24)]
GATES = {"rnn": 1, "gru": 3, "lstm": 4}
STEP_GOALS = {
    "rnn": [20, 4, 3.5, 1.8],
    "gru": [12, 5, 3, 1.6],
    "lstm": [10, 2.4, 3, 1.4],
}
# Rows, sequences, columns of the products with a weight matrix.
PRODUCTS = [(64, 128, 18), (256, 64, 64), (1024, 256, 258)]
# Our builds, and the kernels of OpenBLAS for the same instructions; None lets it choose.
BUILDS = [("native", None), ("x86-64-v3", "Haswell"), ("portable", "Prescott")]


# ---------------------------------------------------------------- measuring


class Worker:
    """A program that answers requests, a line each, with a number each."""

    def __init__(self, command, environment=None):
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def ask(self, request):
        print(request, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().strip()
        try:
            return float(answer)
        except ValueError:
            sys.exit(f"'{request}' was answered by '{answer}'")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def step_timer(build="native"):
    folder = ".build" if build == "native" else f".build-{build}"
    return Worker([existing(HERE / folder / "release" / "step-timer")])


def existing(path):
    if not path.exists():
        sys.exit(f"{path} is missing: make compare builds it")
    return path


def median_time(count, body):
    """The median seconds of so many, after two to warm up, as step-timer does it."""
    for _ in range(2):
        body()
    times = []
    for _ in range(count):
        start = time.perf_counter()
        body()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def in_turns(rounds, ours, theirs):
    """Pairs of what the two sides return."""
    return [(ours(), theirs()) for _ in range(rounds)]


def enough(seconds, share=0.2):
    """So many repetitions as take about a fifth of a second, from five to two hundred."""
    return max(5, min(200, int(share / max(seconds, 1e-9))))


def measured(command):
    """Wall seconds and peak memory in MB of a process.

    A small program starts it: Linux counts the memory of the one that starts a process as its own.
    """
    launcher = existing(HERE / ".build" / "release" / "measured-run")
    done = subprocess.run(
        [str(word) for word in [launcher, *command]], check=True, capture_output=True, text=True
    )
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak) / 1e6


# ---------------------------------------------------------------- tables


class Table:
    """Rows under headings, for the eye or for Markdown; the first column is words."""

    def __init__(self, title, *headings):
        self.title = title
        self.headings = headings
        self.rows = []

    def compare(self, name, pairs, scale, goal, higher_is_better=False, extra=()):
        """A row from what the rounds found; goal is the least ratio."""
        ours = statistics.median(a for a, _ in pairs)
        theirs = statistics.median(b for _, b in pairs)
        ratios = sorted(a / b if higher_is_better else b / a for a, b in pairs)
        middle = statistics.median(ratios)
        wanted = f"{goal:g}" if goal else ""
        kept = "" if not goal else "yes" if middle >= goal else "no"
        self.rows.append(
            [
                name,
                digits(ours * scale),
                digits(theirs * scale),
                f"{digits(middle)} ({digits(ratios[0])}-{digits(ratios[-1])})",
                wanted,
                kept,
                *extra,
            ]
        )
        print(f"  {name}: {digits(middle)}", file=sys.stderr)

    def show(self, markdown):
        columns = list(zip(self.headings, *self.rows))
        widths = [max(len(cell) for cell in column) for column in columns]

        def line(cells, left, middle, right):
            padded = [
                cell.ljust(width) if index == 0 else cell.rjust(width)
                for index, (cell, width) in enumerate(zip(cells, widths))
            ]
            return (left + middle.join(padded) + right).rstrip()

        print(f"\n**{self.title}**\n" if markdown else f"\n{self.title}")
        marks = ("| ", " | ", " |") if markdown else ("", "  ", "")
        print(line(self.headings, *marks))
        if markdown:
            rules = ["-" * width for width in widths[:1]]
            rules += ["-" * (width - 1) + ":" for width in widths[1:]]
            print(line(rules, *marks))
        else:
            print(line(["-" * width for width in widths], *marks))
        for row in self.rows:
            print(line(row, *marks))


def digits(value):
    """Three digits: 0.0123, 1.23, 123, 12300."""
    if value == 0:
        return "0"
    text = f"{value:.3g}"
    return f"{float(text):.0f}" if "e" in text and abs(value) > 1 else text


def against(peer, unit, *more):
    return ("", f"ours {unit}", f"{peer} {unit}", "ratio (range)", "goal", "met", *more)


# ---------------------------------------------------------------- training steps


def torch_step(cell, hidden, batch, steps):
    """Forward, mean squared error of the last output, backward, Adam."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    layer = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[cell](2, hidden)
    head = nn.Linear(hidden, 1)
    criterion = nn.MSELoss()
    optimizer = torch.optim.Adam([*layer.parameters(), *head.parameters()], lr=0.01)
    x, y = torch.rand(steps, batch, 2) * 2 - 1, torch.rand(batch, 1) * 2 - 1

    def step():
        optimizer.zero_grad()
        output, _ = layer(x)
        loss = criterion(head(output[-1]), y)
        loss.backward()
        optimizer.step()

    return step


def compare_steps(options):
    import torch

    ours = step_timer()
    peak = ours.ask("peak 20")
    for threads in options.threads:
        torch.set_num_threads(threads)
        table = Table(
            f"A training step (forward, loss, backward, Adam), {threads} thread"
            + ("s" if threads > 1 else "")
            + f"; PyTorch {torch.__version__}; peak of one core {digits(peak / 1e9)} GFLOP/s",
            *against("PyTorch", "ms", "GFLOP/s", "of peak"),
        )
        for cell in GATES:
            for shape, goal in zip(SHAPES, STEP_GOALS[cell]):
                hidden, batch, steps = shape
                step = torch_step(cell, *shape)
                request = f"step {cell} {hidden} {batch} {steps} {threads}"
                count = enough(ours.ask(f"{request} 3"))
                count_torch = enough(median_time(3, step))

                def ask():
                    if threads > 1:  # PyTorch's threads spin a while before they sleep
                        time.sleep(0.3)
                    return ours.ask(f"{request} {count}")

                pairs = in_turns(options.rounds, ask, lambda: median_time(count_torch, step))
                flop = 3 * 2 * GATES[cell] * hidden * (hidden + 2) * batch * steps
                speed = flop / statistics.median(a for a, _ in pairs)
                table.compare(
                    f"{cell.upper()} H={hidden} B={batch} T={steps}",
                    pairs,
                    1e3,
                    goal,
                    extra=(digits(speed / 1e9), f"{100 * speed / peak / threads:.0f} %"),
                )
        table.show(options.markdown)
    ours.close()


# ---------------------------------------------------------------- the hand-unrolled network


def torch_epoch(hidden, batch, steps):
    """One sequence after another, one element after another; the gradients add up to one step."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    joined, head = nn.Linear(2 + hidden, hidden), nn.Linear(hidden, 1)
    optimizer = torch.optim.Adam([*joined.parameters(), *head.parameters()], lr=0.01)
    x, y = torch.rand(batch, steps, 2) * 2 - 1, torch.rand(batch, 1) * 2 - 1

    def epoch():
        optimizer.zero_grad()
        for sequence, target in zip(x, y):
            h = torch.zeros(hidden)
            for element in sequence:
                h = torch.tanh(joined(torch.cat([element, h])))
                output = head(h)
            loss = ((output - target) ** 2).sum() / batch
            loss.backward()
        optimizer.step()

    return epoch


def compare_element(options):
    import torch

    torch.set_num_threads(1)
    ours, epoch = step_timer(), torch_epoch(16, 84, 12)
    table = Table(
        "The hand-unrolled network: one epoch over 84 sequences of 12, one at a time, H=16, 1 thread",
        *against("PyTorch", "ms"),
    )
    pairs = in_turns(
        options.rounds,
        lambda: ours.ask("step rnn-element 16 84 12 1 50"),
        lambda: median_time(3, epoch),
    )
    table.compare("rnn-element", pairs, 1e3, 100)
    table.show(options.markdown)
    ours.close()


# ---------------------------------------------------------------- products


def numpy_worker():
    """Answers step-timer's requests for products with numpy's sgemm; 'core' names its kernels."""
    import numpy

    for line in sys.stdin:
        words = line.split()
        if words == ["core"]:
            print(core_of_openblas(), flush=True)
            continue
        rows, batch, columns, times, count = map(int, words[2:])
        generator = numpy.random.default_rng(1)
        weights = generator.random((rows, columns), dtype=numpy.float32)
        x = generator.random((columns, batch), dtype=numpy.float32)
        z = numpy.empty((rows, batch), dtype=numpy.float32)

        def products():
            for _ in range(times):
                numpy.matmul(weights, x, out=z)

        print(median_time(count, products), flush=True)


def core_of_openblas():
    """Whose kernels the OpenBLAS of this process runs."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        path = line.split()[-1]
        if "openblas" not in path:
            continue
        library = ctypes.CDLL(path)
        for name in ["scipy_openblas_get_corename64_", "openblas_get_corename"]:
            function = getattr(library, name, None)
            if function:
                function.restype = ctypes.c_char_p
                return function().decode()
    return "unknown"


def start_numpy(core):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")
    }
    environment["OPENBLAS_NUM_THREADS"] = "1"
    if core:
        environment["OPENBLAS_CORETYPE"] = core
    worker = Worker([sys.executable, __file__, "--numpy-worker"], environment)
    print("core", file=worker.process.stdin, flush=True)
    return worker, worker.process.stdout.readline().strip()


def compare_products(options):
    table = Table(
        "A product of a weight matrix [M, K] with a batch [K, B], MxBxK, 1 thread",
        *against("OpenBLAS", "GFLOP/s"),
    )
    for build, core in BUILDS:
        if build not in options.builds:
            continue
        ours = step_timer(build)
        theirs, name = start_numpy(core)
        for rows, batch, columns in PRODUCTS:
            flop = 2 * rows * batch * columns
            times = max(1, int(2e7 / flop))
            request = f"product product {rows} {batch} {columns} {times} 20"
            pairs = in_turns(
                options.rounds,
                lambda: flop * times / ours.ask(request),
                lambda: flop * times / theirs.ask(request),
            )
            table.compare(
                f"{build}, OpenBLAS {name}: {rows}x{batch}x{columns}", pairs, 1e-9, 0.6, True
            )
        ours.close()
        theirs.close()
    table.show(options.markdown)


# ---------------------------------------------------------------- reading


def compare_reading(options):
    import pandas

    table = Table("Reading a CSV file of two columns, hourly, 20 MB", *against("pandas", "MB/s"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hourly.csv"
        start = datetime(1930, 1, 1)
        with path.open("w") as file:
            file.write("Time,Load\n")
            for row in range(850_000):
                day = row % 24 * (24 - row % 24)
                moment = (start + timedelta(hours=row)).strftime("%Y-%m-%dT%H:%M")
                file.write(f"{moment},{5000 + day + row * 7919 % 997 / 100:.2f}\n")
        size = path.stat().st_size
        ours = step_timer()
        pairs = in_turns(
            options.rounds,
            lambda: size / ours.ask(f"read {path} 3"),
            lambda: size
            / median_time(3, lambda: pandas.read_csv(path, parse_dates=["Time"])),
        )
        table.compare(f"pandas {pandas.__version__}", pairs, 1e-6, 3, True)
        ours.close()
    table.show(options.markdown)


# ---------------------------------------------------------------- whole programs


def compare_start(options):
    table = Table("Start-up, a process", *against("Python", "ms"))
    for module in ["torch", "pandas", "matplotlib.pyplot"]:
        pairs = in_turns(
            options.rounds,
            lambda: measured([existing(FORECAST), "--help"])[0],
            lambda: measured([sys.executable, "-c", f"import {module}"])[0],
        )
        table.compare(f"forecast --help against import {module}", pairs, 1e3, None)
    table.show(options.markdown)


def compare_run(options):
    """forecast run against textbook_pytorch.py: the same data, networks, epochs and pictures.

    PyTorch runs with as many threads as it likes, and with one: for networks this small that may
    be faster.
    """
    rounds = min(options.rounds, 5)
    table = Table(
        "The whole experiment, a process: four networks, 500 epochs and a refit, 13 pictures",
        *against("PyTorch", ""),
    )
    series = HERE.parent / "datasets" / "airline-passengers.csv"
    with tempfile.TemporaryDirectory() as folder:
        ours = [existing(FORECAST), "run", series, "--quiet", "-o", f"{folder}/ours"]
        theirs = [sys.executable, HERE / "textbook_pytorch.py", series, f"{folder}/theirs"]
        for name, prefix in [("default threads", []), ("1 thread", ["env", "OMP_NUM_THREADS=1"])]:
            pairs = in_turns(rounds, lambda: measured(ours), lambda: measured(prefix + theirs))
            times, peaks = [[(a[i], b[i]) for a, b in pairs] for i in (0, 1)]
            table.compare(f"wall time, s; PyTorch with {name}", times, 1, 30)
            table.compare(f"peak memory, MB; PyTorch with {name}", peaks, 1, None)
    table.show(options.markdown)


# ---------------------------------------------------------------- command line


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", default=",".join(PARTS), help="of " + ", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=7, help="turns of each side (default 7)")
    parser.add_argument("--threads", default="1", help="for the steps, such as 1,2 (default 1)")
    parser.add_argument(
        "--builds", default="native", help="for the products, of native, x86-64-v3, portable"
    )
    parser.add_argument("--markdown", action="store_true", help="print tables for Markdown")
    parser.add_argument("--numpy-worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.numpy_worker:
        return numpy_worker()
    options.threads = [int(number) for number in options.threads.split(",")]
    options.builds = options.builds.split(",")
    chosen = options.only.split(",")
    unknown = [part for part in chosen if part not in PARTS]
    unknown += [build for build in options.builds if build not in dict(BUILDS)]
    if unknown or options.rounds < 1:
        parser.error(f"not understood: {unknown or options.rounds}")
    actions = {
        "step": compare_steps,
        "element": compare_element,
        "product": compare_products,
        "reading": compare_reading,
        "start": compare_start,
        "run": compare_run,
    }
    for part in PARTS:
        if part in chosen:
            actions[part](options)


if __name__ == "__main__":
    main()
