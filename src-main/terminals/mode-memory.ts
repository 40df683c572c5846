/** Modes whose loss a replay would show: cursor keys, wrap, cursor, mouse, focus, alternate screen, bracketed paste. */
const kept = new Set([1, 7, 25, 47, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1047, 1049, 2004]);
const onByDefault = new Set([7, 25]);

/**
 * The private modes that a terminal's bytes have set, so that a replay which begins after them can begin with them.
 * Sequences that are cut between two calls are missed; programs set their modes in one write.
 */
export class ModeMemory {
  readonly #on = new Map<number, boolean>();

  note(bytes: Uint8Array): void {
    for (let at = bytes.indexOf(0x1b); at !== -1; at = bytes.indexOf(0x1b, at + 1)) {
      if (bytes[at + 1] !== 0x5b || bytes[at + 2] !== 0x3f) continue;
      const text = Buffer.from(bytes.subarray(at + 3, at + 40)).toString("latin1");
      const [, modes = "", final] = /^([\d;]+)([hl])/.exec(text) ?? [];
      for (const mode of modes.split(";").map(Number)) {
        if (kept.has(mode)) this.#on.set(mode, final === "h");
      }
    }
  }

  /** What switches a fresh emulator to these modes; the alternate screen first. */
  preface(): Uint8Array {
    const changed = [...this.#on].filter(([mode, on]) => on !== onByDefault.has(mode));
    changed.sort(([one], [other]) => other - one);
    return Buffer.from(changed.map(([mode, on]) => `\x1b[?${mode}${on ? "h" : "l"}`).join(""));
  }
}
