import { expect, test } from "vitest";
import { recognise } from "./questions.ts";

const now = new Date("2026-11-20T20:00:00Z");

function answer(question: string, output: string): string | null | undefined {
  return recognise(question)?.answer(output, { now });
}

const disk = `Filesystem               Size  Used Avail Use% Mounted on
devtmpfs                  12G     0   12G   0% /dev
/dev/vda                 252G   25G   78G  24% /
/dev/vdb                  50G   47G  3.0G  94% /var/lib my data
tmpfs                     12G     0   12G   0% /run`;

const free = `               total        used        free      shared  buff/cache   available
Mem:           24105         527       22936           8         940       23578
Swap:           2048         100        1948`;

const ss = `Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
udp   UNCONN 0      0          127.0.0.1:323       0.0.0.0:*    users:(("chronyd",pid=7,fd=5))
tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=9,fd=3))
tcp   LISTEN 0      128             [::]:22           [::]:*    users:(("sshd",pid=9,fd=4))
tcp   LISTEN 0      244            [::1]:5432         [::]:*    users:(("postgres",pid=5,fd=4))`;

for (const [what, question, output, figures] of [
  [
    "df",
    "disk",
    disk,
    ["`/` has **78G free** of 252G (24 % used)", "Nearly full: `/var/lib my data` (94 %)"],
  ],
  ["df in German", "disk", "/dev/sda1  1,8T  1,2T  560G  69% /", ["**560G free** of 1,8T"]],
  [
    "df in a container",
    "disk",
    "overlay  50G  20G  30G  40% /",
    ["**30G free** of 50G (40 % used)"],
  ],
  [
    "free",
    "memory",
    free,
    ["**23578 MiB of 24105 MiB are available** (98 %)", "2048 MiB swap, 100 MiB are used"],
  ],
  [
    "free in German",
    "memory",
    "Speicher:  1000  900  50  1  50  60",
    ["**60 MiB of 1000 MiB are available** (6 %)", "That is little."],
  ],
  [
    "meminfo",
    "memory",
    "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    250 kB",
    ["**250 kB of 1000 kB are available** (25 %)"],
  ],
  [
    "vm_stat",
    "memory",
    "Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages free:   640.\nPages active: 1.\nPages inactive:  0.",
    ["**About 10 MiB can be used**", "640 pages are free"],
  ],
  [
    "uptime",
    "load",
    " 20:04:19 up 51 min,  0 user,  load average: 0.78, 0.53, 0.37\n2",
    [
      "**0.78** over one minute, 0.53 over five and 0.37 over fifteen, on 2 processors",
      "room left",
      "up for 51 min",
    ],
  ],
  [
    "uptime with many users",
    "load",
    " 20:04:19 up 3 days, 4:05,  12 users,  load average: 9.00, 0.53, 0.37\n4",
    ["**9.00**", "more wants to run", "up for 3 days, 4:05"],
  ],
  [
    "uptime on a Mac",
    "load",
    "20:04  up 2 days, 51 mins, 3 users, load averages: 1.20 1.10 1.00\n8",
    ["**1.20**", "1.10 over five", "8 processors"],
  ],
  [
    "loadavg",
    "load",
    "0.10 0.20 0.30 1/234 5678\n4",
    ["**0.10** over one minute", "on 4 processors: it is mostly idle"],
  ],
  [
    "ps",
    "top processes",
    "12.5  3.1   77 www-data nginx\n 0.3  0.0     1 root     systemd\n%CPU %MEM   PID USER     COMMAND",
    ["`nginx` (process 77, www-data) uses the most: **12.5 %**"],
  ],
  [
    "systemctl, none",
    "failed services",
    "  UNIT LOAD ACTIVE SUB DESCRIPTION\n0 loaded units listed.",
    ["**No unit has failed** (0 loaded units listed)"],
  ],
  [
    "systemctl, one",
    "failed services",
    "  UNIT          LOAD   ACTIVE SUB    DESCRIPTION\nnginx.service loaded failed failed A web server\n\n1 loaded units listed.",
    ["**1 unit failed:**", "`nginx.service`: A web server"],
  ],
  [
    "service",
    "failed services",
    " [ - ]  dbus\n [ + ]  ssh",
    ["**1 service runs, 1 is stopped** (dbus)"],
  ],
  ["no manager", "failed services", "no service manager answered", ["No service manager answered"]],
  [
    "ss",
    "open ports",
    ss,
    [
      "**1 port listens beyond this machine:** 22/tcp (sshd).",
      "Only on this machine: 323/udp (chronyd), 5432/tcp (postgres)",
    ],
  ],
  [
    "netstat",
    "open ports",
    "tcp        0      0 0.0.0.0:80   0.0.0.0:*   LISTEN   12/nginx",
    ["80/tcp (nginx)"],
  ],
  [
    "lsof",
    "open ports",
    "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\nsshd 9 root 3u IPv4 1 0t0 TCP *:22 (LISTEN)",
    ["22/tcp (sshd)"],
  ],
  [
    "/proc/net/tcp",
    "open ports",
    "  sl  local_address rem_address   st\n   0: 00000000:07E8 00000000:0000 0A 00000000:00000000\n   1: 0100007F:0016 00000000:0000 0A 0:0\n   2: 0100007F:0017 0100007F:0018 01 0:0",
    ["**1 port listens beyond this machine:** 2024/tcp", "Only on this machine: 22/tcp."],
  ],
  [
    "ss, nothing",
    "open ports",
    "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess",
    ["**No port is listening.**"],
  ],
  [
    "ip",
    "ip addresses",
    "lo UNKNOWN 127.0.0.1/8 ::1/128\neth0 UP 192.0.2.2/24 fe80::1/64",
    ["1 IPv4 address besides loopback: **192.0.2.2/24**"],
  ],
  [
    "who",
    "who is logged in",
    "root     pts/0        2026-11-20 19:27 (192.0.2.9)\nana      tty1         2026-11-20 08:00",
    ["2 sessions of 2 users", "**root** on pts/0 since 2026-11-20 19:27, from 192.0.2.9"],
  ],
  [
    "who on a Mac",
    "who is logged in",
    "ana      console      Nov 20 08:00",
    ["1 session of 1 user", "**ana** on console since Nov 20 08:00"],
  ],
  ["who, nobody", "who is logged in", "", ["**Nobody is on record as logged in.**"]],
  [
    "boots",
    "last reboot",
    "2026-11-20 19:12:55\n         system boot  2026-11-20 19:13\nreboot   system boot  6.1.0-18-amd64   Fri Nov 20 19:13   still running\n\nwtmp begins Fri",
    ["last started at **2026-11-20 19:12:55**", "- 6.1.0-18-amd64 Fri Nov 20 19:13 still running"],
  ],
  ["boots, only one", "last reboot", "2026-11-20 19:12:55", ["No earlier boots are on record."]],
  [
    "du",
    "largest files",
    "1572864\t/var/log/big log\n512 /var/a",
    ["`/var/log/big log` with **1.5 GiB** (1572864 kB)", "`/var/a`: 512 kB"],
  ],
  [
    "dmesg",
    "kernel errors",
    "[ 1.0] nvme0: I/O error, dev nvme0n1\n[ 2.0] usb 1-1: new device",
    ["**1 kernel message** that speak", "nvme0: I/O error"],
  ],
  ["dmesg, none", "kernel errors", "", ["**The kernel reports no errors** of this boot."]],
  [
    "dmesg, not allowed",
    "kernel errors",
    "dmesg: read kernel buffer failed: Operation not permitted",
    ["may not read the kernel's messages"],
  ],
  [
    "journal, not allowed",
    "kernel errors",
    "Hint: You are currently not seeing messages from other users and the system.\n-- No entries --",
    ["may not read"],
  ],
  [
    "no journal",
    "kernel errors",
    "No journal files were found.\n-- No entries --",
    ["cannot be told"],
  ],
  [
    "uname",
    "which kernel version",
    'Linux 6.1.0 x86_64\nPRETTY_NAME="Debian GNU/Linux 12"',
    ["**Debian GNU/Linux 12**, kernel Linux 6.1.0 x86_64"],
  ],
  [
    "date and timedatectl",
    "clock",
    "2026-11-20 20:00:01 UTC 1795204801\nSystem clock synchronized: yes",
    ["**2026-11-20 20:00:01 UTC**", "agrees", "kept in step"],
  ],
  [
    "a clock that is slow",
    "clock",
    "2026-11-20 19:00:00 UTC 1795201200\nSystem clock synchronized: no",
    ["**That is 3600 s behind", "**The clock is not in step**"],
  ],
  ["a clock alone", "clock", "2026-11-20 20:00:01 UTC 1795204801", ["cannot be seen here"]],
  [
    "apt",
    "updates",
    "Listing...\nbash/stable 5.2-2 amd64 [upgradable from: 5.2-1]\ncurl/stable-security 8 amd64 [upgradable from: 7]",
    ["**2 packages can be updated**, 1 of them from a security archive", "curl"],
  ],
  ["apt, none", "updates", "Listing...", ["**No pending updates are known.**"]],
  ["dnf", "updates", "bash.x86_64   5.2.26-1.fc40   updates", ["**1 package can be updated**"]],
  [
    "openssl",
    "certificate",
    "subject=CN = example.org\nissuer=CN = CA\nnotBefore=Oct  1 00:00:00 2026 GMT\nnotAfter=Nov 30 20:00:00 2026 GMT",
    [
      "CN = example.org is valid for **10 more days**, until Nov 30 20:00:00 2026 GMT",
      "That is soon.",
    ],
  ],
  [
    "openssl, expired",
    "certificate",
    "subject=CN = old\nnotAfter=Nov 18 20:00:00 2026 GMT",
    ["**expired 2 days ago**, on Nov 18 20:00:00 2026 GMT"],
  ],
  [
    "openssl, nobody there",
    "certificate",
    "Could not read certificate from <stdin>\nUnable to load certificate",
    ["No certificate came back"],
  ],
] as const) {
  test(`${what} is answered with its figures`, () => {
    const text = answer(question, output);
    for (const figure of figures) expect(text).toContain(figure);
  });
}

test("output that holds no answer gets none", () => {
  const noise = "bash: frobnicate: command not found";
  for (const question of [
    "disk",
    "memory",
    "load",
    "top processes",
    "failed services",
    "open ports",
    "ip addresses",
    "who is logged in",
    "last reboot",
    "largest files",
    "which kernel version",
    "clock",
    "updates",
    "certificate",
  ]) {
    expect([question, answer(question, noise)]).toEqual([question, null]);
  }
});
