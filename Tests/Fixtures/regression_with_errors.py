"""Writes regression-with-errors.json: regressions with ARIMA errors after statsmodels and numpy.

    python3 -m venv venv && venv/bin/pip install statsmodels==0.15.0 python-dateutil
    venv/bin/python Tests/Fixtures/regression_with_errors.py > Tests/Fixtures/regression-with-errors.json

The values are the logarithms of datasets/airline-passengers.csv up to several origins, once as if they
had no season; the regressors are trading days and Easter (its share without the mean, which the
differences take out), counted here with Python's calendar. "search" is what statsmodels finds by
maximum likelihood, with standard errors from the whole Hessian; "exact" what generalised least squares
with the whole covariance matrix says at given θ and Θ.
"""

import csv
import datetime as dt
import json
import warnings
from pathlib import Path

import numpy as np
from dateutil.easter import easter
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parents[2]


def airline():
    with open(ROOT / "datasets" / "airline-passengers.csv", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return np.array([float(row[1]) for row in rows if len(row) > 1])


def days(year, month):
    first = dt.date(year, month, 1)
    return [d for d in (first + dt.timedelta(i) for i in range(31)) if d.month == month]


def share(year, month):
    return sum((easter(year) - dt.timedelta(i)).month == month for i in range(1, 9)) / 8


def regressors(count):
    trading, church = [], []
    for t in range(count):
        year, month = 1949 + t // 12, t % 12 + 1
        trading.append(sum(1 if d.weekday() < 5 else -2.5 for d in days(year, month)))
        church.append(share(year, month))
    return np.array([trading, church])


def differenced(x, season):
    x = x[..., 1:] - x[..., :-1]
    return x if season == 1 else x[..., season:] - x[..., :-season]


def exact(y, x, season, theta, seasonal):
    """Generalised least squares with the whole covariance matrix of the differenced values."""
    w, z = differenced(y, season), differenced(x, season).T
    n = len(w)
    ma = np.array([1, theta])
    if season > 1:
        wide = np.zeros(season + 1)
        wide[0], wide[-1] = 1, seasonal
        ma = np.convolve(ma, wide)
    gamma = np.zeros(n)
    for lag in range(min(n, len(ma))):
        gamma[lag] = ma[lag:] @ ma[: len(ma) - lag]
    v = gamma[np.abs(np.subtract.outer(np.arange(n), np.arange(n)))]
    inner = np.linalg.inv(z.T @ np.linalg.solve(v, z))
    beta = inner @ z.T @ np.linalg.solve(v, w)
    rest = w - z @ beta
    variance = rest @ np.linalg.solve(v, rest) / n
    log_likelihood = -n / 2 * (np.log(2 * np.pi * variance) + 1) - np.linalg.slogdet(v)[1] / 2
    return {
        "theta": theta,
        "seasonal_theta": seasonal,
        "coefficients": beta.tolist(),
        "standard_errors": np.sqrt(np.diag(inner) * variance).tolist(),
        "log_likelihood": float(log_likelihood),
    }


def search(y, x, season):
    order = {"order": (0, 1, 1), "simple_differencing": True}
    if season > 1:
        order["seasonal_order"] = (0, 1, 1, season)
    options = {"disp": 0, "maxiter": 1000, "cov_type": "approx"}

    def best(model):
        first = model.fit(**options)
        return model.fit(first.params, method="powell", xtol=1e-10, ftol=1e-14, **options)

    fit = best(SARIMAX(y, exog=x.T, **order))
    plain = best(SARIMAX(y, **order))
    return {
        "coefficients": fit.params[: len(x)].tolist(),
        "standard_errors": fit.bse[: len(x)].tolist(),
        "theta": float(fit.params[len(x)]),
        "log_likelihood": float(fit.llf),
        "log_likelihood_without": float(plain.llf),
    }


def case(name, y, x, season, theta, seasonal):
    return {
        "name": name,
        "season_length": season,
        "values": y.tolist(),
        "regressors": x.tolist(),
        "search": search(y, x, season),
        "exact": exact(y, x, season, theta, seasonal),
    }


def main():
    y, x = np.log(airline()), regressors(144)
    cases = [case(f"airline {n}", y[:n], x[:, :n], 12, -0.3, -0.6) for n in (96, 132, 144)]
    cases.append(case("trading days alone", y, x[:1], 12, -0.9, -0.95))
    cases.append(case("no season", y[:60], x[:, :60], 1, 0.4, 0.0))
    print("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]")


if __name__ == "__main__":
    main()
