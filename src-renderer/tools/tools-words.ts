import { z } from "zod";
import type { ToolInfo, ToolTier } from "../../shared/contract/chat.ts";
import type { PolicyInForce } from "../../shared/contract/policy.ts";
import type { ToolsOff } from "../../shared/tools-off.ts";

/** The tiers, mildest first, each with what it means for being asked. */
export const tiers: readonly { tier: ToolTier; name: string; hint: string }[] = [
  {
    tier: "reads",
    name: "Looks",
    hint: "At once; files and web pages as mode, policy and settings say.",
  },
  {
    tier: "changes",
    name: "Changes",
    hint: "You are asked, unless mode and policy let it through.",
  },
  {
    tier: "privileged",
    name: "Acts with your rights",
    hint: "Every command is judged before it may run.",
  },
];

/** How many of the tools are off, in words: "all on", "2 off", "all off". null: the tools are not known yet. */
export function countWords(tools: readonly ToolInfo[] | null, off: ToolsOff): string {
  const count = tools?.filter(({ name }) => off.has(name)).length ?? off.size;
  if (count === 0) return "all on";
  return count === tools?.length ? "all off" : `${count} off`;
}

const fileRules = z.object({ tools: z.object({ off: z.array(z.string()) }) });

/** Names of the tools that the policy file switches off. */
export function offByPolicy(policy: Pick<PolicyInForce, "rules"> | null): readonly string[] {
  return fileRules.safeParse(policy?.rules).data?.tools.off ?? [];
}
