#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""estimate --batch: each line is the report of its scenario alone, byte for byte, whatever the file looks like;
and a line that cannot be estimated is said before anything is written.

    test_batch.py PROGRAM"""

import json
import pathlib
import re
import sys
import tempfile

from tester import Tester

SMALL = pathlib.Path(__file__).resolve().parent.parent / "golden" / "package"
NONE = {"BLACKOUT_MODEL_ERROR": "none"}

# every input that a line may have, seeds and samples of their own among them
SCENARIOS = [
    '{"name": "six hours", "platform": "chat", "duration": "6h"}',
    '{"platform": ["chat", "shop"], "duration": "2h..4h", "samples": 64, "seed": 7, "threshold": "dora"}',
    '{"name": 3, "event": "ALP-2021-03-02", "severity": 0.375, "top": 2}',
    '{"owner": "alpha", "duration": "5h", "start": "2021-03-02T10:00Z", "currency": "EUR", "until": "20%"}',
    '{"platform": "chat", "duration": "PT90M", "set": [{"table": "regions", "where": {"region": "north"}, '
    '"column": "utc_offset_hours", "value": 2}]}',
]

# a line, the column, what its message has and its exit status
FAULTS = [
    ('{"platform": "chta", "duration": "6h"}', 1, "platform 'chta' is not in the package", 2),
    ('{"platfrom": "chat", "duration": "6h"}', 14, "the input is not known ('platfrom'); perhaps 'platform'", 2),
    ('{"platform": "chat", "duration": "soon"}', 34, "duration is not a duration ('soon')", 2),
    ('{"platform": "chat", "severity": [1]}', 34, "severity has a value of the wrong type", 2),
    ('{"platform": "chat", "name": "", "duration": "6h"}', 30, "name is empty, or of the wrong type", 2),
    ('{"platform": "chat", "min_duration": "1h", "min-duration": "1h"}', 60, "the input is given twice", 1),
    ('{"platform": "chat"}', 1, "no duration is given", 2),
    ('{"platform": "chat", "duration": "6h", "samples": 0, "threshold": "dora"}', 1, "needs samples", 2),
    ('[{"platform": "chat"}]', 1, "not an object in braces", 1),
    ('{"platform": "chat"', 20, "the text ends too early", 1),
    ("platform,duration", 1, "invalid JSON", 1),
]


def alone(tester, line, *options):
    tester.write("one.json", line)
    status, out, err = tester.run("estimate", SMALL, "--scenario", "one.json", "--format", "json", "--compact",
                                  *options, **NONE)
    if status != 0:
        raise RuntimeError(err)
    return out


def without_batch(line):
    """The report that the line is, and where its scenario is from."""
    found = re.search(r',"batch":({[^{}]*})', line)
    return line[:found.start()] + line[found.end():], json.loads(found.group(1))


def check_same(tester):
    options = ["--samples", "128"]  # goes before the 64 of a line, and does not go with until
    lines = [line for line in SCENARIOS if "until" not in line]
    tester.write("s.ndjson", "\n".join(lines) + "\n")
    for more in ([], ["--seed", "11", "-j1"], ["-j2"], ["-j3"]):
        status, out, err = tester.run("estimate", SMALL, "--batch", "s.ndjson", *options, *more, **NONE)
        tester.expect(status == 0 and err == "", f"batch {more}: exit {status}, {err}")
        reports = out.splitlines(keepends=True)
        tester.expect(len(reports) == len(lines), f"batch {more}: {len(reports)} lines for {len(lines)}")
        for i, (report, line) in enumerate(zip(reports, lines)):
            text, batch = without_batch(report)
            name = json.loads(line).get("name")
            expected = {"line": i + 1} | ({} if name is None else {"name": str(name)})
            tester.expect(batch == expected, f"line {i + 1} says it is {batch}, and not {expected}")
            tester.expect(text == alone(tester, line, *options, *more),
                          f"line {i + 1} {more} has other bytes than its scenario alone")
    tester.write("until.ndjson", SCENARIOS[3])
    status, out, _ = tester.run("estimate", SMALL, "--batch", "until.ndjson", **NONE)
    tester.expect(status == 0 and without_batch(out)[0] == alone(tester, SCENARIOS[3]),
                  "a line with until has other bytes than its scenario alone")


def check_written(tester):
    """Ends of lines, blank ones, a byte order mark, the end of the file, standard input, the output's ending."""
    few = ["--samples", "0"]
    first, second = SCENARIOS[0], SCENARIOS[4]
    _, plain, _ = tester.run_with(f"{first}\n{second}\n".encode(), "estimate", SMALL, "--batch", "-", *few, **NONE)
    for what, text in {"CR LF": f"{first}\r\n{second}\r\n", "no last end": f"{first}\n{second}",
                       "a byte order mark": f"\ufeff{first}\n{second}\n",
                       "blanks": f"  {first}\t\n{second} \n\n  \n"}.items():
        status, out, err = tester.run_with(text.encode(), "estimate", SMALL, "--batch", "-", *few, **NONE)
        tester.expect((status, out, err) == (0, plain, ""), f"{what}: exit {status}, {err}")
    status, out, _ = tester.run_with(f"\ufeff\r\n{first}\n \n{second}".encode(), "estimate", SMALL, "--batch", "-",
                                     *few, **NONE)
    lines = [without_batch(line)[1]["line"] for line in out.splitlines()]
    tester.expect(status == 0 and lines == [2, 4], f"blank lines are not counted: {lines}")
    # two names of one 64-bit FNV-1a hash
    alike = ('{"name": "8yn0iYCKYHlIj4-BwPqk", "platform": "chat", "duration": "6h"}\n'
             '{"name": "GReLUrM4wMqfg9yzV3KQ", "platform": "chat", "duration": "6h"}\n')
    status, _, err = tester.run_with(alike.encode(), "estimate", SMALL, "--batch", "-", *few, **NONE)
    tester.expect((status, err) == (0, ""), f"names that differ: exit {status}, {err}")
    tester.write("s.ndjson", f"{first}\n{second}\n")
    for name in ("out.ndjson", "out.jsonl"):
        status, out, _ = tester.run("estimate", SMALL, "--batch", "s.ndjson", *few, "-o", name, **NONE)
        tester.expect(status == 0 and out == "" and (tester.scratch / name).read_text() == plain, f"-o {name}")


def refused(tester, text, *options):
    status, out, err = tester.run_with(text.encode(), "estimate", SMALL, "--batch", "-", "-o", "none.ndjson",
                                       *options, **NONE)
    tester.expect(out == "" and not list(tester.scratch.glob("none.ndjson*")), f"something was written for {text!r}")
    return status, err


def check_faults(tester):
    good = SCENARIOS[0]
    for line, column, part, expected in FAULTS:
        status, err = refused(tester, f"{good}\n{line}\n")
        tester.expect(status == expected and f"standard input:2:{column}: " in err and part in err,
                      f"{line}: exit {status}, not {expected}: {err}")
    same = FAULTS[0][0]
    status, err = refused(tester, "\n".join([good, *[same] * 30]))
    tester.expect(err.count("\n") == 2 and "(30 rows: lines 2, 3, 4, ...)" in err
                  and "30 lines with faults; nothing was estimated" in err, f"equal causes are not one: {err}")
    status, err = refused(tester, "\n".join(f'{{"platform": "x{i}", "duration": "6h"}}' for i in range(25)))
    tester.expect(err.count("is not in the package") == 20 and "5 more lines with other faults" in err,
                  f"many causes: {err}")
    status, err = refused(tester, f"{good}\n{SCENARIOS[1]}\n{good}\n")
    tester.expect(status == 1 and ":3:1: the name is that of line 1, too ('six hours')" in err, f"names: {err}")
    status, err = refused(tester, f'{good}\n{{"platform": "chat"\n{{"platform": "chatt", "duration": "6h"}}\n{good}\n')
    tester.expect(status == 1 and all(f"standard input:{line}:" in err for line in (2, 3, 4))
                  and "3 lines with faults" in err, f"faults of every kind: {err}")
    status, err = refused(tester, '{"platform": "chatt", "duration": "6h"}\n' * 2)
    tester.expect("2 lines with faults" in err and "whole scenario" not in err, f"advice that is none: {err}")
    tester.write("curve.csv", "timestamp,unavailable\n2021-03-02T14:30Z,2\n2021-03-02T15:30Z,3\n")
    curve = '{"platform": "chat", "severity_curve": "curve.csv"}\n'
    for threads in ("-j1", "-j2"):
        status, err = refused(tester, 4 * curve + curve.replace("curve.csv", "none.csv") * 3, threads)
        said = [err.count(f"{place}: ") for place in ("curve.csv:2:2", "none.csv:1:1")]
        tester.expect(status == 1 and said == [1, 1] and "7 lines with faults" in err,
                      f"a curve of several lines {threads}: {err}")
    status, err = refused(tester, " \n\r\n")
    tester.expect(status == 1 and "there is no scenario in it" in err, f"an empty file: {err}")
    status, err = refused(tester, good + "\n" + "x" * (1 << 20) + "y\n")
    tester.expect(status == 1 and ":2:1: the line is longer than 1 MiB" in err, f"a long line: {err[:200]}")
    status, err = refused(tester, json.dumps(json.loads(good), indent=1))
    tester.expect(status == 1 and "a whole scenario" in err, f"a scenario over lines: {err}")


def check_options(tester):
    tester.write("s.ndjson", SCENARIOS[0])
    for options in (["--scenario", "s.ndjson"], ["--explore"], ["--draws", "d.csv"], ["--shard", "1/2"],
                    ["--chart", "owner-regions"]):
        status, _, err = tester.run("estimate", SMALL, "--batch", "s.ndjson", *options)
        tester.expect(status == 2 and f"leave {options[0]} out" in err, f"{options}: {err}")
    for options, part in ((["-f", "text"], "ndjson"), (["-o", "a.csv"], "ndjson"), (["--compact"], "leave it out"),
                          (["-o", "s.ndjson"], "would be overwritten")):
        status, _, err = tester.run("estimate", SMALL, "--batch", "s.ndjson", *options)
        tester.expect(status == 2 and part in err, f"{options}: {err}")
    for name in ("nowhere.ndjson", "."):
        status, out, err = tester.run("estimate", SMALL, "--batch", name)
        tester.expect(status == 1 and out == "" and "cannot be" in err and err.count("\n") == 1, f"{name}: {err}")
    status, _, err = tester.run("estimate", SMALL, "--batch", "-", "--table", "regions=-")
    tester.expect(status == 2 and "standard input" in err, f"standard input twice: {err}")


def check_temporary(tester):
    """The copy of the lines is in the folder of TMPDIR, without a name."""
    tester.write("s.ndjson", SCENARIOS[0] + "\n")
    (tester.scratch / "room").mkdir()
    asked = ["estimate", SMALL, "--batch", "s.ndjson", "--samples", "0"]
    status, _, err = tester.run(*asked, **NONE, TMPDIR="room")
    tester.expect((status, err) == (0, "") and not list((tester.scratch / "room").iterdir()), f"TMPDIR: {status} {err}")
    status, out, err = tester.run(*asked, **NONE, TMPDIR="nowhere")
    tester.expect(status == 1 and out == "" and "set TMPDIR to a folder with room" in err, f"no TMPDIR: {status} {err}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        check_same(tester)
        check_written(tester)
        check_faults(tester)
        check_options(tester)
        check_temporary(tester)
        return tester.ended()


sys.exit(main())
