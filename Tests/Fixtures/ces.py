"""Writes ces.json: what statsforecast computes by complex exponential smoothing.

    python3 -m venv venv && venv/bin/pip install statsforecast==2.1.1
    venv/bin/python Tests/Fixtures/ces.py > Tests/Fixtures/ces.json

The series are the airline passengers of datasets/airline-passengers.csv up to several origins, the
annual flow of the Nile at Aswan 1871 to 1970 in 10^8 m3, and three that are made of sines below. For
every form there are the parameters that statsforecast found, and what it says at these parameters,
so that recursions are compared number by number and not through two different searches.
"""

import csv
import json
from pathlib import Path

import numpy as np
from statsforecast.ces import auto_ces, cesmodel, forecast_ces

ROOT = Path(__file__).resolve().parents[2]
HORIZON = 15
NILE = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
    1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
    831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
    781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
    744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
]  # fmt: skip


def airline():
    with open(ROOT / "datasets" / "airline-passengers.csv", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return np.array([float(row[1]) for row in rows if len(row) > 1])


def waves(count, season, swing, slope):
    """A season, a slope, and incommensurable sines in the place of noise."""
    t = np.arange(count)
    rest = np.sin(t * t * 0.7) + np.sin(t * 12.9898) + 0.5 * np.sin(t * 78.233)
    return np.round(200 + slope * t + swing * np.sin(2 * np.pi * t / season) + 2 * rest, 3)


def listed(values):
    return [float(f"{v:.13g}") for v in np.asarray(values, dtype=float).ravel()]


def form_case(y, season, form):
    model = cesmodel(y.copy(), season, form, None, None, None, None, 3)
    names = {"N": 2, "S": 2, "P": 3, "F": 4}[form]
    parameters = [model["par"][k] for k in ("alpha_0", "alpha_1", "beta_0", "beta_1")][:names]
    return {
        "form": form,
        "parameters": listed(parameters),
        # without constants: n log(sum of squares) and the penalty
        "aicc": float(model["aicc"]),
        "residuals": listed(model["residuals"]),
        "forecast": listed(forecast_ces(model, HORIZON)["mean"]),
    }


def series_case(name, y, season):
    y = np.asarray(y, dtype=float)
    forms = "NSPF" if season > 1 else "N"
    return {
        "name": name,
        "season_length": season,
        "values": listed(y),
        "chosen": auto_ces(y.copy(), season)["seasontype"],
        "forms": [form_case(y, season, form) for form in forms],
    }


def main():
    passengers = airline()
    cases = [series_case(f"airline {n}", passengers[:n], 12) for n in (60, 96, 120, 132, 144)]
    cases.append(series_case("Nile", NILE, 1))
    cases.append(series_case("quarters", waves(48, 4, 20, 1), 4))
    cases.append(series_case("weeks", waves(140, 7, 15, 0), 7))
    cases.append(series_case("no season", waves(60, 17, 0, 0.5), 12))
    lines = [json.dumps(case, separators=(",", ":")) for case in cases]
    print("[\n" + ",\n".join(lines) + "\n]")


if __name__ == "__main__":
    main()
