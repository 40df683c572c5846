import type { Finding, OptionRule, Program } from "./program.ts";
import { givenWords, gives, privileged, unjudged } from "./rule-forms.ts";
import { judgeSql } from "./sql-reads.ts";

type Words = readonly (string | null)[];

const host = { effect: "read", value: "required", operand: "url" } as const satisfies OptionRule;
const output = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes the result into a file",
} as const satisfies OptionRule;
const interactive: Finding = {
  effect: "unknown",
  because: "opens the database for commands nobody has seen",
};
const elsewhere: Finding = { effect: "read", network: true, because: "talks to another machine" };

const texts = (words: Words, valued: string, names: string): Words =>
  names.split(" ").flatMap((name) => givenWords(words, valued).options.get(name) ?? []);

const firstFinding = (findings: readonly (Finding | null)[]): Finding | null =>
  findings.find((found) => found !== null && found.effect !== "read") ??
  findings.find((found) => found !== null) ??
  null;

/** Commands of psql itself that only list. */
const psqlLists = /^\\(l|d[a-zA-Z]*|z|conninfo|encoding|timing|x)\+?(\s+[\w.*"]+)?\s*$/;
const psqlValues =
  "-U --username -d --dbname -p --port -P --pset -F --field-separator -R --record-separator -c --command";

const psql: Program = {
  names: "psql",
  flags:
    "-A --no-align -t --tuples-only -x --expanded -q --quiet -X --no-psqlrc -w --no-password -W --password -1 --single-transaction -E --echo-hidden -e --echo-queries -a --echo-all -b --echo-errors -z -0 -l --list -H --html --csv -V --version -n --no-readline",
  values: psqlValues,
  options: {
    "-h --host": host,
    "-o --output -L --log-file": output,
    "-f --file": { effect: "unknown", value: "required", operand: "read", because: "runs a file" },
  },
  operands: "name",
  check: (words) => {
    const given = givenWords(words, `${psqlValues} -h --host`);
    const asked = texts(words, `${psqlValues} -h --host`, "-c --command");
    if (asked.length === 0 && !["-l", "--list", "-V"].some((name) => given.options.has(name)))
      return interactive;
    const places = [
      ...given.operands,
      ...(given.options.get("-d") ?? []),
      ...(given.options.get("--dbname") ?? []),
    ];
    return firstFinding([
      ...asked.map((text) => (text?.match(psqlLists) ? null : judgeSql(text, { backtick: false }))),
      places.some((place) => place === null || /[=:]/.test(place)) ? elsewhere : null,
    ]);
  },
  examples: {
    reads: [
      "psql -c 'select 1'",
      "psql -l",
      "psql -U postgres -d app -Atc 'SELECT count(*) FROM users WHERE active'",
      "psql app -c 'SHOW max_connections;'",
      "psql -xc '\\dt+ public.*' app",
      "psql -c \"select pid, state, query from pg_stat_activity where state <> 'idle' order by 1\"",
      "psql -h db1 -c 'explain (analyze, buffers) select * from t'",
      "psql -c 'select pg_size_pretty(pg_database_size(datname)) from pg_database'",
    ],
    acts: [
      "psql",
      "psql app",
      "psql -c 'delete from users'",
      "psql -c 'select 1; drop table x'",
      "psql -c \"select pg_read_file('/etc/passwd')\"",
      "psql -c 'select pg_terminate_backend(1)'",
      "psql -c \"copy t to program 'sh'\"",
      "psql -c '\\! id'",
      "psql -c '\\dt \\! id'",
      "psql -c 'select * into x from y'",
      "psql -c 'with a as (delete from b returning *) select * from a'",
      "psql -f x.sql",
      "psql -Atc 'select 1' -o /etc/x",
      "psql -c 'select \"evil\"()'",
      "psql --command='truncate t'",
    ],
  },
};

const mysqlValues =
  "-u --user -P --port -D --database -S --socket --connect-timeout --default-character-set -e --execute";

const mysql: Program = {
  names: "mysql mariadb",
  flags:
    "-N --skip-column-names -s --silent -B --batch -t --table -v --verbose -E --vertical -H --html -X --xml -r --raw -q --quick -n -f --force -A --no-auto-rehash -w --wait -C --compress -V --version --ssl --skip-ssl -I",
  values: mysqlValues,
  attached: "-p --password --ssl-mode --protocol",
  options: {
    "-h --host": host,
    "--defaults-file --defaults-extra-file --init-command --tee --pager --plugin-dir": {
      effect: "unknown",
      value: "required",
      because: "takes settings that can run or write things",
    },
  },
  operands: "name",
  check: (words) => {
    // The password stands attached to -p or is asked for.
    const plain = words.map((word) => (word?.startsWith("-p") ? "-p" : word));
    const asked = texts(plain, `${mysqlValues} -h --host`, "-e --execute");
    if (words.length === 1 && words[0] === "-V") return null;
    if (asked.length === 0) return interactive;
    return firstFinding(
      asked.map((text) =>
        // A line of its own can be a command of the client, such as "system".
        text?.trim().includes("\n")
          ? interactive
          : judgeSql(text?.replace(/\\G\s*$/, "") ?? null, { backtick: true }),
      ),
    );
  },
  examples: {
    reads: [
      "mysql -e 'SHOW PROCESSLIST'",
      "mysql -uroot -psecret -e 'show databases;'",
      "mysql -u root -p -e 'show databases'",
      "mysql -NBe 'select count(*) from app.users'",
      "mysql -e 'show slave status\\G'",
      "mysql -h db1 -e 'select @@version'",
      "mysql app -e 'show create table `t`'",
    ],
    acts: [
      "mysql",
      "mysql -p app",
      "mysql -e 'drop database x'",
      "mysql -e 'select 1; system id'",
      "mysql -e '\\! id'",
      "mysql -e \"select 'x' into outfile '/tmp/x'\"",
      "mysql -Ne \"select load_file('/etc/passwd')\"",
      "mysql -e 'select 1 /*! into outfile 1 */'",
      "mysql --pager=sh -e 'select 1'",
      "mysql --execute='set global x=1'",
      "mysql -e 'select sleep(9) from t'",
    ],
  },
};

const adminReads = /^(status|processlist|extended-status|variables|ping|version)$/;

const mysqlTools: readonly Program[] = [
  {
    names: "mysqladmin mariadb-admin",
    flags: "-s --silent -v --verbose -r --relative -E --vertical -V --version -w -b",
    values: "-u --user -P --port -S --socket -i --sleep -c --count --connect-timeout",
    attached: "-p --password",
    options: { "-h --host": host },
    operands: "text",
    check: (words) => {
      const { operands } = givenWords(
        words,
        "-u --user -P --port -S --socket -i --sleep -c --count --connect-timeout -h --host",
      );
      return operands.every((word) => word?.match(adminReads))
        ? null
        : { effect: "privilege", because: "changes or stops the database server" };
    },
    examples: {
      reads: [
        "mysqladmin status",
        "mysqladmin -uroot -px processlist",
        "mysqladmin -i 2 -c 3 extended-status",
        "mysqladmin ping status",
      ],
      acts: [
        "mysqladmin shutdown",
        "mysqladmin ping shutdown",
        "mysqladmin -u root flush-logs",
        "mysqladmin drop x",
      ],
    },
  },
  {
    names: "mysqldump mariadb-dump",
    flags:
      "-A --all-databases -B --databases -d --no-data -t --no-create-info --single-transaction --routines -R --events --triggers -q --quick --skip-lock-tables --no-tablespaces --compact --hex-blob -c --complete-insert --skip-comments -V",
    values: "-u --user -P --port -S --socket -w --where --ignore-table",
    attached: "-p --password",
    options: { "-h --host": host, "-r --result-file -T --tab": output },
    operands: "name",
    check: (words) =>
      !gives(givenWords(words), "-d --no-data") &&
      words.some((word) => word === null || /^(mysql|--all-databases|-\w*[AB]\w*)$/.test(word))
        ? { effect: "read", secret: true, because: "shows the accounts of the database" }
        : null,
    examples: {
      reads: [
        "mysqldump --no-data app",
        "mysqldump -uroot -px --single-transaction app t",
        "mysqldump -A -d",
      ],
      acts: [
        "mysqldump -r /etc/x app",
        "mysqldump --tab=/tmp app",
        "mysqldump -F app",
        "mysqldump --delete-master-logs app",
      ],
    },
  },
];

const dumpValues =
  "-U --username -d --dbname -p --port -n --schema -t --table -N --exclude-schema -T --exclude-table -E --encoding -F --format -Z --compress";

const postgresTools: readonly Program[] = [
  {
    names: "pg_dump",
    flags:
      "-s --schema-only -a --data-only -c --clean -C --create -O --no-owner -x --no-privileges --no-acl -v --verbose -w --no-password -W --if-exists --inserts --column-inserts -V --version",
    values: dumpValues,
    options: { "-h --host": host, "-f --file": output },
    operands: "name",
    check: (words) =>
      words.some((word) => word === null || /:\/\/|host/.test(word)) ? elsewhere : null,
    examples: {
      reads: ["pg_dump -s app", "pg_dump -t users app", "pg_dump -h db1 -U x --schema-only app"],
      acts: [
        "pg_dump -f /etc/x app",
        "pg_dump -Fc --file=/x app",
        "pg_dump --lock-wait x app",
        "pg_dump -sf/x app",
      ],
    },
  },
  {
    names: "pg_dumpall",
    secret: true,
    because: "shows the password hashes of the database",
    flags: "-g --globals-only -r --roles-only -s --schema-only -v -w -V",
    values: "-U --username -p --port -l --database",
    options: { "-h --host": host, "-f --file": output },
    examples: {
      reads: ["pg_dumpall -g", "pg_dumpall --schema-only", "pg_dumpall -U postgres"],
      acts: ["pg_dumpall -f /etc/x", "pg_dumpall -gf/x", "pg_dumpall --file=/x"],
    },
  },
  {
    names: "pg_isready",
    flags: "-q --quiet -V --version",
    values: "-d --dbname -p --port -t --timeout -U --username",
    options: { "-h --host": { effect: "read", value: "required", operand: "host" } },
    examples: {
      reads: ["pg_isready", "pg_isready -h db1 -p 5432", "pg_isready -qt 3"],
      acts: ["pg_isready --unknown", "pg_isready -z", "pg_isready x"],
    },
  },
  {
    names: "pg_lsclusters pg_config pg_controldata pg_waldump",
    flags:
      "-h --no-header -j --json --bindir --includedir --libdir --version --sharedir --pkglibdir --configure",
    values: "-D --pgdata",
    operands: "name",
    examples: {
      reads: [
        "pg_lsclusters",
        "pg_lsclusters -h",
        "pg_config --bindir",
        "pg_controldata /var/lib/x",
      ],
      acts: ["pg_lsclusters -z", "pg_config --save", "pg_controldata -z /x"],
    },
  },
  {
    names: "pg_ctl pg_ctlcluster",
    ...privileged("starts, stops or changes a database server"),
    examples: {
      reads: [],
      acts: ["pg_ctl stop -D /x", "pg_ctlcluster 16 main restart", "pg_ctl -D /x promote"],
    },
  },
  {
    names:
      "createdb dropdb createuser dropuser vacuumdb reindexdb pg_restore pg_basebackup pg_createcluster pg_dropcluster mysqlimport mysqlcheck mysql_upgrade mongorestore mongodump pgbench initdb pg_upgradecluster",
    ...unjudged("changes a database or its files"),
    examples: {
      reads: [],
      acts: ["dropdb app", "createuser x", "pg_restore -d app x", "pg_basebackup -D /x"],
    },
  },
];

/** PostgreSQL and MySQL; the other stores stand on a page of their own. */
export const databasesPrograms: readonly Program[] = [psql, mysql, ...mysqlTools, ...postgresTools];
