import { RotateCcw, X } from "lucide-react";
import { useEffect, useState } from "react";
import { chordProblem, chordWords } from "../control/chords.ts";
import { changeShortcut, resetShortcut } from "../control/shortcut-changes.ts";
import { type Action, recordChords, useActions } from "../control/shortcuts.ts";
import { Hint } from "../ui/hint.tsx";
import { Keys } from "../ui/keys.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

const groups: readonly Action["group"][] = ["Terminal", "Chat", "Hosts", "Approvals", "Fairlead"];

/** What the page waits for: the keys for an action, or the answer where they are taken. */
interface Recording {
  id: string;
  problem: string | null;
  /** The chord belongs to this action. */
  taken: { chord: string; by: Action } | null;
}

/** Every action with its keys; each can be changed, taken away and brought back. */
export function ShortcutsPage() {
  const access = useSettingsPage("shortcuts");
  const { actions, usual, changes } = useActions();
  const [recording, setRecording] = useState<Recording | null>(null);
  if (access === null) return null;
  const fixed = access.isFixed("shortcuts");
  const keep = (next: typeof changes) => {
    setRecording(null);
    access.change({ shortcuts: { ...next } });
  };
  const pressed = (id: string, chord: string) => {
    const problem = chord === "Escape" ? null : chordProblem(chord);
    const by = actions.find((action) => action.chord === chord && action.id !== id);
    if (chord === "Escape") setRecording(null);
    else if (problem !== null) {
      setRecording({ id, problem: `${chordWords(chord)}: ${problem}`, taken: null });
    } else if (by !== undefined) setRecording({ id, problem: null, taken: { chord, by } });
    else keep(changeShortcut(usual, changes, id, chord));
  };
  return (
    <>
      <p className="field-hint">
        Keys that a shell can use stay the shell's. In a terminal {chordWords("Mod+Shift+C")} copies
        and {chordWords("Mod+Shift+V")} pastes; in an approval A, E, D and S answer, Esc leaves.
      </p>
      {groups.map((group) => (
        <section key={group} aria-label={group} className="shortcut-group">
          <h3>{group}</h3>
          <ul className="shortcut-list">
            {actions
              .filter((action) => action.group === group)
              .map((action) => (
                <li key={action.id} data-shortcut={action.id}>
                  <ShortcutRow
                    action={action}
                    changed={usual.find(({ id }) => id === action.id)?.chord !== action.chord}
                    fixed={fixed}
                    recording={recording?.id === action.id ? recording : null}
                    onRecord={() => setRecording({ id: action.id, problem: null, taken: null })}
                    onPressed={(chord) => pressed(action.id, chord)}
                    onCancel={() => setRecording(null)}
                    onChange={(chord) => keep(changeShortcut(usual, changes, action.id, chord))}
                    onReset={() => keep(resetShortcut(usual, changes, action.id))}
                  />
                </li>
              ))}
          </ul>
        </section>
      ))}
      <div className="settings-row">
        <button
          type="button"
          className="button"
          disabled={fixed || Object.keys(changes).length === 0}
          onClick={() => keep({})}
        >
          Reset all
        </button>
      </div>
      {access.notes}
    </>
  );
}

interface RowProps {
  action: Action;
  changed: boolean;
  fixed: boolean;
  recording: Recording | null;
  onRecord: () => void;
  onPressed: (chord: string) => void;
  onCancel: () => void;
  onChange: (chord: string | null) => void;
  onReset: () => void;
}

function ShortcutRow(props: RowProps) {
  const { action, changed, fixed, recording } = props;
  if (recording !== null) return <RecordingRow {...props} recording={recording} />;
  return (
    <>
      <span className="shortcut-title">{action.title}</span>
      <span className="shortcut-keys">
        {changed && <span className="faint">changed</span>}
        {action.chord === undefined ? (
          <span className="faint">none</span>
        ) : (
          <Keys chord={action.chord} />
        )}
      </span>
      <span className="shortcut-acts">
        {changed && (
          <Hint text="As usual again">
            <button
              type="button"
              className="icon-button small"
              disabled={fixed}
              aria-label={`Reset ${action.title}`}
              onClick={props.onReset}
            >
              <RotateCcw size={13} aria-hidden />
            </button>
          </Hint>
        )}
        {action.chord !== undefined && (
          <Hint text="No shortcut">
            <button
              type="button"
              className="icon-button small"
              disabled={fixed}
              aria-label={`Remove the shortcut of ${action.title}`}
              onClick={() => props.onChange(null)}
            >
              <X size={13} aria-hidden />
            </button>
          </Hint>
        )}
        <button
          type="button"
          className="button small"
          disabled={fixed}
          aria-label={`Change the shortcut of ${action.title}`}
          onClick={props.onRecord}
        >
          Change
        </button>
      </span>
    </>
  );
}

function RecordingRow({ action, recording, ...props }: RowProps & { recording: Recording }) {
  const { onPressed } = props;
  useEffect(() => {
    const keys = recordChords(onPressed);
    return () => keys[Symbol.dispose]();
  }, [onPressed]);
  const { taken } = recording;
  return (
    <>
      <span className="shortcut-title">{action.title}</span>
      <span className="shortcut-wait" role="status">
        {recording.problem ??
          (taken === null
            ? "Press the new keys. Esc leaves it."
            : `${chordWords(taken.chord)} is “${taken.by.title}”.`)}
      </span>
      <span className="shortcut-acts">
        {taken !== null && (
          <button
            type="button"
            className="button small"
            onClick={() => props.onChange(taken.chord)}
          >
            Use it here
          </button>
        )}
        <button type="button" className="button small" onClick={props.onCancel}>
          Cancel
        </button>
      </span>
    </>
  );
}
