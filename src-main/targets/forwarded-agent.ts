import ssh2, { type GetStreamCallback, type IdentityCallback, type SignCallback } from "ssh2";

/**
 * The person's ssh-agent as programs on a host get to it. Every use asks anew whether it is allowed, so that switching
 * forwarding off ends it at once, also on connections that are open.
 */
export class ForwardedAgent extends ssh2.BaseAgent {
  readonly #socket: string;
  readonly #allowed: () => boolean;

  constructor(socket: string, allowed: () => boolean) {
    super();
    this.#socket = socket;
    this.#allowed = allowed;
  }

  override getStream(opened: GetStreamCallback): void {
    if (this.#allowed()) ssh2.createAgent(this.#socket).getStream?.(opened);
    else opened(new Error("the agent is not forwarded"));
  }

  /** It is for programs over there; a login never goes through it. */
  override getIdentities(found: IdentityCallback): void {
    found(new Error("only forwarded"));
  }

  override sign(_key: unknown, _data: unknown, options: unknown, signed?: SignCallback): void {
    (signed ?? (options as SignCallback))(new Error("only forwarded"));
  }
}
