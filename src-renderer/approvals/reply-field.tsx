import { useId } from "react";

/** Words that go with the yes or no to a question of the agent. */
export function ReplyField(props: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="approval-form">
      <label htmlFor={id}>Your words for the agent (may be empty)</label>
      <textarea
        id={id}
        className="input"
        rows={2}
        maxLength={2_000}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}
