import { type engineListing, runningContainer } from "../../../shared/contract/containers.ts";
import { type EngineContext, engineContext } from "../../../shared/contract/hosts.ts";
import { linePrefix } from "./engine-scripts.ts";

/** How a container stands, as its engine says it. */
export type ContainerState = { id: string; status: string; startedAt: string };

/** Contexts and containers out of what `listScript` printed; lines that fit nothing are left out. */
export function parseListing(printed: string) {
  const lines = printed.split("\n").flatMap((line) => {
    const [prefix, kind, ...fields] = line.replace(/\r$/, "").split("\t");
    return prefix === linePrefix ? [{ kind, fields }] : [];
  });
  const contexts: EngineContext[] = [];
  let current: EngineContext | null = null;
  for (const { kind, fields } of lines) {
    const [name, endpoint = "", isCurrent] = fields;
    const context = kind === "context" ? engineContext.safeParse({ name, endpoint }) : null;
    if (context?.success !== true) continue;
    contexts.push(context.data);
    if (isCurrent === "true") current = context.data;
  }
  const containers = lines.flatMap(({ kind, fields }) => {
    if (kind !== "container") return [];
    const [id, names = "", created = "", state = "", image = ""] = fields;
    const found = runningContainer.safeParse({
      id,
      name: names.split(",")[0],
      image: plain(image),
      state: plain(state),
      createdAt: timeOf(created),
    });
    return found.success ? [found.data] : [];
  });
  containers.sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
  return { contexts, current, containers } satisfies Partial<
    ReturnType<typeof engineListing.parse> & { current: EngineContext | null }
  >;
}

/** The line of `stateLine`; null where it is none. */
export function parseState(printed: string): ContainerState | null {
  const found = new RegExp(`^${linePrefix} state ([0-9a-f]{64}) (\\w+) (.*)$`, "m").exec(printed);
  const [, id = "", status = "", startedAt = ""] = found ?? [];
  return found === null ? null : { id, status, startedAt: startedAt.trim() };
}

/** Who a shell in the container runs as; null where nothing was said. */
export function parseUser(printed: string): string | null {
  const user = new RegExp(`^${linePrefix} user (\\S{1,64})\\s*$`, "m").exec(printed)?.[1];
  return user === undefined || /\p{C}/u.test(user) ? null : user;
}

/** "2026-11-21 18:38:18.829924964 +0000 UTC" in milliseconds since the epoch. */
function timeOf(text: string): number | null {
  const [, day, time, zone] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\S* ([+-]\d{4})/.exec(text) ?? [];
  const at = Date.parse(`${day}T${time}${zone?.replace(/(\d\d)$/, ":$1")}`);
  return Number.isNaN(at) ? null : at;
}

const plain = (text: string): string => text.replace(/\p{C}/gu, "").slice(0, 300);
