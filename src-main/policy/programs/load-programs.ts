import { allPrograms } from "./all-programs.ts";
import { wordsIn } from "./option-table.ts";
import type { Program } from "./program.ts";

let known: ReadonlyMap<string, Program> | null = null;

/** Every described program by each of its names; built on first use. A name that is described twice is left out. */
export function programsByName(): ReadonlyMap<string, Program> {
  if (known === null) {
    const twice = twiceDescribed(allPrograms);
    known = new Map([...byName(allPrograms)].filter(([name]) => !twice.has(name)));
  }
  return known;
}

/** The programs by name; of two under one name the last. */
export function byName(programs: readonly Program[]): ReadonlyMap<string, Program> {
  return new Map(
    programs.flatMap((program) => wordsIn(program.names).map((name) => [name, program])),
  );
}

/** Names that stand twice: two descriptions of one program would contradict each other. */
export function twiceDescribed(programs: readonly Program[]): ReadonlySet<string> {
  const names = programs.flatMap((program) => wordsIn(program.names));
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}
