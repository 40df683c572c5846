import { z } from "zod";
import { ok } from "../../shared/result.ts";
import { defineTool } from "./tool.ts";

/** Says what time it is where Fairlead runs. A host's own clock is asked with run_shell. */
export const time = defineTool({
  name: "time",
  words: "Look at the clock",
  tier: "reads",
  description: "The present time of the machine Fairlead runs on, as UTC, local time and epoch.",
  schema: z.object({}),
  plan: (_input, context) =>
    ok({
      kind: "read",
      terminalId: null,
      source: null,
      read: async () => {
        const now = new Date(context.now());
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        const local = now.toLocaleString("sv-SE", { timeZoneName: "longOffset" });
        const epoch = Math.floor(now.getTime() / 1_000);
        const lines = [
          `utc: ${now.toISOString()}`,
          `utc date: ${now.toUTCString()}`,
          `local: ${local} (${timeZone})`,
          `epoch: ${epoch} (seconds)`,
          `epoch ms: ${now.getTime()}`,
        ];
        return ok(lines.join("\n"));
      },
    }),
});
