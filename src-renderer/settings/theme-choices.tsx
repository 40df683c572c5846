import { useEffect } from "react";
import type { Settings } from "../../shared/settings.ts";
import { lookOf } from "../terminals/emulator-look.ts";
import { loadOwnThemes, useOwnThemes } from "../terminals/own-themes-store.ts";
import { builtInThemes, themeOf } from "../terminals/terminal-themes.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { TerminalPreview } from "./terminal-preview.tsx";

interface ThemeChoicesProps {
  appearance: Settings["appearance"];
  fixed: (key: keyof Settings["appearance"]) => boolean;
  onChange: (change: Partial<Settings["appearance"]>) => void;
}

/** One theme for the dark page, one for the light one, each with a terminal that shows it. */
export function ThemeChoices({ appearance, fixed, onChange }: ThemeChoicesProps) {
  const own = useOwnThemes();
  useEffect(() => void loadOwnThemes(), []);
  const options = (kind: "dark" | "light") =>
    [...builtInThemes, ...own.themes]
      .filter((theme) => theme.kind === kind)
      .map(({ id, name }) => ({ value: id as string, label: name as string }));
  const preview = (kind: "dark" | "light") => (
    <TerminalPreview look={lookOf(appearance, kind, own.themes)} />
  );
  return (
    <>
      <div className="theme-choices">
        <ChoiceField
          label="Theme when dark"
          options={options("dark")}
          value={themeOf(appearance.terminalDarkTheme, "dark", own.themes).id}
          disabled={fixed("terminalDarkTheme")}
          onChange={(terminalDarkTheme) => onChange({ terminalDarkTheme })}
        />
        <ChoiceField
          label="Theme when light"
          options={options("light")}
          value={themeOf(appearance.terminalLightTheme, "light", own.themes).id}
          disabled={fixed("terminalLightTheme")}
          onChange={(terminalLightTheme) => onChange({ terminalLightTheme })}
        />
        {preview("dark")}
        {preview("light")}
      </div>
      <div className="setting">
        <p className="field-hint own-themes">
          Own themes are files in <bdi className="mono">{own.folder}</bdi>; docs/terminals.md says
          how.
        </p>
        <button type="button" className="button small" onClick={() => void loadOwnThemes()}>
          Read again
        </button>
      </div>
      {own.problems.length > 0 && (
        <ul className="notice warning theme-problems" aria-label="Themes that are not valid">
          {own.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </>
  );
}
