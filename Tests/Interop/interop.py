"""Compares forecast with the packages that it shares files with, and prints a table.

    python interop.py .build/release/forecast [name of a check ...]

Each check is a module with a function `check(world)` that yields rows; see `world.py`. To add one,
put its package into requirements.txt and its module into CHECKS. Exits 1 when a row is beyond its
limit.
"""

import sys

import guides
import with_nixtla
import with_onnx
import with_pytorch
from world import World

CHECKS = [with_pytorch, with_onnx, with_nixtla, guides]


def main():
    forecast, *names = sys.argv[1:]
    world = World(forecast)
    rows = [row for check in CHECKS if not names or check.__name__ in names for row in check.check(world)]
    print("| package | version | what | cases | largest difference | limit |")
    print("|---|---|---|---:|---:|---:|")
    for row in rows:
        largest, limit = f"{row.difference:.1e}", f"{row.limit:.0e}"
        if row.limit == 0:  # a count of what is wrong
            largest, limit = f"{row.difference:.0f} wrong" if row.difference else "none", "none"
        mark = "" if row.is_good else " **beyond the limit**"
        print(
            f"| {row.package} | {row.version} | {row.what} | {row.cases} "
            f"| {largest}{mark} | {limit} |")
    sys.exit(0 if all(row.is_good for row in rows) else 1)


main()
