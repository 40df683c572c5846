import { useId, useState } from "react";
import type { Host } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { openDialog } from "../app/frame-store.ts";
import { JudgementView } from "../approvals/judgement-view.tsx";
import { TypedNameField } from "../approvals/typed-name-field.tsx";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { placeWords } from "../hosts/host-groups.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { FleetAct } from "./fleet-act.tsx";
import {
  draftOf,
  emptyForm,
  type FleetCheckShown,
  type FleetForm,
  problemsOf,
} from "./fleet-draft.ts";
import { hostCount } from "./fleet-words.ts";
import "../approvals/approvals.css";
import "./fleet.css";

/** A person runs a command on many hosts: first what, where and how, then exactly what would happen, and the yes to it. */
export function RunOnHostsDialog({
  hostIds,
  onClose,
}: {
  hostIds: readonly HostId[];
  onClose: () => void;
}) {
  const [form, setForm] = useState<FleetForm>({ ...emptyForm, hostIds });
  const [check, setCheck] = useState<FleetCheckShown | null>(null);
  const [typedName, setTypedName] = useState("");
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const problems = problemsOf(form);
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const look = () =>
    during(async () => {
      setTried(true);
      if (Object.keys(problems).length > 0) return;
      const checked = await attempt(client.fleet.check(draftOf(form)));
      setFailure(checked.ok ? null : checked.error);
      if (checked.ok) setCheck(checked.value);
    });
  const run = (checked: FleetCheckShown) =>
    during(async () => {
      const { seal } = checked;
      const name = checked.judgement.typedName === null ? {} : { typedName };
      const begun = await attempt(client.fleet.run({ draft: draftOf(form), seal, ...name }));
      if (begun.ok) openDialog({ kind: "fleets", id: begun.value.id });
      else setFailure(begun.error);
    });
  const counted = check?.judgement.hosts?.filter(({ verdict }) => verdict !== "deny").length ?? 0;
  const name = check?.judgement.typedName ?? null;
  const hindered = busy || counted === 0 || (name !== null && typedName !== name);
  return (
    <FrameDialog
      title={check === null ? "Run on many hosts" : `Run on ${hostCount(counted)}?`}
      wide
      onClose={onClose}
      foot={
        check === null ? (
          <>
            <button type="button" className="button left" onClick={onClose}>
              Cancel
            </button>
            <button
              type="button"
              className="button primary"
              disabled={busy}
              onClick={() => void look()}
            >
              See what would run on {hostCount(form.hostIds.length)}
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button left" onClick={() => setCheck(null)}>
              Back
            </button>
            <button
              type="button"
              className="button primary"
              disabled={hindered}
              onClick={() => void run(check)}
            >
              Run on {hostCount(counted)}
            </button>
          </>
        )
      }
    >
      <div className="dialog-body fleet-form">
        {failure !== null && <FailureNotice failure={failure} />}
        {check === null ? (
          <Fields form={form} problems={tried ? problems : {}} onChange={setForm} />
        ) : (
          <>
            <FleetAct action={check.action} judgement={check.judgement} />
            <JudgementView judgement={check.judgement} />
            {name !== null && (
              <TypedNameField name={name} value={typedName} onChange={setTypedName} />
            )}
          </>
        )}
      </div>
    </FrameDialog>
  );
}

interface FieldsProps {
  form: FleetForm;
  problems: ReturnType<typeof problemsOf>;
  onChange: (form: FleetForm) => void;
}

function Fields({ form, problems, onChange }: FieldsProps) {
  const id = useId();
  const set = (change: Partial<FleetForm>) => onChange({ ...form, ...change });
  return (
    <>
      <div className="field">
        <label htmlFor={id}>Command</label>
        <textarea
          id={id}
          className="input mono"
          rows={3}
          data-first
          spellCheck={false}
          autoComplete="off"
          value={form.command}
          aria-invalid={problems.command !== undefined}
          onChange={(event) => set({ command: event.target.value })}
        />
        <p className={problems.command === undefined ? "field-hint" : "field-problem"}>
          {problems.command ??
            "Run by each host's login shell exactly as it stands here, without a terminal and without input."}
        </p>
      </div>
      <HostChoice
        chosen={form.hostIds}
        problem={problems.hostIds}
        onChange={(hostIds) => set({ hostIds })}
      />
      <div className="fleet-fields">
        <TextField
          label="At the same time"
          inputMode="numeric"
          value={form.parallel}
          problem={problems.parallel}
          onChange={(parallel) => set({ parallel })}
        />
        <TextField
          label="Time limit for a host, in seconds"
          inputMode="numeric"
          placeholder="none"
          value={form.timeout}
          problem={problems.timeout}
          onChange={(timeout) => set({ timeout })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={form.stopOnFailure}
          onChange={(event) => set({ stopOnFailure: event.target.checked })}
        />
        Begin no further host after a failure
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={form.canary}
          onChange={(event) => set({ canary: event.target.checked })}
        />
        Some hosts first, as a canary (with many hosts there always is one)
      </label>
      {form.canary && (
        <div className="fleet-fields">
          <TextField
            label="How many"
            inputMode="numeric"
            value={form.canaryCount}
            problem={problems.canaryCount}
            onChange={(canaryCount) => set({ canaryCount })}
          />
          <ChoiceField
            label="Then"
            options={[
              { value: "ask", label: "ask me" },
              { value: "go-on-if-ok", label: "go on where all exited with 0" },
            ]}
            value={form.after}
            onChange={(after) => set({ after })}
          />
        </div>
      )}
    </>
  );
}

interface HostChoiceProps {
  chosen: readonly HostId[];
  problem: string | undefined;
  onChange: (ids: HostId[]) => void;
}

/** The hosts, ticked. The filter takes names, addresses, groups and tags. */
function HostChoice({ chosen, problem, onChange }: HostChoiceProps) {
  const hosts = useHosts((state) => state.hosts);
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const shown = hosts.filter((host) => saidOf(host).includes(wanted));
  const ticked = new Set(chosen);
  const set = (ids: Iterable<HostId>, on: boolean) => {
    const next = new Set(ticked);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    // In the order of the list, so that the canary is the first that is seen.
    onChange(hosts.map(({ id }) => id).filter((id) => next.has(id)));
  };
  const all = shown.length > 0 && shown.every(({ id }) => ticked.has(id));
  return (
    <fieldset className="fleet-hosts">
      <legend>Hosts: {chosen.length} chosen</legend>
      <div className="fleet-filter">
        <input
          type="search"
          className="input"
          aria-label="Filter hosts to choose from"
          placeholder="Name, address, group or tag"
          autoComplete="off"
          spellCheck={false}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <button
          type="button"
          className="button small"
          disabled={shown.length === 0}
          onClick={() =>
            set(
              shown.map(({ id }) => id),
              !all,
            )
          }
        >
          {all ? `Take out ${shown.length}` : `Choose ${shown.length}`}
        </button>
      </div>
      {problem !== undefined && <p className="field-problem">{problem}</p>}
      <ul>
        {shown.map((host) => (
          <li key={host.id}>
            <label className="check">
              <input
                type="checkbox"
                checked={ticked.has(host.id)}
                onChange={(event) => set([host.id], event.target.checked)}
              />
              <span className="cut">{host.name}</span>
              <span className="faint cut">{placeWords(host)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

const saidOf = ({ address, group, name, tags }: Host): string =>
  [name, address, group, ...tags].join("\n").toLowerCase();
