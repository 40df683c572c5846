import { useId } from "react";
import type { Host } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { useSettings } from "../settings/settings-store.ts";
import { Choice, type Option } from "../ui/choice.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { FormProblems, HostForm } from "./host-form.ts";
import { endpointWords } from "./host-groups.ts";
import { wayOf } from "./host-way.ts";
import { useHosts } from "./hosts-store.ts";

interface WayFieldsProps {
  form: HostForm;
  /** The host's own id, null for one that is not saved yet. */
  id: HostId | null;
  problems: FormProblems;
  set: (change: Partial<HostForm>) => void;
}

const directly = "directly";

/** Which host this one is reached over, and the whole way as it then is. */
export function JumpField({ form, id, problems, set }: WayFieldsProps) {
  const hosts = useHosts((state) => state.hosts);
  const field = useId();
  const others = hosts
    .filter((host) => host.kind === "ssh" && host.id !== id)
    .sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
  const options: Option<string>[] = [{ value: directly, label: "Directly" }, ...labelsOf(others)];
  const way = wayOf(form, id, hosts);
  const name = form.name.trim() || form.address.trim() || "this host";
  const note =
    problems.jump ??
    (way.kind === "chain" && way.hops.length > 0
      ? ["you", ...way.hops.map((hop) => hop.name), name].join(" → ")
      : null);
  return (
    <div className="field">
      <label htmlFor={field}>Reached over</label>
      <Choice
        id={field}
        label="Reached over"
        options={options}
        value={form.jump ?? directly}
        onChange={(value) => set({ jump: value === directly ? null : (value as HostId) })}
      />
      {note !== null && (
        <p className={problems.jump ? "field-problem" : "field-hint"} role="status">
          {note}
        </p>
      )}
    </div>
  );
}

/** Names need not be unique: then the endpoint tells hosts apart. They stand beside each other in a sorted list. */
function labelsOf(sorted: readonly Host[]): Option<string>[] {
  return sorted.map((host, index) => {
    const twins = [sorted[index - 1]?.name, sorted[index + 1]?.name];
    const label = twins.includes(host.name) ? `${host.name} (${endpointWords(host)})` : host.name;
    return { value: host.id, label };
  });
}

/** What few hosts need: keepalive, compression, agent forwarding. Open at first where one of them is set. */
export function MoreFields({ form, problems, set }: Omit<WayFieldsProps, "id">) {
  const usual = useSettings(({ event }) => event?.settings.ssh.keepaliveSeconds ?? 15);
  const isSet = form.forwardAgent || form.compression || form.keepalive !== "";
  return (
    <details className="more-fields" open={isSet || problems.keepalive !== undefined}>
      <summary>More</summary>
      <div className="more-fields-body">
        <TextField
          label="Keepalive (seconds)"
          inputMode="numeric"
          value={form.keepalive}
          placeholder={`${usual}, as in the settings`}
          hint="0 sends none. Counts from the next connection."
          problem={problems.keepalive}
          onChange={(keepalive) => set({ keepalive })}
        />
        <SwitchField
          label="Compression"
          hint="For slow lines; on fast ones it costs time. Counts from the next connection."
          checked={form.compression}
          onChange={(compression) => set({ compression })}
        />
        <SwitchField
          label="Forward the ssh-agent"
          hint="Whoever is root on this host can then log in with your keys elsewhere while you are connected. A jump host is the safer way on."
          checked={form.forwardAgent}
          onChange={(forwardAgent) => set({ forwardAgent })}
        />
      </div>
    </details>
  );
}
