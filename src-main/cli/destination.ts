import { CommandFailure } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";

export type Destination = { user: string | null; address: string; port: number | null };

/** "[USER@]HOST[:PORT]"; an IPv6 address stands in brackets where a port follows. */
export function parseDestination(text: string): Destination {
  const match =
    /^(?:(?<user>[^@\s]+)@)?(?:\[(?<six>[0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[\w.-]+)?)|(?<name>[^\s:@/[\]]+))(?::(?<port>\d{1,5}))?$/.exec(
      text,
    );
  const address = match?.groups?.["six"] ?? match?.groups?.["bare"] ?? match?.groups?.["name"];
  const port = match?.groups?.["port"] === undefined ? null : Number(match.groups["port"]);
  if (
    address === undefined ||
    address.startsWith("-") ||
    (port !== null && (port < 1 || port > 65_535))
  ) {
    throw new CommandFailure(
      `"${text}" is no destination. Write [USER@]HOST[:PORT].`,
      exitCodes.usage.code,
    );
  }
  return { user: match?.groups?.["user"] ?? null, address, port };
}
