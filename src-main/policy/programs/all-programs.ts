import { archivesPrograms } from "./archives.ts";
import { comparingPrograms } from "./comparing.ts";
import { compressionPrograms } from "./compression.ts";
import { coreutilsPrograms } from "./coreutils.ts";
import { filesPrograms } from "./files.ts";
import { hashesPrograms } from "./hashes.ts";
import { permissionsPrograms } from "./permissions.ts";
import type { Program } from "./program.ts";
import { searchPrograms } from "./search.ts";
import { structuredTextPrograms } from "./structured-text.ts";
import { textPrograms } from "./text.ts";

/** Every program that is described. A name may stand only once. */
export const allPrograms: readonly Program[] = [
  ...archivesPrograms,
  ...comparingPrograms,
  ...compressionPrograms,
  ...coreutilsPrograms,
  ...filesPrograms,
  ...hashesPrograms,
  ...permissionsPrograms,
  ...searchPrograms,
  ...structuredTextPrograms,
  ...textPrograms,
];
