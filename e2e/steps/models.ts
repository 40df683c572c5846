import { expect, type Page } from "@playwright/test";
import type { ScriptedModel } from "../world/model.ts";

/** The variables that make a scripted model the app's model. */
export const scripted = (model: ScriptedModel): Record<string, string> => ({
  FAIRLEAD_BASE_URL: model.baseUrl,
  FAIRLEAD_MODEL: "scripted",
});

/** On the welcome page: an endpoint with a key that is typed in. Ends where its test has answered, well or badly. */
export async function setUpEndpoint(page: Page, baseUrl: string, key: string): Promise<void> {
  await page.getByRole("button", { name: "Set up an endpoint" }).click();
  const form = page.getByRole("form", { name: "New model" });
  await form.getByLabel("Base URL").fill(baseUrl);
  await form.getByLabel("Model", { exact: true }).fill("scripted");
  await form.getByLabel("API key").fill(key);
  await form.getByRole("button", { name: "Save and test" }).click();
  await expect(page.getByRole("button", { name: /^Test / })).toBeEnabled();
}
