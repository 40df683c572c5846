import { kubernetesSecrets } from "./kubernetes-secrets.ts";
import { placeForms } from "./place-forms.ts";
import type { SecretForm } from "./secret-form.ts";
import { shapeForms } from "./shape-forms.ts";
import { tokenForms } from "./token-forms.ts";

/** A part of a text in UTF-16 units. */
export type Span = { start: number; end: number };

export const secretForms: readonly SecretForm[] = [...tokenForms, ...placeForms, ...shapeForms];

/** Every part that looks like a secret, in no order; they may overlap. Linear in the text for all practical purposes. */
export function findSecrets(text: string): Span[] {
  const lower = text.toLowerCase();
  const found: Span[] = kubernetesSecrets(text, lower);
  for (const { hints, pattern } of secretForms) {
    if (!hints.some((hint) => lower.includes(hint))) continue;
    for (const match of text.matchAll(pattern)) {
      if (match[0] === "") continue;
      found.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}
