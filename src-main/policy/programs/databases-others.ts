import type { Finding, OptionRule, Program } from "./program.ts";
import { givenWords, gives, privileged } from "./rule-forms.ts";
import { judgeSql } from "./sql-reads.ts";

type Words = readonly (string | null)[];

const host = { effect: "read", value: "required", operand: "url" } as const satisfies OptionRule;
const interactive: Finding = {
  effect: "unknown",
  because: "opens the database for commands nobody has seen",
};

const redisValues = "-p -n -a --user --pass -s -i -r --pattern --count -d -D";
const redisReads = new Set(
  `ping info get mget exists type ttl pttl strlen llen lrange lindex hget hgetall hkeys hvals hlen hmget scard smembers
  sismember zcard zrange zscore zrank zcount xlen xrange dbsize keys scan hscan sscan zscan lastsave time role randomkey
  echo bitcount getbit getrange`.split(/\s+/),
);
const redisSubReads =
  /^(config get|client (list|info|getname|id)|cluster (info|nodes|slots|shards|myid|keyslot)|memory (usage|stats|doctor)|slowlog (get|len)|latency (latest|history|doctor)|acl (whoami|cat)|xinfo (stream|groups|consumers)|object (encoding|idletime|refcount|freq)|command (count|info|docs)|module list)$/;

const redisCheck = (words: Words): Finding | null => {
  const given = givenWords(words, `${redisValues} -h -u`, true);
  const modes = [
    "--stat",
    "--latency",
    "--latency-history",
    "--bigkeys",
    "--memkeys",
    "--hotkeys",
    "--scan",
    "--version",
  ];
  const [command, next = null] = given.operands.map((word) => word?.toLowerCase() ?? null);
  if (given.operands.length === 0)
    return modes.some((mode) => given.options.has(mode)) ? null : interactive;
  const both = `${command} ${next}`;
  if (
    both === "config get" &&
    given.operands.slice(2).some((word) => word === null || /pass|auth|user|[*?[\]\\]/i.test(word))
  )
    return { effect: "read", secret: true, because: "shows the passwords of the server" };
  return (command && redisReads.has(command)) || redisSubReads.test(both)
    ? null
    : { effect: "destroy", because: "changes or deletes what the server keeps" };
};

const redis: Program = {
  names: "redis-cli valkey-cli keydb-cli",
  style: "posix",
  flags:
    "--raw --no-raw --csv --json --no-auth-warning --stat --latency --latency-history --bigkeys --memkeys --hotkeys --scan -c -2 -3 --tls --insecure -v --version --help",
  values: redisValues,
  options: {
    "-h -u": host,
    "-x -X --pipe": { effect: "change", because: "writes what it is given into the server" },
    "--cacert --cert --key": { effect: "read", value: "required", operand: "name" },
  },
  operands: "text",
  check: redisCheck,
  examples: {
    reads: [
      "redis-cli ping",
      "redis-cli info memory",
      "redis-cli -n 1 GET key",
      "redis-cli -a secret --no-auth-warning CLIENT LIST",
      "redis-cli --bigkeys",
      "redis-cli --scan --pattern 'a*'",
      "redis-cli config get maxmemory",
      "redis-cli -h db1 dbsize",
    ],
    acts: [
      "redis-cli",
      "redis-cli flushall",
      "redis-cli -n 1 DEL key",
      "redis-cli config set dir /etc",
      "redis-cli -x set a",
      "redis-cli --eval /tmp/x",
      "redis-cli --rdb /etc/x",
      "redis-cli -a ping shutdown",
      "redis-cli getdel a",
      "redis-cli module load /tmp/x.so",
    ],
  },
};

/** Commands of the sqlite shell that only show. */
const sqliteShows =
  /^\.(tables|schema|indexes|indices|databases|dbinfo|dump|fullschema|show|version|sha3sum)(\s+[\w%*]+)?\s*$/;
const sqlitePragma =
  /^pragma\s+(table_info|table_list|index_list|index_info|foreign_key_list|integrity_check|quick_check|database_list|user_version|schema_version|page_count|page_size|journal_mode|freelist_count|compile_options)\s*(\(\s*\w+\s*\))?\s*;?\s*$/i;

const sqlite: Program = {
  names: "sqlite3",
  style: "single-dash",
  flags:
    "-header -noheader -column -csv -json -line -list -html -box -markdown -table -quote -ascii -tabs -readonly -batch -bail -echo -safe -version --version -help",
  values: "-separator -nullvalue -newline",
  operands: ["read", "text"],
  check: (words) => {
    const given = words.filter(
      (word, index) =>
        word === null ||
        !(
          word.startsWith("-") || /^--?(separator|nullvalue|newline)$/.test(words[index - 1] ?? "")
        ),
    );
    if (given.length === 0 && words.some((word) => word?.match(/^--?(version|help)$/))) return null;
    const asked = given.slice(1);
    if (asked.length === 0) return interactive;
    const found = asked.map((text) =>
      text !== null && (sqliteShows.test(text) || sqlitePragma.test(text))
        ? null
        : judgeSql(text, { backtick: true }),
    );
    return found.find((each) => each !== null) ?? null;
  },
  examples: {
    reads: [
      "sqlite3 app.db .tables",
      "sqlite3 -header -column app.db 'select * from users limit 5'",
      "sqlite3 -readonly app.db '.schema users'",
      "sqlite3 app.db 'pragma integrity_check;'",
    ],
    acts: [
      "sqlite3 app.db",
      "sqlite3 app.db 'delete from t'",
      "sqlite3 app.db '.shell id'",
      "sqlite3 app.db '.output /etc/x' 'select 1'",
      "sqlite3 -cmd '.shell id' app.db .tables",
      "sqlite3 -init /tmp/x app.db 'select 1'",
      "sqlite3 app.db \"select load_extension('/tmp/x')\"",
      "sqlite3 app.db \"select writefile('/etc/x', 1)\"",
    ],
  },
};

/** Questions in the language of the mongo shell that only look; anything else is a program. */
const mongoReads =
  /^\s*(printjson\(|JSON\.stringify\()?(db|rs|sh)\.(status|stats|version|serverStatus|hostInfo|conf|hello|isMaster|getCollectionNames|printReplicationInfo|printSecondaryReplicationInfo|getReplicationInfo|currentOp|adminCommand\(\s*['"]ping['"]\s*\)|adminCommand\(\s*\{\s*ping\s*:\s*1\s*\}\s*\))(\(\))?(\.ok)?\)?\s*;?\s*$|^\s*show (dbs|collections|databases)\s*;?\s*$/;

const documents: readonly Program[] = [
  {
    names: "mongosh mongo",
    flags: "--quiet --norc --nodb --ssl --tls --version",
    values: "--port -u --username -p --password --authenticationDatabase --eval",
    options: { "--host": host },
    operands: "url",
    check: (words) => {
      const asked =
        givenWords(
          words,
          "--port -u --username -p --password --authenticationDatabase --eval --host",
        ).options.get("--eval") ?? [];
      return asked.length > 0 && asked.every((text) => text?.match(mongoReads))
        ? null
        : interactive;
    },
    examples: {
      reads: [
        "mongosh --eval 'rs.status()'",
        "mongosh --quiet --eval 'db.serverStatus()'",
        "mongosh --eval \"db.adminCommand('ping')\"",
      ],
      acts: [
        "mongosh",
        "mongosh --eval 'db.dropDatabase()'",
        "mongosh x.js",
        "mongosh --eval 'rs.status();db.x.drop()'",
      ],
    },
  },
  {
    names: "influx",
    style: "single-dash",
    flags: "-version -ssl -unsafeSsl",
    values: "-port -username -password -database -format -precision -execute",
    options: { "-host": host },
    commands: {
      version: {},
      ping: { network: true },
      "write delete apply restore backup setup": privileged("changes the database"),
    },
    alone: "read",
    check: (words) => {
      const at = words.indexOf("-execute");
      if (words.length === 1 && words[0]?.match(/^(version|-version|ping)$/)) return null;
      return at < 0 ? interactive : judgeSql(words[at + 1] ?? null, { backtick: false });
    },
    examples: {
      reads: [
        "influx -execute 'SHOW DATABASES'",
        "influx -database x -execute 'select mean from cpu limit 5'",
        "influx version",
      ],
      acts: [
        "influx",
        "influx -execute 'drop database x'",
        "influx -import -path=/x",
        "influx delete --bucket x",
      ],
    },
  },
  {
    names: "etcdctl",
    flags: "--insecure-skip-tls-verify --insecure-transport --debug -h --help --cluster --hex",
    values: "-w --write-out --command-timeout --dial-timeout --user",
    options: {
      "--endpoints": host,
      "--cacert --cert --key": { effect: "read", value: "required", operand: "name" },
    },
    globals: true,
    commands: {
      get: {
        flags: "--prefix --keys-only --count-only --print-value-only",
        values: "--limit --rev --order --sort-by --consistency",
        operands: "text",
        check: (words) =>
          gives(givenWords(words), "--keys-only --count-only") ||
          // Of a prefix or a range nobody can tell what lies in it.
          (givenWords(words).operands.length === 1 &&
            !gives(givenWords(words), "--prefix") &&
            words.every((word) => word !== null && !/secret/i.test(word)))
            ? null
            : { effect: "read", secret: true, because: "shows the content of secrets" },
      },
      endpoint: { globals: true, commands: { "health status hashkv": { flags: "--cluster" } } },
      "member user role lease alarm": {
        globals: true,
        commands: {
          "list get timetolive": { operands: "text", flags: "--keys --detail" },
          "add remove update promote delete passwd grant-role revoke-role grant-permission grant revoke disarm":
            privileged("changes the cluster"),
        },
      },
      version: {},
      "put del txn compaction defrag snapshot move-leader auth make-mirror":
        privileged("changes the store"),
    },
    examples: {
      reads: [
        "etcdctl endpoint health",
        "etcdctl get --prefix --keys-only /",
        "etcdctl member list -w table",
        "etcdctl --endpoints=https://127.0.0.1:2379 endpoint status",
      ],
      acts: [
        "etcdctl del /x",
        "etcdctl --debug put a b",
        "etcdctl watch x -- rm y",
        "etcdctl member remove x",
        "etcdctl snapshot save /x",
      ],
    },
  },
];

/** redis, sqlite, mongo, influx and etcd. */
export const databasesOthersPrograms: readonly Program[] = [redis, sqlite, ...documents];
