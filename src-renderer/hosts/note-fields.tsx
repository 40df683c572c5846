import { useId } from "react";

interface Noted {
  notes: string;
  favourite: boolean;
}

interface NoteFieldsProps {
  form: Noted;
  set: (change: Partial<Noted>) => void;
}

/** What a person notes on a host or a container, and whether it is a favourite. */
export function NoteFields({ form, set }: NoteFieldsProps) {
  const notes = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={notes}>Notes</label>
        <textarea
          id={notes}
          className="input"
          rows={2}
          value={form.notes}
          onChange={(event) => set({ notes: event.target.value })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={form.favourite}
          onChange={(event) => set({ favourite: event.target.checked })}
        />
        Favourite
      </label>
    </>
  );
}
