import type { Program } from "./program.ts";

/** Every program that is described. A name may stand only once. */
export const allPrograms: readonly Program[] = [];
