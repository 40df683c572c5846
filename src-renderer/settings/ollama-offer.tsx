import { useEffect, useState } from "react";
import type { ModelProfile } from "../../shared/contract/models.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { Choice } from "../ui/choice.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";

interface Found {
  baseUrl: string;
  models: string[];
}

/** Looks for an Ollama on this machine; null while looking, false where there is none. */
export function useOllama(): Found | false | null {
  const [found, setFound] = useState<Found | false | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void attempt(client.models.findOllama(undefined, { signal: stop.signal })).then((outcome) => {
      if (!stop.signal.aborted) setFound((outcome.ok && outcome.value) || false);
    });
    return () => stop.abort();
  }, []);
  return found;
}

/** A found Ollama: choose one of its models. */
export function OllamaOffer(props: { found: Found; onSaved: (profile: ModelProfile) => void }) {
  const { baseUrl, models } = props.found;
  const [model, setModel] = useState(models[0] ?? null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  if (models.length === 0) {
    return (
      <p className="soft">
        Ollama runs at {baseUrl} and has no model yet. Fetch one with <code>ollama pull</code>.
      </p>
    );
  }
  const use = async () => {
    if (model === null) return;
    const outcome = await attempt(
      client.models.save({
        name: model,
        provider: "ollama",
        baseUrl,
        model,
        key: { kind: "none" },
      }),
    );
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) props.onSaved(outcome.value);
  };
  return (
    <>
      <div className="settings-row">
        <Choice
          label="Ollama model"
          options={models.map((name) => ({ value: name, label: name }))}
          value={model}
          onChange={setModel}
        />
        <button type="button" className="button primary" onClick={() => void use()}>
          Use this model
        </button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}
