import { useState } from "react";
import { useCredentials } from "../settings/credentials-store.ts";
import { TextField } from "../ui/text-field.tsx";
import type { QuestionBodyProps } from "./question-body.ts";
import { QuestionFoot } from "./question-foot.tsx";

/** A password or a key's passphrase. It goes to main and is kept only where the person says so. */
export function SecretQuestion(props: QuestionBodyProps<"password" | "passphrase">) {
  const { ask, question } = props;
  const [secret, setSecret] = useState("");
  const [remember, setRemember] = useState(false);
  const backend = useCredentials(({ event }) => event?.backend ?? "memory");
  const place = {
    keychain: "Remember in the keychain",
    vault: "Remember in the vault",
    memory: "Remember until Fairlead ends",
  }[backend];
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (secret !== "") props.answer({ kind: "secret", secret, remember });
      }}
    >
      <div className="dialog-body">
        <p>
          {ask.kind === "password" ? (
            <>
              <strong>{question.endpoint}</strong> asks for a password.
            </>
          ) : (
            <>
              The key <code>{ask.path}</code> for <strong>{question.endpoint}</strong> is encrypted.
            </>
          )}
        </p>
        <TextField
          label={ask.kind === "password" ? "Password" : "Passphrase"}
          type="password"
          value={secret}
          onChange={setSecret}
          problem={ask.retry ? "That one was not accepted. Try again." : undefined}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={remember}
            onChange={(event) => setRemember(event.target.checked)}
          />
          {place}
        </label>
        {props.children}
      </div>
      <QuestionFoot answer={props.answer} busy={props.busy}>
        <button type="submit" className="button primary" disabled={props.busy || secret === ""}>
          Log in
        </button>
      </QuestionFoot>
    </form>
  );
}
