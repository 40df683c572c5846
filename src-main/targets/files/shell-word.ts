/** A text as one word of POSIX sh, whatever is in it. It may not hold NUL. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
