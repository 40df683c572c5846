import { offBySettings, type ToolsOff, toolsOff } from "../../shared/tools-off.ts";
import { useConversations } from "../chat/conversations-store.ts";
import { usePolicy } from "../policy/policy-store.ts";
import { useModels } from "../settings/models-store.ts";
import { useSettings } from "../settings/settings-store.ts";
import { offByPolicy } from "./tools-words.ts";

/** What is off in the conversation on the screen, and the name of the model that answers in it. */
export function useToolsOff(): { off: ToolsOff; modelName: string } {
  const { conversations, current } = useConversations();
  const { profiles, active } = useModels();
  const policy = usePolicy((state) => state.policy);
  const settings = useSettings(({ event }) => event?.settings);
  const conversation = conversations.find(({ id }) => id === current);
  const answering = conversation?.profileId ?? active;
  const profile = profiles.find(({ id }) => id === answering);
  const off = toolsOff({
    policy: offByPolicy(policy),
    settings: settings === undefined ? [] : offBySettings(settings),
    model: profile?.toolsOff ?? [],
    conversation: conversation?.toolsOff ?? [],
  });
  return { off, modelName: profile?.name ?? "" };
}
