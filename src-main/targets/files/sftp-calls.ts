import type { Attributes, FileEntryWithStats, SFTPWrapper } from "ssh2";

type Done<T> = (error: Error | null | undefined, value: T) => void;

/** The requests of an SFTP session as promises. They reject with the host's status, and when the session ends. */
export class SftpCalls {
  readonly #sftp: SFTPWrapper;
  readonly #ended = Promise.withResolvers<never>();

  constructor(sftp: SFTPWrapper) {
    this.#sftp = sftp;
    this.#ended.promise.catch(() => undefined);
    const over = () => this.#ended.reject(new Error("the SFTP session ended"));
    sftp.on("error", over);
    sftp.on("close", over);
  }

  realPath(path: string): Promise<string> {
    return this.#call((done) => this.#sftp.realpath(path, done));
  }

  readLink(path: string): Promise<string> {
    return this.#call((done) => this.#sftp.readlink(path, done));
  }

  /** null = nothing is there. */
  async lookAt(path: string): Promise<Attributes | null> {
    try {
      return await this.#call<Attributes>((done) => this.#sftp.lstat(path, done));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === 2) return null;
      throw error;
    }
  }

  lookAtOpen(handle: Buffer): Promise<Attributes> {
    return this.#call<Attributes>((done) => this.#sftp.fstat(handle, done));
  }

  open(path: string, flags: "r" | "r+" | "wx", mode?: number): Promise<Buffer> {
    return this.#call((done) =>
      mode === undefined
        ? this.#sftp.open(path, flags, done)
        : this.#sftp.open(path, flags, mode, done),
    );
  }

  async close(handle: Buffer): Promise<void> {
    // What is lost by this was lost before: a write that failed has said so.
    await this.#call<void>((done) => this.#sftp.close(handle, done as () => void)).catch(
      () => undefined,
    );
  }

  /** Fewer bytes than asked for at the end, none beyond it. */
  async read(handle: Buffer, position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    try {
      const got = await this.#call<number>((done) =>
        this.#sftp.read(handle, buffer, 0, length, position, done),
      );
      return buffer.subarray(0, got);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === 1)
        return buffer.subarray(0, 0);
      throw error;
    }
  }

  write(handle: Buffer, bytes: Buffer, position: number): Promise<void> {
    return this.#call((done) =>
      this.#sftp.write(handle, bytes, 0, bytes.length, position, done as () => void),
    );
  }

  truncate(handle: Buffer, length: number): Promise<void> {
    return this.#call((done) =>
      this.#sftp.fsetstat(handle, { size: length } as Attributes, done as () => void),
    );
  }

  /** To the disk, where the host can do that. */
  async sync(handle: Buffer): Promise<void> {
    try {
      await this.#call<void>((done) => this.#sftp.ext_openssh_fsync(handle, done as () => void));
    } catch (error) {
      if (!isUnsupported(error)) throw error;
    }
  }

  setMode(path: string, mode: number): Promise<void> {
    return this.#call((done) => this.#sftp.chmod(path, mode, done as () => void));
  }

  setOpenMode(handle: Buffer, mode: number): Promise<void> {
    return this.#call((done) => this.#sftp.fchmod(handle, mode, done as () => void));
  }

  setOpenOwner(handle: Buffer, user: number, group: number): Promise<void> {
    return this.#call((done) => this.#sftp.fchown(handle, user, group, done as () => void));
  }

  setOwner(path: string, user: number, group: number): Promise<void> {
    return this.#call((done) => this.#sftp.chown(path, user, group, done as () => void));
  }

  /** Fails where something has the new name. */
  rename(from: string, to: string): Promise<void> {
    return this.#call((done) => this.#sftp.rename(from, to, done as () => void));
  }

  /**
   * Over what has the new name, at once; false where the host cannot do that, and nothing was done. A bare "failure" is among
   * the rest what it says of a file that is a mount of its own.
   */
  async renameOver(from: string, to: string): Promise<boolean> {
    try {
      await this.#call<void>((done) => this.#sftp.ext_openssh_rename(from, to, done as () => void));
      return true;
    } catch (error) {
      if (isUnsupported(error) || isFailure(error)) return false;
      throw error;
    }
  }

  remove(path: string): Promise<void> {
    return this.#call((done) => this.#sftp.unlink(path, done as () => void));
  }

  makeFolder(path: string, mode: number): Promise<void> {
    return this.#call((done) => this.#sftp.mkdir(path, { mode } as Attributes, done as () => void));
  }

  removeFolder(path: string): Promise<void> {
    return this.#call((done) => this.#sftp.rmdir(path, done as () => void));
  }

  openFolder(path: string): Promise<Buffer> {
    return this.#call((done) => this.#sftp.opendir(path, done));
  }

  /** The next entries; null after the last. */
  async readFolder(handle: Buffer): Promise<FileEntryWithStats[] | null> {
    try {
      return await this.#call<FileEntryWithStats[]>((done) => this.#sftp.readdir(handle, done));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === 1) return null;
      throw error;
    }
  }

  /** ssh2 throws where a session or an extension is missing, and never calls back after a session broke. */
  #call<T>(start: (done: Done<T>) => unknown): Promise<T> {
    const answer = new Promise<T>((resolve, reject) => {
      start((error, value) => (error ? reject(error) : resolve(value)));
    });
    return Promise.race([answer, this.#ended.promise]);
  }
}

/** Said by the host, or by ssh2 before it asks. */
const isFailure = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === 4;

const isUnsupported = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && error.code === 8) || /not support/i.test(error.message));
