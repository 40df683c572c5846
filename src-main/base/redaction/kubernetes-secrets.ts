import type { Span } from "./find-secrets.ts";

/** What stands under `data:` and `stringData:` of a Kubernetes Secret, as YAML or JSON. */
export function kubernetesSecrets(text: string, lower: string): Span[] {
  if (!lower.includes("secret") || !/\bkind"?\s*:\s*"?Secret(?:List)?\b/.test(text)) return [];
  return [...blocks(text, /^([ \t]*)(?:data|stringData):[ \t]*\r?$/gm), ...objects(text)];
}

/** Indented lines under a key. */
function blocks(text: string, key: RegExp): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(key)) {
    const indent = match[1]?.length ?? 0;
    let at = match.index + match[0].length + 1;
    for (const line of text.slice(at).split("\n")) {
      const depth = line.length - line.trimStart().length;
      if (line.trim() !== "" && depth <= indent) break;
      const secret = /^\s*(?:[\w.-]+:\s*)?["']?(.*?)["']?\s*$/.exec(line)?.[1] ?? "";
      if (secret !== "" && !/^[|>][+-]?$/.test(secret)) {
        const start = at + line.lastIndexOf(secret);
        found.push({ start, end: start + secret.length });
      }
      at += line.length + 1;
    }
  }
  return found;
}

/** Members of a JSON object. */
function objects(text: string): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(/"(?:data|stringData)"\s*:\s*\{([^{}]*)\}/g)) {
    const inside = match.index + match[0].indexOf("{") + 1;
    for (const member of (match[1] ?? "").matchAll(/:\s*"([^"]+)"/g)) {
      const secret = member[1] ?? "";
      const start = inside + member.index + member[0].length - 1 - secret.length;
      found.push({ start, end: start + secret.length });
    }
  }
  return found;
}
