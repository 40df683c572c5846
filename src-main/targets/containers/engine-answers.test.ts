import { expect, test } from "vitest";
import { parseListing, parseState, parseUser } from "./engine-answers.ts";

const id = "ab12".padEnd(64, "0");

test("containers and contexts are read, whatever a login script prints between them", () => {
  const printed = [
    "Welcome to web-1",
    "fairlead\tcontext\tdefault\tunix:///var/run/docker.sock\tfalse",
    "fairlead\tcontext\tfarm\tssh://ci@build.example.org\ttrue",
    `fairlead\tcontainer\t${id}\tweb-10\t2026-11-21 18:38:18.829 +0100 CET\tUp 3 hours\tnginx:1`,
    `fairlead\tcontainer\t${id.replace("ab", "cd")}\tweb-9,alias\tsoon\tUp 1 second\tnginx:1\r`,
  ].join("\n");
  const farm = { name: "farm", endpoint: "ssh://ci@build.example.org" };
  expect(parseListing(printed)).toEqual({
    contexts: [{ name: "default", endpoint: "unix:///var/run/docker.sock" }, farm],
    current: farm,
    containers: [
      {
        id: `cd${id.slice(2)}`,
        name: "web-9",
        image: "nginx:1",
        state: "Up 1 second",
        createdAt: null,
      },
      {
        id,
        name: "web-10",
        image: "nginx:1",
        state: "Up 3 hours",
        createdAt: Date.UTC(2026, 10, 21, 17, 38, 18),
      },
    ],
  });
});

test("what no engine says is left out: short ids, names with quotes, contexts with spaces", () => {
  const printed = [
    "fairlead\tcontainer\tab12\tweb\t\tUp\tnginx",
    `fairlead\tcontainer\t${id}\t'; rm -rf /\t\tUp\tnginx`,
    `fairlead\tcontainer\t${id}\t--privileged\t\tUp\tnginx`,
    "fairlead\tcontext\t--host\tunix:///x\ttrue",
    "fairlead\tcontext\tnamed\tunix:///x y\ttrue",
    `container\t${id}\tweb\t\tUp\tnginx`,
  ].join("\n");
  expect(parseListing(printed)).toEqual({ contexts: [], current: null, containers: [] });
  const image = `fairlead\tcontainer\t${id}\tweb\t\tUp\tngi\x1b[2Jnx`;
  expect(parseListing(image).containers[0]?.image).toBe("ngi[2Jnx");
});

test("state and user are read from their own lines only", () => {
  const printed = `motd\nfairlead state ${id} running 2026-11-21 18:38:19.3 +0000 UTC\nfairlead user www-data\n`;
  expect(parseState(printed)).toEqual({
    id,
    status: "running",
    startedAt: "2026-11-21 18:38:19.3 +0000 UTC",
  });
  expect(parseUser(printed)).toBe("www-data");
  expect(parseState("running")).toBeNull();
  expect(parseUser("fairlead user \n")).toBeNull();
});
