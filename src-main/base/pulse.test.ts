import { expect, test } from "vitest";
import { Pulse, pulseTimes } from "./pulse.ts";

const times = pulseTimes(3_000);

/** Looks every 500 ms from `from` to `to`; yields when each silence was seen first. */
function watch(pulse: Pulse, from: number, to: number): Record<string, number> {
  const seen: Record<string, number> = {};
  for (let now = from; now <= to; now += 500) {
    const { silence, isDue } = pulse.look(now);
    seen[silence] ??= now;
    if (isDue) pulse.asked(now);
  }
  return seen;
}

test("who answers is asked every beat and nothing is said", () => {
  const pulse = new Pulse(times, 0);
  const questions: number[] = [];
  for (let now = 0; now <= 12_000; now += 500) {
    const { silence, isDue } = pulse.look(now);
    expect(silence).toBe("answers");
    if (!isDue) continue;
    questions.push(now);
    pulse.asked(now);
    pulse.heard(now + 100);
  }
  expect(questions).toEqual([3_000, 6_500, 10_000]);
});

test("a silence is a stall within 7.5 s and a silence within 13.5 s", () => {
  expect(watch(new Pulse(times, 0), 0, 20_000)).toEqual({
    answers: 0,
    stalled: 7_000,
    silent: 13_000,
  });
});

test("one sign of life ends a stall, and a silence too", () => {
  const pulse = new Pulse(times, 0);
  watch(pulse, 0, 8_000);
  pulse.heard(8_100);
  expect(pulse.look(8_500)).toEqual({ silence: "answers", isDue: false });
  watch(pulse, 9_000, 30_000);
  expect(pulse.look(30_500).silence).toBe("silent");
  pulse.heard(31_000);
  expect(pulse.look(31_500).silence).toBe("answers");
});

test("without a question out nothing is a silence, however long it is quiet", () => {
  const pulse = new Pulse(times, 0);
  for (let now = 0; now < 60_000; now += 500) expect(pulse.look(now).silence).toBe("answers");
});

test("a sleep of this machine is nobody's silence: it counts from the waking", () => {
  const pulse = new Pulse(times, 0);
  watch(pulse, 0, 4_000);
  expect(pulse.look(3_600_000).silence).toBe("answers");
  const seen = watch(pulse, 3_600_500, 3_620_000);
  expect(seen).toEqual({ answers: 3_600_500, stalled: 3_604_000, silent: 3_610_000 });
});
