import type { ModelProfile } from "../../shared/contract/models.ts";
import { Emitter } from "../base/emitter.ts";
import type { Secret } from "../base/secret.ts";
import { type FoundFacts, findModelFacts } from "./find-model-facts.ts";

/** How often a provider is asked that tells no window: Ollama knows it once the model is loaded, most others never. */
const mostLooks = 3;

type Look = { found: FoundFacts | null; looks: number; busy: boolean };

/** What providers told of their models, for this run. Looking costs a turn no time. Disposing ends what is under way. */
export class FactsBook implements Disposable {
  readonly #looks = new Map<string, Look>();
  readonly #stop = new AbortController();
  /** Said when there is something new. */
  readonly changed = new Emitter<void>();

  /** null where nothing was told yet. */
  of(profile: Pick<ModelProfile, "baseUrl" | "model">): FoundFacts | null {
    return this.#looks.get(keyOf(profile))?.found ?? null;
  }

  /** Asks the provider in the background where it was not asked or told no window. `key` stays the caller's. */
  look(profile: Pick<ModelProfile, "baseUrl" | "model" | "provider">, key: Secret | null): void {
    const known = this.#looks.get(keyOf(profile)) ?? { found: null, looks: 0, busy: false };
    if (known.busy || known.found?.window != null || known.looks >= mostLooks) return;
    const asked: Look = { ...known, looks: known.looks + 1, busy: true };
    this.#looks.set(keyOf(profile), asked);
    // Nobody waits for it: what it finds is for later requests.
    void findModelFacts(profile, key, this.#stop.signal).then((found) => {
      this.#looks.set(keyOf(profile), { ...asked, found, busy: false });
      if (!this.#stop.signal.aborted) this.changed.emit();
    });
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
    this.changed[Symbol.dispose]();
  }
}

const keyOf = ({ baseUrl, model }: Pick<ModelProfile, "baseUrl" | "model">) =>
  `${baseUrl} ${model}`;
