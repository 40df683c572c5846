import type { Plan } from "../../shared/contract/plan.ts";

/** A plan in the middle of its work: one step of each kind. */
export function planOf(more: Partial<Plan> = {}): Plan {
  const step = (
    text: string,
    status: Plan["steps"][number]["status"],
    rest: Partial<Plan["steps"][number]> = {},
  ) => ({ text, status, note: "", by: null, several: false, open: [], ...rest });
  return {
    id: "plan-one",
    title: "Bring the upstream of nginx back",
    state: "active",
    abortedBy: null,
    createdAt: Date.now(),
    changedAt: Date.now(),
    steps: [
      step("find the upstream that fails", "done", { by: "command" }),
      step("take a copy of /etc/nginx/conf.d/upstream.conf", "skipped", { by: "person" }),
      step("reload nginx on web-1", "active"),
      step("ask for the front page ten times and count the answers other than 200", "pending"),
      step("reload nginx on web-2", "pending"),
    ],
    ...more,
  };
}
