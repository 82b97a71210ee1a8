#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Slurm 22.05.8 (Debian 12), RequeueExit=1: a job that depends on an array by afterok never runs once a
# task of it was queued again, though every task has succeeded; and --no-requeue does not hold.
#
# slurm.conf: jobs that exit with a status of RequeueExit are queued again. Three jobs exit with 1 at their
# first start and with 0 at the second: one job, one of two tasks of an array, one job with --no-requeue,
# which sbatch(1) says is never requeued under any circumstances. Others depend on the first two.
# Expected: afterok of the array is satisfied, as that of the single job and of the array's tasks one by
# one are; the third job ends with FAILED. Seen: DependencyNeverSatisfied, and it starts a second time.
# Needs root, as slurmd does; starts its daemons on loopback and ends them.
set -euo pipefail
work=$(mktemp -d)
cd "$work"
finish() {
    SLURM_CONF=$work/slurm.conf sbin/scancel --user="$(id -un)" 2>>log || true
    for daemon in slurmd slurmctld; do kill "$(cat $daemon.pid)" 2>>log || true; done
    sleep 2
    cd / && rm -rf "$work"
}
trap finish EXIT
packages="slurmctld slurmd slurm-client slurm-wlm-basic-plugins"
# shellcheck disable=SC2046,SC2086 # words
apt-get -q download $(printf '%s=22.05.8-4+deb12u3 ' $packages) libmunge2=0.5.15-2+deb12u1 libhwloc15=2.9.0-1 >log 2>&1
for file in *.deb; do dpkg -x "$file" unpacked; done
libraries=$work/unpacked/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$libraries:$libraries/slurm-wlm
mkdir sbin state spool
for name in sbin/slurmctld sbin/slurmd sbin/slurmstepd bin/sbatch bin/scontrol bin/scancel; do
    ln -s "$(ls -d "$work/unpacked/usr/$name"*)" "sbin/${name#*/}"
done
host=$(hostname -s)
cat >slurm.conf <<END
ClusterName=finding
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/none
CredType=cred/none
PluginDir=$libraries/slurm-wlm
SlurmctldPort=27817
SlurmdPort=27818
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SlurmdParameters=config_overrides
RequeueExit=1
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0,sched_interval=1,bf_interval=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=4
PartitionName=main Nodes=$host Default=YES State=UP
END
export SLURM_CONF=$work/slurm.conf
sbin/slurmctld -c
sbin/slurmd -d "$work/sbin/slurmstepd"
sleep 5
submit() { sbin/sbatch --parsable -o /dev/null "$@"; }
field() { sbin/scontrol show job "$1" -o | grep -o "$2=[A-Za-z0-9]*" | tail -1; }
printf '#!/bin/bash\n[ "${SLURM_ARRAY_TASK_ID:-2}$SLURM_RESTART_COUNT" != 2 ]\n' >once.sh
printf '#!/bin/bash\nexit 0\n' >after.sh
single=$(submit once.sh)
array=$(submit --array=1-2 once.sh)
never=$(submit --no-requeue once.sh)
after_single=$(submit --dependency=afterok:"$single" after.sh)
after_tasks=$(submit --dependency=afterok:"${array}_1:${array}_2" after.sh)
after_array=$(submit --dependency=afterok:"$array" after.sh)
sleep 5
for i in 1 2 3 4 5; do # they wait for two minutes otherwise
    for job in "$single" "${array}_2" "$never"; do
        sbin/scontrol update JobId="$job" StartTime=now 2>>log || true
    done
    sleep 2
done
{
    sbin/scontrol show job "$array" -o | grep -o 'JobState=[A-Z]*'
    field "$after_single" JobState
    field "$after_tasks" JobState
    field "$after_array" Reason
    field "$never" Requeue
    field "$never" Restarts
} >seen.txt
diff seen.txt - <<END
JobState=COMPLETED
JobState=COMPLETED
JobState=COMPLETED
JobState=COMPLETED
Reason=DependencyNeverSatisfied
Requeue=0
Restarts=1
END
echo "all tasks of the array have succeeded, and afterok of it will never be satisfied"
