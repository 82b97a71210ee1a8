#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""blackout import: a package that opens and estimates, the list of what was not taken, and a folder that is
complete or not there.

    test_import.py PROGRAM

The files are those of docs/examples, made up. Expected values by hand."""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from tester import Tester

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "docs/examples"
PAGE = [EXAMPLES / "statuspage/incidents.json", EXAMPLES / "statuspage/summary.json"]
META = ["--set", "owner=meta", "--set", "platform=whatsapp", "--base", "reference"]


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_statuspage(tester):
    """One outage of three incidents, of four components: 30 min one in part, an hour two, 30 min one."""
    status, printed, errors = tester.run("import", "statuspage", *PAGE, "-o", "acme", *META, "-f", "json")
    tester.expect((status, errors) == (0, ""), f"import statuspage: {status} {errors}")
    package = tester.scratch / "acme"
    outages = rows(package / "outages.csv")
    tester.expect(len(outages) == 1, f"one outage, not {outages}")
    event = outages[0]["event"]
    tester.expect((event, outages[0]["start"], outages[0]["duration_minutes"]) ==
                  ("2026-03-02-p3w8z1", "2026-03-02T09:00:00Z", "120"), f"the outage is {outages[0]}")
    tester.expect(abs(float(outages[0]["severity"]) - (60 * 0.413 / 4 + 60 * 2 * 0.803 / 4) / 120) < 1e-12, "its severity")
    report = json.loads(printed)
    listed = rows(package / "not_taken.csv")
    tester.expect([report["read"], report["taken"]] == [4, 1], f"read and taken: {report}")
    tester.expect(sum(cause["entries"] for cause in report["not_taken"]) == len(listed) == 3, f"list: {listed}")
    tester.expect({row["value"] for row in listed} == {"investigating", "minor", "scheduled"}, f"list: {listed}")
    for arguments, place in ((["--event", event], "duration_hours"),
                             (["--platform", "whatsapp", "--severity-curve", f"acme/curves/{event}.csv"], "measured")):
        status, printed, errors = tester.run("estimate", *arguments, "acme", "-n", "0", "-f", "json")
        tester.expect(status == 0, f"estimate {arguments}: {errors}")
        found = json.loads(printed)["scenario"][place] if status == 0 else 0
        hours = found["window_hours"] if place == "measured" else found
        tester.expect(hours == 2, f"estimate {arguments}: {hours} h")
    clean(tester, "acme")


def clean(tester, *package):
    """What an import writes has neither faults nor warnings."""
    status, printed, errors = tester.run("validate", *package, "-f", "json")
    tester.expect((status, errors) == (0, ""), f"validate {package}: {status} {errors}")
    report = json.loads(printed) if status == 0 else {"warnings": printed}
    tester.expect(report["warnings"] == [], f"validate {package}: {report['warnings']}")


def test_base_folder(tester):
    """A base that is a folder is told apart from an installed one, and given to every command."""
    payments = EXAMPLES / "payments"
    nordpay = ["--set", "owner=nordpay", "--set", "platform=cards"]
    shutil.copytree(payments, tester.scratch / "mine")
    for base, said in ((payments, str(payments)), ("mine", "./mine")):
        shutil.rmtree(tester.scratch / "nordpay", ignore_errors=True)
        status, printed, errors = tester.run("import", "statuspage", EXAMPLES / "payments-status/incidents.json", "-o",
                                             "nordpay", "--base", base, *nordpay)
        tester.expect((status, errors) == (0, ""), f"import --base {base}: {errors}")
        description = json.loads((tester.scratch / "nordpay/datapackage.json").read_text())
        tester.expect("base" not in description, f"--base {base}: described as {description}")
        notes = (tester.scratch / "nordpay/NOTES.md").read_text()
        tester.expect(f"`--base {said}`" in notes, f"--base {base}: {notes}")
        clean(tester, "nordpay", "--base", base)
    status, printed, errors = tester.run("import", "statuspage", *PAGE, "-o", "other", "--base", "nosuch")
    tester.expect(status == 2 and "no package 'nosuch'" in errors, f"--base nosuch: {status} {errors}")


def test_oed(tester):
    """Seven rows: two layers of a shop, software, a broker without the cover, a mill with a vendor that has no
    platform, revenue unknown, cloud unknown."""
    status, printed, errors = tester.run("import", "oed", EXAMPLES / "oed/accounts.csv", "-o", "portfolio", "-f", "json")
    tester.expect((status, errors) == (0, ""), f"import oed: {status} {errors}")
    report = json.loads(printed)
    tester.expect([report["read"], report["taken"], report["base"]] == [7, 4, "cloud"], f"read and taken: {report}")
    policies = {row["policy"]: row for row in rows(tester.scratch / "portfolio/policies.csv")}
    tester.expect(sorted(policies) == ["C-17", "C-17-2", "C-18"], f"policies: {sorted(policies)}")
    for policy, expected in (("C-17", (12, 87500, 5e6, 0.2)), ("C-17-2", (12, 5087500, 12.5e6, 0.4)),
                             ("C-18", (6, 5000, 245000, 1))):
        found = [float(policies[policy][name]) for name in ("waiting_hours", "deductible", "limit", "share")]
        tester.expect(all(abs(a - b) <= 1e-9 * b for a, b in zip(found, expected)), f"{policy}: {found}")
    clean(tester, "portfolio")
    paid = {}
    for duration in ("240h", "12h"):
        status, printed, errors = tester.run("estimate", "--platform", "aws_us_east_1", "--duration", duration,
                                             "-n", "0", "portfolio", "-f", "json")
        tester.expect(status == 0, f"estimate: {errors}")
        paid[duration] = {row["policy"]: row for row in json.loads(printed)["insurance"]} if status == 0 else {}
        tester.expect(sorted(paid[duration]) == sorted(policies), f"policies of the estimate: {sorted(paid[duration])}")
    if all(paid.values()):  # the first twelve of 240 hours are not covered; the rest is above the deductible
        loss, waited = (paid[duration]["C-17"]["gross"]["central"] for duration in ("240h", "12h"))
        insured = paid["240h"]["C-17"]["insured"]["central"]
        expected = 0.2 * (loss - waited - 87500)
        tester.expect(abs(insured - expected) <= 1e-9 * expected, f"C-17 pays {insured}, not {expected}")


def test_nothing_taken(tester):
    """The example of the specification has no revenue: an empty package, which no script takes for one without losses."""
    tester.write("accounts.csv", "AccNumber,AccCurrency,PolNumber,AnnualRevenue,CountryCode,IndustryScheme1,IndustryCode1,CloudVendor\n"
                                 "C1,USD,P1,,,NAICS,445110,\nC2,USD,P2,0,US,NAICS,445110,1\n")
    status, printed, errors = tester.run("import", "oed", "accounts.csv", "-o", "empty", "-f", "json")
    tester.expect(status == 1 and json.loads(printed)["taken"] == 0, f"nothing taken: {status} {errors}")
    tester.expect(errors == "blackout: nothing is taken of 2 entries: empty/not_taken.csv has the reason of each; correct the files, "
                            "or give what they lack with --set\n", errors)
    tester.expect(len(rows(tester.scratch / "empty" / "not_taken.csv")) >= 2, "the list is there")
    # the components of a page without its incidents, a page without any, a portfolio without rows
    page = {"page": {"id": "k", "name": "K"}, "components": [{"id": "c"}]}
    tester.write("components.json", json.dumps(page))
    tester.write("incidents.json", json.dumps({**page, "incidents": []}))
    tester.write("header.csv", "AccNumber,AnnualRevenue\n")
    for kind, file in (("statuspage", "components.json"), ("statuspage", "incidents.json"), ("oed", "header.csv")):
        status, printed, errors = tester.run("import", kind, file, "-o", f"of-{file}")
        tester.expect(status == 1 and "nothing is taken: the files have no entries" in errors, f"{file}: {status} {errors}")


def test_nothing_half_written(tester):
    """A name that is taken, a file that is none, an option that is none, a disk that is full: no folder."""
    (tester.scratch / "taken").mkdir()
    tester.write("broken.json", '{"page": {"id": "x"}, "incidents": [}')
    before = sorted(os.listdir(tester.scratch))
    cases = [
        (["import", "statuspage", PAGE[0], "-o", "taken"], 2, "'taken' already exists"),
        (["import", "statuspage", "broken.json", "-o", "new"], 1, "broken.json:1:37: invalid JSON"),
        (["import", "statuspage", "missing.json", "-o", "new"], 1, "missing.json: the file cannot be opened"),
        (["import", "statuspage", ".", "-o", "new"], 1, "the file cannot be read"),
        (["import", "statuspage", PAGE[0], "-o", "new", "--set", "x=1"], 2, "there is no assumption of that name"),
        (["import", "statuspage", PAGE[0], "-o", "new", "--base", "a/b"], 2, "a/b"),
        (["import", "statuspage", PAGE[0], "-o", "new", "--base", "referenc"], 2, "reference"),
        (["import", "statuspage", PAGE[0], "-o", "none/new"], 1, "none/new: cannot be made"),
        (["import", "statuspage", PAGE[0]], 2, "no package is named"),
        (["import", "statuspage", "-o", "new"], 2, "a format and files are needed"),
        (["import", "statuspag", PAGE[0], "-o", "new"], 2, "perhaps statuspage"),
    ]
    for arguments, expected, words in cases:
        status, printed, errors = tester.run(*arguments)
        tester.expect((status, printed) == (expected, ""), f"{arguments}: {status}, not {expected}")
        tester.expect(words in errors and errors.count("\n") == 1, f"{arguments}: {errors}")
    tester.expect(sorted(os.listdir(tester.scratch)) == before, "nothing is left behind")


def test_full_disk(tester):
    """Files that may not grow beyond some bytes fail in the middle of the package."""
    before = sorted(os.listdir(tester.scratch))
    done = subprocess.run(["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", tester.program, "import", "statuspage",
                           PAGE[0], "-o", "new"], cwd=tester.scratch, capture_output=True, check=False, timeout=60)
    tester.expect(done.returncode == 1 and b"cannot be written" in done.stderr, f"full disk: {done}")
    tester.expect(sorted(os.listdir(tester.scratch)) == before, "a full disk leaves nothing behind")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        for test in (test_statuspage, test_base_folder, test_oed, test_nothing_taken, test_nothing_half_written,
                     test_full_disk):
            test(tester)
            for name in os.listdir(scratch):
                path = pathlib.Path(scratch) / name
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        return tester.ended()


sys.exit(main())
