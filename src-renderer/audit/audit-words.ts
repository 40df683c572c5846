const clock = new Intl.DateTimeFormat(undefined, {
  month: "short",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** Day and time to the second in the person's own form. */
export const shortTime = (at: number): string => clock.format(at);

/** What the policy said, in one word; "" where it said nothing. */
export function verdictWords(verdict: string | null): string {
  switch (verdict) {
    case "allow":
      return "allowed";
    case "ask":
      return "asked";
    case "deny":
      return "denied";
    default:
      return "";
  }
}
