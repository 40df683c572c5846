import { type RefObject, useId } from "react";

interface TypedNameFieldProps {
  /** What has to be typed, exactly. */
  name: string;
  value: string;
  onChange: (value: string) => void;
  field?: RefObject<HTMLInputElement | null>;
}

/** The host's name, typed by the person, where a click is not enough. */
export function TypedNameField({ name, value, onChange, field }: TypedNameFieldProps) {
  const id = useId();
  return (
    <div className="typed-name">
      <label htmlFor={id}>
        To approve, type {/^\d+ hosts$/.test(name) ? "how many hosts" : "the host's name"}:{" "}
        <code>{name}</code>
      </label>
      <input
        id={id}
        ref={field}
        className="input mono"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
