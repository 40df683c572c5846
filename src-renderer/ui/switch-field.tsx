import { Switch } from "@base-ui/react/switch";
import { useId } from "react";

interface SwitchFieldProps {
  label: string;
  hint?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** A setting that is on or off, with its name and what it means. */
export function SwitchField(props: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="setting">
      <div>
        <span id={id}>{props.label}</span>
        {props.hint && <p className="field-hint">{props.hint}</p>}
      </div>
      <Switch.Root
        className="switch"
        checked={props.checked}
        disabled={props.disabled ?? false}
        onCheckedChange={props.onChange}
        aria-labelledby={id}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}
