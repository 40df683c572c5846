import { Select } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

export interface Option<T extends string> {
  value: T;
  label: string;
  /** A line that says what choosing it means. */
  hint?: string;
  /** A hue of tokens.css, drawn before the label. */
  swatch?: string;
}

interface ChoiceProps<T extends string> {
  /** Accessible name. */
  label: string;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  placeholder?: string;
  /** Without a border until it is pointed at. */
  quiet?: boolean;
  disabled?: boolean;
  /** Said before the value, e.g. "mode: ". */
  prefix?: string;
  id?: string;
}

/** One of several, in a popup list. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const [open, setOpen] = useState(false);
  const shown = props.options.find(({ value }) => value === props.value);
  return (
    <Select.Root<T>
      value={props.value}
      onValueChange={(value) => value !== null && props.onChange(value)}
      onOpenChange={setOpen}
      disabled={props.disabled ?? false}
    >
      <Select.Trigger
        className={props.quiet ? "select quiet" : "select"}
        aria-label={props.label}
        {...(props.id === undefined ? {} : { id: props.id })}
      >
        <span className="cut">
          {props.prefix}
          {shown?.swatch && <span className="swatch" data-colour={shown.swatch} aria-hidden />}
          {shown?.label ?? props.placeholder ?? "Choose"}
        </span>
        <Select.Icon>
          <ChevronsUpDown size={12} aria-hidden />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="positioner" sideOffset={4} alignItemWithTrigger={false}>
          <Popup open={open}>
            <Select.List>
              {props.options.map((option) => (
                <Select.Item key={option.value} value={option.value} className="option">
                  <span>
                    <Select.ItemIndicator>
                      <Check size={14} aria-hidden />
                    </Select.ItemIndicator>
                  </span>
                  <Select.ItemText className="cut">
                    {option.swatch && (
                      <span className="swatch" data-colour={option.swatch} aria-hidden />
                    )}
                    {option.label}
                  </Select.ItemText>
                  <span />
                  {option.hint && <span className="hint">{option.hint}</span>}
                </Select.Item>
              ))}
            </Select.List>
          </Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}

/** The list has the keyboard in the moment it appears, on what is chosen; left to itself it takes it a frame later. */
function Popup({ children, open }: { children: ReactNode; open: boolean }) {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const list = popup.current;
    if (!open) return;
    // The list has looked by then where the focus was.
    queueMicrotask(() => {
      const chosen = list?.querySelector<HTMLElement>("[data-selected][role=option]");
      (chosen ?? list)?.focus({ preventScroll: true });
    });
  }, [open]);
  return (
    <Select.Popup ref={popup} className="popup">
      {children}
    </Select.Popup>
  );
}
