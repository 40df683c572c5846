import type { Approval } from "../../shared/contract/approvals.ts";
import type { ChatItem, Conversation } from "../../shared/contract/chat.ts";
import type { ConversationId } from "../../shared/ids.ts";

const minute = 60_000;

/** The one of today and one of this morning. */
export function conversationsOfADay(now: number): Conversation[] {
  return [
    {
      id: "conv-one",
      title: "Why are 502s up?",
      profileId: null,
      createdAt: now,
      usedAt: now,
      toolsOff: [],
    },
    {
      id: "conv-two",
      title: "Certificates that expire soon on all the hosts of the lab",
      profileId: null,
      createdAt: now - 300 * minute,
      usedAt: now - 300 * minute,
      toolsOff: [],
    },
  ];
}

/** Every kind of entry, the last of them asking `reload`; and a turn that failed. */
export function itemsOfADay(now: number, reload: Approval): Record<ConversationId, ChatItem[]> {
  return {
    "conv-one": [
      {
        kind: "person",
        id: "item-1",
        turnId: "turn-1",
        at: now - 2 * minute,
        text: "why are 502s up?",
      },
      {
        kind: "tool",
        id: "item-2",
        turnId: "turn-1",
        at: now - 2 * minute,
        callId: "c1",
        tool: "run_shell",
        input: "{}",
        command: "journalctl -u nginx --since -1h | grep -c upstream",
        editedFrom: "journalctl -u nginx",
        reason: "",
        terminalId: "term-1",
        hostName: "web-1",
        runId: "run-1",
        answer: { kind: "approve" },
        status: { state: "done" },
        exitCode: 0,
        durationMs: 212,
        output: "1284\n",
      },
      {
        kind: "agent",
        id: "item-3",
        turnId: "turn-1",
        at: now - 2 * minute,
        complete: true,
        text: answerText,
      },
      {
        kind: "tool",
        id: "item-4",
        turnId: "turn-1",
        at: now - 2 * minute,
        callId: "c2",
        tool: "run_shell",
        input: "{}",
        command: "rm -rf /var/cache/nginx/*",
        editedFrom: null,
        reason: "",
        terminalId: "term-1",
        hostName: "web-1",
        runId: null,
        answer: { kind: "deny", comment: "not during the day" },
        status: { state: "denied", comment: "not during the day" },
        exitCode: null,
        durationMs: null,
        output: "",
      },
      {
        kind: "end",
        id: "item-5",
        turnId: "turn-1",
        at: now - 2 * minute,
        reason: "answered",
        error: null,
        usage: { inputTokens: 31_200, outputTokens: 812 },
        durationMs: 8_200,
      },
      { kind: "person", id: "item-6", turnId: "turn-2", at: now, text: "then reload it" },
      {
        kind: "tool",
        id: "item-reload",
        turnId: "turn-2",
        at: now,
        callId: "c3",
        tool: "run_shell",
        input: "{}",
        command: "systemctl reload nginx",
        editedFrom: null,
        reason: reload.reason,
        terminalId: "term-1",
        hostName: "web-1",
        runId: null,
        answer: null,
        status: { state: "asking", approvalId: reload.id },
        exitCode: null,
        durationMs: null,
        output: "",
      },
    ],
    "conv-two": [
      {
        kind: "person",
        id: "item-9",
        turnId: "turn-9",
        at: now,
        text: "which certificates expire?",
      },
      {
        kind: "agent",
        id: "item-10",
        turnId: "turn-9",
        at: now,
        complete: false,
        text: "I was looking at",
      },
      {
        kind: "end",
        id: "item-11",
        turnId: "turn-9",
        at: now,
        reason: "failed",
        error: {
          code: "model-cut",
          sentence:
            "The model's answer was cut off before its end. Nothing of it was run; try again.",
          detail: "stream ended without finish_reason after 3 chunks",
        },
        usage: null,
        durationMs: 900,
      },
    ],
  };
}

const answerText = `The upstream \`app-2\` answers **no health check** since 09:12, so nginx sends 502 for every third request:

| upstream | state | failures |
|---|---|---|
| app-1 | up | 0 |
| app-2 | down | 1284 |

1. Its unit is stopped.
2. The name in \`/etc/nginx/conf.d/app.conf\` is the old one.

\`\`\`sh
sed -i 's/app-2.old/app-2/' /etc/nginx/conf.d/app.conf
nginx -t && systemctl reload nginx
\`\`\`

See [the manual](https://nginx.org/en/docs/) or [this](javascript:alert(1)). ![pixel](https://evil.example/x.png) <img src=x onerror=alert(1)>`;
