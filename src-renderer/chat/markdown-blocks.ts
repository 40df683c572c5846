/**
 * A Markdown text cut into blocks that can be drawn one by one, so that while a text grows only its last block is drawn
 * anew. Cuts only at blank lines outside code fences, and never before a line that may belong to the block above it
 * (indented, a list item, a quote, a table row). Joined with blank lines the blocks are the text.
 */
export function markdownBlocks(text: string): string[] {
  const blocks: string[] = [];
  let block: string[] = [];
  let fence: string | null = null;
  let blank = false;
  for (const line of text.split("\n")) {
    const opens = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null && blank && line.trim() !== "" && !goesOn(line)) {
      blocks.push(block.join("\n").trimEnd());
      block = [];
    }
    if (fence === null && opens !== undefined) fence = opens;
    else if (fence !== null && closes(line, fence)) fence = null;
    blank = fence === null && line.trim() === "";
    if (block.length > 0 || line.trim() !== "") block.push(line);
  }
  if (block.length > 0) blocks.push(block.join("\n").trimEnd());
  return blocks;
}

const goesOn = (line: string): boolean =>
  /^(?:\s|[-*+](?:\s|$)|\d+(?:[.)]?$|[.)]\s)|>|\|)/.test(line);

const closes = (line: string, fence: string): boolean => {
  const marks = /^ {0,3}(`+|~+)\s*$/.exec(line)?.[1];
  return marks !== undefined && marks[0] === fence[0] && marks.length >= fence.length;
};
