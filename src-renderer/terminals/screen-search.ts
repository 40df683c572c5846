import { SearchAddon } from "@xterm/addon-search";
import type { Terminal } from "@xterm/xterm";
import type { Result } from "../../shared/result.ts";
import { mixColours } from "./mix-colours.ts";
import { showRuler } from "./overview-ruler.ts";
import { checkQuery, mostMatches, type SearchCount, type SearchQuery } from "./search-query.ts";

/** Search in one emulator: marks what is found on the screen and in the ruler. Costs nothing before the first search. */
export class ScreenSearch implements Disposable {
  readonly #terminal: Terminal;
  #addon: SearchAddon | null = null;
  #onCount: (count: SearchCount) => void = () => undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * Goes to the next match above or below the one it is at; "newest": to the last one of all. `onCount` is told now and
   * whenever output changes the count. A failure is a sentence for the person: nothing was looked for.
   */
  find(
    query: SearchQuery,
    where: "above" | "below" | "newest",
    onCount: (count: SearchCount) => void,
  ): Result<void, string> {
    const checked = checkQuery(query);
    if (!checked.ok || query.text === "") {
      this.close();
      return checked;
    }
    this.#onCount = onCount;
    const addon = this.#loaded();
    const { text, ...options } = query;
    const given = { ...options, decorations: this.#colours() };
    if (where === "newest") {
      // The addon does not see by itself that an option has changed.
      addon.clearDecorations();
      this.#terminal.clearSelection();
    }
    const found = where === "below" ? addon.findNext(text, given) : addon.findPrevious(text, given);
    if (!found) onCount({ at: null, of: 0 });
    return checked;
  }

  /** Takes the highlights away; what is selected stays so. */
  close(): void {
    this.#onCount = () => undefined;
    this.#addon?.clearDecorations();
  }

  [Symbol.dispose](): void {
    this.#addon?.dispose();
    this.#addon = null;
  }

  #loaded(): SearchAddon {
    if (this.#addon !== null) return this.#addon;
    const addon = new SearchAddon({ highlightLimit: mostMatches });
    this.#terminal.loadAddon(addon);
    showRuler(this.#terminal);
    addon.onDidChangeResults(({ resultIndex, resultCount }) =>
      this.#onCount({ at: resultIndex < 0 ? null : resultIndex + 1, of: resultCount }),
    );
    this.#addon = addon;
    return addon;
  }

  #colours() {
    const { theme = {} } = this.#terminal.options;
    const ground = theme.background ?? "#000000";
    const yellow = theme.yellow ?? "#c0a000";
    return {
      matchBackground: mixColours(ground, yellow, 0.25),
      matchOverviewRuler: yellow,
      activeMatchBackground: mixColours(ground, yellow, 0.45),
      activeMatchBorder: theme.foreground ?? yellow,
      activeMatchColorOverviewRuler: theme.foreground ?? yellow,
    };
  }
}
