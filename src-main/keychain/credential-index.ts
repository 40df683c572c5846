import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { FairleadError } from "../../shared/errors.ts";
import { credentialId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { writePrivateFile } from "./private-file.ts";

const indexEntry = z.object({
  id: credentialId,
  label: z.string(),
  place: z.enum(["keychain", "vault"]),
});
export type IndexEntry = z.infer<typeof indexEntry>;

const indexFile = z.object({ version: z.literal(1), entries: z.array(indexEntry) });

/** Which secrets exist, what they are called and where they are; never a value. A damaged file counts as empty. */
export class CredentialIndex {
  readonly #path: string;
  #entries: readonly IndexEntry[];

  private constructor(path: string, entries: readonly IndexEntry[]) {
    this.#path = path;
    this.#entries = entries;
  }

  static async open(path: string): Promise<CredentialIndex> {
    try {
      const { entries } = indexFile.parse(JSON.parse(await readFile(path, "utf8")));
      return new CredentialIndex(path, entries);
    } catch {
      return new CredentialIndex(path, []);
    }
  }

  list(): readonly IndexEntry[] {
    return this.#entries;
  }

  find(id: string): IndexEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  async put(entry: IndexEntry): Promise<Result<void, FairleadError>> {
    return await this.#write([...this.#without(entry.id), entry]);
  }

  async remove(id: string): Promise<Result<void, FairleadError>> {
    return await this.#write(this.#without(id));
  }

  #without(id: string): IndexEntry[] {
    return this.#entries.filter((entry) => entry.id !== id);
  }

  async #write(entries: readonly IndexEntry[]): Promise<Result<void, FairleadError>> {
    const written = await writePrivateFile(this.#path, JSON.stringify({ version: 1, entries }));
    if (written.ok) this.#entries = entries;
    return written;
  }
}
