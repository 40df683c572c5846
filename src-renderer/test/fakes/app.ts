import type { FakeMain } from "../fake-main.ts";
import { fake } from "./contract.ts";

export function appFake() {
  return {
    info: fake.app.info.handler(() => ({
      version: "0.1.0",
      runtime: "web" as const,
      platform: "linux",
      home: "/home/ada/.local/share/fairlead",
      firstRun: false,
    })),
    doctor: fake.app.doctor.handler(() => [
      { name: "Node", state: "good" as const, found: "24.21.0", mend: null },
      {
        name: "Keychain",
        state: "warning" as const,
        found: "No keychain answered.",
        mend: "Create a vault under Credentials.",
      },
      {
        name: "Data folder",
        state: "bad" as const,
        found: "Its mode is 0755.",
        mend: "Run chmod 700 on it.",
      },
    ]),
  };
}

export function desktopFake(main: FakeMain) {
  return {
    openWindow: fake.desktop.openWindow.handler(() => main.noted("open window")),
    updates: fake.desktop.updates.handler(({ signal }) => main.streams.updates.stream(signal)),
    lookForUpdate: fake.desktop.lookForUpdate.handler(() => main.noted("look for update")),
    fetchUpdate: fake.desktop.fetchUpdate.handler(() => main.noted("fetch update")),
  };
}
