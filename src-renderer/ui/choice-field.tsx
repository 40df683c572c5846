import { type ComponentProps, useId } from "react";
import { Choice } from "./choice.tsx";

/** A choice with its name above it. */
export function ChoiceField<T extends string>(props: ComponentProps<typeof Choice<T>>) {
  const id = useId();
  return (
    <div className="field choice-field">
      <label htmlFor={id}>{props.label}</label>
      <Choice {...props} id={id} />
    </div>
  );
}
