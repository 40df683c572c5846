import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useId, useRef, useState } from "react";
import { focusAtOnce } from "./focus-at-once.ts";

interface ConfirmDialogProps {
  title: string;
  children: ReactNode;
  /** What the button says: the act itself, not "OK". */
  act: string;
  /** When given, the act needs this text typed first. */
  typed?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is taken away for good. Focus starts on Cancel, or in the field that wants typing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const field = useId();
  const popup = useRef<HTMLDivElement>(null);
  const first = () =>
    popup.current?.querySelector<HTMLElement>("input, .dialog-foot button:not(.danger)");
  const allowed = props.typed === undefined || typed === props.typed;
  return (
    <AlertDialog.Root open onOpenChange={(open) => open || props.onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup
          ref={popup}
          className="dialog"
          initialFocus={focusAtOnce(() => popup.current, first)}
        >
          <div className="dialog-head">
            <AlertDialog.Title>{props.title}</AlertDialog.Title>
          </div>
          <div className="dialog-body">
            <AlertDialog.Description render={<div />}>{props.children}</AlertDialog.Description>
            {props.typed !== undefined && (
              <div className="field">
                <label htmlFor={field}>
                  Type <code>{props.typed}</code> to confirm
                </label>
                <input
                  id={field}
                  className="input"
                  autoComplete="off"
                  spellCheck={false}
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
              </div>
            )}
          </div>
          <div className="dialog-foot">
            <AlertDialog.Close className="button">Cancel</AlertDialog.Close>
            <button
              type="button"
              className="button danger"
              disabled={!allowed}
              onClick={props.onConfirm}
            >
              {props.act}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
