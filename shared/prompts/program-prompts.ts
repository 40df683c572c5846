import type { RecordedPrompts } from "./recorded-prompt.ts";

/** What pagers and interpreters print on the line on which they wait. */
export const programPrompts: readonly RecordedPrompts[] = [
  {
    program: "less",
    kind: "pager",
    source: "gwsw/less prompt.c",
    texts: {
      en: [
        "(END)",
        "{any} (END)",
        ":",
        "{path} lines {number}-{number}/{number} {number}%",
        "lines {number}-{number}",
        "lines {number}-{number}/{number} {number}%",
        "lines {number}-{number}/{number} (END)",
        "HELP -- Press RETURN for more, or q when done",
      ],
    },
  },
  {
    program: "man",
    kind: "pager",
    source: "man-db, src/man.c",
    texts: {
      en: [
        "Manual page {any} line {number} (press h for help or q to quit)",
        "Manual page {any} line {number}/{number} (END) (press h for help or q to quit)",
        "Manual page {any} line {number}/{number} {number}% (press h for help or q to quit)",
      ],
    },
  },
  {
    program: "more",
    kind: "pager",
    source: "util-linux/util-linux text-utils/more.c",
    texts: {
      en: [
        "--More--",
        "--More--({number}%)",
        "--More--(Next file: {path})",
        "--More--[Press space to continue, 'q' to quit.]",
        "--More--({number}%)[Press space to continue, 'q' to quit.]",
      ],
    },
  },
  {
    program: "Cisco IOS",
    kind: "pager",
    source: "netmiko, netmiko/cisco",
    texts: {
      en: [" --More-- ", "<--- More --->"],
    },
  },
  {
    program: "Junos",
    kind: "pager",
    source: "Junos OS CLI user guide",
    texts: {
      en: ["---(more)---", "---(more {number}%)---"],
    },
  },
  {
    program: "Huawei VRP",
    kind: "pager",
    source: "netmiko, netmiko/huawei",
    texts: {
      en: ["---- More ----"],
    },
  },
  {
    program: "python",
    kind: "repl",
    source: "python/cpython Lib/code.py, sys.ps1 and sys.ps2",
    texts: {
      en: [">>> ", "... "],
    },
  },
  {
    program: "ipython",
    kind: "repl",
    source: "ipython/ipython IPython/terminal/prompts.py",
    texts: {
      en: ["In [{number}]: "],
    },
  },
  {
    program: "pdb",
    kind: "repl",
    source: "python/cpython Lib/pdb.py",
    texts: {
      en: ["(Pdb) "],
    },
  },
  {
    program: "node",
    kind: "repl",
    source: "nodejs/node lib/repl.js",
    texts: {
      en: ["> "],
    },
  },
  {
    program: "irb",
    kind: "repl",
    source: "ruby/irb lib/irb/init.rb",
    texts: {
      en: ["irb(main):{number}> ", "irb(main):{number}:{number}> "],
    },
  },
  {
    program: "mysql",
    kind: "repl",
    source: "mysql/mysql-server client/mysql.cc",
    texts: {
      en: ["mysql> "],
    },
  },
  {
    program: "mariadb",
    kind: "repl",
    source: "MariaDB/server client/mysql.cc",
    texts: {
      en: ["MariaDB [{any}]> "],
    },
  },
  {
    program: "psql",
    kind: "repl",
    source: "postgres/postgres src/bin/psql/settings.h, %/%R%x%# ",
    texts: {
      en: ["{user}=# ", "{user}=> ", "{user}-# ", "{user}-> "],
    },
  },
  {
    program: "sqlite3",
    kind: "repl",
    source: "sqlite/sqlite src/shell.c.in",
    texts: {
      en: ["sqlite> ", "   ...> "],
    },
  },
  {
    program: "redis-cli",
    kind: "repl",
    source: "redis/redis src/redis-cli.c",
    texts: {
      en: ["{host}:{number}> ", "not connected> "],
    },
  },
  {
    program: "mongosh",
    kind: "repl",
    source: "mongodb-js/mongosh",
    texts: {
      en: ["test> "],
    },
  },
  {
    program: "sftp",
    kind: "repl",
    source: "openssh/openssh-portable sftp.c",
    texts: {
      en: ["sftp> "],
    },
  },
  {
    program: "ftp",
    kind: "repl",
    source: "ftp(1)",
    texts: {
      en: ["ftp> "],
    },
  },
  {
    program: "gdb",
    kind: "repl",
    source: "GDB manual, Prompt",
    texts: {
      en: ["(gdb) "],
    },
  },
  {
    program: "jshell",
    kind: "repl",
    source: "JDK, jshell",
    texts: {
      en: ["jshell> "],
    },
  },
  {
    program: "php",
    kind: "repl",
    source: "php/php-src ext/readline",
    texts: {
      en: ["php > "],
    },
  },
];
