import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Mode } from "../../shared/contract/policy.ts";
import type { EffectiveMode } from "../../shared/effective-mode.ts";
import type { HostId } from "../../shared/ids.ts";
import { useConversations } from "../chat/conversations-store.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { Choice } from "../ui/choice.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { scopeOptions, tagsOf } from "./mode-scopes.ts";
import {
  leftWords,
  type ModeDuration,
  modeDurations,
  modeOptions,
  modeThere,
  scopeWords,
} from "./mode-words.ts";
import { clearMode, setMode, usePolicy } from "./policy-store.ts";

interface ModeFormProps {
  effective: EffectiveMode;
  now: number;
  /** The host the agent acts on next. */
  hostId: HostId | null;
  onDone: () => void;
}

/** Which mode holds and why; sets another one for a place and a while. A click on a mode sets it, "all" asks once more. */
export function ModeForm({ effective, now, hostId, onDone }: ModeFormProps) {
  const hosts = useHosts((state) => state.hosts);
  const { conversations, current } = useConversations();
  const failure = usePolicy((state) => state.failure);
  const rules = usePolicy((state) => state.policy?.modeRules);
  const [duration, setDuration] = useState<ModeDuration>("open");
  const [warned, setWarned] = useState(false);
  const host = hosts.find(({ id }) => id === hostId);
  const scopes = scopeOptions(current, host, tagsOf(hosts), rules);
  const [chosen, setChosen] = useState(scopes[0]?.value ?? "everywhere");
  const place = scopes.find(({ value }) => value === chosen) ?? scopes.at(-1);
  if (place === undefined) return null;
  const { mode, source, until, production, fromFile, lowered } = effective;
  const isOverride = !fromFile && (source.kind !== "everywhere" || until !== null);
  const lasting = modeDurations.find(({ value }) => value === duration);
  const done = (outcome: { ok: boolean }) => outcome.ok && onDone();
  const choose = (next: Mode) => {
    if (next === "all" && !warned) {
      if (duration === "open") setDuration("15");
      setWarned(true);
      return;
    }
    const ms = lasting?.ms ?? null;
    void setMode({
      scope: place.scope,
      mode: next,
      until: ms === null ? null : Date.now() + ms,
    }).then(done);
  };
  return (
    <div className="mode-form">
      <p>
        Now <strong>{modeThere(effective)}</strong>, set {fromFile && "by the policy file "}
        {scopeWords(source, { hosts, conversations, current })}
        {until !== null && `, ${leftWords(until, now)} left`}.
        {isOverride && (
          <>
            {" "}
            <button
              type="button"
              className="link-button"
              onClick={() => void clearMode(source).then(done)}
            >
              Take back
            </button>
          </>
        )}
      </p>
      {lowered !== null && (
        <p className="field-hint">
          Set was {lowered}; {production ? "production" : "the policy file"} allows no more than{" "}
          {mode}.
        </p>
      )}
      {production && (
        <p className="field-hint">
          {host?.name} is production: nothing runs there without you, except pure reads where the
          policy file allows them.
        </p>
      )}
      <div className="field-row">
        <Choice
          label="Where"
          options={scopes}
          value={place.value}
          onChange={(value) => {
            setChosen(value);
            setWarned(false);
          }}
        />
        <Choice
          label="How long"
          options={modeDurations.filter(({ ms }) => !warned || ms !== null)}
          value={duration}
          onChange={setDuration}
        />
      </div>
      {warned ? (
        <div className="notice warning" role="alert">
          <TriangleAlert size={16} aria-hidden />
          <div className="notice-text">
            <p>
              Everything that is not denied then runs without being asked, also what destroys data,{" "}
              {place.label} {lasting?.label}. Production hosts still ask.
            </p>
            <div className="mode-warning">
              <button type="button" className="button danger" onClick={() => choose("all")}>
                Set all {lasting?.label}
              </button>
              <button type="button" className="button" onClick={() => setWarned(false)}>
                Cancel
              </button>
            </div>
          </div>
        </div>
      ) : (
        <ul className="mode-list" aria-label="Modes">
          {modeOptions
            .filter(({ value }) => value !== "all" || !place.production)
            .map((option) => (
              <li key={option.value}>
                <button
                  type="button"
                  className="mode-option"
                  aria-pressed={option.value === mode}
                  onClick={() => choose(option.value)}
                >
                  <span className="mode-name">
                    <span aria-hidden>{option.value === mode ? "●" : "○"}</span> {option.label}
                    {option.value === "all" && "…"}
                  </span>
                  <span className="field-hint">{option.hint}</span>
                </button>
              </li>
            ))}
        </ul>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </div>
  );
}
