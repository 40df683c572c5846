import type { FairleadError } from "../../../shared/errors.ts";
import { ok, type Result } from "../../../shared/result.ts";
import { execOver } from "../collect-exec.ts";
import { shCommand } from "../sh-command.ts";
import type { SshConnection } from "../ssh-connection.ts";
import type { TargetIdentity } from "../target.ts";
import { SftpFiles } from "./sftp-files.ts";
import { ShellFiles } from "./shell-files.ts";
import type { TargetFiles } from "./target-files.ts";

/** Connections whose host has no SFTP: it is not asked again as long as they stand. */
const withoutSftp = new WeakSet<SshConnection>();

/** The files behind a connection: by SFTP, or by the shell where the host refuses that. They end with the connection. */
export async function openSshFiles(
  connection: SshConnection,
  identity: TargetIdentity,
  signal: AbortSignal,
): Promise<Result<TargetFiles, FairleadError>> {
  const openScript = (script: string, stop: AbortSignal) =>
    connection.openExec(shCommand(script), stop);
  if (!withoutSftp.has(connection)) {
    const session = await connection.openSftp(signal);
    if (session.ok) {
      const run = (script: string, stop: AbortSignal) => execOver(openScript(script, stop), stop);
      return ok(new SftpFiles(identity, session.value, run));
    }
    const refused = ["channel-refused", "connection-timeout"].includes(session.error.code);
    if (!refused || !connection.alive) return session;
    withoutSftp.add(connection);
  }
  return ok(new ShellFiles(identity, openScript));
}
