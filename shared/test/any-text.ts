import fc from "fast-check";

/**
 * Strings of any code points, lone surrogates among them, of `maxLength` code points at most. (fast-check's own unit "binary" takes
 * seconds to begin: it looks through all of Unicode first.)
 */
export const anyText = (maxLength = 20): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength })
    .map((codes) => String.fromCodePoint(...codes));
