import type { Finding } from "./program.ts";

const beginsReading = /^(select|show|explain|describe|desc|values|table|with)\b/i;
const onlyShows = /^(show|describe|desc)\b/i;

/** Words that write, lock, load or run wherever they stand in a statement. */
const acting =
  /\b(into|insert|update|delete|merge|create|alter|drop|truncate|grant|revoke|copy|call|do|set|lock|vacuum|reindex|outfile|dumpfile|load|import|attach|detach|execute|prepare|replace|rename|refresh|notify|listen|begin|commit|handler|install|share|program|procedure|nextval)\b/i;

/** What may stand before a bracket: functions that only compute or look, and words of the language. */
const mayCall = new Set(
  `count sum avg min max now current_date current_timestamp current_user session_user version coalesce length lower upper
  substring substr left right trim ltrim rtrim round floor ceil ceiling abs mod to_char to_timestamp to_date date_trunc
  date_part extract concat concat_ws ifnull nullif greatest least cast convert if isnull char_length octet_length strpos
  position split_part regexp_replace string_agg array_agg group_concat json_agg row_to_json json_build_object unnest
  generate_series row_number rank dense_rank lag lead first_value last_value age date time datetime strftime julianday
  unix_timestamp from_unixtime timestampdiff timestampadd datediff date_sub date_add date_format curdate curtime interval
  database schema user current_schema connection_id found_rows
  pg_size_pretty pg_database_size pg_relation_size pg_total_relation_size pg_table_size pg_indexes_size pg_tablespace_size
  pg_is_in_recovery pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_current_wal_lsn
  pg_wal_lsn_diff pg_postmaster_start_time pg_conf_load_time pg_backend_pid pg_blocking_pids pg_get_userbyid
  pg_get_indexdef pg_get_viewdef pg_get_constraintdef pg_get_functiondef obj_description col_description
  has_table_privilege has_database_privilege has_schema_privilege current_setting current_database inet_server_addr
  inet_server_port txid_current_if_assigned array_length array_to_string numeric decimal varchar char
  select from where and or not in exists any all some on using as over by with distinct then when else case between like
  ilike is union intersect except limit offset having join values explain filter partition order group recursive materialized
  analyze lateral`
    .split(/\s+/)
    .filter((name) => name !== ""),
);

const secretTables =
  /\b(pg_shadow|pg_authid|pg_user_mapping|rolpassword|passwd|password|authentication_string|mysql\s*\.|create\s+user|(?<=\bfrom\s+)`?user|secrets?|tokens?)\b/i;

/** The text with what stands between quotes taken out; null where that is not certain. */
function withoutQuoted(text: string, backtick: boolean): string | null {
  if (/[\\#$]|--|\/\*|\]\s*\(/.test(text) || (!backtick && text.includes("`"))) return null;
  const plain = text.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, (quoted) =>
    quoted.startsWith("'") ? "''" : '"x"',
  );
  return /^[^'"`]*(?:(?:''|"x")[^'"`]*)*$/.test(plain) && !/"x"\s*\(/.test(plain) ? plain : null;
}

const statementReads = (statement: string): boolean => {
  if (!beginsReading.test(statement)) return false;
  if (onlyShows.test(statement)) return !statement.includes("(") || /count\s*\(/i.test(statement);
  if (acting.test(statement)) return false;
  return [...statement.matchAll(/([\w.]+)\s*\(/g)].every(([, name = ""]) =>
    mayCall.has(name.toLowerCase().replace(/^pg_catalog\./, "")),
  );
};

/**
 * Judges SQL on a command line: null where every statement only looks and calls nothing but well-known functions. A narrow
 * reading on purpose: comments, backslashes and unknown functions all count as not known.
 */
export function judgeSql(text: string | null, quotes: { backtick: boolean }): Finding | null {
  const plain = text === null ? null : withoutQuoted(text, quotes.backtick);
  const statements = plain?.split(";").map((statement) => statement.trim().replace(/^\(+/, ""));
  const asked = statements?.filter((statement) => statement !== "") ?? [];
  if (asked.length === 0 || !asked.every(statementReads))
    return { effect: "unknown", because: "asks the database something that may change data" };
  return secretTables.test(text ?? "")
    ? { effect: "read", secret: true, because: "shows passwords or keys of the database" }
    : null;
}
