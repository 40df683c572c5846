import type { Finding, OptionRule, Program } from "./program.ts";
import { privileged } from "./rule-forms.ts";

type Words = readonly (string | null)[];
const changes = privileged("changes or stops a service");
const address: OptionRule = { effect: "read", value: "required", operand: "url" };
const machine: OptionRule = { effect: "read", value: "required", operand: "host" };

const itemRuns = (words: Words): Finding | null =>
  words.some((word) => word === null || /system\.run|\[.*[;|`$]/.test(word))
    ? { effect: "run", because: "runs a command on the machine that is asked" }
    : words.some((word) => word !== null && /vfs\.file\.|web\.page|log\[|logrt\[/.test(word))
      ? { effect: "read", secret: true, because: "shows the content of a file or an address" }
      : null;

const zabbix: readonly Program[] = [
  {
    names: "zabbix_get",
    flags: "-h --help -V --version",
    values: "-p --port -k --key -I --source-address -t --timeout",
    options: { "-s --host": machine },
    check: itemRuns,
    examples: {
      reads: [
        "zabbix_get -s host -k agent.ping",
        "zabbix_get -s host -p 10050 -k 'vfs.fs.size[/,pused]'",
        "zabbix_get -shost -k system.uptime",
      ],
      acts: [
        "zabbix_get -s host -k 'system.run[id]'",
        "zabbix_get -shost -ksystem.run[id]",
        "zabbix_get -s h --tls-key-file /x -k a",
      ],
    },
  },
  {
    names: "zabbix_sender",
    ...privileged("sends values to a monitoring server", { network: true }),
    examples: {
      reads: [],
      acts: ["zabbix_sender -z a -s b -k c -o 1", "zabbix_sender -i x", "zabbix_sender -c x"],
    },
  },
];

const prometheus: readonly Program[] = [
  {
    names: "promtool",
    flags: "-h --help --version",
    commands: {
      check: {
        commands: {
          "config rules web-config": {
            flags: "--syntax-only --lint-fatal",
            values: "--lint",
            operands: "read",
          },
          "healthy ready": { options: { "--url": address } },
          metrics: {},
        },
      },
      query: {
        network: true,
        commands: {
          "instant range series labels analyze": {
            flags: "-h",
            values: "-o --format --start --end --step --match --time",
            operands: ["url", "text"],
          },
        },
      },
      tsdb: {
        commands: {
          "list analyze": {
            flags: "-r --human-readable --extended",
            values: "--limit",
            operands: "name",
          },
          "create-blocks-from dump bench": changes,
        },
      },
      test: { commands: { rules: { operands: "read" } } },
      "push debug": changes,
    },
    examples: {
      reads: [
        "promtool check config /etc/prometheus/prometheus.yml",
        "promtool query instant http://localhost:9090 up",
        "promtool check rules x.yml",
        "promtool tsdb list /data",
      ],
      acts: [
        "promtool push metrics http://x",
        "promtool debug all http://x",
        "promtool check config --http.config.file=/x y",
        "promtool tsdb dump /x",
      ],
    },
  },
  {
    names: "amtool",
    flags: "-h --help --version -v --verbose",
    values: "-o --output",
    options: { "--alertmanager.url": address },
    globals: true,
    commands: {
      alert: {
        globals: true,
        commands: {
          query: {
            flags: "-i -a -u -s --inhibited --active --silenced --unprocessed",
            operands: "text",
          },
          add: changes,
        },
      },
      silence: {
        globals: true,
        commands: {
          query: {
            flags: "-q --quiet --expired",
            values: "--within --id --author",
            operands: "text",
          },
          "add expire import update": changes,
        },
      },
      "check-config": { operands: "read" },
      config: { globals: true, commands: { "show routes": { operands: "text" } } },
      cluster: { globals: true, commands: { show: {} } },
    },
    examples: {
      reads: [
        "amtool alert query",
        "amtool --alertmanager.url=http://localhost:9093 silence query",
        "amtool check-config x.yml",
      ],
      acts: [
        "amtool silence add a=b",
        "amtool silence expire x",
        "amtool --config.file=/x alert query",
      ],
    },
  },
];

const snmpFlags = "-d -D -h -H -V --version --help";
const snmp: readonly Program[] = [
  {
    names:
      "snmpget snmpgetnext snmpwalk snmpbulkwalk snmpbulkget snmptable snmpstatus snmpdf snmpnetstat",
    flags: snmpFlags.replace(" -D", ""),
    // -v2c, -On, -Cc: kinds of version and output.
    attached: "-O -C -I",
    values: "-v -c -u -l -a -A -x -X -n -r -t -e -E -Z",
    operands: ["host", "text"],
    examples: {
      reads: [
        "snmpwalk -v2c -c public host 1.3.6.1",
        "snmpget -v 2c -cpublic -On host sysUpTime.0",
        "snmpwalk -v3 -l authPriv -u x -a SHA -A s -x AES -X s host",
      ],
      acts: [
        "snmpwalk -Lf /etc/x -v2c -c public host",
        "snmpget -M /tmp -v1 host a",
        "snmpwalk -P u host",
      ],
    },
  },
  {
    names: "snmpset snmptrap snmpusm",
    ...privileged("changes another machine", { network: true }),
    examples: {
      reads: [],
      acts: ["snmpset -v2c -c private host a i 1", "snmptrap -v2c h x y", "snmpusm host x"],
    },
  },
  {
    names: "snmptranslate",
    flags: "-h -V",
    attached: "-O -I -T",
    values: "-m",
    operands: "text",
    examples: {
      reads: [
        "snmptranslate -On SNMPv2-MIB::sysUpTime",
        "snmptranslate 1.3.6",
        "snmptranslate -Td sysUpTime",
      ],
      acts: ["snmptranslate -Lf /x a", "snmptranslate --x", "snmptranslate -M /x a"],
    },
  },
];

/** What watches machines. */
export const monitoringPrograms: readonly Program[] = [...zabbix, ...prometheus, ...snmp];
