import { existsSync, mkdirSync, renameSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import Conf from "conf";
import { type SettingsChange, settingsChange } from "../../shared/contract/settings.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Settings } from "../../shared/settings.ts";
import { Emitter } from "../base/emitter.ts";
import type { DataPaths, Environment } from "../base/paths.ts";
import { parseSettings, readSettingsFile } from "./read-settings-file.ts";
import {
  asRecord,
  emptyLayer,
  environmentLayer,
  fileLayer,
  mergeLayers,
  restrictLocal,
  type SettingsLayer,
} from "./settings-layers.ts";

/** What the command line decides, for this run only. */
export type SettingsOverrides = {
  [Section in keyof Settings]?: Section extends "layout" | "shortcuts"
    ? Settings[Section]
    : Partial<Settings[Section]>;
};

export type SettingsPlaces = {
  systemFile: string;
  localFile: string;
  now: () => Date;
};

type RawSettings = Record<string, unknown>;

/**
 * The settings, from weakest to strongest: defaults, system-wide file, global file, local file (looks only, see
 * `restrictLocal`), environment, command line. Only the global file is ever written: mode 0600, atomically, and with
 * everything in it that this version does not know.
 */
export class SettingsStore implements Disposable {
  readonly changed = new Emitter<void>();
  readonly #path: string;
  readonly #now: () => Date;
  readonly #system: SettingsLayer;
  readonly #stronger: readonly SettingsLayer[];
  #file: Conf<RawSettings> | null = null;
  #setAside: string | null = null;
  #settings: Settings;
  #problem: string | null = null;

  /** Makes the folder (0700) and the global file where there is none. Never fails: see `problem`. */
  static open(
    paths: Pick<DataPaths, "settings">,
    environment: Environment,
    overrides: SettingsOverrides = {},
    places: Partial<SettingsPlaces> = {},
  ): SettingsStore {
    const usual = {
      systemFile: usualSystemFile(environment, process.platform),
      localFile: join(process.cwd(), ".fairlead.json"),
      now: () => new Date(),
    };
    return new SettingsStore(paths.settings, environment, overrides, { ...usual, ...places });
  }

  private constructor(
    path: string,
    environment: Environment,
    overrides: SettingsOverrides,
    places: SettingsPlaces,
  ) {
    this.#path = path;
    this.#now = places.now;
    this.#system = otherFile(places.systemFile, true);
    this.#stronger = [
      restrictLocal(otherFile(places.localFile, false), places.localFile),
      environmentLayer(environment),
      fileLayer(overrides, "command line"),
    ];
    this.#file = this.#open();
    this.#settings = this.#read();
  }

  get(): Settings {
    return this.#settings;
  }

  /** Paths that the local file, the environment or the command line decides. */
  get fixed(): string[] {
    return [...new Set(this.#stronger.flatMap(({ values }) => [...values.keys()]))];
  }

  /** What is wrong with files and variables, naming each and the field; null when nothing is. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Writes part of the settings to the global file. */
  change(change: SettingsChange): Result<void, FairleadError> {
    const { data, error } = settingsChange.safeParse(change);
    if (error) return fail(failure("input-invalid", error.issues[0]?.message));
    const { layout, shortcuts, ...sections } = data;
    return this.#write((raw) => {
      const next: RawSettings = { ...raw };
      if (layout !== undefined) next["layout"] = layout;
      if (shortcuts !== undefined) next["shortcuts"] = shortcuts;
      for (const [section, values] of Object.entries(sections)) {
        if (values !== undefined) next[section] = { ...asRecord(raw[section]), ...values };
      }
      return next;
    });
  }

  /** Writes the model profiles; what this version does not understand of the stored ones stays in the file. */
  changeModels(models: Settings["models"]): Result<void, FairleadError> {
    const known = new Set(this.#settings.models.profiles.map((profile) => profile.id as string));
    return this.#write((raw) => {
      const rawModels = asRecord(raw["models"]);
      const stored = (Array.isArray(rawModels["profiles"]) ? rawModels["profiles"] : []).map(
        asRecord,
      );
      const kept = (id: string) => stored.find((entry) => entry["id"] === id);
      const foreign = stored.filter((entry) => !known.has(String(entry["id"])));
      const profiles = models.profiles.map((profile) => ({ ...kept(profile.id), ...profile }));
      return {
        ...raw,
        models: { ...rawModels, active: models.active, profiles: [...profiles, ...foreign] },
      };
    });
  }

  [Symbol.dispose](): void {
    this.changed[Symbol.dispose]();
  }

  #write(change: (raw: RawSettings) => RawSettings): Result<void, FairleadError> {
    this.#file ??= this.#open();
    if (this.#file === null) return fail(failure("store-unwritable", this.#problem ?? undefined));
    try {
      // Read anew: the person may have edited the file meanwhile.
      this.#file.store = change(this.#file.store);
    } catch (error) {
      if (!(error instanceof SyntaxError)) return fail(failure("store-unwritable", said(error)));
      this.#file = this.#open();
      this.#settings = this.#read();
      return fail(failure("settings-invalid", this.#setAside ?? said(error)));
    }
    this.#settings = this.#read();
    this.changed.emit();
    return ok(undefined);
  }

  /** null when the file cannot be used at all: the run goes on with what else there is. */
  #open(): Conf<RawSettings> | null {
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      return this.#openFile();
    } catch (error) {
      if (!(error instanceof SyntaxError)) {
        this.#setAside = `${this.#path}: cannot be used (${said(error)}). Changes are not kept.`;
        return null;
      }
      const aside = `${this.#path}.broken-${this.#now().toISOString().replaceAll(":", "-")}`;
      renameSync(this.#path, aside);
      this.#setAside = `${said(error)} It was kept as ${aside} and defaults are in use.`;
      return this.#openFile();
    }
  }

  #openFile(): Conf<RawSettings> {
    const extension = extname(this.#path);
    const file = new Conf<RawSettings>({
      cwd: dirname(this.#path),
      configName: basename(this.#path, extension),
      fileExtension: extension.slice(1),
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      deserialize: (text) => parseSettings(text, this.#path),
    });
    if (!existsSync(this.#path)) file.store = {};
    return file;
  }

  #read(): Settings {
    const global = this.#file === null ? emptyLayer : fileLayer(this.#file.store, this.#path);
    const layers = [this.#system, global, ...this.#stronger];
    const problems = [this.#setAside ?? [], ...layers.map((layer) => layer.problems)].flat();
    this.#problem = problems.length === 0 ? null : problems.join("\n");
    return mergeLayers(layers);
  }
}

function otherFile(path: string, trusted: boolean): SettingsLayer {
  try {
    return fileLayer(readSettingsFile(path, trusted) ?? {}, path);
  } catch (error) {
    return { values: new Map(), problems: [`${said(error)} Not used.`] };
  }
}

function usualSystemFile(environment: Environment, platform: NodeJS.Platform): string {
  if (platform !== "win32") return "/etc/fairlead/settings.json";
  return join(environment["ProgramData"] || "C:\\ProgramData", "Fairlead", "settings.json");
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
