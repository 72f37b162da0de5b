"""Tests of residuals and tails of distributions by scipy and statsmodels, for ResidualTestsTests and
TailTests.

    pip install scipy==1.17.1 statsmodels==0.15.0
    python Tests/Fixtures/residual_tests.py > Tests/Fixtures/residual-tests.json
"""

import csv
import json
import pathlib

import numpy
from scipy import special, stats
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.tsa.stattools import breakvar_heteroskedasticity_test

ROOT = pathlib.Path(__file__).parents[2]


def airline():
    with open(ROOT / "datasets/airline-passengers.csv", encoding="utf-8") as file:
        return [float(row[1]) for row in list(csv.reader(file))[1:]]


def noise(n, phi):
    """An AR(1) process, rounded, so that there are ties too."""
    e = numpy.random.default_rng(n).standard_normal(n)
    x = numpy.zeros(n)
    for t in range(n):
        x[t] = (phi * x[t - 1] if t else 0) + e[t]
    return [round(float(v), 1) for v in x]


def case(name, values, season, lags):
    y = numpy.array(values)
    level = numpy.arange(len(y)) % 7
    box = acorr_ljungbox(y, lags=[lags])
    anova = stats.f_oneway(*[y[k::season] for k in range(season)])
    change = breakvar_heteroskedasticity_test(y, subset_length=1 / 3)
    rank = stats.spearmanr(numpy.abs(y), level)
    return {
        "name": name,
        "values": values,
        "season": season,
        "lags": lags,
        "ljung_box": [box.lb_stat.iloc[0], box.lb_pvalue.iloc[0]],
        "equal_means": [anova.statistic, anova.pvalue],
        "change_of_variance": [float(change[0]), float(change[1])],
        "spearman": [rank.statistic, rank.pvalue],
    }


def tails():
    chi = [(x, nu) for nu in (0.5, 1, 3, 24, 200) for x in (0, 1e-6, 0.3, 2.5, 24, 60, 300)]
    f = [(x, a, b) for a, b in ((1, 1), (3, 7), (11, 36), (120, 15), (16, 16)) for x in (0, 0.01, 0.5, 1, 2.7, 30)]
    return {
        "chi_squared": [[x, nu, special.chdtrc(nu, x)] for x, nu in chi],
        "f": [[x, a, b, special.fdtrc(a, b, x)] for x, a, b in f],
    }


differences = numpy.diff(airline()).tolist()
cases = [
    case("airline, differences", differences, 12, 24),
    case("noise", noise(48, 0), 12, 10),
    case("AR(1)", noise(96, 0.6), 4, 8),
    case("short", noise(13, 0.3), 3, 3),
]
print(json.dumps({"cases": cases, **tails()}, indent=1))
