import type { WebSession } from "../../shared/web-endpoints.ts";

const minute = 60_000;

/** A window of the web runtime, open and in use. */
export const webWindow = (id: string, more: Partial<WebSession> = {}): WebSession => ({
  id,
  createdAt: Date.now() - 5 * minute,
  usedAt: Date.now(),
  address: "127.0.0.1",
  userAgent:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  connected: true,
  current: false,
  ...more,
});

/** This one, one on a phone, one that is gone. */
export function windowsOfADay(now: number): WebSession[] {
  return [
    webWindow("own", { current: true }),
    webWindow("phone", {
      address: "192.0.2.7",
      userAgent:
        "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
    }),
    webWindow("old", { usedAt: now - 180 * minute, connected: false, userAgent: "curl/8.9" }),
  ];
}
