import { CircleDot } from "lucide-react";
import { useState } from "react";
import type { ModelProfile } from "../../shared/contract/models.ts";
import type { ProfileId } from "../../shared/ids.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { ModelForm } from "./model-form.tsx";
import { startPractice, useModels } from "./models-store.ts";
import { OllamaOffer, useOllama } from "./ollama-offer.tsx";
import { TestModel } from "./test-model.tsx";

/** The model profiles: which one answers, adding, changing, testing, removing. */
export function ModelsPage() {
  const { profiles, active, fromEnvironment } = useModels();
  const [editing, setEditing] = useState<ProfileId | "new" | null>(null);
  const [removing, setRemoving] = useState<ModelProfile | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const ollama = useOllama();
  const act = async (call: Promise<unknown>) => {
    const outcome = await attempt(call);
    setFailure(outcome.ok ? null : outcome.error);
  };
  const practise = async () => {
    const outcome = await startPractice();
    setFailure(outcome.ok ? null : outcome.error);
  };
  // The keyboard goes back to the button that opened the form, unless somebody has taken it elsewhere meanwhile.
  const leave = (form: ProfileId | "new") =>
    onceClosed(
      () => setEditing(null),
      () =>
        document.activeElement === document.body && document.getElementById(opener(form))?.focus(),
    );
  const select = (profile: ModelProfile) => {
    if (editing !== null) leave(editing);
    void act(client.models.select({ id: profile.id }));
  };
  return (
    <>
      {fromEnvironment && (
        <p className="notice">
          The model in use comes from FAIRLEAD_BASE_URL, FAIRLEAD_API_KEY and FAIRLEAD_MODEL.
        </p>
      )}
      <ul className="profile-list">
        {profiles.map((profile) =>
          editing === profile.id ? (
            <li key={profile.id}>
              <ModelForm
                profile={profile}
                act="Save"
                onSaved={() => leave(profile.id)}
                onCancel={() => leave(profile.id)}
              />
            </li>
          ) : (
            <li key={profile.id} className="profile">
              {profile.id === active ? <CircleDot size={14} aria-hidden /> : <span />}
              <span className="cut">
                <strong>{profile.name}</strong>
                {profile.id === active && <span className="faint"> in use</span>}
              </span>
              <span className="settings-row">
                {profile.id !== active && !fromEnvironment && (
                  <button
                    type="button"
                    className="button small"
                    aria-label={`Use ${profile.name}`}
                    onClick={() => select(profile)}
                  >
                    Use
                  </button>
                )}
                {profile.provider !== "practice" && (
                  <button
                    type="button"
                    id={opener(profile.id)}
                    className="button small"
                    aria-label={`Edit ${profile.name}`}
                    onClick={() => setEditing(profile.id)}
                  >
                    Edit
                  </button>
                )}
                <button
                  type="button"
                  className="button small"
                  aria-label={`Remove ${profile.name}`}
                  onClick={() => setRemoving(profile)}
                >
                  Remove
                </button>
              </span>
              <span className="profile-wide faint cut">
                {profile.provider === "practice"
                  ? "Practice, no language model: fixed rules for everyday questions."
                  : `${profile.model} at ${profile.baseUrl}, ${keyWords(profile)}`}
              </span>
              <span className="profile-wide settings-row">
                <TestModel id={profile.id} name={profile.name} />
              </span>
            </li>
          ),
        )}
      </ul>
      {profiles.length === 0 && <p className="soft">No model yet.</p>}
      {failure !== null && <FailureNotice failure={failure} />}
      {editing === "new" ? (
        <ModelForm profile={null} act="Add" onSaved={select} onCancel={() => leave("new")} />
      ) : (
        <div className="settings-row">
          <button
            type="button"
            id={opener("new")}
            className="button"
            onClick={() => setEditing("new")}
          >
            Add an endpoint
          </button>
          {profiles.every(({ provider }) => provider !== "practice") && (
            <button type="button" className="button" onClick={() => void practise()}>
              Add practice, no language model
            </button>
          )}
        </div>
      )}
      {ollama && (
        <>
          <h3>Ollama at {ollama.baseUrl}</h3>
          <OllamaOffer found={ollama} onSaved={select} />
        </>
      )}
      {removing !== null && (
        <ConfirmDialog
          title={`Remove ${removing.name}?`}
          act="Remove"
          onClose={() => setRemoving(null)}
          onConfirm={() => {
            setRemoving(null);
            void act(client.models.remove({ id: removing.id }));
          }}
        >
          <p>The profile and its stored key are removed. Conversations stay.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** The id of the button that opens a form. */
const opener = (form: ProfileId | "new") => `edit-${form}`;

function keyWords({ key }: ModelProfile): string {
  switch (key.kind) {
    case "keychain":
      return "key stored";
    case "environment":
      return `key from ${key.variable}`;
    case "file":
      return `key from ${key.path}`;
    default:
      return "no key";
  }
}
