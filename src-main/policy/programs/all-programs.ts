import { archivesPrograms } from "./archives.ts";
import { comparingPrograms } from "./comparing.ts";
import { compressionPrograms } from "./compression.ts";
import { coreutilsPrograms } from "./coreutils.ts";
import { diskHealthPrograms } from "./disk-health.ts";
import { fileRemovalPrograms } from "./file-removal.ts";
import { filesPrograms } from "./files.ts";
import { hardwarePrograms } from "./hardware.ts";
import { hashesPrograms } from "./hashes.ts";
import { macosPrograms } from "./macos.ts";
import { measuringPrograms } from "./measuring.ts";
import { permissionsPrograms } from "./permissions.ts";
import { processesPrograms } from "./processes.ts";
import type { Program } from "./program.ts";
import { resourcesPrograms } from "./resources.ts";
import { searchPrograms } from "./search.ts";
import { structuredTextPrograms } from "./structured-text.ts";
import { systemInformationPrograms } from "./system-information.ts";
import { textPrograms } from "./text.ts";

/** Every program that is described. A name may stand only once. */
export const allPrograms: readonly Program[] = [
  ...archivesPrograms,
  ...comparingPrograms,
  ...compressionPrograms,
  ...coreutilsPrograms,
  ...diskHealthPrograms,
  ...fileRemovalPrograms,
  ...filesPrograms,
  ...hardwarePrograms,
  ...hashesPrograms,
  ...macosPrograms,
  ...measuringPrograms,
  ...permissionsPrograms,
  ...processesPrograms,
  ...resourcesPrograms,
  ...searchPrograms,
  ...structuredTextPrograms,
  ...systemInformationPrograms,
  ...textPrograms,
];
