import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Pty, spawn } from "node-pty";
import ssh2, { type Server, type Session } from "ssh2";
import { loopbackAddress } from "./loopback.ts";
import { makeKey } from "./ssh-keys.ts";

/**
 * An SSH server that has a shell and nothing else: it refuses commands and subsystems, as appliances do. OpenSSH cannot be
 * set up so; this is ssh2's own server before a real bash on a real PTY. Whoever has a key is let in.
 */
export class ShellOnlyServer implements AsyncDisposable {
  readonly address = loopbackAddress();
  readonly user = "ada";
  readonly directory = mkdtempSync(join(tmpdir(), "fairlead-shell-only-"));
  /** What came for the shell, as text. */
  received = "";
  readonly #server: Server;
  readonly #shells = new Set<Pty>();
  port = 0;

  private constructor() {
    makeKey(this.directory, "host");
    makeKey(this.directory, "id");
    const hostKeys = [readFileSync(join(this.directory, "host"))];
    this.#server = new ssh2.Server({ hostKeys }, (client) => {
      client.on("error", () => undefined); // A client that hangs up.
      client.on("authentication", (asked) =>
        asked.method === "publickey" ? asked.accept() : asked.reject(["publickey"]),
      );
      client.on("session", (accept) => this.#serve(accept()));
    });
  }

  static async start(): Promise<ShellOnlyServer> {
    const server = new ShellOnlyServer();
    server.#server.listen(0, server.address);
    await once(server.#server, "listening");
    server.port = (server.#server.address() as AddressInfo).port;
    return server;
  }

  #serve(session: Session): void {
    session.on("pty", (accept) => accept?.());
    session.on("exec", (_accept, reject) => reject?.());
    session.on("subsystem", (_accept, reject) => reject?.());
    session.on("shell", (accept) => {
      const channel = accept();
      const env = {
        PATH: process.env["PATH"] ?? "/usr/bin:/bin",
        HOME: this.directory,
        TERM: "xterm-256color",
        PS1: "appliance$ ",
        HISTFILE: "",
      };
      const size = { cols: 80, rows: 24 };
      const shell = spawn("bash", ["--norc", "--noprofile"], {
        ...size,
        name: env.TERM,
        cwd: this.directory,
        env,
        encoding: null,
      });
      this.#shells.add(shell);
      shell.on("data", (bytes) => channel.write(bytes));
      shell.onExit(() => channel.end());
      channel.on("data", (bytes: Buffer) => {
        this.received += bytes.toString("utf8");
        shell.write(bytes);
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const shell of this.#shells) shell.kill("SIGKILL");
    this.#server.close();
    rmSync(this.directory, { recursive: true });
  }
}
