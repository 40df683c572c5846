import { expect, test } from "vitest";
import { Slots } from "./slots.ts";

const never = new AbortController().signal;

test("so many have a place, the next one when one of them gives it back, in the order they came", async () => {
  const slots = new Slots(2);
  const had: string[] = [];
  const take = (name: string) =>
    slots.take(never).then((slot) => {
      had.push(name);
      return slot;
    });
  const [first, second] = await Promise.all([take("first"), take("second")]);
  const [third, fourth] = [take("third"), take("fourth")];
  await Promise.resolve();
  expect(had).toEqual(["first", "second"]);
  second?.[Symbol.dispose]();
  await third;
  expect(had).toEqual(["first", "second", "third"]);
  first?.[Symbol.dispose]();
  await fourth;
  expect(had).toEqual(["first", "second", "third", "fourth"]);
});

test("a place that is given back twice is given back once", async () => {
  const slots = new Slots(1);
  const first = await slots.take(never);
  first?.[Symbol.dispose]();
  first?.[Symbol.dispose]();
  const second = await slots.take(never);
  let third = false;
  const waits = slots.take(never).then(() => {
    third = true;
  });
  await Promise.resolve();
  expect(third).toBe(false);
  second?.[Symbol.dispose]();
  await waits;
});

test("who gives up waiting takes nobody's place", async () => {
  const slots = new Slots(1);
  const first = await slots.take(never);
  const gone = new AbortController();
  const left = slots.take(gone.signal);
  const stays = slots.take(never);
  gone.abort();
  expect(await left).toBeNull();
  first?.[Symbol.dispose]();
  expect(await stays).not.toBeNull();
  expect(await slots.take(gone.signal)).toBeNull();
});

test("a stop after the place was had does not take it away", async () => {
  const slots = new Slots(1);
  const gone = new AbortController();
  const first = await slots.take(gone.signal);
  const second = slots.take(gone.signal);
  first?.[Symbol.dispose]();
  const slot = await second;
  gone.abort();
  expect(slot).not.toBeNull();
  slot?.[Symbol.dispose]();
  expect(await slots.take(never)).not.toBeNull();
});
