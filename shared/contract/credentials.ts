import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { credentialId } from "../ids.ts";
import { call } from "./call.ts";

export const credentialEvent = z.object({
  type: z.literal("credentials-changed"),
  backend: z.enum(["keychain", "vault", "memory"]),
  /** A vault file exists and waits for its passphrase. */
  locked: z.boolean(),
  /** What this means, for a person. */
  explanation: z.string(),
  /** Names only; a value never leaves main. */
  stored: z.array(z.object({ id: credentialId, label: z.string() })),
});
export type CredentialEvent = z.infer<typeof credentialEvent>;

export const credentialsContract = {
  set: call
    .input(
      z.object({
        label: z.string().trim().min(1).max(200),
        secret: z.string().min(1),
        id: credentialId.optional(),
      }),
    )
    .output(z.object({ id: credentialId })),
  /** Says whether the secret can be read back; never what it is. */
  test: call.input(z.object({ id: credentialId })).output(z.object({ readable: z.boolean() })),
  remove: call.input(z.object({ id: credentialId })).output(z.void()),
  /** Opens the vault, or makes one where there is none. */
  unlock: call.input(z.object({ passphrase: z.string().min(1) })).output(z.void()),
  events: call.output(eventIterator(credentialEvent)),
};
