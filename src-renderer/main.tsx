import "@fontsource-variable/jetbrains-mono/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/buttons.css";
import "./styles/fields.css";
import "./styles/menus.css";
import "./styles/dialogs.css";
import "./styles/notices.css";
import "./styles/colours.css";
import { start } from "./app/start.tsx";
import { PortTransport, portsFromPreload } from "./control/port-transport.ts";
import { WebTransport } from "./control/web-transport.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root");
const inBrowser = location.protocol === "http:" || location.protocol === "https:";
start(root, inBrowser ? new WebTransport(window) : new PortTransport(portsFromPreload(window)));
