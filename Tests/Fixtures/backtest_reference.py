#!/usr/bin/env python3
"""The numbers in Tests/Fixtures/backtest-reference.json, from other people's programs.

    python3 -m venv venv && venv/bin/pip install scipy pandas statsforecast utilsforecast
    venv/bin/python Tests/Fixtures/backtest_reference.py

- Tails of Student's t and quantiles of the normal distribution: scipy.
- The baselines with their intervals on the airline series, from the 37 origins 96 ... 132, twelve
  months each: forecasts by statsforecast, scores by utilsforecast, origin by origin, then averaged.
  CRPS is twice the mean pinball loss of the nine deciles.
- The Diebold-Mariano test with the correction of Harvey, Leybourne and Newbold: there is none in
  these packages, so it is written out below, without a look at the one in Swift.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import scipy.stats
import statsforecast
import utilsforecast
from statsforecast import StatsForecast
from statsforecast.models import HistoricAverage, Naive, RandomWalkWithDrift, SeasonalNaive
from utilsforecast import losses

HERE = Path(__file__).parent
SEASON, HORIZON, ORIGINS = 12, 12, 37
NAMES = {
    "persistence": Naive(alias="persistence"),
    "seasonal-naive": SeasonalNaive(season_length=SEASON, alias="seasonal-naive"),
    "drift": RandomWalkWithDrift(alias="drift"),
    "training-mean": HistoricAverage(alias="training-mean"),
}
LEVELS = [20, 40, 60, 80, 95]


def airline():
    table = pd.read_csv(HERE / "../../datasets/airline-passengers.csv")
    ds = pd.to_datetime(table.iloc[:, 0])
    return pd.DataFrame({"unique_id": "air", "ds": ds, "y": table.iloc[:, 1].astype(float)})


def deciles(window, name):
    """The columns of the nine deciles of a model."""
    columns = [f"{name}-lo-{level}" for level in (80, 60, 40, 20)]
    columns += [name] + [f"{name}-hi-{level}" for level in (20, 40, 60, 80)]
    return {f"q{10 * (i + 1)}": window[c] for i, c in enumerate(columns)}


def scores(window, train, name):
    frame = window[["unique_id", "ds", "y", name]].rename(columns={name: "m"})
    q = frame.assign(**deciles(window, name))
    pinball = [
        losses.quantile_loss(q, models={"m": f"q{10 * k}"}, q=k / 10)["m"].iloc[0]
        for k in range(1, 10)
    ]
    result = {
        "mase": losses.mase(frame, ["m"], SEASON, train)["m"].iloc[0],
        "rmsse": losses.rmsse(frame, ["m"], SEASON, train)["m"].iloc[0],
        "smape": 200 * losses.smape(frame, ["m"])["m"].iloc[0],
        "mae": losses.mae(frame, ["m"])["m"].iloc[0],
        "rmse": losses.rmse(frame, ["m"])["m"].iloc[0],
        "crps": 2 * float(np.mean(pinball)),
    }
    for level in (80, 95):
        lo, hi = window[f"{name}-lo-{level}"], window[f"{name}-hi-{level}"]
        result[f"coverage{level}"] = float(((lo <= window.y) & (window.y <= hi)).mean())
        result[f"width{level}"] = float((hi - lo).mean())
        alpha = 1 - level / 100
        outside = np.maximum(0, lo - window.y) + np.maximum(0, window.y - hi)
        result[f"score{level}"] = float((hi - lo + 2 / alpha * outside).mean())
    return result


def with_textbook_drift(window, count):
    """statsforecast divides the squared residuals of the drift by their number; the textbook (Hyndman
    and Athanasopoulos, 2021, section 5.5) takes one off for the slope."""
    window, factor = window.copy(), np.sqrt((count - 1) / (count - 2))
    for column in [c for c in window if c.startswith("drift-")]:
        window[column] = window["drift"] + factor * (window[column] - window["drift"])
    return window


def baselines(frame):
    forecaster = StatsForecast(models=list(NAMES.values()), freq="MS")
    table = forecaster.cross_validation(
        df=frame, h=HORIZON, n_windows=ORIGINS, step_size=1, level=LEVELS
    )
    by_model = {name: [] for name in NAMES}
    for cutoff, window in table.groupby("cutoff"):
        train = frame[frame.ds <= cutoff]
        window = with_textbook_drift(window, len(train))
        for name in NAMES:
            by_model[name].append(scores(window, train, name))
    return by_model


def diebold_mariano(a, b, overlap):
    d = np.asarray(a) - np.asarray(b)
    n = len(d)
    gamma = [np.sum((d[k:] - d.mean()) * (d[: n - k] - d.mean())) / n for k in range(overlap)]
    variance = (gamma[0] + 2 * sum(gamma[1:])) / n
    weighted = bool(variance <= 0)
    if weighted:
        variance = (gamma[0] + 2 * sum((1 - k / overlap) * gamma[k] for k in range(1, overlap))) / n
    factor = np.sqrt((n + 1 - 2 * overlap + overlap * (overlap - 1) / n) / n)
    s = d.mean() / np.sqrt(variance) * factor
    return {
        "overlap": overlap,
        "statistic": float(s),
        "p": float(2 * scipy.stats.t.sf(abs(s), n - 1)),
        "weighted": weighted,
    }


def main():
    by_model = baselines(airline())
    mase = {name: [s["mase"] for s in windows] for name, windows in by_model.items()}
    t_points = [(0, 5), (0.1, 1), (1, 3), (2.5, 11), (-1.96, 36), (4, 7), (30, 9), (1e-3, 200)]
    p_points = [1e-12, 1e-5, 0.025, 0.1, 0.3, 0.5, 0.8, 0.975, 0.999999]
    document = {
        "versions": {
            "scipy": scipy.__version__,
            "statsforecast": statsforecast.__version__,
            "utilsforecast": utilsforecast.__version__,
        },
        "t": [
            {"t": t, "nu": nu, "tail": float(2 * scipy.stats.t.sf(abs(t), nu))}
            for t, nu in t_points
        ],
        "normal": [{"p": p, "z": float(scipy.stats.norm.ppf(p))} for p in p_points],
        "baselines": {
            name: {key: float(np.mean([s[key] for s in windows])) for key in windows[0]}
            for name, windows in by_model.items()
        },
        "mase": mase,
        "diebold_mariano": {
            name: [
                diebold_mariano(mase[name], mase["seasonal-naive"], overlap)
                for overlap in (1, 2, 12)
            ]
            for name in NAMES
            if name != "seasonal-naive"
        },
    }
    text = json.dumps(document, indent=1, sort_keys=True)
    (HERE / "backtest-reference.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
