import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";

/** Bytes that may wait for the disk; more means that it cannot keep up. */
const mostWaiting = 64 * 1024 * 1024;

/**
 * Bytes that wait on the disk, first in, first out, encrypted with a key that lives in memory only: what a program prints may
 * hold secrets, and nothing that was not redacted may be read from a disk. Whoever made it disposes of it, which removes the
 * file. After a crash nobody can read what is left of it.
 */
export class SealedSpill implements AsyncDisposable {
  readonly #path: string;
  readonly #file: Promise<FileHandle>;
  readonly #cipher;
  readonly #decipher;
  #writing: Promise<void> = Promise.resolve();
  #waiting = 0;
  #written = 0;
  #added = 0;
  #read = 0;
  /** Why it cannot go on. */
  failed: Error | null = null;

  constructor(path: string) {
    const key = randomBytes(32);
    const counter = randomBytes(16);
    this.#cipher = createCipheriv("aes-256-ctr", key, counter);
    this.#decipher = createDecipheriv("aes-256-ctr", key, counter);
    this.#path = path;
    this.#file = open(path, "wx+", 0o600);
    this.#file.catch((error: Error) => {
      this.failed = error;
    });
  }

  /** Bytes that were added and not taken yet. */
  get size(): number {
    return this.#added - this.#read;
  }

  /** Bytes on the disk. */
  get bytes(): number {
    return this.#added;
  }

  add(bytes: Uint8Array): void {
    if (this.failed !== null) return;
    const sealed = this.#cipher.update(bytes);
    this.#added += sealed.length;
    this.#waiting += sealed.length;
    if (this.#waiting > mostWaiting) this.failed = new Error("the disk is too slow");
    this.#writing = this.#writing.then(() => this.#write(sealed));
  }

  /** The next bytes, at most `limit`; none where there are none. Throws where the disk does. */
  async take(limit: number): Promise<Uint8Array> {
    await this.#writing;
    if (this.failed !== null) throw this.failed;
    const file = await this.#file;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(limit), 0, limit, this.#read);
    this.#read += bytesRead;
    return this.#decipher.update(buffer.subarray(0, bytesRead));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.failed ??= new Error("it is over");
    await this.#writing;
    const file = await this.#file.catch(() => null);
    await file?.close();
    await rm(this.#path, { force: true });
  }

  async #write(sealed: Uint8Array): Promise<void> {
    this.#waiting -= sealed.length;
    if (this.failed !== null) return;
    try {
      const file = await this.#file;
      let at = 0;
      while (at < sealed.length) {
        const { bytesWritten } = await file.write(sealed, at, sealed.length - at, this.#written);
        at += bytesWritten;
        this.#written += bytesWritten;
      }
    } catch (error) {
      this.failed = error as Error;
    }
  }
}
