import "@fontsource-variable/jetbrains-mono/wght.css";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/buttons.css";
import "../styles/fields.css";
import "../styles/menus.css";
import "../styles/dialogs.css";
import "../styles/notices.css";
import "../styles/colours.css";
import { RPCHandler } from "@orpc/server/message-port";
import { start } from "../app/start.tsx";
import { PortTransport } from "../control/port-transport.ts";
import { FakeMain } from "./fake-main.ts";
import { FakePlane } from "./fake-plane.ts";
import { fakeRouter } from "./fake-router.ts";
import { latePort } from "./late-port.ts";
import { busyScene, emptyScene } from "./scene.ts";

declare global {
  interface Window {
    /** For a test to play with. */
    fake: FakeMain;
    plane: FakePlane;
  }
}

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root");
const control = new MessageChannel();
const plane = new MessageChannel();
window.fake = new FakeMain(location.search === "?empty" ? emptyScene() : busyScene());
new RPCHandler(fakeRouter(window.fake)).upgrade(control.port2);
control.port2.start();
window.plane = new FakePlane(plane.port2);
const { lateness } = window;
const line = (port: MessagePort) => (lateness === undefined ? port : latePort(port, lateness));
const ports = new PortTransport(
  Promise.resolve({ control: line(control.port1), terminals: line(plane.port1) }),
);
start(root, {
  runtime: location.search === "?desktop" ? "electron" : "web",
  sessions: window.fake.sessions,
  openControl: (signal) => ports.openControl(signal),
  openPlane: (listener, signal) => ports.openPlane(listener, signal),
});
