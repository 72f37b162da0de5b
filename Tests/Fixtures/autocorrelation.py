"""Autocorrelations, partial ones and trends by statsmodels, for AutocorrelationTests.

    pip install statsmodels==0.15.0
    python Tests/Fixtures/autocorrelation.py > Tests/Fixtures/autocorrelation.json
"""

import csv
import json
import pathlib

from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf, pacf

ROOT = pathlib.Path(__file__).parents[2]


def airline():
    with open(ROOT / "datasets/airline-passengers.csv", encoding="utf-8") as file:
        return [float(row[1]) for row in list(csv.reader(file))[1:]]


def made():
    return [(7 * t * t + 3 * t) % 23 + 0.25 * t for t in range(40)]


def case(name, values, season):
    trend = seasonal_decompose(values, period=season, two_sided=True).trend
    return {
        "name": name,
        "values": values,
        "acf": acf(values, nlags=15, fft=False, adjusted=False)[1:].tolist(),
        "pacf": pacf(values, nlags=15, method="ldb")[1:].tolist(),
        "season": season,
        "trend": [None if x != x else x for x in trend.tolist()],
    }


cases = [case("airline", airline(), 12), case("made, even", made(), 4), case("made, odd", made(), 5)]
print(json.dumps(cases, indent=1))
