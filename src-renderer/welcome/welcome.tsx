import { Cpu, GraduationCap, Link2 } from "lucide-react";
import { useState } from "react";
import type { ModelProfile } from "../../shared/contract/models.ts";
import { openDialog } from "../app/frame-store.ts";
import { focusComposer } from "../chat/draft-store.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { startPractice } from "../settings/models-store.ts";
import { OllamaOffer, useOllama } from "../settings/ollama-offer.tsx";
import { openTerminal } from "../terminals/terminal-desk.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { EndpointChoice } from "./endpoint-choice.tsx";
import "./welcome.css";

/** The first run: what is to answer questions. Afterwards a local shell opens and the chat has the focus. */
export function Welcome({ onDone }: { onDone: () => void }) {
  const ollama = useOllama();
  const [endpoint, setEndpoint] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);

  const begin = async () => {
    onDone();
    const importable = await attempt(client.hosts.importable());
    if (useTerminals.getState().terminals.size === 0) await openTerminal("host-local");
    focusComposer();
    if (importable.ok && importable.value.length > 0) openDialog({ kind: "import-hosts" });
  };
  const choose = async (profile: ModelProfile) => {
    const outcome = await attempt(client.models.select({ id: profile.id }));
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) await begin();
  };
  const practise = async () => {
    const outcome = await startPractice();
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) await choose(outcome.value);
  };

  return (
    <main className="welcome" aria-label="Welcome">
      <div className="welcome-card">
        <h1>Welcome to Fairlead</h1>
        <p className="soft">
          Live terminals beside a chat. A language model proposes commands; you see each one
          exactly, approve it, and watch it run in your own shell. Choose who answers. It can be
          changed at any time.
        </p>
        <section className="welcome-choice" aria-label="Ollama">
          <Cpu size={20} aria-hidden />
          <div>
            <h2>Ollama on this computer</h2>
            {ollama === null && (
              <p className="faint" role="status">
                Looking for it…
              </p>
            )}
            {ollama === false && (
              <p className="soft">None was found at its default address (OLLAMA_HOST counts).</p>
            )}
            {ollama && (
              <>
                <p className="soft">Found at {ollama.baseUrl}. Nothing leaves this computer.</p>
                <OllamaOffer found={ollama} onSaved={(profile) => void choose(profile)} />
              </>
            )}
          </div>
        </section>
        <section className="welcome-choice" aria-label="Endpoint">
          <Link2 size={20} aria-hidden />
          <div>
            <h2>An endpoint with a key</h2>
            <p className="soft">Anything that speaks OpenAI’s Chat Completions.</p>
            {endpoint ? (
              <EndpointChoice
                onUse={(profile) => void choose(profile)}
                onCancel={() => setEndpoint(false)}
              />
            ) : (
              <button type="button" className="button" onClick={() => setEndpoint(true)}>
                Set up an endpoint
              </button>
            )}
          </div>
        </section>
        <section className="welcome-choice" aria-label="Practice">
          <GraduationCap size={20} aria-hidden />
          <div>
            <h2>Practice, no language model</h2>
            <p className="soft">
              Fixed rules that know a dozen everyday questions, with real commands in your own
              shell. No key, no network.
            </p>
            <button type="button" className="button" onClick={() => void practise()}>
              Practice, no language model
            </button>
          </div>
        </section>
        {failure !== null && <FailureNotice failure={failure} />}
        <p className="faint">
          <button type="button" className="link-button" onClick={onDone}>
            Go on without a model
          </button>{" "}
          to use the terminals only.
        </p>
      </div>
    </main>
  );
}
