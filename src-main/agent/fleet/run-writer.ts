import type { Run } from "../../../shared/contract/terminals.ts";
import type { FairleadError } from "../../../shared/errors.ts";
import type { Result } from "../../../shared/result.ts";
import type { RunRecords } from "../../store/run-records.ts";

type Batch = { records: Map<Run["id"], Kept>; put: Promise<Result<void, FairleadError>> };
type Kept = { run: Run; expectedCount: null; output: string };

/** Command records of many hosts: what is to be kept at the same time shares one commit. */
export class RunWriter {
  readonly #records: Pick<RunRecords, "putAll">;
  readonly #redact: (text: string) => string;
  #last = { command: "", clean: "" };
  #batch: Batch | null = null;
  #before: Promise<unknown> = Promise.resolve();

  constructor(records: Pick<RunRecords, "putAll">, redact: (text: string) => string) {
    this.#records = records;
    this.#redact = redact;
  }

  /** On the disk when it resolves. `output` has no secrets any more. */
  keep(run: Run, output: string): Promise<Result<void, FairleadError>> {
    this.#batch ??= this.#next();
    const redacted = { ...run, command: this.#clean(run.command) };
    this.#batch.records.set(run.id, { run: redacted, expectedCount: null, output });
    return this.#batch.put;
  }

  /** All of a run have the same command. */
  #clean(command: string): string {
    if (this.#last.command !== command) {
      this.#last = { command, clean: this.#redact(command) };
    }
    return this.#last.clean;
  }

  #next(): Batch {
    const records: Batch["records"] = new Map();
    const put = this.#before.then(nextTurn).then(() => {
      this.#batch = null; // What comes from here on is of the next.
      return this.#records.putAll([...records.values()]);
    });
    this.#before = put;
    return { records, put };
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
