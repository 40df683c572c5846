import { copyText } from "../ui/copy-text.ts";

/** Puts one thing on the clipboard both ways: with its looks and as plain text; as text alone where HTML is not taken. */
export async function copyFlavours(text: string, html: string, document: Document): Promise<void> {
  try {
    const flavours = new ClipboardItem({
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([html], { type: "text/html" }),
    });
    await document.defaultView?.navigator.clipboard.write([flavours]);
  } catch {
    await copyText(text, document);
  }
}
