import { useState } from "react";
import { JudgementView } from "../approvals/judgement-view.tsx";
import { TypedNameField } from "../approvals/typed-name-field.tsx";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { showFleet } from "../terminals/terminal-desk.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { FleetAct } from "./fleet-act.tsx";
import {
  draftOf,
  emptyForm,
  type FleetCheckShown,
  type FleetForm,
  problemsOf,
} from "./fleet-draft.ts";
import { hostCount } from "./fleet-words.ts";
import { RunFields } from "./run-fields.tsx";
import "./fleet.css";

/** A person runs a command on many hosts: first what, where and how, then exactly what would happen, and the yes to it. */
export function RunOnHostsDialog({
  initial,
  onClose,
}: {
  /** What is filled in already. */
  initial: Partial<FleetForm>;
  onClose: () => void;
}) {
  const [form, setForm] = useState<FleetForm>({ ...emptyForm, ...initial });
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
      if (!begun.ok) {
        setFailure(begun.error);
        return;
      }
      onceClosed(onClose, () => showFleet(begun.value.id));
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
        <>
          <button
            type="button"
            className="button left"
            onClick={check === null ? onClose : () => setCheck(null)}
          >
            {check === null ? "Cancel" : "Back"}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={check === null ? busy : hindered}
            onClick={() => void (check === null ? look() : run(check))}
          >
            {check === null ? lookWords(form.hostIds.length) : `Run on ${hostCount(counted)}`}
          </button>
        </>
      }
    >
      <div className="dialog-body fleet-form">
        {failure !== null && <FailureNotice failure={failure} />}
        {check === null ? (
          <RunFields form={form} problems={tried ? problems : {}} onChange={setForm} />
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

const lookWords = (hosts: number): string =>
  hosts === 0 ? "See what would run" : `See what would run on ${hostCount(hosts)}`;
