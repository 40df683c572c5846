import { NumberField } from "./number-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

/** How much of what commands print is held in memory and on the disk. */
export function OutputFields() {
  const access = useSettingsPage("outputs");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { diskMegabytes, memoryMegabytes } = settings.outputs;
  return (
    <>
      <h3>Outputs of commands</h3>
      <NumberField
        label="In memory"
        hint="Megabytes for each terminal. What does not fit waits on the disk, encrypted."
        value={memoryMegabytes}
        least={1}
        most={1_000}
        disabled={isFixed("outputs.memoryMegabytes")}
        onChange={(next) => change({ outputs: { memoryMegabytes: next } })}
      />
      <NumberField
        label="On the disk"
        hint="Megabytes of all long outputs together. The oldest go first."
        value={diskMegabytes}
        least={1}
        most={100_000}
        disabled={isFixed("outputs.diskMegabytes")}
        onChange={(next) => change({ outputs: { diskMegabytes: next } })}
      />
      {notes}
    </>
  );
}
