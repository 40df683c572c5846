import { allPrograms } from "./all-programs.ts";
import { wordsIn } from "./option-table.ts";
import type { Program } from "./program.ts";

let known: ReadonlyMap<string, Program> | null = null;

/** Every described program by each of its names; built on first use. Throws where a name is described twice. */
export function programsByName(): ReadonlyMap<string, Program> {
  known ??= byName(allPrograms);
  return known;
}

/** The programs by name. A name may stand once: two descriptions of one program would contradict each other. */
export function byName(programs: readonly Program[]): ReadonlyMap<string, Program> {
  const map = new Map<string, Program>();
  for (const program of programs) {
    for (const name of wordsIn(program.names)) {
      if (map.has(name)) throw new Error(`the program ${name} is described twice`);
      map.set(name, program);
    }
  }
  return map;
}
