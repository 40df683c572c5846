import { SwitchField } from "../ui/switch-field.tsx";
import { FleetFields } from "./fleet-fields.tsx";
import { NumberField } from "./number-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

/** How connections to hosts are made and kept. */
export function ConnectionsPage() {
  const access = useSettingsPage("ssh");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { ssh } = settings;
  return (
    <>
      <SwitchField
        label="Use tmux where a host has it"
        hint="Shells then survive a lost connection and a restart of Fairlead. Nothing is installed."
        checked={ssh.tmux}
        disabled={isFixed("ssh.tmux")}
        onChange={(tmux) => change({ ssh: { tmux } })}
      />
      <NumberField
        label="Keepalive"
        hint="Seconds between two signs of life; 3 shows a silence within 15 s. 0 sends none."
        value={ssh.keepaliveSeconds}
        least={0}
        most={3_600}
        disabled={isFixed("ssh.keepaliveSeconds")}
        onChange={(keepaliveSeconds) => change({ ssh: { keepaliveSeconds } })}
      />
      <NumberField
        label="Time to connect"
        hint="Seconds until a connection attempt is given up."
        value={ssh.connectSeconds}
        least={1}
        most={600}
        disabled={isFixed("ssh.connectSeconds")}
        onChange={(connectSeconds) => change({ ssh: { connectSeconds } })}
      />
      {notes}
      <FleetFields />
    </>
  );
}
