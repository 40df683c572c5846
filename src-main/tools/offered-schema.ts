import { z } from "zod";

type Json = Record<string, unknown>;

/**
 * The JSON schema of a tool's arguments as a model is offered it. Every request carries it, so what only says where an input
 * is too long or too large is left out: the descriptions speak of what matters, and what does not fit is answered with a
 * sentence. What arrives is checked against the whole schema all the same.
 */
export function offeredSchema(schema: z.ZodObject): Json {
  const { $schema: _, ...parameters } = z.toJSONSchema(schema, { io: "input" });
  return slim(parameters);
}

/** Bounds that no sensible call comes near. */
const farChars = 1_000;
const farNumber = 1_000_000;

function slim(from: Json): Json {
  const to: Json = {};
  for (const [name, value] of Object.entries(from)) {
    if (name === "pattern" || (name === "minLength" && value === 1)) continue;
    if (name === "maxLength" && Number(value) >= farChars) continue;
    if ((name === "minimum" || name === "maximum") && Math.abs(Number(value)) >= farNumber)
      continue;
    to[name] = slimmed(name, value);
  }
  return to;
}

function slimmed(name: string, value: unknown): unknown {
  if (name === "properties") {
    return Object.fromEntries(
      Object.entries(value as Json).map(([key, inner]) => [key, slim(inner as Json)]),
    );
  }
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? slim(one) : one));
  return isObject(value) ? slim(value) : value;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
