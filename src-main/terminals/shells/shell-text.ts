/**
 * Shell text as it stands in the source, backslashes included. `$\{` is written for the shell's own dollar-brace, because
 * a plain one is a substitution of the template.
 */
export function shellText(parts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: parts.raw.map((part) => part.replaceAll("$\\{", "${")) }, ...values);
}
