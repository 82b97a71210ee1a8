#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shards as the tasks of a real Slurm array, on one machine: tasks that fail, are requeued, killed or run twice leave the same bytes.

    test_slurm.py PROGRAM [--update]

Rows of docs/interchange.csv of the kind `cluster`: each is a run, and what was seen; --update writes them. Starts and stops its own
daemons (slurm.py), as root. Without Slurm and munge it is skipped (`./bootstrap test --cluster` installs them).

What has to be running when something happens to it waits for a table in a pipe that nobody writes: it takes no processor."""

import os
import pathlib
import re
import signal
import sys
import tempfile

import slurm

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "peers"))
import interchange  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SKIPPED = 77
RUN = f"{PROGRAM} estimate --platform whatsapp --duration 3h..5h --samples 512"
HELD = f"exec {RUN} --table dependencies=pipe --shard 1/2 -o held.blackout"


def files_of(cluster, pattern):
    return ", ".join(re.sub(r"\.\w{6}$", ".XXXXXX", path.name) for path in sorted(cluster.work.glob(pattern))) or "no file"


def same(cluster, name, data):
    return "the bytes of one run" if (cluster.work / name).read_bytes() == data else "OTHER BYTES"


def seen(task):
    return f"{task['JobState']}, ExitCode={task['ExitCode']}"


# ---- An array that is merged ------------------------------------------------------------------------


def array_with_a_failure(cluster):
    """The second task finds no owners at first, as if a file system were not mounted yet."""
    cluster.run(*RUN.split(), "-o", "whole.json")
    array = cluster.submit('if [ "$SLURM_ARRAY_TASK_ID$SLURM_RESTART_COUNT" = 2 ]; then set -- --table owners=absent.csv; fi\n'
                           f'exec {RUN} "$@" --shard "$SLURM_ARRAY_TASK_ID/4" -o "part-$SLURM_ARRAY_TASK_ID.blackout"', "--array=1-4")
    merge = cluster.submit(f"{PROGRAM} merge part-*.blackout -o merged.json || exit 3", f"--dependency=afterany:{array}")
    afterok = cluster.submit("exit 0", f"--dependency=afterok:{array}")
    failed = cluster.wait_requeued(array, "2")
    waits = cluster.state(merge, merge)
    cluster.hurry(array, "2")
    again = cluster.wait_state(array, "2", "COMPLETED")
    merged = cluster.wait_ended(merge)[merge]
    never = slurm.wait_for("afterok is judged", lambda: (lambda reason: reason != "Dependency" and reason)(cluster.tasks(afterok)[afterok]["Reason"]))
    whole = (cluster.work / "whole.json").read_bytes()
    return f"the task that fails has ExitCode={failed['ExitCode']}, ours, and is queued again by RequeueExit=1, after {held_back(failed)} s; " \
           f"{restarted(again)}; merge by afterany is {waits} until then, and {merged['JobState']} at last; by afterok: {never}; " \
           f"{files_of(cluster, 'part-*')}; {same(cluster, 'merged.json', whole)}"


def restarted(task):
    """How often Slurm counts depends on how a job in the queue is updated."""
    return "runs again" if int(task["Restarts"]) > 0 else "DOES NOT RUN AGAIN"


def held_back(task):
    """Seconds between the submission anew and the earliest start."""
    times = [re.findall(r"\d+", task[key]) for key in ("SubmitTime", "StartTime")]
    minutes = [(int(day) * 24 + int(hour)) * 60 + int(minute) for _, _, day, hour, minute, _ in times]
    seconds = [60 * total + int(parts[5]) for total, parts in zip(minutes, times)]
    return round(seconds[1] - seconds[0], -1)


def shard_twice(cluster):
    """Two jobs with the same task of the array before, at a time, while its part is there."""
    part = cluster.work / "part-3.blackout"
    before, time = part.read_bytes(), part.stat().st_mtime_ns
    jobs = [cluster.submit(f'exec {RUN} --shard "$SLURM_ARRAY_TASK_ID/4" -j {threads} -o part-3.blackout', "--array=3") for threads in (1, 2)]
    states = sorted({task["JobState"] for job in jobs for task in cluster.wait_ended(job).values()})
    written = "written again, " if part.stat().st_mtime_ns != time else "NOT WRITTEN, "
    return f"{', '.join(states)}; {files_of(cluster, 'part-3*')}; {written}{'the same bytes' if part.read_bytes() == before else 'OTHER BYTES'}"


def array_that_lacks_a_task(cluster):
    """A command line that is wrong: ours ends with 2, which is no reason to queue it again. RequeueExit=1 would do so with a merge
    that ends with 1, even with --no-requeue."""
    array = cluster.submit(f'exec {RUN} --shard "$((SLURM_ARRAY_TASK_ID * 2 - 1))/2" -o "lack-$SLURM_ARRAY_TASK_ID.blackout"', "--array=1-2")
    merge = cluster.submit(f"{PROGRAM} merge lack-*.blackout -o lack.json || exit 3", f"--dependency=afterany:{array}")
    failed = cluster.wait_ended(array)["2"]
    merged = cluster.wait_ended(merge)[merge]
    said = (cluster.work / f"job-{merge}_4294967294.txt").read_text().strip()
    return f"{seen(failed)}; merge by afterany: {seen(merged)}, \"{said}\"; {files_of(cluster, 'lack*')}"


def array_of_rows(cluster):
    """Ranges of the bytes of one file; b259359 and the other first names begin chunks (src/core/chunk.h), and so may be cuts."""
    with open(cluster.work / "rows.csv", "w", encoding="utf-8") as file:
        file.write("business,sector,region,annual_revenue,currency,platform,channel,share\n")
        for number in (first + k for first in (259359, 327338, 376491, 604622) for k in range(100)):
            file.write(f"b{number:06},G,europe,{number}.25,USD,whatsapp,sales,0.13\n")
    asked = f"{RUN} --base reference --table dependencies=rows.csv"
    cluster.run(*asked.split(), "-o", "whole-rows.json")
    array = cluster.submit(f'exec {asked} --shard "$SLURM_ARRAY_TASK_ID/3" --shard-by rows -o "rows-$SLURM_ARRAY_TASK_ID.blackout"',
                           "--array=1-3")
    merge = cluster.submit(f"{PROGRAM} merge rows-*.blackout -o rows.json || exit 3", f"--dependency=afterany:{array}")
    merged = cluster.wait_ended(merge)[merge]
    return f"merge by afterany: {merged['JobState']}; {files_of(cluster, 'rows-*')}; " \
           f"{same(cluster, 'rows.json', (cluster.work / 'whole-rows.json').read_bytes())}"


# ---- Tasks that something happens to ------------------------------------------------------------------


def held(cluster):
    """A job that waits for its pipe; it has opened its output."""
    pipe = cluster.work / "pipe"
    if not pipe.exists():
        os.mkfifo(pipe)
    job = cluster.submit(f"echo $$ > pid; {HELD}")
    wait_held(cluster)
    return job


def wait_held(cluster):
    slurm.wait_for("a part is begun", lambda: list(cluster.work.glob("held.blackout.*")))


def requeued(cluster):
    job = held(cluster)
    cluster.run("scontrol", "requeue", job)
    task = cluster.wait_requeued(job, job)
    left = files_of(cluster, "held*")
    cluster.hurry(job, job)
    wait_held(cluster)
    again = cluster.tasks(job)[job]
    cluster.run("scancel", job)
    cluster.wait_ended(job)
    return f"SIGTERM ends it, {left} is left; queued again after {held_back(task)} s, {restarted(again)}"


def cancelled(cluster):
    job = held(cluster)
    cluster.run("scancel", job)
    return f"{seen(cluster.wait_ended(job)[job])}; {files_of(cluster, 'held*')} is left"


def killed(cluster):
    """As by the system when memory is out; then run again to its end."""
    job = held(cluster)
    os.kill(int((cluster.work / "pid").read_text()), signal.SIGKILL)
    task = cluster.wait_ended(job)[job]
    left = files_of(cluster, "held*")
    again = cluster.submit(HELD.replace("--table dependencies=pipe ", ""))
    ended = cluster.wait_ended(again)[again]
    return f"{seen(task)}; {left} is left, which no pattern like *.blackout names; run again: {ended['JobState']}, " \
           f"{files_of(cluster, 'held*.blackout')}"


CASES = [("an array of 4 shards, one of which fails at first, and `merge` after it", array_with_a_failure),
         ("one of these shards, by two more jobs at a time", shard_twice),
         ("an array of 2 shards, one with a wrong command line, and `merge` after it", array_that_lacks_a_task),
         ("an array of 3 shards of the rows of one file, and `merge` after it", array_of_rows),
         ("a shard that is requeued while it runs", requeued),
         ("a shard that is cancelled", cancelled),
         ("a shard that is killed by SIGKILL", killed)]


def main():
    missing = slurm.missing()
    if missing:
        print(f"skipped: a Slurm cluster needs {', '.join(missing)}; `./bootstrap test --cluster` as root has it")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder, slurm.Cluster(folder) as cluster:
        rows = [["cluster", what, "Slurm", cluster.version(), case(cluster)] for what, case in CASES]
    if "--update" in sys.argv:
        interchange.update(rows, ("cluster",))
    for row in rows:
        print(f"{row[1]}:\n    {row[4]}")
    return 1 if interchange.compare(rows) else 0


if __name__ == "__main__":
    sys.exit(main())
