import type { Settings } from "../../shared/settings.ts";
import { Choice, type Option } from "../ui/choice.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { FontField } from "./font-field.tsx";
import { NumberField } from "./number-field.tsx";
import { PlaceColours } from "./place-colours.tsx";
import { ThemeChoices } from "./theme-choices.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

const cursors: readonly Option<Settings["appearance"]["terminalCursor"]>[] = [
  { value: "block", label: "Block" },
  { value: "bar", label: "Bar" },
  { value: "underline", label: "Underline" },
];

const contrasts = [
  [1, "1, colours as they are"],
  [3, "3"],
  [4.5, "4.5, usual"],
  [7, "7, high"],
  [21, "21, black and white"],
] as const;

/** Font, colours, cursor and what else makes a terminal look as it does. */
export function TerminalsPage() {
  const access = useSettingsPage("appearance");
  if (access === null) return null;
  const { appearance } = access.settings;
  const set = (change: Partial<Settings["appearance"]>) => access.change({ appearance: change });
  const fixed = (key: keyof Settings["appearance"]) => access.isFixed(`appearance.${key}`);
  const contrast = appearance.terminalContrast;
  const known = contrasts.some(([value]) => value === contrast);
  return (
    <>
      <ThemeChoices appearance={appearance} fixed={fixed} onChange={set} />
      <h3>Text</h3>
      <FontField
        value={appearance.terminalFont}
        disabled={fixed("terminalFont")}
        onChange={(terminalFont) => set({ terminalFont })}
      />
      <NumberField
        label="Font size of terminals"
        hint="Pixels. In a terminal also by keys: larger, smaller, as usual."
        value={appearance.terminalFontSize}
        least={8}
        most={40}
        disabled={fixed("terminalFontSize")}
        onChange={(terminalFontSize) => set({ terminalFontSize })}
      />
      <NumberField
        label="Line height"
        hint="Percent of the font's own."
        value={appearance.terminalLineHeight}
        least={100}
        most={200}
        disabled={fixed("terminalLineHeight")}
        onChange={(terminalLineHeight) => set({ terminalLineHeight })}
      />
      <NumberField
        label="Space between letters"
        hint="Pixels."
        value={appearance.terminalLetterSpacing}
        least={-2}
        most={10}
        disabled={fixed("terminalLetterSpacing")}
        onChange={(terminalLetterSpacing) => set({ terminalLetterSpacing })}
      />
      <div className="setting">
        <div>
          <span>Least contrast</span>
          <p className="field-hint">Text is made lighter or darker until it can be read.</p>
        </div>
        <Choice
          label="Least contrast"
          options={[
            ...contrasts.map(([value, label]) => ({ value: String(value), label })),
            ...(known ? [] : [{ value: String(contrast), label: String(contrast) }]),
          ]}
          value={String(contrast)}
          disabled={fixed("terminalContrast")}
          onChange={(value) => set({ terminalContrast: Number(value) })}
        />
      </div>
      <h3>Cursor and lines</h3>
      <div className="setting">
        <span>Cursor</span>
        <Choice
          label="Cursor"
          options={cursors}
          value={appearance.terminalCursor}
          disabled={fixed("terminalCursor")}
          onChange={(terminalCursor) => set({ terminalCursor })}
        />
      </div>
      <SwitchField
        label="Cursor blinks"
        checked={appearance.terminalCursorBlink}
        disabled={fixed("terminalCursorBlink")}
        onChange={(terminalCursorBlink) => set({ terminalCursorBlink })}
      />
      <NumberField
        label="Scrollback"
        hint="Lines kept above the screen of each terminal."
        value={appearance.scrollbackLines}
        least={0}
        most={200_000}
        disabled={fixed("scrollbackLines")}
        onChange={(scrollbackLines) => set({ scrollbackLines })}
      />
      <SwitchField
        label="Screen reader mode"
        hint="What terminals show can be read by a screen reader. Costs some speed."
        checked={appearance.screenReader}
        disabled={fixed("screenReader")}
        onChange={(screenReader) => set({ screenReader })}
      />
      <PlaceColours
        colours={appearance.placeColours}
        disabled={fixed("placeColours")}
        onChange={(placeColours) => set({ placeColours })}
      />
      {access.notes}
    </>
  );
}
