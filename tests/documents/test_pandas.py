#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python of docs/library.md, run as it is there.

    test_pandas.py PROGRAM

Expected: the figures of the report, read here without pandas. Skipped where Debian's Python has no
pandas."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PYTHON = "/usr/bin/python3"
SKIPPED = 77
FIGURE = "owner_revenue_loss"
TAIL = """
print(json.dumps({"platforms": json.loads(platforms[interval].to_json(double_precision=15)),
                  "regions": json.loads(regions.pivot(index="platform", columns="region",
                                                      values="owner_revenue_loss.net.central").to_json(double_precision=15))}))
"""


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    text = (pathlib.Path(__file__).resolve().parents[2] / "docs/library.md").read_text()
    code = re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)
    if len(code) != 1 or code[0].count("\n") > 15:
        sys.exit(f"docs/library.md has {len(code)} examples in Python, or a long one")
    if subprocess.run([PYTHON, "-c", "import pandas"], capture_output=True).returncode != 0:
        print(f"skipped: {PYTHON} has no pandas (python3-pandas)")
        return SKIPPED
    environment = {**os.environ, "PATH": f"{program.parent}:/usr/bin:/bin"}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([PYTHON, "-W", "error", "-c", code[0] + TAIL], capture_output=True, text=True,
                              cwd=folder, env=environment)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"the example fails:\n{done.stderr}")
    read = json.loads(done.stdout.splitlines()[-1])
    report = json.loads(subprocess.run([program, "estimate", "--event", "FB-2021-10-04", "--format", "json"],
                                       capture_output=True, check=True).stdout)
    faults = []
    for platform in report["platforms"]:
        key = platform["platform"]
        pairs = [(read["platforms"][f"{FIGURE}.net.{name}"][key], platform[FIGURE]["net"][name])
                 for name in ("p5", "central", "p95")]
        pairs += [(read["regions"][part["region"]][key], part[FIGURE]["net"]["central"])
                  for part in platform["by_region"]]
        faults += [f"{key}: {found}, not {right}" for found, right in pairs if abs(found / right - 1) > 1e-12]
    print("\n".join(faults) or f"{len(report['platforms'])} platforms")
    return 1 if faults or not report["platforms"] else 0


sys.exit(main())
