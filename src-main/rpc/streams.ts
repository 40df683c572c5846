import { Emitter } from "../base/emitter.ts";
import { eventStream } from "../base/event-stream.ts";

/**
 * The present state, then the state anew after every change. Changes that come while the client is busy become one: it
 * is always told the newest state.
 */
export async function* stateStream<T>(
  state: () => T,
  changed: Emitter<void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  let version = 0;
  let told = -1;
  const versions = joinedStream<number>(
    () => version,
    (emit) =>
      changed.on(() => {
        version += 1;
        emit(version);
      }),
    signal,
  );
  for await (const _version of versions) {
    if (told === version) continue;
    told = version;
    yield state();
  }
}

/** What `first` says, then what `connect` passes on until its Disposable is disposed, which happens at the end. */
export async function* joinedStream<T>(
  first: () => T,
  connect: (emit: (event: T) => void) => Disposable,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  using joined = new Emitter<T>();
  using _source = connect((event) => joined.emit(event));
  yield* eventStream(first, joined, signal);
}
