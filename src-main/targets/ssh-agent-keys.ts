import ssh2, {
  type BaseAgent,
  type IdentityCallback,
  type ParsedKey,
  type PublicKeyEntry,
  type SignCallback,
  type SigningRequestOptions,
} from "ssh2";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";

const answerMs = 5_000;

/** An agent that answered, and the public keys it holds. */
export type AgentIdentities = { agent: BaseAgent; keys: ParsedKey[] };

/** Asks the agent at `socket` what it holds; "agent-unavailable" with the reason where nothing answers in 5 s. */
export async function agentIdentities(
  socket: string | undefined,
  signal: AbortSignal,
): Promise<Result<AgentIdentities, FairleadError>> {
  if (socket === undefined || socket === "") {
    return fail(failure("agent-unavailable", "SSH_AUTH_SOCK is not set"));
  }
  const agent = ssh2.createAgent(socket);
  const asked = new Promise<Result<AgentIdentities, FairleadError>>((resolve) => {
    agent.getIdentities((error, found) => {
      if (error) resolve(fail(failure("agent-unavailable", `${socket}: ${error.message}`)));
      else resolve(ok({ agent, keys: (found ?? []).flatMap(parsed) }));
    });
  });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
  return await orAborted(asked, limit, () =>
    fail(failure(signal.aborted ? "aborted" : "agent-unavailable", `${socket}: no answer`)),
  );
}

/** The same agent, showing one of its keys only. */
export class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #agent: BaseAgent;
  readonly #key: ParsedKey;

  constructor(agent: BaseAgent, key: ParsedKey) {
    super();
    this.#agent = agent;
    this.#key = key;
  }

  override getIdentities(callback: IdentityCallback<ParsedKey>): void {
    callback(undefined, [this.#key]);
  }

  /** ssh2 passes the options (which hash to sign with) in the middle, or leaves them out. */
  override sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    callback?: SignCallback,
  ): void {
    if (typeof options === "function") this.#agent.sign(key, data, options);
    else this.#agent.sign(key, data, options, callback);
  }
}

/** Entries that ssh2 could not read are left out. */
function parsed(entry: string | Buffer | ParsedKey | PublicKeyEntry): ParsedKey[] {
  if (typeof entry === "object" && "pubKey" in entry) return [];
  const key = ssh2.utils.parseKey(entry);
  return key instanceof Error ? [] : [key];
}
