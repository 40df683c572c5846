import type { Program, Rule } from "./program.ts";
import { privileged } from "./rule-forms.ts";

const changes = privileged("changes or stops services of the cluster");
const text: Rule = { flags: "--full --all --hide-inactive", operands: "text" };

/** High availability, batch queues and process managers. */
export const clustersPrograms: readonly Program[] = [
  {
    names: "pcs",
    flags: "-h --help --version",
    commands: {
      status: {
        alone: "read",
        flags: "--full",
        commands: { "resources cluster nodes pcsd quorum corosync booth wait": text },
      },
      "resource stonith constraint property node cluster quorum": {
        alone: "unknown",
        commands: {
          "status config show list": {
            ...text,
            check: (words) =>
              words.some((word) => word === null || /^(update|uuid|generate|set)$/.test(word))
                ? { effect: "privilege", because: "changes the cluster" }
                : null,
          },
          "create delete enable disable restart move ban clear cleanup update start stop standby unstandby destroy setup auth set unset maintenance kill":
            changes,
        },
      },
      config: { alone: "read", commands: { show: text } },
    },
    examples: {
      reads: ["pcs status", "pcs status --full", "pcs resource status", "pcs config"],
      acts: ["pcs resource disable x", "pcs cluster stop --all", "pcs node standby x"],
    },
  },
  {
    names: "crm_mon",
    flags:
      "-1 --one-shot -r --inactive -f --failcounts -n --group-by-node -A --show-node-attributes -t -o -j -R --show-detail -V",
    values: "--output-as",
    examples: {
      reads: ["crm_mon -1", "crm_mon -1rfA", "crm_mon --one-shot --inactive"],
      acts: ["crm_mon -E /tmp/x", "crm_mon --output-to=/etc/x", "crm_mon -dh /etc/x"],
    },
  },
  {
    names: "corosync-quorumtool corosync-cfgtool drbd-overview",
    flags: "-s -l -i -n -b",
    examples: {
      reads: ["corosync-quorumtool -s", "corosync-cfgtool -s", "corosync-quorumtool -l"],
      acts: ["corosync-cfgtool -R", "corosync-cfgtool -H", "corosync-quorumtool -e 3"],
    },
  },
  {
    names: "drbdadm",
    commands: {
      "status role cstate dstate dump": { operands: "name", flags: "--verbose" },
      "up down primary secondary connect disconnect attach detach adjust invalidate create-md resize":
        changes,
    },
    examples: {
      reads: ["drbdadm status", "drbdadm role r0", "drbdadm dump"],
      acts: ["drbdadm primary r0", "drbdadm invalidate r0", "drbdadm -c /x status"],
    },
  },
  {
    names: "sinfo squeue sacct sstat sprio sshare sdiag",
    flags:
      "-a -A -h -l --long -N -R -s --noheader --all -e -r --start -v -V --version -X --allocations",
    values:
      "-n -o --format -O -p --partition -u --user -j --jobs -t --states -S --sort --starttime -E --endtime",
    operands: "text",
    examples: {
      reads: ["sinfo -N -l", "squeue -u me -o %i", "sacct -j 5 --format=JobID,State"],
      acts: ["squeue --unknown", "sacct -f /etc/x", "sdiag --reset"],
    },
  },
  {
    names: "scontrol",
    flags: "-d --details -o --oneliner -a --all",
    commands: {
      "show ping version": text,
      "update reconfigure shutdown hold release requeue suspend resume reboot create delete":
        changes,
    },
    examples: {
      reads: ["scontrol show job 5", "scontrol -d show node x", "scontrol ping"],
      acts: ["scontrol update node=x state=down", "scontrol reconfigure", "scontrol shutdown"],
    },
  },
  {
    names: "scancel sbatch salloc srun",
    ...privileged("starts or ends jobs of the cluster"),
    examples: { reads: [], acts: ["scancel 5", "sbatch x.sh", "srun hostname"] },
  },
  {
    names: "monit",
    commands: {
      "status summary report version": text,
      "start stop restart monitor unmonitor reload quit validate": changes,
    },
    flags: "-h -V",
    examples: {
      reads: ["monit status", "monit summary", "monit status nginx"],
      acts: ["monit stop all", "monit", "monit -c /tmp/x status"],
    },
  },
];
