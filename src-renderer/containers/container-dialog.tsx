import { useState } from "react";
import type { Host } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { colourOptions } from "../hosts/colour-options.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { NoteFields } from "../hosts/note-fields.tsx";
import { ChoiceField } from "../ui/choice-field.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { changeOf, formOf } from "./container-form.ts";

const colours = [{ value: "inherit" as const, label: "As its host" }, ...colourOptions];

/** Changes what is a container's own in the list: where it runs, and what it has from its host, stays. */
export function ContainerDialog({ id, onClose }: { id: HostId; onClose: () => void }) {
  const host = useHosts(({ hosts }) => hosts.find((known) => known.id === id));
  const parent = useHosts(({ hosts }) =>
    hosts.find((known) => known.id === host?.container?.parent),
  );
  return host === undefined ? null : (
    <ContainerFields host={host} parent={parent} onClose={onClose} />
  );
}

function ContainerFields(props: { host: Host; parent: Host | undefined; onClose: () => void }) {
  const { host, parent, onClose } = props;
  const [form, setForm] = useState(() => formOf(host, parent));
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const save = async () => {
    setBusy(true);
    const draft = changeOf(form, host);
    const outcome = await attempt(client.hosts.update({ id: host.id, draft }));
    setBusy(false);
    if (outcome.ok) onClose();
    else setFailure(outcome.error);
  };
  const { engine = "", id = "", image = "" } = host.container ?? {};
  const inherited = parent?.tags.join(", ") ?? "";
  return (
    <FrameDialog title={`Edit ${host.name}`} onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="dialog-body">
          <p className="soft">
            {engine} · {image} · <code>{id.slice(0, 12)}</code>
            {parent && `, on ${parent.name}`}
          </p>
          <TextField
            label="Name"
            value={form.name}
            placeholder={host.container?.name ?? ""}
            onChange={(name) => set({ name })}
          />
          <TextField
            label="Tags"
            value={form.tags}
            placeholder="shop, web"
            hint={
              inherited === ""
                ? "Separated by commas. “prod” marks production."
                : `Separated by commas. From its host: ${inherited}.`
            }
            onChange={(tags) => set({ tags })}
          />
          <ChoiceField
            label="Colour"
            options={colours}
            value={form.colour}
            onChange={(colour) => set({ colour })}
          />
          <NoteFields form={form} set={set} />
          {failure !== null && <FailureNotice failure={failure} />}
        </div>
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            Save
          </button>
        </div>
      </form>
    </FrameDialog>
  );
}
