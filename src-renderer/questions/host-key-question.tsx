import { CopyButton } from "../ui/copy-button.tsx";
import type { QuestionBodyProps } from "./question-body.ts";
import { QuestionFoot } from "./question-foot.tsx";

/** A host's key is seen for the first time: its fingerprint, and what accepting it means. */
export function HostKeyQuestion(props: QuestionBodyProps<"host-key">) {
  const { ask, question } = props;
  return (
    <>
      <div className="dialog-body">
        <p>
          <strong>{question.endpoint}</strong> is not in known_hosts. Compare this fingerprint with
          one you got from the host itself, for instance with{" "}
          <code>ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub</code> on its console.
        </p>
        <dl className="host-key">
          <dt>Key type</dt>
          <dd>{ask.keyType}</dd>
          <dt>Fingerprint</dt>
          <dd className="fingerprint">
            <code>{ask.fingerprint}</code>
            <CopyButton text={ask.fingerprint} label="Copy fingerprint" />
          </dd>
        </dl>
        <p className="soft">
          Accepting it adds the key to known_hosts. If the host shows another key later, Fairlead
          refuses to connect.
        </p>
        {props.children}
      </div>
      <QuestionFoot answer={props.answer} busy={props.busy} cancelFirst>
        <button
          type="button"
          className="button primary"
          disabled={props.busy}
          onClick={() => props.answer({ kind: "accept" })}
        >
          Accept and connect
        </button>
      </QuestionFoot>
    </>
  );
}
