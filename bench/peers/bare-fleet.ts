import { readFileSync } from "node:fs";
import ssh2, { type Client } from "ssh2";
import { Slots } from "../../src-main/agent/fleet/slots.ts";
import { offeredAlgorithms } from "../../src-main/targets/ssh-algorithms.ts";
import type { HundredHosts } from "../hundred-hosts.ts";

type Place = HundredHosts["places"][number];

const mostConnecting = 25;
const never = new AbortController().signal;

/** The same commands over ssh2 alone, with the algorithms that Fairlead offers: no policy, no record, no check of the host key. */
export class BareFleet implements Disposable {
  readonly #hosts: HundredHosts;
  readonly #key: Buffer;
  #clients: Client[] = [];

  constructor(hosts: HundredHosts) {
    this.#hosts = hosts;
    this.#key = readFileSync(hosts.key.path);
  }

  /** Opens a connection to each. */
  async open(): Promise<void> {
    this.#clients = await this.#each((place) => this.#connect(place));
  }

  /** On the open connections, all at once. */
  async warm(command: string): Promise<void> {
    await Promise.all(this.#clients.map((client) => run(client, command)));
  }

  /** A connection each, the command, and goodbye. */
  async fresh(command: string): Promise<void> {
    await this.#each(async (place) => {
      const client = await this.#connect(place);
      await run(client, command);
      client.end();
    });
  }

  async #each<T>(work: (place: Place) => Promise<T>): Promise<T[]> {
    const slots = new Slots(mostConnecting);
    return await Promise.all(
      this.#hosts.places.map(async (place) => {
        using _slot = await slots.take(never);
        return await work(place);
      }),
    );
  }

  #connect({ address: host, port }: Place): Promise<Client> {
    const { user: username } = this.#hosts;
    return new Promise((resolve, reject) => {
      const client = new ssh2.Client();
      client.once("ready", () => resolve(client));
      client.once("error", reject);
      client.connect({
        host,
        port,
        username,
        privateKey: this.#key,
        algorithms: offeredAlgorithms([]),
      });
    });
  }

  [Symbol.dispose](): void {
    for (const client of this.#clients) client.end();
  }
}

function run(client: Client, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error !== undefined) return reject(error);
      const pieces: Buffer[] = [];
      channel.on("data", (bytes: Buffer) => pieces.push(bytes));
      channel.stderr.resume();
      channel.on("close", () => resolve(Buffer.concat(pieces).toString("utf8")));
    });
  });
}
