import { useState } from "react";
import type { KeySource, ModelDraft, ModelProfile } from "../../shared/contract/models.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { ProfileTools } from "../tools/profile-tools.tsx";
import type { Option } from "../ui/choice.tsx";
import { ChoiceField } from "../ui/choice-field.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { TextField } from "../ui/text-field.tsx";
import { contextDraftOf, contextOf, isContextReady } from "./context-draft.ts";
import { ProfileContext } from "./profile-context.tsx";

type KeyKind = KeySource["kind"];

const keyKinds: readonly Option<KeyKind>[] = [
  { value: "keychain", label: "Typed here", hint: "Kept where credentials are kept." },
  { value: "environment", label: "Environment variable" },
  { value: "file", label: "File" },
  { value: "none", label: "No key" },
];

interface ModelFormProps {
  /** null: a new profile. */
  profile: ModelProfile | null;
  /** What the button says. */
  act: string;
  onSaved: (profile: ModelProfile) => void;
  onCancel?: () => void;
}

/** An OpenAI-compatible endpoint: address, model, and where its key comes from. A typed key never comes back. */
export function ModelForm({ profile, act, onSaved, onCancel }: ModelFormProps) {
  const [name, setName] = useState(profile?.name ?? "");
  const [baseUrl, setBaseUrl] = useState(profile?.baseUrl ?? "");
  const [model, setModel] = useState(profile?.model ?? "");
  const [keyKind, setKeyKind] = useState<KeyKind>(profile?.key.kind ?? "keychain");
  const [secret, setSecret] = useState("");
  const [place, setPlace] = useState(placeOf(profile?.key));
  const [toolsOff, setToolsOff] = useState(profile?.toolsOff ?? []);
  const [context, setContext] = useState(contextDraftOf(profile));
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const keptKey = profile?.key.kind === "keychain" ? profile.key : null;
  const urlProblem = problemOfUrl(baseUrl.trim());
  const ready =
    baseUrl.trim() !== "" &&
    urlProblem === undefined &&
    model.trim() !== "" &&
    isContextReady(context);

  const save = async () => {
    setBusy(true);
    const draft: ModelDraft = {
      ...(profile === null ? {} : { id: profile.id }),
      name: name.trim() === "" ? model.trim() : name.trim(),
      provider: profile?.provider ?? "openai-compatible",
      baseUrl: baseUrl.trim(),
      model: model.trim(),
      key: keySource(keyKind, place.trim(), keptKey),
      toolsOff,
      ...contextOf(context),
      ...(keyKind === "keychain" && secret !== "" ? { secret } : {}),
    };
    const outcome = await attempt(client.models.save(draft));
    setBusy(false);
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) onSaved(outcome.value);
  };
  return (
    <form
      className="profile-form"
      aria-label={profile === null ? "New model" : `Edit ${profile.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void save();
      }}
    >
      <TextField
        label="Base URL"
        type="url"
        value={baseUrl}
        placeholder="https://api.example.org/v1"
        problem={urlProblem}
        onChange={setBaseUrl}
      />
      <div className="field-row">
        <TextField label="Model" value={model} placeholder="gpt-5" onChange={setModel} />
        <TextField label="Name" value={name} placeholder="shown in the chat" onChange={setName} />
      </div>
      <div className="field-row">
        <ChoiceField label="Key" options={keyKinds} value={keyKind} onChange={setKeyKind} />
        {keyKind === "keychain" && (
          <TextField
            label="API key"
            type="password"
            value={secret}
            placeholder={keptKey === null ? "" : "unchanged"}
            onChange={setSecret}
          />
        )}
        {keyKind === "environment" && (
          <TextField
            label="Variable"
            value={place}
            placeholder="OPENAI_API_KEY"
            onChange={setPlace}
          />
        )}
        {keyKind === "file" && (
          <TextField label="Path" value={place} placeholder="~/.config/key" onChange={setPlace} />
        )}
      </div>
      <ProfileTools value={toolsOff} onChange={setToolsOff} />
      <ProfileContext value={context} onChange={setContext} />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="settings-row">
        <button type="submit" className="button primary" disabled={!ready || busy}>
          {act}
        </button>
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}

function problemOfUrl(url: string): string | undefined {
  const good = url === "" || /^https?:\/\/[^\s/]+/.test(url);
  return good ? undefined : "An address starts with http:// or https://.";
}

function placeOf(key: KeySource | undefined): string {
  if (key?.kind === "environment") return key.variable;
  return key?.kind === "file" ? key.path : "";
}

function keySource(kind: KeyKind, place: string, kept: KeySource | null): KeySource {
  switch (kind) {
    case "environment":
      return { kind, variable: place };
    case "file":
      return { kind, path: place };
    case "keychain":
      // A typed key travels beside the draft and is the key from then on.
      return kept ?? { kind: "none" };
    default:
      return { kind: "none" };
  }
}
