import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { PromptTrial } from "../e2e/world/prompt-trial.ts";
import { PromptWorld, secrets } from "../e2e/world/prompt-world.ts";
import { packageScript, promptingPrograms } from "../e2e/world/prompting-programs.ts";
import { filesHolding, filesIn, formsOf } from "../e2e/world/search-files.ts";
import { until } from "../e2e/world/until.ts";
import { needsInputWords } from "../shared/needs-input-words.ts";

let world: PromptWorld;
beforeAll(async () => {
  world = await PromptWorld.open();
  world.remote.write("package.sh", packageScript);
});
afterAll(() => world[Symbol.asyncDispose]());
// What a failed test left is not the next one's.
afterEach(async () => {
  const terminal = world.app.terminals.get(world.terminalId);
  if (terminal?.info().running != null) world.type("\x03");
  const isFree = () => terminal?.info().running == null;
  await vi.waitUntil(isFree, { timeout: 20_000 }).catch(() => world.type("q\x04"));
});

const digest = createHash("sha256").update(secrets.deploy).digest("hex");

/** A program that asks in these words with echo off, and says so when it gets the password of deploy. */
const standIn = (prompt: string, echo = "stty -echo") =>
  `sh -c '${echo}; printf %s "$1"; read -r word; stty echo; echo; printf %s "$word" | sha256sum | grep -q ${digest} && echo granted' ask '${prompt}'`;

test("sudo asks: the question is told, one click fills it, and the agent goes on with the result", async () => {
  const asked = await world.ask("sudo id -un");
  const needs = await asked.needs();
  expect(needs).toMatchObject({
    ...{ kind: "password", guess: true, program: "sudo", user: "deploy" },
    text: "[sudo] password for deploy:",
  });
  const { fills } = world.app.services;
  const offers = await fills.offers(world.terminalId, needs.question);
  expect(offers).toEqual({
    ok: true,
    value: {
      fitting: [{ id: world.credential, label: "password of deploy@web-1" }],
      others: [],
    },
  });
  expect(await world.fill(needs.question)).toMatchObject({ ok: true });
  const result = await asked.result();
  expect(result).toContain("state: finished\nexit code: 0");
  expect(result).toContain("root");
  // Once used up it fills nothing.
  expect(await world.fill(needs.question)).toMatchObject({ error: { code: "prompt-gone" } });
  // What sudo remembers is the shell's own affair: it does not ask again.
  expect(await (await world.ask("sudo id -un")).result()).toContain("exit code: 0");
  expect(await (await world.ask("sudo -k")).result()).toContain("exit code: 0");
});

test("a person types it; wrong ones are asked for again, and three end it", async () => {
  const right = await world.ask("sudo -k id -un");
  await right.needs();
  world.type(`${secrets.deploy}\r`);
  expect(await right.result()).toContain("exit code: 0");

  const wrong = await world.ask("sudo -k id -un");
  let last = 0;
  for (let times = 0; times < 3; times += 1) {
    last = (await wrong.needs(last)).question;
    world.type(`${secrets.wrong}\r`);
  }
  const result = await wrong.result();
  expect(result).toContain("exit code: 1");
  expect(result).toContain("3 incorrect password attempts");
});

test("cancelled by ^C it ends cleanly", async () => {
  const asked = await world.ask("sudo -k id -un");
  await asked.needs();
  world.type("\x03");
  expect(await asked.result()).toMatch(/^state: (stopped|finished)/);
  expect(world.needsNow).toBeNull();
  expect(await (await world.ask("echo still here")).result()).toContain("still here");
});

test("what was half typed before the click is taken back", async () => {
  const asked = await world.ask("sudo -k id -un");
  const needs = await asked.needs();
  world.type("half");
  expect(await world.fill(needs.question)).toMatchObject({ ok: true });
  expect(await asked.result()).toContain("exit code: 0");
});

test.each([
  ["sudo-rs", "[sudo: authenticate] Password: ", "sudo-rs"],
  ["Kylin's, without a colon", "输入密码", "sudo of Kylin"],
])("%s is recognised and filled", async (_, prompt, program) => {
  const asked = await world.ask(standIn(prompt));
  const needs = await asked.needs();
  expect(needs).toMatchObject({ kind: "password", program, text: prompt.trim() });
  const offers = await world.app.services.fills.offers(world.terminalId, needs.question);
  expect(offers).toMatchObject({ value: { fitting: [{ id: world.credential }] } });
  expect(await world.fill(needs.question)).toMatchObject({ ok: true });
  expect(await asked.result()).toContain("granted");
});

test("a program that shows what is typed gets nothing, whatever it asks; the agent's keys go to none", async () => {
  const asked = await world.ask(standIn("[sudo] password for deploy: ", "true"));
  const needs = await asked.needs();
  expect(world.app.terminals.get(world.terminalId)?.asksForSecret).toBe(true);
  expect(await world.fill(needs.question)).toMatchObject({ error: { code: "prompt-shows" } });
  world.type("\x03");
  expect(await asked.result()).not.toContain("granted");
});

test("su, ssh-add and ssh to another host are told from each other; a bare password offers no login", async () => {
  const su = await world.ask("su - boss -c 'id -un'");
  const needs = await su.needs();
  expect(needs).toMatchObject({ kind: "password", user: null });
  expect(await world.app.services.fills.offers(world.terminalId, needs.question)).toMatchObject({
    value: { fitting: [], others: [{ id: world.credential }] },
  });
  world.type(`${secrets.boss}\r`);
  expect(await su.result()).toContain("boss");

  const add = await world.ask("ssh-agent ssh-add locked-key");
  expect(await add.needs()).toMatchObject({ kind: "passphrase", path: "locked-key" });
  world.type(`${secrets.passphrase}\r`);
  expect(await add.result()).toContain("exit code: 0");

  const { address, port } = world.remote.sshd;
  const inner = await world.ask(
    `ssh -F none -o UserKnownHostsFile=known -p ${port} boss@${address} id -un`,
  );
  const key = await inner.needs();
  expect(key).toMatchObject({ kind: "host-key", answers: ["yes", "no"] });
  world.type("yes\r");
  expect(await inner.needs(key.question)).toMatchObject({
    ...{ kind: "password", program: "ssh", user: "boss", host: address },
  });
  world.type(`${secrets.boss}\r`);
  expect(await inner.result()).toMatch(/exit code: 0[\s\S]*boss/);
});

test("a program that asks in no words and hides keys is a guess, told when the person types", async () => {
  const asked = await world.ask("sh -c 'stty -echo; read -r word; stty echo; echo over'");
  // Without a wait the first key could come before echo is off, and be shown.
  await until("echo off", () => world.echoIsOff() || null);
  world.type("x");
  expect(await asked.needs()).toMatchObject({ kind: "hidden", guess: true, text: "" });
  world.type("\r");
  expect(await asked.result()).toContain("over");
});

test("git log, man and systemctl end by themselves for the agent", async () => {
  await (
    await world.ask(
      "git init -q r && cd r && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m one",
    )
  ).result();
  const log = await world.ask("git log; for i in $(seq 40); do echo line; done");
  expect(await log.result()).toMatch(/exit code: 0[\s\S]*one/);
  expect(
    await (await world.ask("man ls && systemctl --root=/ list-unit-files")).result(),
  ).toContain("exit code: 0");
});

test("the model hears what is waited for, that it is a guess, and never to send a password", async () => {
  const asked = await world.ask("sudo -k id -un");
  await asked.needs();
  // The person says something, and the agent's wait is over.
  await world.app.chat.send(asked.conversation, "Well?", world.terminalId);
  expect(await asked.result()).toMatch(
    /^state: needs-input \(.*never send a password yourself\)\n[\s\S]*needs: Waiting for your password on web-1 as deploy\. A guess: any program can ask as sudo does\./,
  );
  world.type("\x03");
  await until(
    "its end",
    () => world.app.terminals.get(world.terminalId)?.info().running === null || null,
  );
});

/** A terminal and a conversation of their own: these wait at the same time. */
const trial = () => PromptTrial.open(world);

test.concurrent.each([
  ["de_DE", "[sudo] Passwort für deploy:"],
  ["fr_FR", "[sudo] Mot de passe de deploy\u00a0:"],
  ["ja_JP", "[sudo] deploy のパスワード:"],
  ["zh_CN", "[sudo] deploy 的密码："],
])("sudo in %s: a wrong password, then the stored one", async (language, text) => {
  await using its = await trial();
  await its.ask(`LC_ALL=${language}.UTF-8 sudo -k id -un`);
  const asks = { kind: "password", guess: true, program: "sudo", user: "deploy" };
  const first = await its.needs();
  expect(first).toMatchObject({ ...asks, text: text.replace("\u00a0", " ") });
  expect(await its.toolResult()).toMatch(
    /needs: Waiting for your password on web-1 as deploy\. A guess: any program can ask as sudo does\./,
  );
  its.type(`${secrets.wrong}\r`);
  const second = await its.needs(first.question);
  expect(second).toMatchObject(asks);
  expect(await its.fill(second.question, world.credential)).toMatchObject({ ok: true });
  expect(await its.ended()).toMatchObject({
    ...{ state: "finished", exitCode: 0, output: expect.stringContaining("root") },
  });
});

test.concurrent("sudo that nobody answers gives up, and the question is gone", async () => {
  await using its = await trial();
  await its.ask("sudo -k whoami");
  expect(await its.needs()).toMatchObject({ kind: "password", program: "sudo" });
  expect(await its.ended()).toMatchObject({
    ...{ exitCode: 1, output: expect.stringContaining("timed out reading password") },
  });
  expect(its.info.needsInput).toBeNull();
});

test.concurrent("doas: a wrong password, then the stored one", async () => {
  await using its = await trial();
  await its.ask("doas id -un");
  const asks = { kind: "password", program: "doas", user: "deploy" };
  const first = await its.needs();
  expect(first).toMatchObject(asks);
  its.type(`${secrets.wrong}\r`);
  expect(await its.ended()).toMatchObject({
    ...{ exitCode: 1, output: expect.stringContaining("Authentication failed") },
  });
  await its.ask("doas id -un");
  const { question } = await its.needs(first.question);
  expect(await world.app.services.fills.offers(its.info.id, question)).toMatchObject({
    value: { fitting: [{ id: world.credential }] },
  });
  expect(await its.fill(question, world.credential)).toMatchObject({ ok: true });
  expect(await its.ended()).toMatchObject({
    ...{ exitCode: 0, output: expect.stringContaining("root") },
  });
});

test.concurrent("su in German: a wrong password, then the right one", async () => {
  await using its = await trial();
  const su = "LC_ALL=de_DE.UTF-8 su - boss -c 'id -un'";
  await its.ask(su);
  const first = await its.needs();
  expect(first).toMatchObject({ kind: "password", program: "PAM", text: "Passwort:" });
  its.type(`${secrets.wrong}\r`);
  expect((await its.ended()).exitCode).toBe(1);
  await its.ask(su);
  await its.needs(first.question);
  its.type(`${secrets.boss}\r`);
  expect(await its.ended()).toMatchObject({
    ...{ exitCode: 0, output: expect.stringContaining("boss") },
  });
});

test.concurrent("passwd asks for the old password, a new one, and that again", async () => {
  await using its = await trial();
  await its.ask("passwd");
  let last = 0;
  for (const [text, answer] of [
    ["Current password:", secrets.deploy],
    ["New password:", secrets.boss],
    ["Retype new password:", secrets.wrong],
  ]) {
    const needs = await its.needs(last);
    expect(needs).toMatchObject({ kind: "password", program: "PAM", text });
    last = needs.question;
    its.type(`${answer}\r`);
  }
  expect(await its.ended()).toMatchObject({
    ...{ exitCode: 10, output: expect.stringContaining("do not match") },
  });
});

test.concurrent("ssh with a locked key: a wrong passphrase, then the right one", async () => {
  await using its = await trial();
  const { address, port } = world.remote.sshd;
  const trust = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null";
  await its.ask(`ssh -F none ${trust} -i locked-key -p ${port} boss@${address} id -un`);
  const asks = { kind: "passphrase", program: "ssh", path: "locked-key" };
  const first = await its.needs();
  expect(first).toMatchObject(asks);
  its.type(`${secrets.wrong}\r`);
  expect(await its.needs(first.question)).toMatchObject(asks);
  its.type(`${secrets.passphrase}\r`);
  expect(await its.ended()).toMatchObject({
    ...{ exitCode: 0, output: expect.stringContaining("boss") },
  });
});

test.concurrent("mariadb asks for its password before it looks for a server", async () => {
  await using its = await trial();
  await its.ask("mariadb --protocol=tcp -h 127.0.0.1 -P 9 -u ada -p");
  expect(await its.needs()).toMatchObject({ kind: "password", text: "Enter password:" });
  its.type(`${secrets.wrong}\r`);
  expect((await its.ended()).output).toContain("ERROR 2002");
});

test.concurrent.each(promptingPrograms)(
  "$command: $kind, told within two seconds, and left with its keys",
  async ({ command, keys, kind, says: said = {} }) => {
    await using its = await trial();
    await its.ask(command);
    const needs = await its.needs(0, kind);
    expect(needs).toMatchObject({ kind, ...said });
    const told = await its.toolResult();
    expect(told).toMatch(/^state: needs-input/);
    expect(told).toContain(`needs: ${needsInputWords(needs, its.info)}.`);
    its.type(keys);
    expect((await its.ended()).state).toMatch(/^(finished|stopped)$/);
  },
);

test("no secret is in a request to the model, nor in any file of the app; that it was used is", async () => {
  const { app, model, terminalId } = world;
  await app.services.recordings.stop(terminalId);
  const files = filesIn(world.world.dataFolder).map((path) => readFileSync(path, "utf8"));
  const holding = (text: RegExp) => files.flatMap((file) => file.match(text) ?? []).length;
  expect(holding(/"w","secret"\]/g)).toBeGreaterThan(5);
  expect(
    holding(
      /"purpose":"answer a question in a terminal","question":"\[sudo\] password for deploy:"/g,
    ),
  ).toBe(2);
  const sent = Buffer.from(JSON.stringify(model.requests.map(({ body }) => body)));
  expect(model.requests.length).toBeGreaterThan(20);
  for (const [name, secret] of Object.entries(secrets)) {
    const forms = Object.entries(formsOf(secret)).filter(([, form]) => sent.includes(form));
    expect(forms.map(([form]) => `${name}: ${form}`)).toEqual([]);
    expect(filesHolding(world.world.dataFolder, secret)).toEqual([]);
  }
});
