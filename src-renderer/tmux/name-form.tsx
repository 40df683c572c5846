import { type FormEvent, useId, useState } from "react";
import type { CallFailure } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";

interface NameFormProps {
  label: string;
  /** What the button says. */
  act: string;
  initial?: string;
  /** Whether a directory is asked for, too. */
  directory?: boolean;
  onCancel: () => void;
  onName: (name: string, directory: string | null) => Promise<CallFailure | null>;
}

/** Asks for a name in place; Enter gives it, Escape leaves it. */
export function NameForm(props: NameFormProps) {
  const [name, setName] = useState(props.initial ?? "");
  const [directory, setDirectory] = useState("");
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const nameField = useId();
  const directoryField = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setFailure(await props.onName(name, directory.trim() === "" ? null : directory));
  };
  return (
    <form
      className="tmux-name"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        props.onCancel();
      }}
    >
      <div className="tmux-name-row">
        <div className="field">
          <label htmlFor={nameField}>{props.label}</label>
          <input
            id={nameField}
            className="input"
            autoComplete="off"
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        {props.directory && (
          <div className="field">
            <label htmlFor={directoryField}>Directory</label>
            <input
              id={directoryField}
              className="input"
              autoComplete="off"
              spellCheck={false}
              placeholder="home directory"
              value={directory}
              onChange={(event) => setDirectory(event.target.value)}
            />
          </div>
        )}
        <button type="submit" className="button primary" disabled={name.trim() === ""}>
          {props.act}
        </button>
        <button type="button" className="button plain" onClick={props.onCancel}>
          Cancel
        </button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </form>
  );
}
