import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import type { AuditFilter } from "../../shared/audit-filter.ts";
import { type AuditKindGroup, auditKindGroups } from "../../shared/audit-words.ts";
import { Choice } from "../ui/choice.tsx";
import { setFilter } from "./audit-store.ts";

const pauseMs = 250;

type Kinds = AuditKindGroup | "all";
type Verdict = NonNullable<AuditFilter["verdict"]> | "any";
type Time = "any" | "hour" | "day" | "week" | "between";

type Chosen = {
  text: string;
  host: string;
  actor: string;
  kinds: Kinds;
  verdict: Verdict;
  time: Time;
  from: string;
  until: string;
};

const nothing: Chosen = {
  text: "",
  host: "",
  actor: "",
  kinds: "all",
  verdict: "any",
  time: "any",
  from: "",
  until: "",
};

const kindOptions: { value: Kinds; label: string }[] = [
  { value: "all", label: "everything" },
  { value: "acts", label: "acts of the agent" },
  { value: "connections", label: "connections" },
  { value: "policy", label: "policy changes" },
  { value: "secrets", label: "secrets" },
  { value: "logins", label: "logins" },
  { value: "notifications", label: "notifications" },
  { value: "program", label: "starts and stops" },
  { value: "audit", label: "the audit itself" },
];

const verdictOptions: { value: Verdict; label: string }[] = [
  { value: "any", label: "any verdict" },
  { value: "allow", label: "allowed" },
  { value: "ask", label: "asked" },
  { value: "deny", label: "denied" },
];

const timeOptions: { value: Time; label: string }[] = [
  { value: "any", label: "any time" },
  { value: "hour", label: "last hour" },
  { value: "day", label: "last 24 hours" },
  { value: "week", label: "last 7 days" },
  { value: "between", label: "between…" },
];

/** What is shown of the audit. What is typed counts after a moment, what is chosen at once. */
export function AuditFilters() {
  const [chosen, setChosen] = useState(nothing);
  const [applied, setApplied] = useState(nothing);
  const change = (part: Partial<Chosen>) => setChosen((before) => ({ ...before, ...part }));
  useEffect(() => {
    if (chosen === applied) return;
    const timer = setTimeout(() => {
      setApplied(chosen);
      void setFilter(filterOf(chosen, Date.now()));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [chosen, applied]);
  const field = (name: "text" | "host" | "actor", label: string) => (
    <input
      className="input"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      placeholder={label}
      value={chosen[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
  const moment = (name: "from" | "until", label: string) => (
    <label className="audit-moment">
      {label}
      <input
        type="datetime-local"
        className="input"
        value={chosen[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <search className="audit-filters">
      <span className="audit-search">
        <Search size={14} aria-hidden />
        <input
          className="input"
          data-first
          autoComplete="off"
          spellCheck={false}
          aria-label="Text anywhere"
          placeholder="Text anywhere"
          value={chosen.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </span>
      {field("host", "Host or user")}
      {field("actor", "Who")}
      <Choice
        label="Kind"
        options={kindOptions}
        value={chosen.kinds}
        onChange={(kinds) => change({ kinds })}
      />
      <Choice
        label="Verdict"
        options={verdictOptions}
        value={chosen.verdict}
        onChange={(verdict) => change({ verdict })}
      />
      <Choice
        label="Time"
        options={timeOptions}
        value={chosen.time}
        onChange={(time) => change({ time })}
      />
      {chosen.time === "between" && (
        <>
          {moment("from", "from")}
          {moment("until", "until")}
        </>
      )}
      {Object.keys(filterOf(chosen, 0)).length > 0 && (
        <button type="button" className="button small plain" onClick={() => setChosen(nothing)}>
          Clear
        </button>
      )}
    </search>
  );
}

const hour = 3_600_000;
const spans = { hour, day: 24 * hour, week: 7 * 24 * hour } as const;

function filterOf(chosen: Chosen, now: number): AuditFilter {
  const { actor, from, host, kinds, text, time, until, verdict } = chosen;
  const trimmed = { text: text.trim(), host: host.trim(), actor: actor.trim() };
  const filter: AuditFilter = Object.fromEntries(
    Object.entries(trimmed).filter(([, value]) => value !== ""),
  );
  if (kinds !== "all") filter.kinds = [...auditKindGroups[kinds]];
  if (verdict !== "any") filter.verdict = verdict;
  if (time === "between") {
    if (from !== "") filter.since = new Date(from).toISOString();
    if (until !== "") filter.until = new Date(until).toISOString();
  } else if (time !== "any") {
    filter.since = new Date(now - spans[time]).toISOString();
  }
  return filter;
}
