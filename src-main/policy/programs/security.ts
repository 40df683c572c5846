import type { Finding, Program } from "./program.ts";
import { privileged } from "./rule-forms.ts";

const guards = "changes what guards the machine";
const control = privileged(guards);
const act = { effect: "privilege", because: guards } as const;

const selinux: readonly Program[] = [
  {
    names: "load_policy chcat aa-genprof aa-logprof aa-cleanprof aa-autodep",
    ...control,
    examples: {
      reads: [],
      acts: ["load_policy", "aa-genprof x", "chcat -d x"],
    },
  },
  {
    names: "matchpathcon seinfo sesearch audit2why",
    flags: "-V -n -N -A --allow -c -t -r -u -b -a --all -x --stats",
    values: "-s --source -p",
    operands: "name",
    examples: {
      reads: ["matchpathcon /etc/passwd", "seinfo -t", "sesearch -A -s httpd_t"],
      acts: ["matchpathcon --x", "seinfo -Z", "sesearch -f /x"],
    },
  },
];

const audit: readonly Program[] = [
  {
    names: "auditctl",
    ...control,
    style: "gnu",
    readsWith: "-l -s -v -h",
    flags: "-l -s -v -h -i",
    values: "-k",
    options: {
      "-D": { effect: "destroy", because: "deletes the audit rules" },
      "-e -b -f -r -R -w -W -a -A -d -t -p -S -F": { ...act, value: "required" },
    },
    examples: {
      reads: ["auditctl -l", "auditctl -s", "auditctl -lk x"],
      acts: ["auditctl -e 0", "auditctl -D", "auditctl -l -D", "auditctl -w /etc/x -p wa"],
    },
  },
  {
    names: "ausearch",
    style: "single-dash",
    flags: "-i --interpret -r --raw -l --line-buffered --debug --just-one --extra-time",
    values:
      "-m --message -k --key -ui --uid -ua --uid-all -ue -gi -p --pid -pp --ppid -c --comm -x --executable -f --file -sc --syscall -sv --success -hn --host -tm --terminal -ul --loginuid -se --context -su --subject -o --object -e --exit -a --event -vm --format --eoe-timeout",
    // "-ts recent" or "-ts 10/01/2026 10:00:00": one word or two.
    attached: "-ts --start -te --end",
    options: { "-if --input": { effect: "read", value: "required", operand: "read" } },
    operands: "text",
    examples: {
      reads: ["ausearch -m avc -ts recent", "ausearch -k passwd -i", "ausearch -ui 0 -ts today"],
      acts: [
        "ausearch --checkpoint /etc/x",
        "ausearch --unknown",
        "ausearch -m avc --checkpoint=/x",
      ],
    },
  },
  {
    names: "aureport",
    style: "single-dash",
    flags:
      "-a -au --auth -c --config -cr -e --event -f --file -h --host -i --interpret -k --key -l --login -m --mods -ma -n -p --pid -r --response -s --syscall -t --log -tm -u --user -x --executable --summary --failed --success --tty --avc --anomaly",
    attached: "-ts --start -te --end",
    options: { "-if --input": { effect: "read", value: "required", operand: "read" } },
    operands: "text",
    examples: {
      reads: ["aureport", "aureport --summary -i", "aureport -au -ts today"],
      acts: ["aureport --unknown", "aureport -zz", "aureport --output=/x"],
    },
  },
];

const sshd: Program = {
  names: "sshd",
  effect: "privilege",
  because: "starts the server that lets people log in",
  readsWith: "-t -T -G -V",
  flags: "-t -T -G -V -4 -6",
  values: "-C",
  examples: {
    reads: ["sshd -T", "sshd -t", "sshd -T -C user=bob"],
    acts: ["sshd", "sshd -D", "sshd -f /tmp/x -T", "sshd -T -o a=b"],
  },
};

const scanWrites = (given: readonly (string | null)[]): Finding | null =>
  given.length === 0 ? act : null;

const scanners: readonly Program[] = [
  {
    names: "lynis",
    commands: {
      show: { operands: "text" },
      audit: privileged("checks the whole machine and writes reports"),
      "update upload-only configure generate": control,
    },
    examples: {
      reads: ["lynis show version", "lynis show details TEST", "lynis show settings"],
      acts: ["lynis audit system", "lynis update release", "lynis -c"],
    },
  },
  {
    names: "rkhunter chkrootkit aide oscap",
    ...privileged("checks the whole machine and writes reports"),
    informs: "--version -V",
    examples: {
      reads: ["rkhunter --version", "chkrootkit -V", "aide --version"],
      acts: ["rkhunter --check", "aide --init", "rkhunter --propupd"],
    },
  },
  {
    names: "clamscan clamdscan",
    flags:
      "-r --recursive -i --infected -v --verbose --quiet --no-summary --stdout -o --suppress-ok-results -V --version --bell --fdpass -m --multiscan --allmatch -z --cross-fs",
    attached:
      "--max-filesize --max-scansize --exclude --exclude-dir --include --include-dir --recursive",
    options: {
      "--remove": { effect: "destroy", value: "attached", because: "deletes what it finds" },
      "--move --copy -l --log": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "writes files",
      },
    },
    operands: "name",
    check: scanWrites,
    examples: {
      reads: ["clamscan -ri /home", "clamscan --no-summary x", "clamscan -r --exclude-dir=/proc /"],
      acts: [
        "clamscan -r --remove /home",
        "clamscan --move=/tmp x",
        "clamscan -ri -l /etc/x /",
        "clamscan --remove=yes -r /",
      ],
    },
  },
  {
    names: "freshclam",
    ...privileged("fetches new signatures", { network: true }),
    informs: "-V --version -h --help",
    examples: { reads: [], acts: ["freshclam", "freshclam -v", "freshclam --config-file=/x"] },
  },
];

/** What watches over a machine: audit, scanners, the rest of SELinux and AppArmor. */
export const securityPrograms: readonly Program[] = [sshd, ...selinux, ...audit, ...scanners];
