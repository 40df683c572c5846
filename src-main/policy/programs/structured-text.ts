import type { OptionRule, Program } from "./program.ts";

const shown: OptionRule = { effect: "read", value: "required", operand: "read" };
const onNetwork: OptionRule = {
  effect: "read",
  network: true,
  because: "may load a description from the network",
};
const intoFile: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes a file",
};
const inPlace: OptionRule = { effect: "change", because: "rewrites the files" };

const fetchesAddress = (words: readonly (string | null)[]) =>
  words.some((word) => word === null || /^(https?|ftp):|\bdocument\b/i.test(word))
    ? ({ effect: "read", because: "loads a document from the network", network: true } as const)
    : null;

/** JSON, YAML, XML, TOML and tables. */
export const structuredTextPrograms: readonly Program[] = [
  {
    names: "jq gojq jaq",
    flags: `-a -C -c -e -h -j -M -n -N -r -R -s -S -V --ascii-output --color-output --compact-output --exit-status --help
      --join-output --monochrome-output --null-input --raw-output --raw-output0 --raw-input --slurp --sort-keys --tab --seq
      --stream --stream-errors --arg --argjson --slurpfile --rawfile --unbuffered --version --build-configuration --args --jsonargs --yaml-output --yaml-input`,
    values: "--indent",
    options: {
      "-f": { ...shown, replacesFirst: true },
      "--from-file": { ...shown, replacesFirst: true },
      "-L": { effect: "read", value: "required", operand: "name" },
    },
    // --arg and its like take two words: both become operands, which are read at worst.
    operands: ["text", "read"],
    check: (words) => {
      const filter = words.map((word) => word ?? "").join(" ");
      if (/\b(import|include)\s*["#]/.test(filter)) {
        return { effect: "unknown", because: "loads a module" };
      }
      return /\$ENV\b|(^|[^.\w$"])env\b(?!\s*:)/.test(filter)
        ? { effect: "read", because: "can show variables of the environment", secret: true }
        : null;
    },
    examples: {
      reads: [
        "jq . a.json",
        "jq -r '.items[] | .name' a.json",
        "jq -rc .a",
        "jq -f filter.jq a.json",
        "jq --tab -S . a b",
      ],
      acts: ["jq . a > b", "jq -i . a", "jq --in-place . a", "jq $(cat x) a"],
    },
  },
  {
    names: "yq",
    flags: `-0 -C -c -e -h -j -M -N -n -P -r -R -S -V -v --colors --no-colors --exit-status --no-doc --null-input --prettyPrint
      --raw-output --unwrapScalar --tojson --verbose --version --help --nul-output -y -Y -x -t`,
    values: "-I -o -p --indent --input-format --output-format --xml-attribute-prefix",
    options: {
      "-i": inPlace,
      "--inplace": inPlace,
      "--in-place": inPlace,
      "-s": { effect: "change", value: "required", because: "writes one file for each part" },
      "--split-exp": {
        effect: "change",
        value: "required",
        because: "writes one file for each part",
      },
      "--from-file": shown,
    },
    // Which word is the expression depends on the make; at worst each is a file.
    operands: "read",
    check: (words) =>
      words.some(
        (word) => word !== null && /(^|[^.\w"])(env|strenv|envsubst|load\w*|system)\b/.test(word),
      )
        ? {
            effect: "unknown",
            because: "can show files or variables of the environment, or run a command",
          }
        : null,
    examples: {
      reads: [
        "yq . a.yml",
        "yq -r .a.b a.yml",
        "yq eval '.a' a.yml",
        "yq -o=json a.yml",
        "yq -P a.json",
      ],
      acts: [
        "yq -i '.a=1' a.yml",
        "yq '.a=1' a.yml -i",
        "yq --inplace .a a.yml",
        "yq -s .name a.yml",
      ],
    },
  },
  {
    names: "xmllint",
    flags: `--noout --nonet --recover --huge --nowarning --nocdata --nsclean --dropdtd --html --push --sax --version --timing
      --quiet --noblanks --c14n --exc-c14n --format --debug --help`,
    values: "--xpath --pretty --encode --pattern --maxmem",
    options: {
      "--schema": shown,
      "--relaxng": shown,
      "--schematron": shown,
      "--valid": onNetwork,
      "--noent": onNetwork,
      "--loaddtd": onNetwork,
      "--dtdattr": onNetwork,
      "--xinclude": onNetwork,
      "--shell": { effect: "run", because: "asks for commands that can write" },
      "--output": intoFile,
      "-o": intoFile,
    },
    operands: "read",
    check: fetchesAddress,
    style: "gnu",
    examples: {
      reads: [
        "xmllint --noout a.xml",
        "xmllint --format a.xml",
        "xmllint --xpath '//a' a.xml",
        "xmllint --schema a.xsd --noout b",
      ],
      acts: [
        "xmllint --output b a.xml",
        "xmllint a.xml --shell",
        "xmllint http://example.org/a",
        "xmllint --valid a",
      ],
    },
  },
  {
    names: "xmlstarlet xml",
    commands: {
      "sel select": {
        flags: "-t -B -C -D -E -I -R -T --template --xml-decl --text --root --noblanks",
        values: "-v -m -c -o -N -i -e --value-of --match --copy-of --var",
        options: { "--net": { effect: "read", network: true } },
        operands: "read",
        check: fetchesAddress,
      },
      "el elements": { flags: "-a -v -u", operands: "read", check: fetchesAddress },
      "ed edit": {
        effect: "unknown",
        operands: "unknown",
        because: "edits a document, in place with -L",
      },
    },
    informs: "--version --help",
    examples: {
      reads: ["xmlstarlet sel -t -v //a b.xml", "xmlstarlet el -u b.xml", "xmlstarlet --version"],
      acts: ["xmlstarlet ed -L -d //a b.xml", "xmlstarlet tr a.xsl b.xml"],
    },
  },
  {
    names: "json_pp json_reformat",
    flags: "-v -V -m -u",
    values: "-f -t -json_opt",
    style: "single-dash",
    examples: {
      reads: ["json_pp", "json_pp -f json -t json", "json_reformat -m"],
      acts: ["json_pp -f eval", "json_pp -t eval", "json_pp a"],
    },
    check: (words) =>
      words.some((word) => word === null || /eval|dumper/.test(word))
        ? { effect: "run", because: "runs its input as a program" }
        : null,
  },
  {
    names: "csvlook csvstat csvcut csvgrep csvsort csvjson",
    flags: `-n -H -S -v -V -l -i -a -r --names --no-header-row --skipinitialspace --help --version -h --invert-match --any-match
      --reverse --no-inference -I -y --count --nulls --unique --mean --median --max --min --sum`,
    values:
      "-d -q -c -C -m -e -K --delimiter --columns --not-columns --match --encoding --skip-lines --max-rows --max-columns",
    options: {
      "-r": { effect: "read", value: "required" },
      "-f": shown,
    },
    operands: "read",
    examples: {
      reads: ["csvlook a.csv", "csvcut -c 1,2 a.csv", "csvstat --count a.csv"],
      acts: ["csvlook a > b"],
    },
  },
];
