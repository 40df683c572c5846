import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const builder = createRequire(
  createRequire(import.meta.url).resolve("electron-builder/package.json"),
);

/** electron-builder's own reading and checking of its configuration; neither needs the network. */
const { load } = builder("js-yaml") as { load(text: string): Record<string, unknown> };
const { validateConfiguration } = builder("app-builder-lib/out/util/config/config") as {
  validateConfiguration(
    configuration: unknown,
    log: { isEnabled: boolean; add(): void },
  ): Promise<void>;
};
const configuration = () => load(readFileSync(`${root}electron-builder.yml`, "utf8"));
const check = (value: unknown) =>
  validateConfiguration(value, { isEnabled: false, add: () => undefined });

test("electron-builder accepts the packaging configuration", async () => {
  await expect(check(configuration())).resolves.toBeUndefined();
});

test("a misspelled option would be found", async () => {
  await expect(check({ ...configuration(), asarUnpak: [] })).rejects.toThrow(/asarUnpak/);
});

test("every target, fuse and icon that the product promises is there", () => {
  const { linux, mac, win, electronFuses, asarUnpack, publish, files } = configuration() as {
    linux: { target: string[] };
    mac: { target: string[]; icon: string };
    win: { target: string[]; icon: string };
    electronFuses: Record<string, boolean>;
    asarUnpack: string[];
    publish: unknown;
    files: string[];
  };
  expect([...linux.target, ...mac.target, ...win.target]).toEqual([
    "AppImage",
    "deb",
    "dmg",
    "zip",
    "nsis",
  ]);
  expect(electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  });
  expect(publish).toEqual({ provider: "generic", url: "https://feed.invalid" });
  expect(files.filter((pattern) => /^!.*node_modules/.test(pattern))).toEqual([]);
  expect(asarUnpack).toContain("**/*.node");
  const icons = [mac.icon, win.icon, "assets/icons/512x512.png", "assets/icons/16x16.png"];
  expect(icons.filter((icon) => !existsSync(`${root}${icon}`))).toEqual([]);
});
