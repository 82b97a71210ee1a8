# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of the program with small inputs, most formats and outputs: what faults are tried on."""

import csv
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SMALL = str(ROOT / "tests/golden/package")
EXAMPLES = ROOT / "docs/examples"
OUTAGE = ["--platform", "chat", "--duration", "6h"]
SAMPLES = ["--samples", "64"]


def write_few_firms(folder):
    """The first four outages of the installed firms, with what is theirs: all of them take some times as long."""
    folder.mkdir()
    tables = {}
    for path in sorted((ROOT / "datasets/firms").glob("*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            tables[path.stem] = list(csv.DictReader(file))
    outages = tables["outages"] = tables["outages"][:4]
    kept = {"event": {row["event"] for row in outages}, "platform": {row["platforms"] for row in outages}}
    for name, rows in tables.items():
        few = [row for row in rows if all(row.get(key) in (None, *values) for key, values in kept.items())]
        if few:
            with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, few[0], lineterminator="\n")
                writer.writeheader()
                writer.writerows(few)


def write_inputs(folder):
    sys.path[:0] = [str(HERE), str(HERE.parent / "event_study")]
    import made  # pylint: disable=import-outside-toplevel
    for symbol, prices in (("A", made.SHARE), ("M", made.INDEX)):
        made.write(folder, symbol, made.rows(prices[:300]))
    (folder / "curve.csv").write_text("timestamp,unavailable\n2021-03-02T14:30Z,0.35\n2021-03-02T19:05Z,0.4\n"
                                      "2021-03-02T21:00Z,0\n")
    (folder / "one.json").write_text('{"platform": ["chat"], "duration": "2h", "severity": 0.5, "samples": 64}')
    (folder / "two.json").write_text('{"platform": ["chat"], "duration": "3h", "region": ["north"], "samples": 64}')
    (folder / "batch.ndjson").write_text('{"name": "a", "platform": ["chat"], "duration": "2h"}\n'
                                         '{"name": "b", "platform": ["shop"], "duration": "3h"}\n')
    (folder / "holidays.csv").write_text("name,start\nLabour Day,2021-09-06\n")
    hours = [f"2021-09-{1 + i // 24:02}T{i % 24:02}:00:00Z,chat,north,{0 if 300 <= i < 305 else 1000 + 37 * (i % 24) + i * i % 13}"
             for i in range(30 * 24)]
    (folder / "traffic.csv").write_text("timestamp,platform,region,volume\n" + "\n".join(hours) + "\n")
    write_few_firms(folder / "firms")
    shutil.copytree(SMALL, folder / "broken")
    with open(folder / "broken/dependencies.csv", "a", encoding="utf-8") as file:
        file.write("baker,G,nowhere,12,USD,chat,messaging,1.5,1,,,assumed\n")


def write_parts(program, folder):
    for part in ("1", "2"):
        subprocess.run([program, "estimate", *OUTAGE, "--samples", "256", SMALL, "--shard", f"{part}/2", "-o",
                        folder / f"{part}.part"], check=True, stderr=subprocess.DEVNULL,
                       env={**os.environ, "BLACKOUT_MODEL_ERROR": "none"})


def cases(folder):
    """Name, arguments; the name begins with the command."""
    study = ["event-study", "--date", "2020-01-15", "--symbol", "A", "--index", "M", "--prices", folder / "A.csv",
             "--prices", folder / "M.csv"]
    traffic = ["traffic", "--detect", "--holidays", folder / "holidays.csv", folder / "traffic.csv"]
    estimate = ["estimate", *OUTAGE, *SAMPLES, SMALL]
    yield "estimate", [*estimate, "--threads", "1"]
    yield "estimate event", ["estimate", "--event", "ALP-2021-03-02", *SAMPLES, SMALL, "-f", "json", "-j1"]
    yield "estimate curve", ["estimate", "--platform", "chat,shop", "--severity-curve", folder / "curve.csv", *SAMPLES,
                             SMALL, "-f", "csv", "-j1"]
    for form in ("markdown", "html"):
        yield f"estimate {form}", [*estimate, "-f", form, "-j1"]
    yield "estimate batch", ["estimate", "--batch", folder / "batch.ndjson", *SAMPLES, SMALL, "-j1"]
    yield "estimate batch threads", ["estimate", "--batch", folder / "batch.ndjson", *SAMPLES, SMALL, "-j2"]
    yield "estimate svg", ["estimate", "--event", "ALP-2021-03-02", *SAMPLES, SMALL, "--chart", "dependants-channels", "-j1"]
    yield "estimate files", [*estimate, "-o", "report.html", "--explore", "-j1"]
    yield "estimate draws", [*estimate, "--draws", "draws.csv", "-o", "report.md", "-j1"]
    yield "estimate xlsx", [*estimate, "-o", "report.xlsx", "-j1"]
    yield "estimate threads", ["estimate", *OUTAGE, "--samples", "256", SMALL, "-j2"]
    yield "sweep", ["sweep", "--platform", "chat/shop", "--duration", "1h..3h/1h", "--currency", "USD", *SAMPLES, SMALL,
                    "-j1"]
    for form in ("json", "ndjson", "csv", "html"):
        yield f"sweep {form}", ["sweep", *OUTAGE, *SAMPLES, SMALL, "-f", form, "-j1"]
    yield "tolerable", ["tolerable", "--platform", "chat", "--loss", "1M", *SAMPLES, SMALL, "-j1"]
    yield "tolerable csv", ["tolerable", "--platform", "chat", "--loss", "1M", *SAMPLES, SMALL, "-f", "csv", "-j1"]
    yield "filing dora", ["filing", "dora", "--event", "ALP-2021-03-02", "--currency", "EUR", *SAMPLES, SMALL, "-j1"]
    yield "filing 8k", ["filing", "8k", "--event", "ALP-2021-03-02", *SAMPLES, SMALL, "-f", "json", "-j1"]
    yield "year", ["year", "--from", "2021-01-01", "--to", "2021-12-31", "--owner", "alpha", SMALL]
    yield "compare", ["compare", folder / "one.json", folder / "two.json", SMALL, "-j1"]
    yield "compare json", ["compare", folder / "one.json", folder / "two.json", SMALL, "-f", "json", "-j1"]
    yield "sensitivity", ["sensitivity", *OUTAGE, *SAMPLES, SMALL, "-j1"]
    yield "sensitivity json", ["sensitivity", *OUTAGE, *SAMPLES, SMALL, "-f", "json", "-j1"]
    yield "explain", ["explain", "/totals/owner_revenue_loss/net", *OUTAGE, *SAMPLES, SMALL, "-j1"]
    yield "explain json", ["explain", "/totals/dependent_revenue_loss", *OUTAGE, *SAMPLES, SMALL, "-f", "json", "-j1"]
    yield "backtest", ["backtest", *SAMPLES, SMALL]
    yield "backtest csv", ["backtest", *SAMPLES, SMALL, "-f", "csv"]
    yield "calibrate", ["calibrate", folder / "firms", *SAMPLES]
    yield "calibrate json", ["calibrate", folder / "firms", *SAMPLES, "-f", "json", "--write-error", "model_error.csv", "-o", "x.json"]
    yield "risk", ["risk", "--owner", "meta", "--years", "1000", "reference", "-j1"]
    yield "risk files", ["risk", "--owner", "meta", "--years", "1000", "reference", "-j1", "--event-losses", "e.csv",
                         "--year-losses", "y.csv", "--exceedance", "p.csv", "-o", "r.json"]
    yield "event-study", study
    for form in ("json", "csv", "html"):
        yield f"event-study {form}", [*study, "-f", form]
    yield "traffic", traffic
    for form in ("json", "csv", "html"):
        yield f"traffic {form}", [*traffic, "-f", form]
    yield "traffic curve", [*traffic, "--write-curve", "curve.csv", "-o", "report.md"]
    yield "validate", ["validate", SMALL]
    yield "validate json", ["validate", SMALL, "-f", "json"]
    yield "validate faults", ["validate", folder / "broken"]
    yield "validate rejects", ["validate", folder / "broken", "--on-error", "reject", "--rejects", "rejects.csv"]
    yield "describe", ["describe", SMALL]
    yield "describe json", ["describe", SMALL, "-f", "json"]
    yield "describe installed", ["describe"]
    yield "schema", ["schema", "dependencies"]
    yield "schema csv", ["schema", "dependencies", "-f", "csv"]
    yield "init", ["init", "new"]
    yield "init base", ["init", "--base", "reference", "--csv-dialect", "excel-eu", "new"]
    page = [EXAMPLES / "statuspage/incidents.json", EXAMPLES / "statuspage/summary.json"]
    yield "import statuspage", ["import", "statuspage", *page, "-o", "new", "--base", "reference"]
    yield "import oed", ["import", "oed", EXAMPLES / "oed/accounts.csv", "-o", "new", "-f", "json"]
    yield "merge", ["merge", folder / "1.part", folder / "2.part", "-o", "merged.json"]
    yield "help", ["help", "estimate"]
    yield "version", ["version"]
    yield "completion", ["completion", "bash"]


def named_commands(program):
    text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    return {line.split()[0] for line in text.split("\n\n")[2].splitlines()}
