import { expect, test } from "vitest";
import { z } from "zod";
import { offeredSchema } from "./offered-schema.ts";
import { allTools, offered } from "./toolbox.ts";

test("a model is not told of bounds that no sensible call comes near", () => {
  const schema = z.object({
    pattern: z.string().min(1).max(1_000_000).describe("What to look for."),
    lines: z.int().min(1).max(500).default(20),
    step: z.union([z.string().max(200), z.int()]).optional(),
    ids: z.array(z.string().regex(/^term-[a-z]+$/)).max(30),
  });
  expect(offeredSchema(schema)).toEqual({
    type: "object",
    properties: {
      pattern: { type: "string", description: "What to look for." },
      lines: { type: "integer", minimum: 1, maximum: 500, default: 20 },
      step: { anyOf: [{ type: "string", maxLength: 200 }, { type: "integer" }] },
      ids: { type: "array", maxItems: 30, items: { type: "string" } },
    },
    required: ["pattern", "ids"],
  });
});

test("all tools together leave room in a small context", () => {
  expect(JSON.stringify(offered(allTools)).length).toBeLessThan(24_500);
});
