const shiftOut = "\u000e";
const shiftIn = "\u000f";

/**
 * The pen (SGR state and line drawing) after the sequences of a captured line, so that each line can be written on its own.
 * Reads what `capture-pane -e` writes: attributes, 4:n underlines, 16, 256 and direct colours, shift in and out;
 * everything else is passed over.
 */
export class Pen {
  readonly #attributes = new Set<string>();
  #foreground = "";
  #background = "";
  #underline = "";
  #drawing = false;

  /** Takes in every sequence of `text`. */
  read(text: string): void {
    const shifted = Math.max(text.lastIndexOf(shiftOut), text.lastIndexOf(shiftIn));
    if (shifted >= 0) this.#drawing = text[shifted] === shiftOut;
    let at = text.indexOf("\u001b[");
    while (at >= 0) {
      const end = text.indexOf("m", at);
      if (end < 0) return;
      const parameters = text.slice(at + 2, end);
      if (/^[\d;:]*$/.test(parameters)) this.#apply(parameters.split(";"));
      at = text.indexOf("\u001b[", at + 2);
    }
  }

  /** What sets a plain pen to this state; empty where it is plain. */
  sequence(): string {
    const parts = [...this.#attributes, this.#foreground, this.#background, this.#underline].filter(
      (part) => part !== "",
    );
    const drawing = this.#drawing ? shiftOut : "";
    return parts.length === 0 ? drawing : `${drawing}\u001b[${parts.join(";")}m`;
  }

  #apply(parameters: string[]): void {
    for (let index = 0; index < parameters.length; index += 1) {
      const parameter = parameters[index] ?? "";
      const code = Number(parameter.split(":")[0] || "0");
      if (code === 38 || code === 48 || code === 58) {
        const extra = parameter.includes(":") ? 0 : parameters[index + 1] === "2" ? 4 : 2;
        const colour = parameters.slice(index, index + extra + 1).join(";");
        this.#colour(code, colour);
        index += extra;
      } else this.#code(code, parameter);
    }
  }

  #colour(code: number, colour: string): void {
    if (code === 38) this.#foreground = colour;
    else if (code === 48) this.#background = colour;
    else this.#underline = colour;
  }

  #code(code: number, parameter: string): void {
    if (code === 0) {
      this.#attributes.clear();
      this.#foreground = "";
      this.#background = "";
      this.#underline = "";
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))
      this.#foreground = parameter;
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
      this.#background = parameter;
    } else if (code === 39) this.#foreground = "";
    else if (code === 49) this.#background = "";
    else if (code === 59) this.#underline = "";
    else this.#attribute(code, parameter);
  }

  #attribute(code: number, parameter: string): void {
    const ends: Record<number, string[]> = {
      22: ["1", "2"],
      23: ["3"],
      24: ["4"],
      25: ["5"],
      27: ["7"],
      28: ["8"],
      29: ["9"],
      55: ["53"],
    };
    const ended = ends[code];
    if (ended === undefined) this.#attributes.add(parameter);
    else {
      for (const attribute of [...this.#attributes]) {
        if (ended.includes(attribute.split(":")[0] ?? "")) this.#attributes.delete(attribute);
      }
    }
  }
}
