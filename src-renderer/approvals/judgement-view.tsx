import { Unplug } from "lucide-react";
import type { Judgement } from "../../shared/contract/policy.ts";
import { JudgedParts } from "./judged-parts.tsx";
import { classMarks, decidedBy, partsWords, traitsOf, worstSentence } from "./judgement-words.ts";
import { Visible } from "./visible.tsx";
import "./judgement.css";

/** What the policy says: the class as a word and a shape, the decisive reason, where untrusted text came from, and all of it unfolded. */
export function JudgementView({ judgement, open }: { judgement: Judgement; open?: boolean }) {
  const { taint, parts, reasons } = judgement;
  const [decisive, ...others] = reasons;
  const sentence = worstSentence(judgement);
  const traits = traitsOf(parts);
  const trouble = parts.some(({ denied, secret }) => denied || secret);
  const further = others.filter((reason) => !parts.some(({ because }) => because === reason));
  return (
    <div className="judgement">
      <p className="judgement-line">
        <ClassMark name={judgement.class} />
        {traits.length > 0 && (
          <span className={`class-mark ${trouble ? "danger" : "warning"}`}>
            {trouble && <span aria-hidden>▲ </span>}
            {traits.join(", ")}
          </span>
        )}
        {sentence !== null && (
          <span className="judgement-reason">
            <Visible text={sentence} prose />
          </span>
        )}
        {decisive !== undefined && decisive !== sentence && (
          <span className="judgement-reason soft">
            <Visible text={decisive} prose />
          </span>
        )}
      </p>
      {taint.length > 0 && (
        <p className="judgement-taint">
          <Unplug size={14} aria-hidden />
          <span>
            Untrusted: it follows from{" "}
            {taint.map((source, at) => (
              <span key={source}>
                {at > 0 && (at === taint.length - 1 ? " and " : ", ")}
                <Visible text={source} prose />
              </span>
            ))}
            , which the agent read in this turn.
          </span>
        </p>
      )}
      <details className="judgement-why" open={open}>
        <summary>
          Why: {parts.length > 0 && `${partsWords(parts)}; `}
          {decidedBy(judgement)}
        </summary>
        {further.length > 0 && (
          <ul className="judgement-reasons">
            {further.map((reason) => (
              <li key={reason}>
                <Visible text={reason} prose />
              </li>
            ))}
          </ul>
        )}
        {parts.length > 0 ? (
          <JudgedParts parts={parts} />
        ) : (
          <p className="soft">It has no parts to take apart.</p>
        )}
      </details>
    </div>
  );
}

/** A class of command as a shape and a word. */
export function ClassMark({ name }: { name: Judgement["class"] }) {
  const { shape, word, tone } = classMarks[name];
  return (
    <span className={`class-mark ${tone}`}>
      <span aria-hidden>{shape}</span> {word}
    </span>
  );
}
