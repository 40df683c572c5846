/** Key sequences that no keyboard sends and our integration binds in bash, zsh and fish, in every keymap. */
export const privateKeys = {
  /** The editor answers with an L mark: how much is on its line. Nothing changes. */
  ask: "\x1b[27;7;98~",
  /** The same, and if the line is empty the next one is the agent's: counted, taken literally. */
  arm: "\x1b[27;7;99~",
  /** zsh: the paste that follows goes in untouched by the person's own paste widgets. */
  paste: "\x1b[27;7;97~",
  /** The editor answers with R marks, which hold the text on its line, and an L mark. */
  read: "\x1b[27;7;95~",
  /** fish: empties the line. */
  clear: "\x1b[27;7;94~",
  /** Runs the line as it stands, whatever the person has bound to Enter. */
  submit: "\x1b[27;7;96~",
} as const;
