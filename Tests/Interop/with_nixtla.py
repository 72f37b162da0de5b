"""Tables of --format nixtla, read by pandas and judged by utilsforecast beside the program."""

import functools
import io
import json

import pandas
from utilsforecast import losses
from utilsforecast.evaluation import evaluate

from world import AIRLINE, Row, airline

SEASON = 12
LEVELS = [80, 95]
BASELINES = [word for name in ("seasonal-naive", "drift", "ets", "theta") for word in ("--model", name)]
BACKTEST = ("backtest", AIRLINE, *BASELINES, "--origins", 5, "-q")
METRICS = {
    "mae": losses.mae,
    "rmse": losses.rmse,
    "smape": losses.smape,
    "mase": functools.partial(losses.mase, seasonality=SEASON),
    "rmsse": functools.partial(losses.rmsse, seasonality=SEASON),
}


def tables(world, *command):
    """What a command prints in the long form: as CSV and as JSON."""
    dates = ["ds", "cutoff"] if command[0] == "backtest" else ["ds"]
    text = world.run(*command, "--format", "nixtla")
    rows = world.run(*command, "--format", "nixtla", "--json")
    return (
        pandas.read_csv(io.StringIO(text), parse_dates=dates),
        pandas.read_json(io.StringIO(rows), convert_dates=dates),
    )


def reading(world):
    """Whether CSV and JSON are the same frame, with dates and numbers where those belong."""
    wrong, count = 0, 0
    forecasts = ("predict", world.train("--model", "gru"), "-H", 14, "-q")
    for command in (forecasts, BACKTEST):
        csv, rows = tables(world, *command)
        texts = {"unique_id"}
        dates = {"ds", "cutoff"} & set(csv.columns)
        for column in csv.columns:
            count += 1
            kind = "O" if column in texts else "M" if column in dates else "f"
            kinds = {frame[column].dtype.kind.replace("i", "f") for frame in (csv, rows)}
            wrong += kinds != {kind} or list(csv[column]) != list(rows[column])
    return Row("pandas", "read_csv and read_json: columns of --format nixtla", count, wrong, 0)


def history(end):
    """The airline series to a date, as utilsforecast wants what a model was fitted on."""
    dates = pandas.date_range("1949-01-01", periods=len(airline()), freq="MS")
    frame = pandas.DataFrame({"unique_id": "airline-passengers", "ds": dates, "y": airline()})
    return frame[frame.ds <= end]


def ours(model, place, metric):
    """A metric of one origin as the program gives it, in the units of utilsforecast."""
    value = model["by_origin"][place][metric]
    return value / 200 if metric == "smape" else value


def judging(world):
    """The metrics of a backtest, origin by origin, as utilsforecast computes them."""
    csv, _ = tables(world, *BACKTEST)
    models = json.loads(world.run(*BACKTEST, "--json"))["result"]["models"]
    names = [model["model"] for model in models]
    largest, count = 0.0, 0
    for place, (cutoff, part) in enumerate(csv.groupby("cutoff")):
        part = part.drop(columns="cutoff")
        found = evaluate(
            part, metrics=list(METRICS.values()), models=names, train_df=history(cutoff)
        ).set_index("metric")
        covered = evaluate(part, metrics=[losses.coverage], models=names, level=LEVELS)
        covered = covered.set_index("metric")
        for model in models:
            name = model["model"]
            pairs = [(found.loc[metric, name], ours(model, place, metric)) for metric in METRICS]
            pairs += [
                (covered.loc[f"coverage_level{level}", name],
                 model["by_origin"][place]["coverage"][f"{level / 100}"])
                for level in LEVELS
            ]
            for theirs, own in pairs:
                difference = abs(theirs - own) / max(abs(theirs), 1e-9)
                largest = max(largest, difference) if difference == difference else difference
                count += 1
    return Row("utilsforecast", "evaluate on a backtest: metrics of models and origins", count, largest, 1e-9)


def check(world):
    yield reading(world)
    yield judging(world)
