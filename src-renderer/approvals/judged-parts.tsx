import type { JudgedPart } from "../../shared/contract/policy.ts";
import { classMarks, partTone, traitWords } from "./judgement-words.ts";
import { partsInOrder } from "./parts-in-order.ts";
import { Visible } from "./visible.tsx";

/** Deeper than this everything stands at the same indent: the words must keep their room. */
const deepestIndent = 5;

/** Every part of a command in the order of its text, what runs inside a part indented under it. */
export function JudgedParts({ parts }: { parts: readonly JudgedPart[] }) {
  return (
    <ol className="judged-parts">
      {partsInOrder(parts).map((part, at) => {
        const { shape, word } = classMarks[part.class];
        const tone = partTone(part);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a judgement never change their order
            key={at}
            className={`judged-part ${tone}`}
            style={{ marginLeft: `${Math.min(part.depth, deepestIndent) * 16}px` }}
          >
            <span className="judged-shape" aria-hidden>
              {shape}
            </span>
            <div>
              <p className="judged-text">
                {part.depth > 0 && <span className="visually-hidden">inside it: </span>}
                <code>
                  <Visible text={part.text} />
                </code>
              </p>
              <p className="judged-words">
                <span className="judged-class">{[word, ...traitWords(part)].join(", ")}</span>
                {": "}
                <Visible text={part.because} prose />
                {part.rule !== "" && (
                  <span className="faint">
                    {" "}
                    (<Visible text={part.rule} prose />)
                  </span>
                )}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
