import type { Program, Rule } from "./program.ts";
import { privileged } from "./rule-forms.ts";

const changes = "changes what the firewall lets through";
const acts = privileged(changes);
const act = { effect: "privilege", because: changes } as const;
const empties = { effect: "destroy", because: "empties or deletes firewall rules" } as const;
const words: Rule = { style: "words", operands: "text" };

const tables: readonly Program[] = [
  {
    names:
      "iptables ip6tables iptables-nft ip6tables-nft iptables-legacy ip6tables-legacy ebtables arptables",
    ...act,
    readsWith: "-L --list -S --list-rules -V --version -h --help",
    flags:
      "-n --numeric -v --verbose -x --exact --line-numbers -4 -6 -V --version -L --list -S --list-rules --Ln --Lc -h --help",
    attached: "-w --wait",
    values:
      "-t --table -p --protocol -s --source -d --destination -i --in-interface -o --out-interface -j --jump -g --goto -m --match --dport --sport --dports --sports --state --ctstate --comment --to-destination --to-source --to-ports --icmp-type --limit --limit-burst --reject-with",
    options: {
      "-A --append -I --insert -R --replace -N --new-chain -E --rename-chain -P --policy -Z --zero":
        act,
      "-D --delete -F --flush -X --delete-chain": empties,
    },
    operands: "text",
    examples: {
      reads: [
        "iptables -L -n -v",
        "iptables -nvL INPUT --line-numbers",
        "iptables -t nat -S",
        "ip6tables --list --numeric --table=filter",
        "iptables -w 5 -L",
        "iptables-legacy -S FORWARD",
      ],
      acts: [
        "iptables -F",
        "iptables -t nat --flush",
        "iptables -LZ INPUT",
        "iptables -L -Z",
        "iptables -A INPUT -p tcp --dport 22 -j ACCEPT",
        "iptables -P INPUT DROP",
        "iptables -nL --modprobe=/tmp/x",
        "iptables -tnat -D PREROUTING 1",
        "iptables",
      ],
    },
  },
  {
    names: "iptables-save ip6tables-save iptables-nft-save iptables-legacy-save ebtables-save",
    flags: "-c --counters -V --version -h --help",
    values: "-t --table",
    options: {
      "-f --file": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "writes the rules into a file",
      },
    },
    examples: {
      reads: ["iptables-save", "iptables-save -c", "ip6tables-save -t nat"],
      acts: ["iptables-save -f /etc/x", "iptables-save -cf/x", "iptables-save -M /tmp/x"],
    },
  },
  {
    names: "iptables-restore ip6tables-restore iptables-apply",
    ...acts,
    examples: {
      reads: [],
      acts: ["iptables-restore /x", "iptables-restore -n /x", "iptables-restore --test /x"],
    },
  },
  {
    names: "nft",
    flags:
      "-n --numeric -s --stateless -a --handle -j --json -t --terse -S --service -u --guid -y --numeric-priority -N --reversedns -p --numeric-protocol -T --numeric-time -v --version -V -h --help",
    commands: {
      "list describe": {
        ...words,
        // nft reads its words as one text, in which a semicolon begins another command.
        check: (given) =>
          given.every((word) => word !== null && !/[;\n\r{}\\"#]/.test(word)) ? null : act,
      },
      "add insert create replace reset rename import": acts,
      "delete flush destroy": { ...acts, ...empties },
    },
    examples: {
      reads: [
        "nft list ruleset",
        "nft -a list table inet filter",
        "nft -nn list chain ip filter input",
        "nft --json list tables",
      ],
      acts: [
        "nft flush ruleset",
        "nft list ruleset \\; flush ruleset",
        "nft list 'ruleset; flush ruleset'",
        "nft 'list ruleset; flush ruleset'",
        "nft -f /etc/nftables.conf",
        "nft -cf /x",
        "nft -a add rule inet filter input drop",
        "nft -i",
      ],
    },
  },
  {
    names: "ipset",
    style: "single-dash",
    flags: "-h --help help -v --version",
    commands: {
      "list -L --list save -S --save test -T --test version": {
        style: "single-dash",
        flags: "-n -name --name -t -terse --terse -s -sorted --sorted -q -quiet --quiet",
        values: "-o -output --output",
        operands: "text",
      },
      "create add del rename swap restore": acts,
      "destroy flush": { ...acts, ...empties },
    },
    examples: {
      reads: ["ipset list", "ipset list -n", "ipset save blocked"],
      acts: [
        "ipset destroy",
        "ipset flush x",
        "ipset add x 1.2.3.4",
        "ipset save -f /etc/x",
        "ipset -L x",
      ],
    },
  },
  {
    names: "conntrack",
    flags:
      "-L --dump -C --count -S --stats -E --event -G --get -n -g -h --help -V --version --any-nat --src-nat --dst-nat",
    values:
      "-p --proto -s --orig-src -d --orig-dst -f --family -o --output --state --sport --dport -m --mark -e --event-mask --orig-port-src --orig-port-dst -u --status -r --reply-src -q --reply-dst",
    options: {
      "-D --delete -F --flush": { effect: "destroy", because: "forgets connections" },
      "-U --update -I --create -A": act,
    },
    operands: "text",
    examples: {
      reads: ["conntrack -L", "conntrack -L -p tcp --dport 443", "conntrack -C", "conntrack -S"],
      acts: ["conntrack -F", "conntrack -D -s 10.0.0.1", "conntrack -np tcp -D"],
    },
  },
];

const frontends: readonly Program[] = [
  {
    names: "ufw",
    flags: "--version -h --help",
    commands: {
      status: { operands: "text" },
      show: { operands: "text" },
      version: {},
      app: { commands: { "list info": { operands: "name" }, "update default": acts } },
      "enable disable reload allow deny reject limit insert route rule logging prepend": acts,
      "default reset delete": acts,
    },
    examples: {
      reads: ["ufw status verbose", "ufw status numbered", "ufw app list", "ufw show raw"],
      acts: ["ufw disable", "ufw allow 22/tcp", "ufw --force reset", "ufw delete 1", "ufw"],
    },
  },
  {
    names: "firewall-cmd",
    flags:
      "-h --help -V --version -q --quiet --permanent --state --list-all --list-all-zones --list-all-policies --list-ports --list-services --list-sources --list-interfaces --list-rich-rules --list-forward-ports --list-protocols --list-icmp-blocks --list-source-ports --get-default-zone --get-active-zones --get-active-policies --get-zones --get-policies --get-services --get-icmptypes --get-ipsets --get-helpers --get-log-denied --query-masquerade --query-panic --query-lockdown --get-target --get-description --get-short --direct --get-all-rules --get-all-chains --get-all-passthroughs --check-config",
    values:
      "--zone --policy --info-zone --info-service --info-policy --info-ipset --info-icmptype --query-port --query-service --query-source --query-interface --query-rich-rule --query-protocol --get-zone-of-interface --get-zone-of-source --path-zone --path-service --get-entries",
    options: {
      "--reload --complete-reload --panic-on --panic-off --runtime-to-permanent --add-masquerade --remove-masquerade --lockdown-on --lockdown-off --reset-to-defaults":
        act,
      "--add-port --remove-port --add-service --remove-service --add-source --remove-source --add-interface --remove-interface --change-interface --add-rich-rule --remove-rich-rule --set-default-zone --new-zone --delete-zone --set-target --set-log-denied --timeout --add-forward-port --remove-forward-port":
        { ...act, value: "required" },
    },
    examples: {
      reads: [
        "firewall-cmd --list-all",
        "firewall-cmd --state",
        "firewall-cmd --zone=public --list-ports --permanent",
        "firewall-cmd --get-active-zones",
        "firewall-cmd --zone public --query-service ssh",
      ],
      acts: [
        "firewall-cmd --reload",
        "firewall-cmd --zone=public --add-port=80/tcp",
        "firewall-cmd --permanent --remove-service ssh",
        "firewall-cmd --direct --passthrough ipv4 -F",
        "firewall-cmd --list-all --panic-on",
      ],
    },
  },
  {
    names: "fail2ban-client",
    flags: "-h --help -V --version -v --str2sec",
    commands: {
      "status ping version get banned": {
        operands: "text",
      },
      "start stop restart reload set add unban flushlogs server-start": acts,
    },
    examples: {
      reads: ["fail2ban-client status", "fail2ban-client status sshd", "fail2ban-client ping"],
      acts: [
        "fail2ban-client set sshd unbanip 1.2.3.4",
        "fail2ban-client reload",
        "fail2ban-client -c /tmp/x status",
        "fail2ban-client unban --all",
      ],
    },
  },
  {
    names: "pfctl",
    flags: "-v -n -q -g -r -P",
    values: "-s -a",
    options: {
      "-f -F -k -K -t -T": { ...act, value: "required" },
      "-e -d -z": act,
    },
    check: (given) => (given.some((word) => word?.match(/^-v*n?v*s/)) ? null : act),
    examples: {
      reads: ["pfctl -s rules", "pfctl -vsr", "pfctl -sa"],
      acts: ["pfctl -d", "pfctl -F all", "pfctl -f /etc/pf.conf", "pfctl -sr -e"],
    },
  },
];

/** Programs that show and change what a machine lets through. */
export const firewallPrograms: readonly Program[] = [...tables, ...frontends];
