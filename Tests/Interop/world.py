"""The program under test in a folder of its own, and the rows of the table."""

import csv
import json
import os
import pathlib
import subprocess
import tempfile
from dataclasses import dataclass
from importlib import metadata

from safetensors import safe_open

ROOT = pathlib.Path(__file__).resolve().parents[2]
AIRLINE = ROOT / "datasets" / "airline-passengers.csv"


@dataclass
class Row:
    """A line of the table: what was compared with a package, and how far apart the two are."""

    package: str
    what: str
    cases: int
    difference: float
    limit: float

    @property
    def is_good(self):
        return self.difference <= self.limit  # a NaN is not

    @property
    def version(self):
        return metadata.version(self.package)


class World:
    """`forecast` in a scratch folder; trained models are kept by their options."""

    def __init__(self, forecast):
        self.binary = pathlib.Path(forecast).resolve()
        self.temporary = tempfile.TemporaryDirectory(prefix="forecast-interop-")
        self.folder = pathlib.Path(self.temporary.name)
        self.models = {}

    def run(self, *arguments):
        """Calls the program, which must end well; returns what it printed."""
        outcome = subprocess.run(
            [self.binary, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True)
        if outcome.returncode:
            raise RuntimeError(f"forecast {' '.join(map(str, arguments))}: {outcome.stderr}")
        return outcome.stdout

    def shell(self, command):
        """Runs a line of the shell in the folder; `forecast` is the program."""
        path = f"{self.binary.parent}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "COLUMNS": "80"}
        return subprocess.run(
            command, shell=True, cwd=self.folder, capture_output=True, text=True, env=environment)

    def train(self, *options):
        """A model of the airline series, trained for a few epochs; returns its path."""
        if options not in self.models:
            name = f"model{len(self.models)}.safetensors"
            self.run("train", AIRLINE, "--epochs", 20, "--seeds", 1, "-q", *options, "-o", name)
            self.models[options] = self.folder / name
        return self.models[options]

    def predict(self, model, horizon, data=None):
        """Point forecasts of a model in original units, from its own history or from a file."""
        newer = ["--data", data] if data else []
        rows = list(csv.reader(self.run("predict", model, "-H", horizon, "--csv", "-q", *newer).splitlines()))
        return [float(row[1]) for row in rows[1:]]

    def beginning(self, count):
        """The first values of the airline series as a file."""
        path = self.folder / f"first-{count}.csv"
        lines = AIRLINE.read_text().splitlines()
        path.write_text("\n".join(lines[: count + 1]) + "\n")
        return path


def airline():
    """The values of the airline series."""
    with open(AIRLINE) as file:
        return [float(row[1]) for row in list(csv.reader(file))[1:145]]


def document(model):
    """The JSON document in the metadata of a model file, and all metadata."""
    with safe_open(model, "pt") as file:
        everything = file.metadata()
    return json.loads(everything["forecast"]), everything


CELLS = [("rnn-element", 1)] + [(cell, layers) for cell in ("rnn", "lstm", "gru") for layers in (1, 2)]


def options_of(cell, layers):
    return ("--model", cell, "--layers", str(layers))
