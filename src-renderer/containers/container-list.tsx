import { Command } from "cmdk";
import { useLayoutEffect, useRef } from "react";
import type { EngineListing, RunningContainer } from "../../shared/contract/containers.ts";
import { absoluteTime, agoWords } from "../ui/times.ts";

interface ContainerListProps {
  engines: readonly EngineListing[];
  hostName: string;
  onOpen: (engine: EngineListing, container: RunningContainer) => Promise<void>;
}

/** Filter and list: arrow keys choose, Enter or a click opens. */
export function ContainerList({ engines, hostName, onOpen }: ContainerListProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const all = engines.flatMap((engine) =>
    engine.containers.map((container) => ({ engine, container })),
  );
  if (all.length === 0) {
    if (engines.every(({ problem }) => problem !== null)) return null;
    return <p className="soft containers-wait">No container runs on {hostName}.</p>;
  }
  const now = Date.now();
  return (
    <Command label="Filter containers" loop filter={holds}>
      <Command.Input ref={field} className="input" placeholder="Filter by name, image or id" />
      <Command.List className="containers-list" label="Running containers">
        <Command.Empty className="containers-empty">No container matches.</Command.Empty>
        {all.map(({ container, engine }) => (
          <Command.Item
            key={`${engine.engine} ${container.id}`}
            value={`${container.name} ${container.image} ${container.id} ${engine.engine}`}
            className="container-row"
            onSelect={() => void onOpen(engine, container)}
          >
            <span className="container-name cut" title={container.name}>
              {container.name}
            </span>
            <span className="soft cut" title={container.image}>
              {container.image}
            </span>
            <span className="soft cut" title={container.state}>
              {container.state}
            </span>
            <span
              className="faint"
              title={`Made ${container.createdAt === null ? "at an unknown time" : absoluteTime(container.createdAt)}`}
            >
              {container.createdAt === null ? "age unknown" : agoWords(container.createdAt, now)}
            </span>
            <code className="faint" title={container.id}>
              {container.id.slice(0, 12)}
            </code>
            <span className="faint">{engine.engine}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

/** Every word somewhere: a fuzzy match would offer containers that nobody meant. */
function holds(value: string, filter: string): number {
  const text = value.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0;
}
