import { createServer } from "node:net";

let next = Math.floor(Math.random() * 250);

/** The next of 127.0.1.1 … 127.0.1.250: on Linux each is there without any set-up, and looks like another host. */
export function loopbackAddress(): string {
  next = (next + 1) % 250;
  return `127.0.1.${next + 1}`;
}

/** A port that nothing listens on at this moment. */
export function freePort(address = "127.0.0.1"): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, address, () => {
      const bound = server.address();
      const port = typeof bound === "object" && bound !== null ? bound.port : 0;
      server.close(() => resolve(port));
    });
  });
}
