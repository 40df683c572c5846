/** Keys that the agent may propose where the policy file says nothing else. */
export const usualKeys: string[] = [
  "Enter",
  "Escape",
  "Tab",
  "Space",
  "Backspace",
  "Delete",
  "Up",
  "Down",
  "Left",
  "Right",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "C-c",
  "C-d",
  "C-l",
  "C-x",
  "C-z",
];

const named =
  /^(Enter|Escape|Tab|Space|Backspace|Delete|Up|Down|Left|Right|Home|End|PageUp|PageDown|F([1-9]|1[0-2])|C-[a-z\\\]^_@]|M-[a-zA-Z0-9])$/;

/** Whether a key of a proposal is the name of a key; anything else is typed as text. */
export const isNamedKey = (key: string): boolean => named.test(key);
