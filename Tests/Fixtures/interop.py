"""Writes interop/*.safetensors, networks of PyTorch saved by safetensors.torch.save_file, and
interop.json: what PyTorch and onnxruntime forecast with them.

    make build
    python3 -m venv venv && venv/bin/pip install -r Tests/Interop/requirements.txt
    venv/bin/python Tests/Fixtures/interop.py .build/release/forecast

The weights are PyTorch's own random numbers. forecast writes the metadata and the graphs; the
numbers are those of the two packages.
"""

import json
import pathlib
import sys
from importlib import metadata

import onnx
import onnxruntime
import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Interop"))

from with_onnx import HORIZON, inputs  # noqa: E402
from with_pytorch import Classic, Network  # noqa: E402
from world import CELLS, World, airline, document, options_of  # noqa: E402

SMALL = ("--hidden", "3", "--lookback", "4")
OTHERS = {
    "gru-log-diff": (
        "--model", "gru", "--transform", "double-log-diff", "--features", "month-cyclic,prev,trend",
        "--scaler", "standard"),
    "lstm-windows": ("--model", "lstm", "--transform", "boxcox", "--window-scaling", "last"),
    "rnn-direct": (
        "--model", "rnn", "--strategy", "direct", "-H", "3", "--transform", "seasonal-diff",
        "--features", "seasonal-lag,month-onehot"),
}


def main():
    torch.manual_seed(1949)
    torch.set_num_threads(1)
    world = World(sys.argv[1])
    folder = HERE / "interop"
    folder.mkdir(exist_ok=True)
    cases = []
    named = {f"{cell}-{layers}": options_of(cell, layers) for cell, layers in CELLS}
    for name, options in (named | OTHERS).items():
        model = world.train(*options, *SMALL)
        told, _ = document(model)
        told.pop("intervals", None)  # a page of numbers that belong to other weights
        prefixes = [""]
        if told["specification"]["strategy"] == "direct":
            prefixes = [f"step{step + 1}." for step in range(told["specification"]["steps"])]
        networks = [Network(told["shape"]) for _ in prefixes]
        weights = {
            prefix + key: tensor
            for prefix, network in zip(prefixes, networks, strict=True)
            for key, tensor in network.state_dict().items()
        }
        path = folder / f"{name}.safetensors"
        save_file(weights, path, metadata={"forecast": json.dumps(told, sort_keys=True)})

        graph = world.folder / f"{name}.onnx"
        world.run("export", path, "-H", HORIZON, "-o", graph.name, "-q")
        onnx.checker.check_model(onnx.load(graph), full_check=True)
        session = onnxruntime.InferenceSession(graph)
        (outputs,) = session.run(None, inputs(session, told, [len(airline())]))
        case = {"name": name, "onnxruntime": outputs[0].tolist()}
        if name in named:
            case["torch"] = Classic(told).forecast(networks[0], airline(), HORIZON)
        cases.append(case)
    versions = ", ".join(f"{p} {metadata.version(p)}" for p in ("torch", "safetensors", "onnx", "onnxruntime"))
    generator = f"Tests/Fixtures/interop.py, {versions}"
    rows = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "interop.json").write_text(f'{{"generator": "{generator}",\n"cases": [\n{rows}\n]}}\n')


main()
