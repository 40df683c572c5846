import type { Command } from "commander";
import { RedactStream } from "../base/redaction/redact-stream.ts";
import { Redactor } from "../base/redactor.ts";
import type { Surroundings } from "./surroundings.ts";

/** Input that rests this long is given out as far as it is whole, in milliseconds: `tail -f x | fairlead redact` keeps up. */
const restMs = 150;

/** `fairlead redact`: a filter that takes secrets out of what goes through it, as they are taken out of what a model gets. */
export function addRedactCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("redact")
    .description("a filter: standard input without what looks like a secret")
    .action(async () => {
      const { signal, stdin, stdout } = surroundings;
      const stream = new RedactStream(new Redactor());
      const decoder = new TextDecoder();
      const give = async (text: string) => {
        if (text === "" || stdout.write(text)) return;
        await new Promise<void>((resolve) => stdout.once("drain", resolve));
      };
      let resting: NodeJS.Timeout | undefined;
      const stop = () => stdin.destroy();
      signal.addEventListener("abort", stop, { once: true });
      try {
        for await (const chunk of stdin) {
          clearTimeout(resting);
          await give(stream.push(decoder.decode(chunk as Uint8Array, { stream: true })));
          resting = setTimeout(() => void give(stream.rest()), restMs);
        }
      } finally {
        clearTimeout(resting);
        signal.removeEventListener("abort", stop);
      }
      await give(stream.push(decoder.decode()));
      await give(stream.end());
    });
}
