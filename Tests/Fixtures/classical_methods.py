"""Writes classical-methods.json: what statsmodels and statsforecast compute for the airline series.

    python3 -m venv venv && venv/bin/pip install statsmodels==0.15.0 statsforecast==2.1.1
    venv/bin/python Tests/Fixtures/classical_methods.py > Tests/Fixtures/classical-methods.json

The values are read from datasets/airline-passengers.csv. Each case has the parameters, and what the
library says at these parameters, so that likelihoods and recursions are compared number by number
and not through two different searches.
"""

import csv
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from statsforecast.theta import forecast_theta, thetamodel
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parents[2]
HORIZON = 15


def airline():
    with open(ROOT / "datasets" / "airline-passengers.csv", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return np.array([float(row[1]) for row in rows if len(row) > 1])


def listed(values):
    return [float(f"{v:.15g}") for v in np.asarray(values, dtype=float).ravel()]


def ets_case(y, error, trend, damped, season):
    model = ETSModel(
        pd.Series(y), error=error, trend=trend, damped_trend=damped, seasonal=season, seasonal_periods=12 if season else None
    )
    fit = model.fit(disp=False, maxiter=2000)
    named = dict(zip(model.param_names, fit.params))
    letters = {"add": "A", "mul": "M", None: "N"}
    return {
        "error": letters[error],
        "trend": "Ad" if damped else letters[trend],
        "season": letters[season],
        "alpha": named["smoothing_level"],
        "beta": named.get("smoothing_trend", 0),
        "gamma": named.get("smoothing_seasonal", 0),
        "phi": named.get("damping_trend", 1),
        "level": named["initial_level"],
        "slope": named.get("initial_trend", 0),
        # statsmodels counts back from the month before the first value
        "seasonal": [named[f"initial_seasonal.{11 - i}"] for i in range(12)] if season else [],
        "log_likelihood": fit.llf,
        "fitted": listed(fit.fittedvalues),
        "forecast": listed(fit.forecast(HORIZON)),
        # with the mean square as the variance of the errors
        "deviations": listed(fit.get_prediction(start=len(y), end=len(y) + HORIZON - 1).forecast_variance ** 0.5)
        if error == "add" and season != "mul"
        else [],
    }


def arima_case(y, order, seasonal, constant):
    # exact: the differences are taken first, and the filter starts from the stationary distribution
    period = seasonal + (12,) if any(seasonal) else (0, 0, 0, 0)
    model = SARIMAX(
        np.log(y), order=order, seasonal_order=period, trend="c" if constant else "n", simple_differencing=True
    )
    fit = model.fit(disp=False, maxiter=500, method="lbfgs", pgtol=1e-9, factr=10)
    named = dict(zip(model.param_names, fit.params))
    # statsmodels' "c" is an intercept; the mean is it divided by the autoregressive polynomials at 1
    ar = [named[f"ar.L{i + 1}"] for i in range(order[0])]
    seasonal_ar = [named[f"ar.S.L{12 * (i + 1)}"] for i in range(seasonal[0])]
    mean = named["intercept"] / ((1 - sum(ar)) * (1 - sum(seasonal_ar))) if constant else 0
    # the same model on the values before differencing, for forecasts: a diffuse start, so approximate
    whole = SARIMAX(np.log(y), order=order, seasonal_order=period, trend="c" if constant else "n")
    ahead = whole.smooth(fit.params).get_forecast(HORIZON)
    return {
        "order": list(order),
        "seasonal": list(seasonal),
        "ar": ar,
        "ma": [named[f"ma.L{i + 1}"] for i in range(order[2])],
        "seasonal_ar": seasonal_ar,
        "seasonal_ma": [named[f"ma.S.L{12 * (i + 1)}"] for i in range(seasonal[2])],
        "has_constant": constant,
        "mean": mean,
        "variance": named["sigma2"],
        "log_likelihood": fit.llf,
        "forecast": listed(ahead.predicted_mean),
        "deviations": listed(ahead.se_mean),
    }


def theta_case(y, model, alpha, theta, level):
    fit = thetamodel(y=y, m=1, modeltype=model, initial_smoothed=level, alpha=alpha, theta=theta, nmse=1)
    par = fit["par"]
    return {
        "dynamic": model == "DOTM",
        "alpha": par["alpha"],
        "theta": par["theta"],
        "level": par["initial_smoothed"],
        "mean_square": fit["mse"],
        "residuals": listed(fit["residuals"]),
        "forecast": listed(forecast_theta(fit, HORIZON)["mean"]),
    }


def main():
    y = airline()
    json.dump(
        {
            "ets": [
                ets_case(y, *form)
                for form in [
                    ("add", None, False, None),
                    ("add", "add", False, None),
                    ("add", "add", True, None),
                    ("add", "add", False, "add"),
                    ("add", "add", True, "add"),
                    ("mul", "add", False, None),
                    ("mul", None, False, "add"),
                    ("mul", None, False, "mul"),
                    ("mul", "add", False, "mul"),
                    ("mul", "add", True, "mul"),
                ]
            ],
            "arima": [
                arima_case(y, *order)
                for order in [
                    ((0, 1, 1), (0, 1, 1), False),
                    ((2, 1, 1), (1, 1, 1), False),
                    ((1, 0, 2), (0, 1, 1), True),
                    ((2, 1, 0), (1, 1, 0), False),
                    ((1, 1, 1), (0, 0, 0), True),
                    ((0, 1, 2), (0, 0, 0), False),
                ]
            ],
            "theta": [
                theta_case(y, "DOTM", np.nan, np.nan, np.nan),
                theta_case(y, "DOTM", 0.4, 3.0, 50.0),
                theta_case(y, "STM", np.nan, np.nan, np.nan),
            ],
        },
        sys.stdout,
        indent=1,
    )
    print()


main()
