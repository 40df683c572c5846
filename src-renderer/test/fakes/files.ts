import type { FakeMain } from "../fake-main.ts";
import { failed, fake } from "./contract.ts";

export function filesFake(main: FakeMain) {
  const { scene } = main;
  const settle = (id: string, state: "kept" | "reverted" | "stopped") => {
    scene.backups = scene.backups.map((each) =>
      each.id === id && each.revert ? { ...each, revert: { ...each.revert, state } } : each,
    );
    main.sayAll();
  };
  return {
    compare: fake.files.compare.handler(({ input }) => {
      const known = scene.comparisons[input.id];
      if (known === undefined) throw failed("connection-refused");
      return known;
    }),
    restore: fake.files.restore.handler(({ input }) => {
      main.noted(`restore ${input.id} over ${input.digestNow}`);
      const known = scene.comparisons[input.id];
      if (known?.digestNow !== input.digestNow) throw failed("file-changed");
      const digestNow = scene.backups.find(({ id }) => id === input.id)?.digestBefore ?? null;
      scene.comparisons[input.id] = { diff: "", state: "restored", digestNow };
      const [latest] = scene.backups;
      const id = `back-undo-${input.id.slice(5)}` as const;
      if (latest) scene.backups.unshift({ ...latest, id, operation: "restore" });
      main.sayAll();
      return { notes: [] };
    }),
    confirmRevert: fake.files.confirmRevert.handler(({ input }) => {
      main.noted(`confirm ${input.id}`);
      settle(input.id, "kept");
    }),
    revertNow: fake.files.revertNow.handler(({ input }) => {
      main.noted(`take back ${input.id}`);
      settle(input.id, "reverted");
    }),
    askRevert: fake.files.askRevert.handler(({ input }) => {
      main.noted(`ask ${input.id}`);
      settle(input.id, "stopped");
    }),
    events: fake.files.events.handler(({ signal }) => main.streams.files.stream(signal)),
  };
}
