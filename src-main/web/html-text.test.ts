import { expect, test } from "vitest";
import { htmlText } from "./html-text.ts";

const base = new URL("https://example.com/docs/page.html");
const textOf = async (html: string) => (await htmlText(html, base)).text;

for (const [what, html, expected] of [
  ["headings and paragraphs", "<h1>One</h1><p>a  b\n c<p>d", "# One\n\na b c\n\nd"],
  [
    "lists, nested and numbered",
    "<ul><li>a<ul><li>b</li></ul></li><li>c</ul><ol><li>x<li>y</ol>",
    "- a\n  - b\n- c\n\n1. x\n2. y",
  ],
  [
    "links, whole; none within the page or to a script",
    `<p>see <a href="../b?x=1&amp;y=2">this <b>page</b></a>, <a href="#top">top</a>, <a href="javascript:x()">no</a>, <a href="/e"></a>.`,
    "see [this page](https://example.com/b?x=1&y=2), top, no, .",
  ],
  [
    "code as it stands",
    "<p>run <code>ls  -l</code>:<pre><code>a\n  b &lt;c&gt;\n</code></pre><p>end",
    "run `ls -l`:\n\n```\na\n  b <c>\n```\n\nend",
  ],
  ["tables by row", "<table><tr><th>a<th>b<tr><td>1<td>2</table>after", "a | b\n1 | 2\n\nafter"],
  ["lines and rules", "a<br>b<hr>c", "a\nb\n\n---\n\nc"],
  ["pictures by their words", `<img src=x alt="A disk"><img src=y>`, "[image: A disk]"],
  [
    "nothing of scripts, styles, menus and comments",
    "<nav>menu</nav><script>x</script><style>y</style><!-- z --><svg><title>t</title></svg><p>text<footer>foot",
    "text",
  ],
  [
    "nothing that a person would not see",
    `<p>seen<p hidden>one</p><div style="display: none">two<p>three</div><span aria-hidden=true>four</span> on`,
    "seen\n\non",
  ],
  ["entities", "<p>a &amp; b &lt; c &copy; &#x1F600; &nbsp; d", "a & b < c © 😀 d"],
] as const) {
  test(what, async () => {
    expect(await textOf(html)).toBe(expected);
  });
}

test("the title is told, and the main part alone where the page names one", async () => {
  const words = "word ".repeat(60).trim();
  const page = `<html><head><title> A\n page </title></head><body><div>side</div><main><h1>M</h1><p>${words}</main><div>after</div>`;
  expect(await htmlText(page, base)).toEqual({ title: "A page", text: `# M\n\n${words}` });
  expect(await textOf("<div>side</div><main>short</main><div>after")).toBe(
    "side\n\nshort\n\nafter",
  );
});

test("what is nested without end is given up on, quickly, with what was read", async () => {
  const text = await textOf(`<p>begin</p>${"<div>".repeat(200_000)}${"</p>".repeat(200_000)}`);
  expect(text.startsWith("begin")).toBe(true);
  expect(text).toContain("nested too deeply");
});
