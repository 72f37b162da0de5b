"""The power of two tests of residuals, for ljungBoxPower and equalMeansPower of the module Diagnosis.

    pip install numpy==2.3.5 scipy==1.17.1
    python Tests/Fixtures/residual_power.py

Ljung and Box: 4,000 AR(1) processes with φ = 0.4 of each length, R's lags for a season of 12, level
5 %. The F test: a season of places drawn with deviation 0.7 of that of the noise, level 5 %.
"""

import numpy
from scipy import stats

rng = numpy.random.default_rng(1)
RUNS = 4000


def ljung_box(x, lags):
    n = x.shape[1]
    x = x - x.mean(axis=1, keepdims=True)
    total = (x * x).sum(axis=1)
    q = sum(((x[:, k:] * x[:, :-k]).sum(axis=1) / total) ** 2 / (n - k) for k in range(1, lags + 1))
    return stats.chi2.sf(n * (n + 2) * q, lags)


def ar(n, phi):
    e = rng.standard_normal((RUNS, n + 100))
    x = numpy.zeros_like(e)
    for t in range(1, n + 100):
        x[:, t] = phi * x[:, t - 1] + e[:, t]
    return x[:, 100:]


def seasonal(n, m):
    places = 0.7 * rng.standard_normal((RUNS, m))
    x = places[:, numpy.arange(n) % m] + rng.standard_normal((RUNS, n))
    groups = [x[:, k::m] for k in range(m)]
    centre = x.mean(axis=1)
    between = sum(g.shape[1] * (g.mean(axis=1) - centre) ** 2 for g in groups)
    within = sum(((g - g.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) for g in groups)
    return stats.f.sf(between / (m - 1) / (within / (n - m)), m - 1, n - m)


for n in (12, 24, 48, 96, 144, 288):
    lags = max(3, min(24, round(n / 5)))
    found, wrong = ((ljung_box(ar(n, phi), lags) < 0.05).mean() for phi in (0.4, 0))
    print(f"ljung-box  n {n:3}  power {found:.2f}  false alarms {wrong:.3f}")
for m in (4, 7, 12, 24):
    for repeats in (2, 3, 4, 6, 8, 12):
        print(f"f test     season {m:2}  repeats {repeats:2}  power {(seasonal(m * repeats, m) < 0.05).mean():.2f}")
