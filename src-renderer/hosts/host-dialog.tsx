import { useId, useState } from "react";
import type { Authentication } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { openTerminal } from "../terminals/terminal-desk.ts";
import type { Option } from "../ui/choice.tsx";
import { ChoiceField } from "../ui/choice-field.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { TextField } from "../ui/text-field.tsx";
import { colourOptions } from "./colour-options.ts";
import {
  draftOf,
  emptyForm,
  formOf,
  type HostForm,
  problemsOf,
  splitEndpoint,
} from "./host-form.ts";
import { useHosts } from "./hosts-store.ts";
import { NoteFields } from "./note-fields.tsx";
import { TestConnection } from "./test-connection.tsx";
import { JumpField, MoreFields } from "./way-fields.tsx";

const logins: readonly Option<Authentication["kind"]>[] = [
  { value: "agent", label: "ssh-agent", hint: "The keys of the running ssh-agent." },
  { value: "key", label: "Private key", hint: "A key file; its passphrase is asked for." },
  { value: "password", label: "Password", hint: "Asked for when connecting." },
  { value: "interactive", label: "Keyboard-interactive", hint: "The host asks its own questions." },
];

const colours: readonly Option<HostForm["colour"]>[] = [
  { value: "inherit", label: "As its group or tags" },
  ...colourOptions,
];

/** Adds a host (id null) or changes one; can test the connection and open a terminal at once. */
export function HostDialog({ id, onClose }: { id: HostId | null; onClose: () => void }) {
  const host = useHosts(({ hosts }) => hosts.find((known) => known.id === id));
  const hosts = useHosts((state) => state.hosts);
  const groups = hosts.map(({ group }) => group);
  const [saved, setSaved] = useState<HostId | null>(id);
  const [form, setForm] = useState<HostForm>(() => (host ? formOf(host) : emptyForm));
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const lists = useId();
  const found = problemsOf(form, saved, hosts);
  const problems = tried ? found : found.jump === undefined ? {} : { jump: found.jump };
  const set = (change: Partial<HostForm>) => setForm((before) => ({ ...before, ...change }));

  /** The host's id once it is saved; null where that failed. */
  const save = async (): Promise<HostId | null> => {
    setTried(true);
    if (Object.keys(found).length > 0) return null;
    setBusy(true);
    const draft = draftOf(form, host?.authentication ?? null);
    const outcome = await attempt(
      saved === null ? client.hosts.add(draft) : client.hosts.update({ id: saved, draft }),
    );
    setBusy(false);
    setFailure(outcome.ok ? null : outcome.error);
    if (!outcome.ok) return null;
    setSaved(outcome.value.id);
    return outcome.value.id;
  };
  const saveAndClose = async () => {
    if ((await save()) !== null) onClose();
  };
  const saveAndOpen = async () => {
    const there = await save();
    if (there !== null) onceClosed(onClose, () => openTerminal(there));
  };

  return (
    <FrameDialog
      title={id === null ? "Add a host" : `Edit ${host?.name ?? "host"}`}
      onClose={onClose}
    >
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void saveAndClose();
        }}
      >
        <div className="dialog-body">
          <TextField
            label="Address"
            value={form.address}
            placeholder="db-1.example.org or root@10.0.0.5:22"
            problem={problems.address}
            onChange={(address) => set({ address })}
            onBlur={() => set(splitEndpoint(form.address))}
          />
          <div className="field-row host-endpoint">
            <TextField
              label="User"
              value={form.user}
              placeholder="as in ~/.ssh/config"
              onChange={(user) => set({ user })}
            />
            <TextField
              label="Port"
              inputMode="numeric"
              value={form.port}
              problem={problems.port}
              onChange={(port) => set({ port })}
            />
          </div>
          <div className="field-row">
            <ChoiceField
              label="Login"
              options={logins}
              value={form.authentication}
              onChange={(authentication) => set({ authentication })}
            />
            {form.authentication === "key" && (
              <TextField
                label="Key path"
                value={form.keyPath}
                placeholder="~/.ssh/id_ed25519"
                problem={problems.keyPath}
                onChange={(keyPath) => set({ keyPath })}
              />
            )}
          </div>
          <JumpField form={form} id={saved} problems={problems} set={set} />
          <TextField
            label="Name"
            value={form.name}
            placeholder={form.address === "" ? "shown in the list" : form.address}
            onChange={(name) => set({ name })}
          />
          <div className="field-row">
            <TextField
              label="Group"
              list={lists}
              value={form.group}
              onChange={(group) => set({ group })}
            />
            <TextField
              label="Tags"
              value={form.tags}
              placeholder="nginx, prod"
              hint="Separated by commas. “prod” marks production."
              onChange={(tags) => set({ tags })}
            />
          </div>
          <datalist id={lists}>
            {[...new Set(groups)]
              .filter((group) => group !== "")
              .map((group) => (
                <option key={group} value={group} />
              ))}
          </datalist>
          <ChoiceField
            label="Colour"
            options={colours}
            value={form.colour}
            onChange={(colour) => set({ colour })}
          />
          <NoteFields form={form} set={set} />
          <MoreFields form={form} problems={problems} set={set} />
          {failure !== null && <FailureNotice failure={failure} />}
          <TestConnection save={save} />
        </div>
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button" disabled={busy}>
            Save
          </button>
          <button
            type="button"
            className="button primary"
            disabled={busy}
            onClick={() => void saveAndOpen()}
          >
            Save and open
          </button>
        </div>
      </form>
    </FrameDialog>
  );
}
