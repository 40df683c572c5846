import { editInComposer } from "./draft-store.ts";

const examples = [
  "How much disk is free?",
  "Which services have failed?",
  "What is using the most memory?",
  "Which ports are listening?",
];

/** What stands where no message is: one sentence and a few questions to begin with. */
export function EmptyChat() {
  return (
    <div className="empty-chat">
      <p>
        Ask about the host in the terminal. The agent proposes commands; each one waits for your
        approval and runs in the terminal you see.
      </p>
      <ul>
        {examples.map((example) => (
          <li key={example}>
            <button type="button" className="button" onClick={() => editInComposer(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
