/** What a person should know of a font before terminals use it; null where it is there and has one width, or no name is given. */
export function fontVerdict(name: string, page: Document): string | null {
  if (name === "") return null;
  const context = page.createElement("canvas").getContext("2d");
  if (context === null) return null;
  const width = (family: string, text: string) => {
    context.font = `40px ${family}`;
    return context.measureText(text).width;
  };
  const differs = (fallback: string) =>
    ["mmmWWW", "iiilll"].some(
      (text) => width(`"${name}", ${fallback}`, text) !== width(fallback, text),
    );
  // A font that is not there leaves every fallback as it is.
  if (!differs("monospace") && !differs("serif")) {
    return "Not installed here. JetBrains Mono is used.";
  }
  return width(`"${name}", monospace`, "iiii") === width(`"${name}", monospace`, "WWWW")
    ? null
    : "Its letters differ in width. A terminal needs a monospaced font.";
}
