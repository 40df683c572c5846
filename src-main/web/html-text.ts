import type { BodyText } from "./body-text.ts";
import { type HtmlEvents, linkAddress, readHtml } from "./read-html.ts";
import { TextWriter } from "./text-writer.ts";

/** A main part shorter than this is taken for an empty frame, and the whole page is given. */
const leastMain = 200;

/**
 * A page as it reads, in Markdown: headings, lists, links, code and tables, without scripts, styles, menus and what is hidden.
 * Where the page names its main part, only that.
 */
export async function htmlText(html: string, base: URL): Promise<BodyText> {
  const reader = new PageReader(base);
  const whole = await readHtml(html, reader);
  return reader.result(whole);
}

const skipped = new Set(
  "script style noscript template svg math iframe object embed canvas nav footer select datalist dialog head audio video".split(
    " ",
  ),
);
const blocks = new Set(
  "p div section article main header aside dl table blockquote figure form fieldset details address".split(
    " ",
  ),
);
const lines = new Set("li dt dd tr summary figcaption caption legend thead tbody".split(" "));

class PageReader implements HtmlEvents {
  readonly #base: URL;
  readonly #writer = new TextWriter();
  /** How many open tags are inside what is not shown. */
  #skipping = 0;
  #inTitle = false;
  #title = "";
  /** For each open list its next number; null = it has none. */
  readonly #lists: (number | null)[] = [];
  /** Where each open link leads; null = to no other page. */
  readonly #links: (string | null)[] = [];
  #main: { from: number; to: number; depth: number } | null = null;
  #depth = 0;

  constructor(base: URL) {
    this.#base = base;
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    this.#depth += 1;
    if (name === "title" && this.#title === "") this.#inTitle = true;
    if (this.#skipping > 0 || skipped.has(name) || isHidden(attributes)) {
      this.#skipping += 1;
      return;
    }
    if (this.#main === null && (name === "main" || attributes["role"] === "main")) {
      this.#main = { from: this.#writer.length, to: -1, depth: this.#depth };
    }
    this.#open(name, attributes);
  }

  onclosetag(name: string): void {
    this.#inTitle = false;
    if (this.#skipping > 0) this.#skipping -= 1;
    else this.#close(name);
    if (this.#main?.depth === this.#depth && this.#main.to === -1) {
      this.#main.to = this.#writer.length;
    }
    this.#depth -= 1;
  }

  ontext(text: string): void {
    if (this.#inTitle) this.#title += text;
    else if (this.#skipping === 0) this.#writer.text(text);
  }

  result(whole: boolean): BodyText {
    const all = this.#writer.result();
    const { from = 0, to = -1 } = this.#main ?? {};
    const main = all.slice(from, to === -1 ? undefined : to).trim();
    const text = main.length >= leastMain ? main : all.trim();
    const note = whole ? "" : "\n[… the page's tags are nested too deeply to read on …]";
    return { title: this.#title.replace(/\s+/g, " ").trim().slice(0, 300), text: text + note };
  }

  #open(name: string, attributes: Record<string, string>): void {
    const writer = this.#writer;
    switch (name) {
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6":
        writer.block();
        writer.raw(`${"#".repeat(Number(name[1]))} `);
        break;
      case "pre":
        writer.beginCode();
        break;
      case "ul":
      case "ol":
        this.#beginList(name === "ol" ? 1 : null);
        break;
      case "li":
        this.#item();
        break;
      case "a":
        this.#beginLink(attributes["href"]);
        break;
      case "code":
      case "kbd":
        writer.open("`");
        break;
      case "br":
        writer.line();
        break;
      case "hr":
        writer.rule();
        break;
      case "td":
      case "th":
        writer.cell();
        break;
      case "img":
        this.#image(attributes["alt"]);
        break;
      default:
        this.#break(name);
        break;
    }
  }

  #close(name: string): void {
    switch (name) {
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6":
        this.#writer.block();
        break;
      case "pre":
        this.#writer.endCode();
        break;
      case "ul":
      case "ol":
        this.#endList();
        break;
      case "a":
        this.#endLink();
        break;
      case "code":
      case "kbd":
        this.#writer.close("`");
        break;
      default:
        this.#break(name);
        break;
    }
  }

  #break(name: string): void {
    if (blocks.has(name)) this.#writer.block();
    else if (lines.has(name)) this.#writer.line();
  }

  #beginList(first: number | null): void {
    if (this.#lists.length === 0) this.#writer.block();
    this.#lists.push(first);
  }

  #endList(): void {
    this.#lists.pop();
    if (this.#lists.length === 0) this.#writer.block();
    else this.#writer.line();
  }

  #item(): void {
    const { length } = this.#lists;
    const number = this.#lists[length - 1] ?? null;
    if (number !== null) this.#lists[length - 1] = number + 1;
    this.#writer.line();
    const indent = "  ".repeat(Math.min(Math.max(length - 1, 0), 10));
    this.#writer.raw(`${indent}${number === null ? "-" : `${number}.`} `);
  }

  #beginLink(href: string | undefined): void {
    const to = linkAddress(href, this.#base);
    this.#links.push(to);
    if (to !== null) this.#writer.open("[");
  }

  #endLink(): void {
    const to = this.#links.pop() ?? null;
    if (to !== null) this.#writer.close(`](${to})`);
  }

  #image(alt: string | undefined): void {
    const words = (alt ?? "").trim();
    if (words !== "") this.#writer.text(`[image: ${words}]`);
  }
}

/** What a person who looks at the page does not see, its words must not tell the agent either. */
function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  const style = (attributes["style"] ?? "").toLowerCase().replace(/\s/g, "");
  return (
    attributes["hidden"] !== undefined ||
    attributes["aria-hidden"] === "true" ||
    style.includes("display:none") ||
    style.includes("visibility:hidden")
  );
}
