import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import { ActionKeys } from "./keys.tsx";

/** Says on hover and focus what a control does, and the shortcut of the action it stands for. */
export function Hint(props: { text: string; action?: string; children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={props.children} />
      <Tooltip.Portal>
        <Tooltip.Positioner className="positioner" sideOffset={6}>
          <Tooltip.Popup className="tooltip">
            {props.text} {props.action && <ActionKeys action={props.action} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
