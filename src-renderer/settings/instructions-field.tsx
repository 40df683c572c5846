import { useEffect, useId, useState } from "react";

interface InstructionsFieldProps {
  label: string;
  hint: string;
  value: string;
  disabled?: boolean;
  /** Called when the field is left and the text is another one. */
  onChange: (value: string) => void;
}

const most = 20_000;

/** What the agent is told besides; it counts when the field is left. */
export function InstructionsField(props: InstructionsFieldProps) {
  const [text, setText] = useState(props.value);
  const id = useId();
  useEffect(() => setText(props.value), [props.value]);
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        className="input"
        rows={4}
        maxLength={most}
        value={text}
        disabled={props.disabled}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== props.value && props.onChange(text)}
      />
      <p id={`${id}-hint`} className="field-hint">
        {props.hint}
      </p>
    </div>
  );
}
