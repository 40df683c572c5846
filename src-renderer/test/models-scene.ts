import type { ModelProfile } from "../../shared/contract/models.ts";

export const practice: ModelProfile = {
  id: "model-practice",
  name: "practice, no language model",
  provider: "practice",
  baseUrl: "http://127.0.0.1:1/v1",
  model: "practice",
  key: { kind: "none" },
  toolsOff: [],
};

/** The practice and a real one. */
export function profilesOfADay(): ModelProfile[] {
  return [
    practice,
    {
      id: "model-one",
      name: "gpt-5",
      provider: "openai-compatible",
      baseUrl: "https://api.example.org/v1",
      model: "gpt-5-2026-08",
      key: { kind: "environment", variable: "OPENAI_API_KEY" },
      toolsOff: [],
    },
  ];
}
