import type { RecordedPrompts } from "./recorded-prompt.ts";

/** What interpreters print where they wait for a line. */
export const replPrompts: readonly RecordedPrompts[] = [
  {
    program: "python",
    kind: "repl",
    sources: [{ kind: "code", repository: "python/cpython", path: "Lib/code.py" }],
    texts: {
      en: [">>> ", "... "],
    },
  },
  {
    program: "ipython",
    kind: "repl",
    sources: [{ kind: "code", repository: "ipython/ipython", path: "IPython/terminal/prompts.py" }],
    texts: {
      en: ["In [{number}]: "],
    },
  },
  {
    program: "pdb",
    kind: "repl",
    sources: [{ kind: "code", repository: "python/cpython", path: "Lib/pdb.py" }],
    texts: {
      en: ["(Pdb) "],
    },
  },
  {
    program: "node",
    kind: "repl",
    sources: [{ kind: "code", repository: "nodejs/node", path: "lib/repl.js" }],
    texts: {
      en: ["> "],
    },
  },
  {
    program: "irb",
    kind: "repl",
    sources: [{ kind: "code", repository: "ruby/irb", path: "lib/irb/init.rb" }],
    texts: {
      en: ["irb(main):{number}> ", "irb(main):{number}:{number}> "],
    },
  },
  {
    program: "mysql",
    kind: "repl",
    sources: [{ kind: "code", repository: "mysql/mysql-server", path: "client/mysql.cc" }],
    texts: {
      en: ["mysql> "],
    },
  },
  {
    program: "mariadb",
    kind: "repl",
    sources: [{ kind: "code", repository: "MariaDB/server", path: "client/mysql.cc" }],
    texts: {
      en: ["MariaDB [{any}]> "],
    },
  },
  {
    program: "psql",
    kind: "repl",
    sources: [{ kind: "code", repository: "postgres/postgres", path: "src/bin/psql/settings.h" }],
    texts: {
      en: ["{user}=# ", "{user}=> ", "{user}-# ", "{user}-> "],
    },
  },
  {
    program: "sqlite3",
    kind: "repl",
    sources: [{ kind: "code", repository: "sqlite/sqlite", path: "src/shell.c.in" }],
    texts: {
      en: ["sqlite> ", "   ...> "],
    },
  },
  {
    program: "redis-cli",
    kind: "repl",
    sources: [{ kind: "code", repository: "redis/redis", path: "src/redis-cli.c" }],
    texts: {
      en: ["{host}:{number}> ", "not connected> "],
    },
  },
  {
    program: "mongosh",
    kind: "repl",
    sources: [
      {
        kind: "code",
        repository: "mongodb-js/mongosh",
        path: "packages/shell-api/src/shell-instance-state.ts",
      },
    ],
    texts: {
      en: ["test> "],
    },
  },
  {
    program: "sftp",
    kind: "repl",
    sources: [{ kind: "code", repository: "openssh/openssh-portable", path: "sftp.c" }],
    texts: {
      en: ["sftp> "],
    },
  },
  {
    program: "gdb",
    kind: "repl",
    sources: [{ kind: "code", repository: "bminor/binutils-gdb", path: "gdb/top.c" }],
    texts: {
      en: ["(gdb) "],
    },
  },
  {
    program: "jshell",
    kind: "repl",
    sources: [
      {
        kind: "code",
        repository: "openjdk/jdk",
        path: "src/jdk.jshell/share/classes/jdk/internal/jshell/tool/resources/l10n.properties",
      },
    ],
    texts: {
      en: ["jshell> "],
    },
  },
  {
    program: "ftp",
    kind: "repl",
    sources: [
      { kind: "unverified", note: "the prompt of the BSD and netkit clients, from memory" },
    ],
    texts: {
      en: ["ftp> "],
    },
  },
  {
    program: "php",
    kind: "repl",
    sources: [{ kind: "unverified", note: "the prompt of php -a, from memory" }],
    texts: {
      en: ["php > "],
    },
  },
];
