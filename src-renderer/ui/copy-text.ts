/** Puts text on the clipboard; where the clipboard needs a permission it has not, through a copy command. */
export async function copyText(text: string, document: Document): Promise<void> {
  try {
    await document.defaultView?.navigator.clipboard.writeText(text);
  } catch {
    copyByCommand(text, document);
  }
}

function copyByCommand(text: string, document: Document): void {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
}
