/**
 * In a page, before all else in it: what main says over a WebSocket, and what is said to it, is late by up to `mostMs`. Each
 * way keeps its order.
 */
export function makeLineLate(mostMs: number): void {
  const after = setTimeout.bind(window);
  const { prototype } = WebSocket;
  const { addEventListener, send } = prototype;
  const lateInOrder = () => {
    let before = Promise.resolve();
    return (act: () => void) => {
      const waited = new Promise((go) => after(go, Math.random() * mostMs));
      before = before.then(() => waited).then(act);
    };
  };
  const lines = new WeakMap<WebSocket, Record<"up" | "down", ReturnType<typeof lateInOrder>>>();
  const lineOf = (socket: WebSocket) => {
    const line = lines.get(socket) ?? { up: lateInOrder(), down: lateInOrder() };
    lines.set(socket, line);
    return line;
  };
  prototype.send = function (data) {
    lineOf(this).up(() => {
      if (this.readyState === WebSocket.OPEN) send.call(this, data);
    });
  };
  prototype.addEventListener = function (
    this: WebSocket,
    name: string,
    heard: EventListenerOrEventListenerObject,
    options?: AddEventListenerOptions,
  ) {
    const tell = (event: Event) =>
      typeof heard === "function" ? heard.call(this, event) : heard.handleEvent(event);
    const late = (event: Event) => lineOf(this).down(() => tell(event));
    addEventListener.call(this, name, late, options);
  } as typeof addEventListener;
}
