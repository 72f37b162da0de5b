#!/usr/bin/env python3
"""The polynomial for 2^f on |f| <= 1/2 in Sources/Recurrent/Kernels/Activations.swift.

    python3 -m venv venv && venv/bin/pip install numpy
    venv/bin/python Tests/Fixtures/power_of_two.py

Minimises the largest relative error of 1 + c1 f + ... + c5 f^5 by least squares whose weights grow
where the error is large (Lawson, 1961), and prints the coefficients as they are rounded to Float.
"""

import numpy as np

DEGREE, POINTS, ROUNDS = 5, 2001, 300

f = -0.5 * np.cos((np.arange(POINTS) + 0.5) * np.pi / POINTS)
power = 2.0**f
basis = np.stack([f**i for i in range(1, DEGREE + 1)], axis=1) / power[:, None]
target = (power - 1) / power

weights = np.ones(POINTS)
smallest, coefficients = np.inf, None
for _ in range(ROUNDS):
    root = np.sqrt(weights)
    found = np.linalg.lstsq(basis * root[:, None], target * root, rcond=None)[0]
    error = np.abs(basis @ found - target)
    if error.max() < smallest:
        smallest, coefficients = error.max(), found
    weights *= error / error.max() + 1e-4
    weights /= weights.mean()

print(f"largest relative error {smallest:.2e}")
for power, value in enumerate(coefficients, start=1):
    print(f"f^{power}: {float(np.float32(value))!r}")
