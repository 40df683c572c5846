import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";

/** How far the audit was when its last entry was confirmed, as it is kept outside of the audit's files. */
export type KeptHead = {
  /** Number of the last entry, which is also how many there are. */
  sequence: number;
  hash: string;
  /** Number of the file it is in. */
  file: number;
  /** Ed25519, base64; null where there was no key. */
  signature: string | null;
  /** Names the key; null where there was none. */
  key: string | null;
};

/** Where the head is kept; replaced as a whole. */
export type HeadStorage = {
  read(): Promise<Result<KeptHead | null, FairleadError>>;
  write(head: KeptHead): Promise<Result<void, FairleadError>>;
};

/** A place in the chain. */
export type ChainPoint = { sequence: number; hash: string };

/** An Ed25519 key that signs heads. Made from the bytes that the keychain keeps (PKCS #8, DER). */
export class HeadKey {
  readonly #private: ReturnType<typeof createPrivateKey>;
  readonly #public: ReturnType<typeof createPublicKey>;
  /** Names the key without giving anything away: the beginning of the SHA-256 of its public half. */
  readonly name: string;

  /** Throws where the bytes are no such key. */
  constructor(bytes: Buffer) {
    this.#private = createPrivateKey({ key: bytes, format: "der", type: "pkcs8" });
    this.#public = createPublicKey(this.#private);
    const spki = this.#public.export({ format: "der", type: "spki" });
    this.name = createHash("sha256").update(spki).digest("hex").slice(0, 16);
  }

  sign(head: ChainPoint & { file: number }): string {
    return sign(null, signedText(head), this.#private).toString("base64");
  }

  verifies(head: KeptHead): boolean {
    if (head.signature === null) return false;
    return verify(null, signedText(head), this.#public, Buffer.from(head.signature, "base64"));
  }
}

function signedText({ file, hash, sequence }: ChainPoint & { file: number }): Buffer {
  return Buffer.from(`fairlead audit head 1\n${sequence}\n${hash}\n${file}\n`, "utf8");
}

/** The head with the key at hand. Stores and reads; what a difference means is `judgeHead`'s. */
export class Head {
  readonly #storage: HeadStorage;
  readonly key: HeadKey | null;

  constructor(storage: HeadStorage, key: HeadKey | null) {
    this.#storage = storage;
    this.key = key;
  }

  read(): Promise<Result<KeptHead | null, FairleadError>> {
    return this.#storage.read();
  }

  write({ hash, sequence }: ChainPoint, file: number): Promise<Result<void, FairleadError>> {
    const { key } = this;
    const signature = key?.sign({ sequence, hash, file }) ?? null;
    return this.#storage.write({ sequence, hash, file, signature, key: key?.name ?? null });
  }
}
