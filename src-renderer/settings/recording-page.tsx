import { openDialog } from "../app/frame-store.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { SwitchField } from "../ui/switch-field.tsx";
import { NumberField } from "./number-field.tsx";
import { OutputFields } from "./output-fields.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

/** Which terminals are recorded, and how long recordings are kept. */
export function RecordingPage() {
  const hosts = useHosts((state) => state.hosts);
  const access = useSettingsPage("recording");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { recording } = settings;
  const tags = [...new Set([...hosts.flatMap((host) => host.tags), ...recording.tags])].sort();
  const choose = <T,>(chosen: readonly T[], one: T, on: boolean): T[] =>
    on ? [...chosen, one] : chosen.filter((other) => other !== one);
  return (
    <>
      <p className="soft">
        A recording holds what a terminal shows, who typed it, commands and approvals. Passwords
        typed where nothing is shown and known secrets are left out. Nothing is recorded unless it
        is chosen here, or for one terminal from the command palette.
      </p>
      {tags.length > 0 && (
        <fieldset className="recording-choices" disabled={isFixed("recording.tags")}>
          <legend>Hosts with these tags</legend>
          {tags.map((tag) => (
            <SwitchField
              key={tag}
              label={tag}
              checked={recording.tags.includes(tag)}
              onChange={(on) => change({ recording: { tags: choose(recording.tags, tag, on) } })}
            />
          ))}
        </fieldset>
      )}
      <fieldset className="recording-choices" disabled={isFixed("recording.hosts")}>
        <legend>These hosts</legend>
        {hosts.map(({ id, name }) => (
          <SwitchField
            key={id}
            label={name}
            checked={recording.hosts.includes(id)}
            onChange={(on) => change({ recording: { hosts: choose(recording.hosts, id, on) } })}
          />
        ))}
      </fieldset>
      <NumberField
        label="Longest recording"
        hint="Megabytes. A longer recording ends there and says so."
        value={recording.maximumMegabytes}
        least={1}
        most={10_000}
        disabled={isFixed("recording.maximumMegabytes")}
        onChange={(maximumMegabytes) => change({ recording: { maximumMegabytes } })}
      />
      <NumberField
        label="Kept for"
        hint="Days. Older recordings are removed when Fairlead starts. 0 keeps them."
        value={recording.keepDays}
        least={0}
        most={3_650}
        disabled={isFixed("recording.keepDays")}
        onChange={(keepDays) => change({ recording: { keepDays } })}
      />
      <div className="settings-row">
        <button type="button" className="button" onClick={() => openDialog({ kind: "recordings" })}>
          Open the recordings
        </button>
      </div>
      {notes}
      <OutputFields />
    </>
  );
}
