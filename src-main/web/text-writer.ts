/** Puts text together as it is laid out: white space as HTML has it, blank lines between blocks, code as it stands. */
export class TextWriter {
  readonly #pieces: string[] = [];
  #length = 0;
  /** Line ends that are due before the next text. */
  #breaks = 0;
  #space = false;
  #code = 0;
  /** Signs around words. One that nothing was written behind yet is dropped when it closes; within code there are none. */
  readonly #signs: { sign: string; state: "due" | "written" | "none" }[] = [];

  /** Characters so far. */
  get length(): number {
    return this.#length;
  }

  /** Text of the page. */
  text(text: string): void {
    if (this.#code > 0) {
      this.#put(text);
      return;
    }
    const words = text.replace(/[\s\u00a0]+/g, " ");
    if (words.startsWith(" ")) this.#space = true;
    if (words.trim() === "") return;
    this.#put(words.trim());
    this.#space = words.endsWith(" ");
  }

  /** Signs of our own, exactly, where the text goes on. */
  raw(text: string): void {
    this.#space = false;
    this.#put(text);
  }

  /** The next text begins on a new line. */
  line(): void {
    if (this.#code > 0) this.#put("\n");
    else this.#breaks = Math.max(this.#breaks, 1);
  }

  /** The next text begins after a blank line. */
  block(): void {
    if (this.#code === 0) this.#breaks = 2;
  }

  /** Puts a sign before the words that follow. */
  open(sign: string): void {
    this.#signs.push({ sign, state: this.#code > 0 ? "none" : "due" });
  }

  /** And one behind them; nothing where there were no words. */
  close(sign: string): void {
    if (this.#signs.pop()?.state === "written") this.#append(sign);
  }

  /** The next cell of a table's row. */
  cell(): void {
    if (this.#breaks === 0 && this.#length > 0) this.raw(" | ");
  }

  /** A line across. */
  rule(): void {
    this.block();
    this.raw("---");
    this.block();
  }

  beginCode(): void {
    if (this.#code === 0) {
      this.#breaks = 2;
      this.#put("```\n");
    }
    this.#code += 1;
  }

  endCode(): void {
    this.#code = Math.max(0, this.#code - 1);
    if (this.#code > 0) return;
    this.#append(this.#pieces.at(-1)?.endsWith("\n") === true ? "```" : "\n```");
    this.#breaks = 2;
  }

  result(): string {
    return this.#pieces.join("");
  }

  #put(text: string): void {
    if (this.#length > 0 && this.#breaks > 0) this.#append("\n".repeat(this.#breaks));
    else if (this.#space && this.#length > 0 && this.#code === 0) this.#append(" ");
    this.#breaks = 0;
    this.#space = false;
    for (const sign of this.#signs) {
      if (sign.state !== "due") continue;
      this.#append(sign.sign);
      sign.state = "written";
    }
    this.#append(text);
  }

  #append(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }
}
