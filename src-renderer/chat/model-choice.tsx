import { openDialog } from "../app/frame-store.ts";
import { attempt, client } from "../control/client.ts";
import { useModels } from "../settings/models-store.ts";
import { Choice } from "../ui/choice.tsx";
import { useConversations } from "./conversations-store.ts";

/** Which model answers; always on the screen. A conversation that was begun with a model of its own keeps it. */
export function ModelChoice() {
  const { profiles, active, fromEnvironment, loaded } = useModels();
  const pinned = useConversations(
    ({ conversations, current }) => conversations.find(({ id }) => id === current)?.profileId,
  );
  if (!loaded) return <span className="faint">…</span>;
  if (profiles.length === 0) {
    return (
      <button
        type="button"
        className="button plain"
        onClick={() => openDialog({ kind: "settings", page: "models" })}
      >
        Set up a model
      </button>
    );
  }
  return (
    <Choice
      label="Model"
      quiet
      placeholder="Choose a model"
      options={profiles.map((profile) => ({
        value: profile.id,
        label: profile.name,
        hint: fromEnvironment && profile.id === active ? "from the environment" : profile.model,
      }))}
      value={pinned ?? active}
      disabled={fromEnvironment || pinned != null}
      onChange={(id) => void attempt(client.models.select({ id }))}
    />
  );
}
