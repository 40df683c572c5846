import { useEffect, useId, useRef, useState } from "react";

interface DenyFormProps {
  onDeny: (comment: string) => void;
  onDenyAndStop: (comment: string) => void;
  onCancel: () => void;
}

/** A no with a comment that reaches the agent; the comment may be empty. Enter denies. */
export function DenyForm(props: DenyFormProps) {
  const [comment, setComment] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="approval-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onDeny(comment.trim());
      }}
    >
      <label htmlFor={id}>Comment for the agent (may be empty)</label>
      <input
        id={id}
        ref={field}
        className="input"
        autoComplete="off"
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      <div className="approval-buttons">
        <button type="submit" className="button danger">
          Deny
        </button>
        <button
          type="button"
          className="button"
          onClick={() => props.onDenyAndStop(comment.trim())}
        >
          Deny and stop
        </button>
        <button type="button" className="button" onClick={props.onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
