import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Authentication } from "../../shared/contract/hosts.ts";

const usualKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];

/** How to log in where nobody said: through the agent if one is set up, else with the first usual key there is, else by password. */
export function defaultAuthentication(
  home: string,
  agentSocket: string | undefined,
): Authentication {
  if (agentSocket !== undefined && agentSocket !== "") return { kind: "agent" };
  const key = usualKeys.find((name) => existsSync(join(home, ".ssh", name)));
  return key === undefined ? { kind: "password" } : { kind: "key", path: `~/.ssh/${key}` };
}
