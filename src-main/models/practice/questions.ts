import { type PracticeQuestion, plain } from "./question.ts";
import { certificates } from "./questions/certificates.ts";
import { clock } from "./questions/clock.ts";
import {
  fullScreen,
  longCommand,
  passwordPrompt,
  whoseKeyboard,
} from "./questions/demonstrations.ts";
import { disk } from "./questions/disk.ts";
import { largestFiles } from "./questions/files.ts";
import { kernel, system } from "./questions/kernel-and-system.ts";
import { load, memory, processes } from "./questions/memory-and-load.ts";
import { addresses, ports } from "./questions/network.ts";
import { boots, people } from "./questions/people-and-boots.ts";
import { services } from "./questions/services.ts";
import { updates } from "./questions/updates.ts";

/** Everything practice understands. Where two fit a question equally well the earlier one is meant. */
export const questions: readonly PracticeQuestion[] = [
  certificates,
  largestFiles,
  system,
  kernel,
  disk,
  memory,
  load,
  services,
  ports,
  people,
  boots,
  updates,
  processes,
  addresses,
  clock,
  passwordPrompt,
  fullScreen,
  longCommand,
  whoseKeyboard,
];

/** The question a text asks, or undefined where none is recognised. */
export function recognise(text: string): PracticeQuestion | undefined {
  const words = plain(text);
  const scored = questions
    .filter((question) => question.decides.test(words))
    .map((question) => ({ question, score: question.helps.test(words) ? 2 : 1 }));
  return scored.sort((one, other) => other.score - one.score)[0]?.question;
}
