import type { ModelDraft, ModelProfile } from "../../shared/contract/models.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ProfileId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Settings } from "../../shared/settings.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import { Secret } from "../base/secret.ts";
import type { SettingsStore } from "../store/settings-file.ts";
import { type ChatRequest, streamChat } from "./chat-completions.ts";
import { environmentProfile, environmentProfileId } from "./environment-profile.ts";
import { FactsBook } from "./facts-book.ts";
import { type FoundOllama, findOllama } from "./find-ollama.ts";
import type { ModelPart } from "./message.ts";
import { type ModelFactsInUse, priceOf, windowOf } from "./model-facts.ts";
import { usualRetries } from "./open-stream.ts";
import { type Practice, startPractice } from "./practice/practice-server.ts";
import {
  credentialOf,
  practiceProfile,
  profileOf,
  withoutProfile,
  withProfile,
} from "./profile-book.ts";
import { type KeyPlaces, resolveKey } from "./resolve-key.ts";

/** Where a request goes, with the live address of practice, and the key for it. */
export type ModelConnection = { profile: ModelProfile; key: Secret | null };

/** `requestSeconds` is the setting's where it is left out. */
export type ModelQuestion = Pick<ChatRequest, "messages" | "tools" | "signal"> &
  Partial<Pick<ChatRequest, "requestSeconds">>;

/**
 * The model profiles: kept in the settings, their keys in the keychain, a variable or a file. A profile from the
 * environment is active for the run. Owns the practice endpoint, started when first used.
 */
export class Models implements AsyncDisposable {
  readonly changed = new Emitter<void>();
  readonly #settings: SettingsStore;
  readonly #places: KeyPlaces;
  readonly #owned = new AsyncDisposableStack();
  readonly #environment: Result<ModelProfile | null, FairleadError>;
  readonly #facts = new FactsBook();
  #practice: Promise<Result<Practice, FairleadError>> | null = null;

  constructor({ settings, ...places }: KeyPlaces & { settings: SettingsStore }) {
    this.#settings = settings;
    this.#places = places;
    this.#environment = environmentProfile(places.environment);
    places.redactor.learn(places.environment["FAIRLEAD_API_KEY"] ?? "");
    this.#owned.use(this.changed);
    this.#owned.use(this.#facts);
    let before = JSON.stringify(settings.get().models);
    const tellChanges = () => {
      const now = JSON.stringify(settings.get().models);
      if (now !== before) this.changed.emit();
      before = now;
    };
    this.#owned.use(settings.changed.on(tellChanges));
  }

  /** All profiles, the one from the environment first. */
  list(): ModelProfile[] {
    const own = this.#environment.ok ? this.#environment.value : null;
    return [...(own === null ? [] : [own]), ...this.#book.profiles];
  }

  /** null where none is chosen, or where the environment asks for one that cannot be. */
  active(): ProfileId | null {
    if (!this.#environment.ok) return null;
    const wanted = this.#environment.value?.id ?? this.#book.active;
    return this.list().find(({ id }) => id === wanted)?.id ?? null;
  }

  get fromEnvironment(): boolean {
    return !this.#environment.ok || this.#environment.value !== null;
  }

  /** By id or by name, whatever its case. */
  find(idOrName: string): ModelProfile | undefined {
    const wanted = idOrName.toLowerCase();
    const profiles = this.list();
    return (
      profiles.find(({ id }) => id === idOrName) ??
      profiles.find(({ name }) => name.toLowerCase() === wanted)
    );
  }

  /** Names of tools that the profile (null = the active one) switches off. */
  toolsOff(id: ProfileId | null): readonly string[] {
    const wanted = id ?? this.active();
    return this.list().find((one) => one.id === wanted)?.toolsOff ?? [];
  }

  /** What is known of the model of this profile (null = the active one): its window, its price, the person's instructions. */
  facts(id: ProfileId | null): ModelFactsInUse {
    const wanted = id ?? this.active();
    const profile = this.list().find((one) => one.id === wanted);
    const found = profile === undefined ? null : this.#facts.of(profile);
    return {
      name: profile?.name ?? null,
      window: windowOf(profile, found),
      price: priceOf(profile, found),
      instructions: profile?.instructions ?? "",
    };
  }

  /** Said whenever a provider has told something new of a model. */
  get factsChanged(): Emitter<void> {
    return this.#facts.changed;
  }

  /** Adds, or changes the one with this id. A secret goes to the keychain first and is the key from then on. */
  async save(draft: ModelDraft): Promise<Result<ModelProfile, FairleadError>> {
    if (draft.id === environmentProfileId) return fail(failure("model-fixed"));
    const id = draft.id ?? newId("model");
    const { secret } = draft;
    const plain = secret === undefined ? draft : { ...draft, key: { kind: "none" as const } };
    const profile = profileOf(this.#book, plain, id);
    if (!profile.ok) return profile;
    let saved = profile.value;
    if (secret !== undefined) {
      const old = credentialOf(this.#book.profiles.find((one) => one.id === id));
      const label = `Model key: ${saved.name}`;
      const { keychain } = this.#places;
      this.#places.redactor.learn(secret.trim());
      const own = this.#usedOnce(old) ? old : undefined;
      const stored = await keychain.set(label, Secret.fromText(secret.trim()), own);
      if (!stored.ok) return stored;
      saved = { ...saved, key: { kind: "keychain", credential: stored.value } };
    }
    const written = this.#settings.changeModels(withProfile(this.#book, saved));
    return written.ok ? ok(saved) : written;
  }

  /** Also removes its key from the keychain where no other profile uses it. */
  async remove(id: ProfileId): Promise<Result<void, FairleadError>> {
    if (id === environmentProfileId) return fail(failure("model-fixed"));
    const profile = this.#book.profiles.find((one) => one.id === id);
    if (profile === undefined) return fail(failure("model-missing", id));
    const credential = credentialOf(profile);
    const own = this.#usedOnce(credential);
    const written = this.#settings.changeModels(withoutProfile(this.#book, id));
    if (!written.ok) return written;
    // Where the keychain is locked the key stays in the list of stored secrets, to be removed there.
    if (own && credential !== undefined) await this.#places.keychain.remove(credential);
    return ok(undefined);
  }

  select(id: ProfileId): Result<void, FairleadError> {
    if (id === this.active()) return ok(undefined);
    if (this.fromEnvironment || this.#settings.fixed.includes("models.active")) {
      return fail(failure("model-fixed"));
    }
    if (!this.list().some((one) => one.id === id)) return fail(failure("model-missing", id));
    return this.#settings.changeModels({ ...this.#book, active: id });
  }

  /** Adds the practice profile where it is missing, and selects it. */
  usePractice(): Result<ModelProfile, FairleadError> {
    if (this.fromEnvironment) return fail(failure("model-fixed"));
    const { profiles } = withProfile(this.#book, practiceProfile);
    const written = this.#settings.changeModels({ profiles, active: practiceProfile.id });
    return written.ok ? ok(practiceProfile) : written;
  }

  findOllama(signal: AbortSignal): Promise<FoundOllama | null> {
    return findOllama(this.#places.environment, signal);
  }

  /** Asks for one word, once; the time is until the answer's end. */
  async test(
    id: ProfileId,
    signal: AbortSignal,
  ): Promise<Result<{ latencyMs: number }, FairleadError>> {
    const messages = [{ role: "user" as const, content: "Answer with the one word: ready" }];
    const startedAt = performance.now();
    for await (const part of this.#ask(id, { messages, tools: [], signal }, 1)) {
      if (part.type === "failed") return fail(part.error);
    }
    return ok({ latencyMs: Math.round(performance.now() - startedAt) });
  }

  /** Asks the model of this profile (null = the active one); see `ModelPart` and `streamChat`. */
  stream(id: ProfileId | null, question: ModelQuestion): AsyncGenerator<ModelPart, void, void> {
    return this.#ask(id, question);
  }

  /** What `streamChat` needs for this profile (null = the active one). The caller disposes of the key. */
  async connect(id: ProfileId | null): Promise<Result<ModelConnection, FairleadError>> {
    if (id === null && !this.#environment.ok) return this.#environment;
    const wanted = id ?? this.active();
    const profile = this.list().find((one) => one.id === wanted);
    if (profile === undefined) return fail(failure("model-missing", id ?? undefined));
    if (profile.provider === "practice") {
      this.#practice ??= this.#startPractice();
      const practice = await this.#practice;
      if (!practice.ok) return practice;
      const { baseUrl, token } = practice.value;
      return ok({ profile: { ...profile, baseUrl }, key: Secret.fromText(token) });
    }
    const key = await this.resolveKey(profile);
    return key.ok ? ok({ profile, key: key.value }) : key;
  }

  /** The key from the profile's one source; null where it needs none. The caller disposes of it. */
  resolveKey(profile: ModelProfile): Promise<Result<Secret | null, FairleadError>> {
    return resolveKey(profile.key, this.#places);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#practice;
    await this.#owned.disposeAsync();
  }

  get #book(): Settings["models"] {
    return this.#settings.get().models;
  }

  async #startPractice(): Promise<Result<Practice, FairleadError>> {
    try {
      return ok(this.#owned.use(await startPractice()));
    } catch (error) {
      this.#practice = null;
      return fail(failure("model-unreachable", String(error)));
    }
  }

  #usedOnce(credential: string | undefined): boolean {
    return this.#book.profiles.filter((one) => credentialOf(one) === credential).length === 1;
  }

  async *#ask(
    id: ProfileId | null,
    question: ModelQuestion,
    attempts?: number,
  ): AsyncGenerator<ModelPart, void, void> {
    const connection = await this.connect(id);
    if (!connection.ok) {
      yield { type: "failed", error: connection.error };
      return;
    }
    using owned = new DisposableStack();
    const { profile, key } = connection.value;
    if (key !== null) owned.use(key);
    const { requestSeconds } = this.#settings.get().turn;
    const retry = attempts === undefined ? {} : { retry: { ...usualRetries, attempts } };
    if (profile.provider !== "practice") this.#facts.look(profile, key);
    yield* streamChat({ requestSeconds, ...question, profile, key, ...retry });
  }
}
