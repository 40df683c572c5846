import { useEffect, useId, useState } from "react";
import { fontVerdict } from "./font-verdict.ts";

interface FontFieldProps {
  value: string;
  disabled: boolean;
  onChange: (name: string) => void;
}

/** Common ones, offered while typing; any installed font can be named. */
const common = [
  "Cascadia Code",
  "Consolas",
  "DejaVu Sans Mono",
  "Fira Code",
  "Hack",
  "IBM Plex Mono",
  "Menlo",
  "SF Mono",
  "Source Code Pro",
  "Ubuntu Mono",
];

/** The font's name; it counts when the field is left or Enter is pressed. Says where it is not there, or not monospaced. */
export function FontField({ value, disabled, onChange }: FontFieldProps) {
  const [text, setText] = useState(value);
  const id = useId();
  useEffect(() => setText(value), [value]);
  const valid = !/["\\\p{C}]/u.test(text) && text.length <= 100;
  const commit = () => {
    if (valid && text.trim() !== value) onChange(text.trim());
  };
  const said = valid ? fontVerdict(text.trim(), document) : "A font's name has no quotes.";
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>Font</label>
        <p id={`${id}-hint`} className={said === null ? "field-hint" : "field-problem"}>
          {said ?? "An installed font. Empty: JetBrains Mono, which comes along. No ligatures."}
        </p>
      </div>
      <input
        id={id}
        className="input font-name"
        list={`${id}-common`}
        placeholder="JetBrains Mono"
        autoComplete="off"
        spellCheck={false}
        value={text}
        disabled={disabled}
        aria-invalid={!valid}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
      <datalist id={`${id}-common`}>
        {common.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}
