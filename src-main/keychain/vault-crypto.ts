import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  type ScryptOptions,
  scrypt,
} from "node:crypto";
import { z } from "zod";
import { Secret } from "../base/secret.ts";

export const vaultVersion = 1;

/** One piece of ciphertext; all base64. */
export const sealed = z.object({ iv: z.base64(), tag: z.base64(), data: z.base64() });
export type Sealed = z.infer<typeof sealed>;

/** How the passphrase becomes a key. Bounded, so that a foreign file cannot ask for all the memory there is. */
export const passphraseKey = z.object({
  name: z.literal("scrypt"),
  N: z
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: z.base64(),
});
export type PassphraseKey = z.infer<typeof passphraseKey>;

export function newPassphraseKey(cost: number): PassphraseKey {
  return { name: "scrypt", N: cost, r: 8, p: 1, salt: randomBytes(16).toString("base64") };
}

/** Takes about 0.3 s at N = 2^17, off the main thread. The caller disposes of the key. */
export function deriveKey(passphrase: Secret, how: PassphraseKey): Promise<Secret> {
  const { N, r, p } = how;
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r * p };
  const salt = Buffer.from(how.salt, "base64");
  return new Promise((resolve, reject) => {
    passphrase.reveal((bytes) =>
      scrypt(bytes, salt, 32, options, (error, key) => {
        if (error === null) resolve(new Secret(key));
        else reject(error);
      }),
    );
  });
}

/** AES-256-GCM with a fresh nonce; bound to the version and to `id`, so entries cannot be exchanged for one another. */
export function seal(key: Secret, id: string, plain: Secret): Sealed {
  const iv = randomBytes(12);
  return key.reveal((keyBytes) => {
    const cipher = createCipheriv("aes-256-gcm", keyBytes, iv);
    cipher.setAAD(boundTo(id));
    const data = plain.reveal((bytes) => Buffer.concat([cipher.update(bytes), cipher.final()]));
    return {
      iv: iv.toString("base64"),
      tag: cipher.getAuthTag().toString("base64"),
      data: data.toString("base64"),
    };
  });
}

/** Null when the key is wrong or anything was changed. The caller disposes of the secret. */
export function unseal(key: Secret, id: string, piece: Sealed): Secret | null {
  try {
    return key.reveal((keyBytes) => {
      const iv = Buffer.from(piece.iv, "base64");
      const decipher = createDecipheriv("aes-256-gcm", keyBytes, iv, { authTagLength: 16 });
      decipher.setAAD(boundTo(id));
      decipher.setAuthTag(Buffer.from(piece.tag, "base64"));
      const first = decipher.update(Buffer.from(piece.data, "base64"));
      const secret = new Secret(Buffer.concat([first, decipher.final()]));
      first.fill(0);
      return secret;
    });
  } catch {
    return null;
  }
}

const boundTo = (id: string) => Buffer.from(`${vaultVersion}|${id}`, "utf8");
