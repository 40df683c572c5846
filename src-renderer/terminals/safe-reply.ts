/** Answers that an emulator may give to a host: numbers, and words that it chose itself. No text of the host's. */
const reply =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the answers are control sequences.
  /^(?:\x1b\[[?>]?\d{0,5}(?:;\d{1,5}){0,2}[cnR]|\x1b\[\??\d{1,10};[0-4]\$y|\x1b\[[IO]|\x1b\](?:4;\d{1,3}|1[0-2]);rgb:[\da-f]{4}\/[\da-f]{4}\/[\da-f]{4}\x1b\\|\x1bP[01]\$r(?:[\d;]{0,12}[ "]?[pqrm])?\x1b\\)$/;

/** True where a text is an answer that may go back to a host. */
export const isSafeReply = (text: string): boolean => reply.test(text);
