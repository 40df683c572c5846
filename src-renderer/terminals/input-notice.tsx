import { KeyRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { FillOffer, NeedsInput, TerminalInfo } from "../../shared/contract/terminals.ts";
import { guessWords, needsInputWords } from "../../shared/needs-input-words.ts";
import { isSecretKind } from "../../shared/prompts/recorded-prompt.ts";
import { Visible } from "../approvals/visible.tsx";
import { attempt, client } from "../control/client.ts";
import { Choice } from "../ui/choice.tsx";
import { inputKeys } from "./input-keys.ts";
import { say } from "./pane-notice.tsx";
import { focusTerminal } from "./terminal-desk.ts";
import { viewOf } from "./terminal-views.ts";

/** A click that was meant for what stood here before is no answer. */
const settleMs = 300;

type Offers = { fitting: FillOffer[]; others: FillOffer[] };
const fillHint =
  "Types it there and presses Enter, this once. The agent, the records and the audit never get it.";
const noOffers: Offers = { fitting: [], others: [] };

/**
 * Below a screen: what the program there waits for, and what answers it. Of what the person runs only a question for a
 * secret is told for which there is a stored one. It takes the focus from nobody.
 */
export function InputNotice({ terminal }: { terminal: TerminalInfo }) {
  const needs = terminal.needsInput;
  return needs === null ? null : <Waiting key={needs.question} terminal={terminal} needs={needs} />;
}

function Waiting({ terminal, needs }: { terminal: TerminalInfo; needs: NeedsInput }) {
  const offers = useOffers(terminal, needs);
  const since = useRef(performance.now());
  const isAgents = terminal.running !== null && terminal.running.runId !== null;
  if (!isAgents && offers.fitting.length === 0) return null;
  const settled = (act: () => void) => () => {
    if (performance.now() - since.current >= settleMs) act();
  };
  const press = (keys: string) =>
    settled(() => viewOf(terminal.id)?.type(new TextEncoder().encode(keys)));
  const fill = (offer: FillOffer) => settled(() => void answer(terminal, needs, offer));
  const guess = guessWords(needs);
  return (
    <section className="input-notice" aria-label="Waiting for input" data-kind={needs.kind}>
      <div className="input-words">
        <p role="status">
          <span className="state-shape" data-shape="pause" aria-hidden />{" "}
          {needsInputWords(needs, terminal)}.
          {guess !== null && <span className="input-guess"> {guess}</span>}
        </p>
        {needs.text !== "" && (
          <p className="input-question mono">
            <Visible text={needs.text} />
          </p>
        )}
      </div>
      <div className="input-answers">
        {offers.fitting.map((offer) => (
          <button
            key={offer.id}
            type="button"
            className="button small primary"
            title={fillHint}
            onClick={fill(offer)}
          >
            <KeyRound size={12} aria-hidden /> Fill the {offer.label} from the keychain
          </button>
        ))}
        <OtherSecrets offers={offers.others} onFill={fill} />
        {inputKeys(needs).map(({ words, keys, hint }) => (
          <button
            key={words}
            type="button"
            className="button small"
            title={hint}
            onClick={press(keys)}
          >
            {words}
          </button>
        ))}
        <button
          type="button"
          className="button small"
          title="Puts the keyboard into this terminal"
          onClick={() => focusTerminal(terminal.id)}
        >
          Type there
        </button>
      </div>
    </section>
  );
}

/** Every other stored secret, by its name. Choosing one is no consent yet: the button behind it is. */
function OtherSecrets({
  offers,
  onFill,
}: {
  offers: readonly FillOffer[];
  onFill: (offer: FillOffer) => () => void;
}) {
  const [chosenId, setChosenId] = useState<FillOffer["id"] | null>(null);
  if (offers.length === 0) return null;
  const chosen = offers.find(({ id }) => id === chosenId);
  return (
    <>
      <Choice
        label="Another stored secret"
        placeholder="Another secret…"
        options={offers.map(({ id, label }) => ({ value: id, label }))}
        value={chosenId}
        onChange={setChosenId}
      />
      {chosen !== undefined && (
        <button
          type="button"
          className="button small primary"
          title={fillHint}
          onClick={onFill(chosen)}
        >
          <KeyRound size={12} aria-hidden /> Fill this one
        </button>
      )}
    </>
  );
}

function useOffers({ id }: TerminalInfo, { kind, question }: NeedsInput): Offers {
  const [offers, setOffers] = useState(noOffers);
  useEffect(() => {
    if (!isSecretKind(kind)) return;
    let isOver = false;
    void attempt(client.terminals.fillOffers({ id, question })).then((found) => {
      if (found.ok && !isOver) setOffers(found.value);
    });
    return () => {
      isOver = true;
    };
  }, [id, kind, question]);
  return offers;
}

async function answer({ id }: TerminalInfo, { question }: NeedsInput, offer: FillOffer) {
  const filled = await attempt(client.terminals.fill({ id, question, credentialId: offer.id }));
  if (!filled.ok) say(id, filled.error.sentence);
}
