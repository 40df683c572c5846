import type { Client } from "ssh2";

/** ssh2 can ping (keepalive@openssh.com) but only tells itself when the answer came; these two are what it uses for that. */
type PingInside = {
  _callbacks: ((failed: unknown) => void)[];
  _protocol: { ping(): void };
  _sock: { writable: boolean };
};

/** True when the host answered (a refusal is an answer too), false when the connection ended before. */
export function sendPing(client: Client): Promise<boolean> {
  const inside = client as unknown as PingInside;
  if (!inside._sock.writable) return Promise.resolve(false);
  return new Promise((resolve) => {
    // On a closed connection ssh2 calls every waiting callback with an Error.
    inside._callbacks.push((failed) => resolve(!(failed instanceof Error)));
    inside._protocol.ping();
  });
}
