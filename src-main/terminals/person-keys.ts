/** Answers that an emulator gives by itself: cursor position, device attributes, focus, colours, settings. */
const reply =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the answers are control sequences.
  /^(?:\x1b\[\??\d+(?:;\d+)*[Rn]|\x1b\[[>=?]?[\d;]*c|\x1b\[\?[\d;]+\$y|\x1b\[[IO]|\x1b\[\d+;\d+;\d+t|\x1b[P_][ -~]*\x1b\\|\x1b\][ -~]*(?:\x07|\x1b\\))+$/;

/** True where the bytes are an emulator's answers to questions of a program, and no key of a person. */
export function isEmulatorReply(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x1b || bytes.length > 4_096) return false;
  return reply.test(Buffer.from(bytes).toString("latin1"));
}

/** What the last key of the person may have done to a half-typed line. */
export type LineEffect =
  /** Something may stand on the line. */
  | "typed"
  /** The line may be empty again: it was cancelled, killed or rubbed out. */
  | "cleared"
  /** The line was entered. */
  | "entered";

export function lineEffect(bytes: Uint8Array): LineEffect {
  switch (bytes.at(-1)) {
    case 0x0d:
    case 0x0a:
      return "entered";
    case 0x03:
    case 0x15:
    case 0x17:
    case 0x08:
    case 0x7f:
      return "cleared";
    default:
      return "typed";
  }
}
