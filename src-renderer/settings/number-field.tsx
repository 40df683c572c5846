import { useEffect, useId, useState } from "react";

interface NumberFieldProps {
  label: string;
  hint: string;
  value: number;
  least: number;
  most: number;
  disabled: boolean;
  /** Parts of one count as well. */
  fractions?: boolean;
  onChange: (value: number) => void;
}

/** A number between two bounds, whole unless said otherwise; it counts when the field is left or Enter is pressed. */
export function NumberField(props: NumberFieldProps) {
  const [text, setText] = useState(String(props.value));
  const id = useId();
  useEffect(() => setText(String(props.value)), [props.value]);
  const value = Number(text);
  const whole = Number.isInteger(value) || props.fractions === true;
  const valid = whole && value >= props.least && value <= props.most;
  const commit = () => {
    if (!valid || text.trim() === "") setText(String(props.value));
    else if (value !== props.value) props.onChange(value);
  };
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>{props.label}</label>
        <p id={`${id}-hint`} className={valid ? "field-hint" : "field-problem"}>
          {valid
            ? props.hint
            : `A ${props.fractions ? "" : "whole "}number from ${props.least} to ${props.most}.`}
        </p>
      </div>
      <input
        id={id}
        className="input"
        inputMode="numeric"
        value={text}
        disabled={props.disabled}
        aria-invalid={!valid}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
    </div>
  );
}
