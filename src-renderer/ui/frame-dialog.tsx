import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { focusAtOnce } from "./focus-at-once.ts";

interface FrameDialogProps {
  title: string;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
}

/**
 * The frame of every dialog: title, close button, Escape, focus kept inside and given back. Shown while it is mounted.
 * The focus starts on the element marked data-first, else on the first field, else on the dialog itself.
 */
export function FrameDialog(props: FrameDialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const first = () =>
    popup.current?.querySelector<HTMLElement>("[data-first]") ??
    popup.current?.querySelector<HTMLElement>(".dialog-body :is(input, textarea)") ??
    popup.current;
  return (
    <Dialog.Root open onOpenChange={(open) => open || props.onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          ref={popup}
          className={props.wide ? "dialog wide" : "dialog"}
          initialFocus={focusAtOnce(() => popup.current, first)}
        >
          <div className="dialog-head">
            <Dialog.Title>{props.title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close">
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          {props.children}
          {props.foot && <div className="dialog-foot">{props.foot}</div>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
