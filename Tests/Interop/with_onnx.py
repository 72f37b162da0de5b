"""Exported graphs: checked by onnx, and run by onnxruntime beside the program."""

import calendar
import datetime

import numpy
import onnx
import onnxruntime

from world import CELLS, Row, airline, document, options_of

HORIZON = 14  # more than a season
TRANSFORMS = [
    "log", "boxcox", "boxcox-likelihood", "diff", "seasonal-diff", "double-diff", "log-diff",
    "seasonal-log-diff", "double-log-diff",
]
FEATURES = ["prev,month-onehot", "prev,month-cyclic", "seasonal-lag,month", "prev,trend", "prev"]


def cases():
    for cell, layers in CELLS:
        yield options_of(cell, layers)
    for transform in TRANSFORMS:
        yield ("--model", "gru", "--transform", transform)
    for features in FEATURES:
        yield ("--model", "lstm", "--features", features, "--scaler", "standard")
    for strategy in ("direct", "multi-output"):
        yield ("--model", "rnn", "--strategy", strategy, "-H", "5", "--transform", "log-diff")
    yield ("--model", "gru", "--window-scaling", "last", "--transform", "seasonal-log-diff")


def seconds(month):
    """From 1970 to the first day of a month of the airline series, which begins in 1949."""
    return calendar.timegm(datetime.datetime(1949 + month // 12, month % 12 + 1, 1).timetuple())


def inputs(session, told, origins):
    """What the graph wants, for the values before each origin."""
    names = {port.name: port.shape for port in session.get_inputs()}
    series = airline()
    feed = {"history": numpy.array([series[o - names["history"][1] : o] for o in origins])}
    if "position" in names:
        feed["position"] = numpy.array([o % 12 for o in origins])
    if "trend" in names:
        span = told["builder"]["trend"]
        start, end = [
            calendar.timegm(datetime.datetime.fromisoformat(span[name]).timetuple())
            for name in ("start", "end")
        ]
        lookback = told["builder"]["lookback"]
        feed["trend"] = numpy.array([
            [(seconds(t) - start) / (end - start) for t in range(o - lookback + 1, o + HORIZON)]
            for o in origins
        ])
    return feed


def check(world):
    largest, count = 0.0, 0
    series = airline()
    width = max(series) - min(series)
    origins = [144, 121, 96]
    for options in cases():
        model = world.train(*options)
        graph = model.with_suffix(".onnx")
        world.run("export", model, "--format", "onnx", "-H", HORIZON, "-o", graph.name)
        onnx.checker.check_model(onnx.load(graph), full_check=True)
        session = onnxruntime.InferenceSession(graph)
        assert session.get_modelmeta().custom_metadata_map["forecast"]
        (outputs,) = session.run(None, inputs(session, document(model)[0], origins))
        for origin, output in zip(origins, outputs, strict=True):
            ours = world.predict(model, HORIZON, world.beginning(origin))
            difference = numpy.abs(output - ours).max() / width
            largest = max(largest, difference) if difference == difference else float("nan")
        count += 1
    yield Row("onnx", "onnx.checker.check_model, with inferred shapes", count, 0.0, 0.0)
    yield Row("onnxruntime", f"forecasts of {HORIZON} values, {len(origins)} at once", count, largest, 1e-5)
