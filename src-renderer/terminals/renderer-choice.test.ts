import { expect, test } from "vitest";
import {
  type ContextHolder,
  claimContext,
  rendererChoice,
  returnContext,
} from "./renderer-choice.ts";

const pageWith = (search: string, kept: string | null = null) =>
  ({ location: { search }, localStorage: { getItem: () => kept } }) as unknown as Window;

for (const [search, kept, choice] of [
  ["", null, "auto"],
  ["?renderer=dom", null, "dom"],
  ["?renderer=webgl", "dom", "webgl"],
  ["", "dom", "dom"],
  ["?renderer=canvas", null, "auto"],
] as const) {
  test(`address "${search}" and "${kept}" kept: ${choice}`, () => {
    expect(rendererChoice(pageWith(search, kept))).toBe(choice);
  });
}

test("beyond the limit a hidden emulator gives its context to one that is seen, never a seen one", () => {
  const released: number[] = [];
  const holders = Array.from({ length: 12 }, (_, index) => {
    const holder: ContextHolder = {
      visible: index !== 3,
      releaseContext: () => {
        released.push(index);
        returnContext(holder);
      },
    };
    return holder;
  });
  const seen = () => ({ visible: true, releaseContext: () => undefined });
  expect(holders.map(claimContext)).toEqual(holders.map(() => true));
  const [first, second] = [seen(), seen()];
  expect([claimContext(first), claimContext(second), released]).toEqual([true, false, [3]]);
  for (const holder of [...holders, first]) returnContext(holder);
});
