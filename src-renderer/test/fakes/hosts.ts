import type { FakeMain } from "../fake-main.ts";
import { host } from "../hosts-scene.ts";
import { failed, fake } from "./contract.ts";

export function hostsFake(main: FakeMain) {
  const { scene } = main;
  return {
    list: fake.hosts.list.handler(() => scene.hosts),
    add: fake.hosts.add.handler(({ input }) => {
      const made = host(input.name ?? input.address, {
        ...(input as object),
        id: `host-${main.nextNumber()}`,
      });
      scene.hosts.push(made);
      main.sayAll();
      return made;
    }),
    update: fake.hosts.update.handler(({ input }) => {
      const at = scene.hosts.findIndex(({ id }) => id === input.id);
      const before = scene.hosts[at];
      if (before === undefined) throw failed("host-unknown");
      const after = { ...before, ...(input.draft as object) };
      scene.hosts[at] = after;
      main.sayAll();
      return after;
    }),
    remove: fake.hosts.remove.handler(({ input }) => {
      scene.hosts = scene.hosts.filter(({ id }) => id !== input.id);
      main.sayAll();
    }),
    test: fake.hosts.test.handler(({ input }) => {
      if (input.id === "host-web-1") {
        const found = { latencyMs: 3, server: "OpenSSH_9.2p1 Debian-2", tmux: "3.3a" };
        return { ...found, hops: scene.hopsTested };
      }
      throw failed("connection-refused", "connect ECONNREFUSED 127.0.0.1:22");
    }),
    importable: fake.hosts.importable.handler(() => scene.importable),
    importFromSshConfig: fake.hosts.importFromSshConfig.handler(({ input }) => {
      const agents = input.forwardAgent.length > 0 ? ` agent ${input.forwardAgent.join()}` : "";
      main.noted(`import ${input.aliases.join()}${agents}`);
      const made = scene.importable
        .filter(({ alias }) => input.aliases.includes(alias))
        .map(({ alias, address, port, user }) =>
          host(alias, {
            ...{ address, port, user, source: "ssh-config" },
            forwardAgent: input.forwardAgent.includes(alias),
          }),
        );
      scene.hosts.push(...made);
      main.sayAll();
      return made;
    }),
    events: fake.hosts.events.handler(({ signal }) => main.streams.hosts.stream(signal)),
  };
}

export function containersFake(main: FakeMain) {
  const { scene } = main;
  return {
    list: fake.containers.list.handler(({ input }) => {
      main.noted(`containers ${input.hostId} ${input.context ?? ""}`.trim());
      const listed = scene.containers[input.hostId];
      if (listed === undefined) throw failed("engine-missing");
      return listed;
    }),
    keep: fake.containers.keep.handler(({ input: { container, user } }) => {
      const on = scene.hosts.find(({ id }) => id === container.parent);
      const made = host(container.name, {
        id: `host-${main.nextNumber()}`,
        kind: "container",
        container,
        user,
        name: `${container.name} on ${on?.name ?? "?"}`,
        group: on?.group ?? "",
        tags: on?.tags ?? [],
      });
      scene.hosts.push(made);
      main.sayAll();
      return made;
    }),
  };
}
