/** What a conversation is called before its first question. */
export const untitled = "New conversation";

const longest = 60;

/** A title of a question: its first line that says something, cut at a word. */
export function titleOf(question: string): string {
  const line = question.split("\n").find((text) => text.trim() !== "") ?? "";
  const words = line.trim().replaceAll(/\s+/g, " ");
  if (words === "") return untitled;
  if (words.length <= longest) return words;
  const cut = words.slice(0, longest);
  const end = cut.lastIndexOf(" ");
  return `${(end > longest / 2 ? cut.slice(0, end) : [...cut].slice(0, -1).join("")).trimEnd()}…`;
}
