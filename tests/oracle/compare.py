# SPDX-License-Identifier: GPL-3.0-or-later
"""Run `blackout estimate --samples 0` on random packages and compare it with the oracle.

usage: compare.py BLACKOUT_BINARY [--packages N] [--seed S] [--keep DIR]
       compare.py --oracle-only [--packages N] [--seed S]    (no binary: only exercise the oracle)

Prints every mismatch with package folder, scenario, path, expected and got; packages without
mismatch are deleted. One scenario is one case: it ends with `N passed, N failed`, and fails with
exit status 1. Package k of a run has seed S + k, so a failing one can be had alone with
`--packages 1 --seed S+k`.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime

sys.dont_write_bytecode = True  # leave nothing behind in the source tree

import generate  # noqa: E402
import oracle  # noqa: E402
import report  # noqa: E402
import swings  # noqa: E402

OWNER_TOLERANCE = 1e-9      # relative: sums of exact integrals
DEPENDENT_TOLERANCE = 1e-6  # relative: quadrature on both sides
MARKET_TOLERANCE = 1e-4     # relative: rules of 16 points where the prior is as wide as its mean
MARKET_LONG = 5e-4          # beyond a week, where 16 points of b are few: exp(b d) is steep
ROUNDING = 1e-13            # of the largest figure of a kind: what cancellation may leave
UNSCALED = {"lost_demand_hours", "hours", "duration_hours", "recovery_hours", "severity", "t",
            "probability_of_rise", "share_of_revenue", "omnichannel_index",
            "largest_owner_share"}  # no money: their own rounding
KEYS = {"platforms": "platform", "owners": "owner", "by_channel": "channel",
        "by_sector": "sector", "by_region": "region", "top_businesses": "business",
        "indirect_in_time": "by", "owner": "step", "dependants": "step", "insurance": "row"}
SECONDS = 120
SWUNG = 3  # scenarios of a package whose inputs are moved one at a time


def duration_text(hours, rng):
    """Hours in one of the accepted spellings."""
    minutes = round(hours * 60)
    assert abs(minutes / 60.0 - hours) < 1e-12
    h, mm = divmod(minutes, 60)
    d, dh = divmod(h, 24)
    forms = [f"{minutes}m", f"PT{minutes}M"]
    if mm == 0:
        forms += [f"{h}h", f"PT{h}H"]
    else:
        forms += [f"{h}h{mm}m", f"PT{h}H{mm}M"] if h else []
    if d:
        tail = (f"{dh}h" if dh else "") + (f"{mm}m" if mm else "")
        forms += [f"{d}d{tail}", f"P{d}D" + ("T" + tail.upper() if tail else "")]
    return rng.choice(forms)


def arguments(scenario, folder, curve_path, rng):
    """The command line of one scenario."""
    result = ["estimate", "--samples", "0", "--format", "json", "--top", "100000"]
    for option, key in (("--platform", "platforms"), ("--region", "regions")):
        if scenario.get(key):
            result += [option, ",".join(scenario[key])]
    for key in ("owner", "event", "start", "currency", "incident"):
        if scenario.get(key):
            result += ["--" + key, scenario[key]]
    if scenario.get("duration_hours") is not None:
        result += ["--duration", duration_text(scenario["duration_hours"], rng)]
    if scenario.get("severity") is not None:
        result += ["--severity", generate.plain(scenario["severity"])]
    if scenario.get("recovery_hours"):
        result += ["--recovery", duration_text(scenario["recovery_hours"], rng)]
    if scenario.get("curve"):
        generate.write_curve(curve_path, scenario["curve"], rng)
        result += ["--severity-curve", curve_path]
    return result + [folder]


class Comparison:
    """Walks the expected report; collects (path, expected, got) where the program differs."""

    def __init__(self, expected):
        totals = expected["totals"]
        dependants = totals["dependent_revenue_loss"]
        self.market = MARKET_TOLERANCE if expected["scenario"]["duration_hours"] <= oracle.WEEK \
            else MARKET_LONG
        self.scale = {True: dependants["central"] if dependants else 0.0,
                      False: totals["owner_revenue_loss"]["gross"]["central"]}
        self.steps = {side: max(abs(step["running"]["central"]) for step in steps)
                      for side, steps in expected["waterfall"].items()}
        self.mismatches, self.compared = [], 0

    def differ(self, path, expected, got):
        self.mismatches.append((path, expected, got))

    def number(self, path, expected, got):
        self.compared += 1
        if isinstance(got, bool) or not isinstance(got, (int, float)):
            return self.differ(path, expected, got)
        dependent = any(word in path for word in ("dependent", "dependants", "rival", "indirect",
                                                  "share_of_revenue", "insurance"))
        relative = self.market if "market_value_change" in path \
            else DEPENDENT_TOLERANCE if dependent else OWNER_TOLERANCE
        name = path.rsplit(".", 2)[-2:] if path.endswith(".central") else [path.rsplit(".", 1)[-1]]
        slack = 1e-14 if UNSCALED & set(name) or "percent" in path \
            else ROUNDING * (self.steps["dependants" if dependent else "owner"]
                             if path.startswith("waterfall") else self.scale[dependent])
        if abs(got - expected) > relative * max(abs(got), abs(expected)) + slack:
            self.differ(path, expected, got)
        return None

    def table(self, path, expected, got, key):
        """Lists are compared by key; a row on one side only is a mismatch."""
        rows = {row_name(row, key): row for row in got or []}
        if len(rows) != len(got or []):
            self.differ(path, "one row a key", [row.get(key) for row in got])
        for row in expected:
            name = f"{path}[{row[key]}]"
            if row[key] in rows:
                self.walk(name, row, rows.pop(row[key]))
            elif "top_businesses" not in path or row["dependent_revenue_loss"]["central"] != 0.0:
                self.differ(name, "a row", None)
        for extra in rows:
            self.differ(f"{path}[{extra}]", None, "a row")

    def instant(self, path, expected, got):
        self.compared += 1
        if not isinstance(got, str) or oracle.parse_time(got) != expected:
            self.differ(path, expected.isoformat(), got)

    def walk(self, path, expected, got):
        key = path.rsplit(".", 1)[-1]
        if expected is oracle.Skip:
            return
        if isinstance(expected, oracle.OrAbsent):
            if got is None:
                return
            expected = expected.value
        if expected is None:
            self.compared += 1
            if got is not None and got != {"central": None}:
                self.differ(path, None, got)
        elif isinstance(expected, oracle.OneOf):
            self.compared += 1
            got = sorted(got) if isinstance(got, list) else got
            if got not in [sorted(v) if isinstance(v, list) else v for v in expected.values]:
                self.differ(path, "one of " + str(expected.values[:8]), got)
        elif isinstance(expected, datetime):
            self.instant(path, expected, got)
        elif isinstance(expected, list):
            self.table(path, expected, got, KEYS[key])
        elif isinstance(expected, dict):
            if not isinstance(got, dict):
                self.differ(path, expected, got)
                return
            for name, value in expected.items():
                if name != "row":  # the key of a policy's line
                    self.walk(f"{path}.{name}" if path else name, value, got.get(name))
        elif isinstance(expected, (str, bool)):
            self.compared += 1
            if got != expected:
                self.differ(path, expected, got)
        else:
            self.number(path, float(expected), got)

    def descending(self, got):
        """Businesses come with the largest loss first."""
        losses = [row["dependent_revenue_loss"]["central"] for row in got or []]
        if any(b > a * (1 + 1e-12) for a, b in zip(losses, losses[1:])):
            self.differ("top_businesses", "largest loss first", losses[:5])


def row_name(row, key):
    """A policy's name and the business that it insures, if it is one."""
    return f"{row.get('policy')}/{row.get('business', '')}" if key == "row" else row.get(key)


def run(command):
    """(exit status, stdout, stderr); a status of None is a time-out."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, b"", b"timed out"
    return done.returncode, done.stdout, done.stderr


def compare_refusal(status, errors):
    if status == 1 and errors:
        return []
    return [("exit status", "1 with a message", f"{status}: {errors[:200]!r}")]


def compare_scenario(binary, tables, scenario, command):
    """Mismatches and the number of figures compared."""
    try:
        expected = report.estimate(tables, scenario)
    except oracle.Refusal as refusal:
        assert scenario.get("refused"), f"oracle refuses: {refusal}"
        expected = None
    assert (expected is None) == bool(scenario.get("refused"))
    if binary is None:
        return [], 0
    status, output, errors = run([binary] + command)
    if expected is None:
        return compare_refusal(status, errors), 1
    if status != 0:
        return [("exit status", 0, f"{status}: {errors.decode(errors='replace')[:400]}")], 1
    try:
        got = json.loads(output.decode("utf-8"))
    except ValueError as error:
        return [("stdout", "one JSON document", str(error))], 1
    comparison = Comparison(expected)
    comparison.walk("", expected, got)
    if "top_businesses" in expected:
        comparison.descending(got.get("top_businesses"))
    return comparison.mismatches, comparison.compared


def swung_command(command):
    """The same question to `sensitivity`: its values of one input at its ends have no sample in them."""
    command = ["sensitivity"] + command[1:]
    command[command.index("--samples") + 1] = "64"
    for option in ("--top", "--incident"):  # of an estimate alone
        if option in command:
            at = command.index(option)
            command = command[:at] + command[at + 2:]
    return command


def compare_swings(binary, tables, scenario, command, rng):
    """Mismatches and the number of figures compared."""
    if binary is None:
        return [], 0
    status, output, errors = run([binary] + swung_command(command))
    if status != 0:
        return [("exit status", 0, f"{status}: {errors.decode(errors='replace')[:400]}")], 1
    return swings.compare(json.loads(output.decode("utf-8")), tables, scenario, rng)


def can_swing(scenario):
    """With a start, so that the hours have an error, and without an event, whose severity would vary."""
    return bool(scenario.get("start")) and not (
        scenario.get("refused") or scenario.get("event") or scenario.get("severity") == 0.0)


def show(value):
    return json.dumps(value, default=report.as_json, ensure_ascii=False)


def compare_package(binary, folder, seed):
    """(passed, failed, figures) of one package."""
    maker = generate.make_package(folder, seed)
    tables = oracle.load(folder)
    passed = failed = figures = 0
    swings_left = SWUNG
    for k, scenario in enumerate(generate.scenarios(maker)):
        curve = f"{folder}.curve{k}.csv"
        command = arguments(scenario, folder, curve, maker.rng)
        try:
            mismatches, compared = compare_scenario(binary, tables, scenario, command)
            if swings_left and can_swing(scenario):
                swings_left -= 1
                of_swings = compare_swings(binary, tables, scenario, command, maker.rng)
                mismatches, compared = mismatches + of_swings[0], compared + of_swings[1]
        except Exception:
            print(f"package {folder} (seed {seed}), scenario {k}: {show(scenario)}")
            raise
        figures += compared
        if not mismatches:
            passed += 1
            if os.path.exists(curve):
                os.remove(curve)
            continue
        failed += 1
        print(f"package {folder} (seed {seed}), scenario {k}: {show(scenario)}")
        print(f"  blackout {shlex.join(command)}")
        for path, expected, got in mismatches:
            print(f"  {path}: expected {show(expected)}, got {show(got)}")
    if not failed:
        shutil.rmtree(folder)
    return passed, failed, figures


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("binary", nargs="?")
    parser.add_argument("--oracle-only", action="store_true")
    parser.add_argument("--packages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="folder for the packages (default: a new temporary one)")
    options = parser.parse_args()
    if not options.oracle_only and not (options.binary and os.access(options.binary, os.X_OK)):
        parser.error("BLACKOUT_BINARY is not an executable file")
    binary = None if options.oracle_only else os.path.abspath(options.binary)
    root = options.keep or tempfile.mkdtemp(prefix="blackout-oracle-")
    passed = failed = figures = 0
    for k in range(options.packages):
        seed = options.seed + k
        result = compare_package(binary, os.path.join(root, f"package{seed}"), seed)
        passed, failed, figures = (a + b for a, b in zip((passed, failed, figures), result))
    if not failed and not options.keep:
        shutil.rmtree(root)
    print(f"{figures} figures compared")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
