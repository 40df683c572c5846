import { createPrivateKey } from "node:crypto";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import ssh2, { type ParsedKey } from "ssh2";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Secret } from "../base/secret.ts";

type Said = { pem: string } | { problem: string };

/** A script of its own text, so that it runs the same from source, from the built folder and from the packaged app. */
const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { utils } = require(workerData.ssh2);
  let said;
  try {
    const key = utils.parseKey(Buffer.from(workerData.text), Buffer.from(workerData.passphrase));
    said = key instanceof Error ? { problem: key.message } : { pem: key.getPrivatePEM() };
  } catch (error) {
    said = { problem: error.message };
  }
  workerData.text.fill(0);
  workerData.passphrase.fill(0);
  parentPort.postMessage(said);
`;

/**
 * Opens an encrypted private key in a worker: ssh2 derives the key in plain JavaScript, which keeps a thread busy for 0.2
 * to several seconds and would hold up every terminal. Fails with the reason; a wrong passphrase is one.
 */
export async function decryptKey(
  text: Buffer,
  passphrase: Secret,
  signal: AbortSignal,
): Promise<Result<ParsedKey, string>> {
  const said = await inWorker(text, passphrase, signal);
  return "pem" in said ? parsePlain(said.pem) : fail(said.problem);
}

function inWorker(text: Buffer, passphrase: Secret, signal: AbortSignal): Promise<Said> {
  if (signal.aborted) return Promise.resolve({ problem: "stopped" });
  return new Promise((resolve) => {
    const worker = passphrase.reveal(
      (bytes) =>
        new Worker(program, {
          eval: true,
          execArgv: [],
          workerData: {
            ssh2: createRequire(import.meta.url).resolve("ssh2"),
            text: Uint8Array.from(text),
            passphrase: Uint8Array.from(bytes),
          },
        }),
    );
    const settle = (said: Said) => {
      signal.removeEventListener("abort", stopped);
      void worker.terminate();
      resolve(said);
    };
    const stopped = () => settle({ problem: "stopped" });
    signal.addEventListener("abort", stopped);
    worker.once("message", settle);
    worker.once("error", (error: Error) => settle({ problem: error.message }));
    worker.once("exit", () => settle({ problem: "the worker ended without an answer" }));
  });
}

/** ssh2 writes ed25519 keys in a form that it does not read; that one is put into OpenSSH's own first. */
function parsePlain(pem: string): Result<ParsedKey, string> {
  const isPkcs8 = pem.startsWith("-----BEGIN PRIVATE KEY-----");
  const key = ssh2.utils.parseKey(isPkcs8 ? opensshForm(pem) : pem);
  return key instanceof Error ? fail(key.message) : ok(key);
}

/** openssh-key-v1 without encryption (PROTOCOL.key of OpenSSH). */
function opensshForm(pem: string): string {
  const { x = "", d = "" } = createPrivateKey(pem).export({ format: "jwk" });
  const publicHalf = Buffer.from(x, "base64url");
  const type = field(Buffer.from("ssh-ed25519"));
  const secretHalf = Buffer.concat([Buffer.from(d, "base64url"), publicHalf]);
  const check = Buffer.alloc(8);
  const secret = Buffer.concat([
    check,
    type,
    field(publicHalf),
    field(secretHalf),
    field(Buffer.alloc(0)),
  ]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (secret.length % 8)) % 8));
  const none = field(Buffer.from("none"));
  const whole = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    none,
    none,
    field(Buffer.alloc(0)),
    Buffer.from([0, 0, 0, 1]),
    field(Buffer.concat([type, field(publicHalf)])),
    field(Buffer.concat([secret, padding])),
  ]);
  const lines = whole.toString("base64").replace(/.{70}/g, "$&\n");
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
