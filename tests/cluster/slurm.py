# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster of one machine: munged, slurmctld and slurmd on loopback, with all of their files in one
folder, started and stopped by whoever uses it.

A job that is requeued is held back for two minutes by Slurm (BeginTime), which hurry() cuts short."""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import time

DAEMONS = ["munged", "slurmctld", "slurmd"]
NEEDED = [*DAEMONS, "sbatch", "scontrol", "scancel"]
FOLDERS = "/usr/sbin:/sbin:/usr/bin:/bin"
LONGEST_SECONDS = 60
ENDED = {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY"}

CONFIGURATION = """ClusterName=blackout
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={folder}/munge.sock
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
RequeueExit=1
KillWait=10
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0,sched_interval=1,bf_interval=1
PriorityType=priority/basic
NodeName={host} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def missing():
    """What is not there of what a cluster needs."""
    names = [name for name in NEEDED if shutil.which(name, path=FOLDERS) is None]
    return names + ([] if os.geteuid() == 0 else ["root"])


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait_for(what, ask):
    """The first answer that is not false."""
    ends = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < ends:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.25)
    raise TimeoutError(what)


class Cluster:
    """With `with`. `folder` is an empty one; jobs run in its folder `work`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.work = self.folder / "work"
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("SLURM", "SBATCH", "BLACKOUT"))}
        self.environment = {**clean, "SLURM_CONF": str(self.folder / "slurm.conf"), "BLACKOUT_MODEL_ERROR": "none",
                            "PATH": f"{FOLDERS}:{os.environ['PATH']}"}

    def run(self, *words, check=True):
        done = subprocess.run([str(word) for word in words], cwd=self.work, env=self.environment, timeout=LONGEST_SECONDS,
                              capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{words}: {done.returncode} {done.stdout}{done.stderr}")
        return done

    def __enter__(self):
        for name in ("state", "spool", "work"):
            (self.folder / name).mkdir()
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        text = CONFIGURATION.format(host=socket.gethostname().split(".", maxsplit=1)[0], folder=self.folder, ports=free_ports(2))
        (self.folder / "slurm.conf").write_text(text)
        try:
            self.run("munged", "--force", *(f"--{name}={self.folder}/munge.{end}" for name, end in
                                            (("key-file", "key"), ("socket", "sock"), ("pid-file", "pid"), ("log-file", "log"),
                                             ("seed-file", "seed"))))
            self.run("slurmctld", "-c")
            self.run("slurmd")
            wait_for("a node that is idle", lambda: "idle" in self.run("sinfo", "-h", "-o", "%t", check=False).stdout)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        """Ends jobs first, then the daemons, by the numbers that they have written."""
        self.run("scancel", "--user=root", check=False)
        for name in reversed(DAEMONS):
            file = self.folder / f"{name.replace('munged', 'munge')}.pid"
            number = file.read_text().strip() if file.exists() else ""
            if number:
                subprocess.run(["kill", number], check=False, capture_output=True)
                wait_for(f"{name} ends", lambda number=number: not pathlib.Path(f"/proc/{number}").exists())

    def version(self):
        return self.run("sbatch", "--version").stdout.split()[-1]

    def submit(self, script, *options):
        """The number of the job."""
        file = self.work / f"job-{time.monotonic_ns()}.sh"
        file.write_text(f"#!/bin/bash\n{script}\n")
        return self.run("sbatch", "--parsable", "-o", "job-%A_%a.txt", *options, file).stdout.strip()

    def tasks(self, job):
        """{index of the task, or the job's number: its values as scontrol has them}."""
        shown = self.run("scontrol", "show", "job", job, "-o").stdout.splitlines()
        found = [dict(re.findall(r"(\w+)=(\S*)", line)) for line in shown]
        return {values.get("ArrayTaskId", values["JobId"]): values for values in found}

    def state(self, job, task):
        """Of one task; an array that has not begun is one task with all indices."""
        return self.tasks(job).get(task, {}).get("JobState", "PENDING")

    def wait_state(self, job, task, *states):
        return wait_for(f"{task} of {job} is {states}", lambda: self.state(job, task) in states and self.tasks(job)[task])

    def wait_ended(self, job):
        return wait_for(f"{job} ends", lambda: all(each["JobState"] in ENDED for each in self.tasks(job).values()) and self.tasks(job))

    def wait_requeued(self, job, task):
        """Until it is back in the queue."""
        return wait_for(f"{task} of {job} is requeued",
                        lambda: self.tasks(job).get(task, {}).get("Reason") == "BeginTime" and self.tasks(job)[task])

    def hurry(self, job, task):
        """Until it runs: a job that is still ending may be held back once more."""
        number = self.tasks(job)[task]["JobId"]

        def begins():
            self.run("scontrol", "update", f"JobId={number}", "StartTime=now", check=False)
            return self.state(job, task) in {"RUNNING", *ENDED}

        wait_for(f"{task} of {job} begins", begins)
