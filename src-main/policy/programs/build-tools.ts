import type { Finding, OptionRule, Program } from "./program.ts";
import { runs } from "./rule-forms.ts";

const plugin: OptionRule = { effect: "run", value: "required", because: "loads a plugin" };
const compiled = "compiles, and writes what comes of it";
/** "@file" stands for the options that the file holds. */
const optionFile = (words: readonly (string | null)[]): Finding | null =>
  words.some((word) => word === null || word.startsWith("@"))
    ? { effect: "unknown", because: "its options may come from a file" }
    : null;

/** Compilers, build systems, and what looks into their output. */
export const buildToolsPrograms: readonly Program[] = [
  {
    names: `make gmake bmake nmake ninja samu scons meson cmake ctest cpack bazel bazelisk buck buck2 gradle mvn ant
      rake just task tox nox invoke autoreconf autoconf automake libtoolize qmake xmake premake5 earthly
      pre-commit turbo nx webpack vite rollup esbuild tsc eslint prettier jest vitest mocha pytest`,
    ...runs("runs the steps that a file describes"),
    informs: "--version --help -h",
    examples: {
      reads: ["make --version", "cmake --version", "mvn --version", "make --help"],
      acts: [
        "make",
        "make -n",
        "make install",
        "cmake --build .",
        "cmake -P x.cmake",
        "make -f x --version",
        "pytest -q",
        "gradle tasks",
      ],
    },
  },
  {
    names: "waf gradlew mvnw sbt lein configure mage gulp grunt",
    ...runs("runs what stands in this directory"),
    examples: { reads: [], acts: ["gradlew --version", "waf --help", "configure"] },
  },
  {
    names: `gcc g++ cc c++ clang clang++ tcc gfortran gcc-11 gcc-12 gcc-13 gcc-14 g++-12 g++-13 rustc gccgo gnat nasm yasm as ld ld.lld
      ld.gold mold lld`,
    ...runs(compiled),
    informs:
      "--version -v --help -dumpversion -dumpmachine -dumpfullversion -print-search-dirs -print-sysroot -vV",
    examples: {
      reads: ["gcc --version", "gcc -v", "gcc -dumpmachine", "rustc -vV"],
      acts: [
        "gcc a.c",
        "gcc -o a a.c",
        "gcc -wrapper sh,-c,id a.c",
        "gcc -fplugin=./x.so -c a.c",
        "ld -o a a.o",
        "gcc @opts",
      ],
    },
  },
  {
    names: "nm gnm",
    flags: `-a -A -B -C -D -e -g -h -i -l -n -o -p -P -r -s -S -u -U -v -V -W -X --debug-syms --print-file-name --demangle
      --dynamic --extern-only --line-numbers --numeric-sort --no-sort --portability --print-size --print-armap --reverse-sort
      --size-sort --undefined-only --defined-only --special-syms --synthetic --without-symbols --no-weak --no-demangle --help
      --version`,
    values: "-f -t --format --radix --target --ifunc-chars --unicode",
    attached: "--demangle",
    options: { "--plugin": plugin },
    operands: "read",
    check: optionFile,
    examples: {
      reads: ["nm a.o", "nm -D --defined-only a.so", "nm -gC a.o"],
      acts: ["nm --plugin ./x.so a.o", "nm a.o --plugin=./x.so", "nm @opts"],
    },
  },
  {
    names: "objdump gobjdump",
    flags: `-a -C -d -D -e -f -F -g -G -h -i -l -p -r -R -s -S -t -T -v -V -w -x -z --archive-headers --file-headers --section-headers
      --headers --private-headers --all-headers --full-contents --disassemble-all --disassemble-zeroes --syms --dynamic-syms
      --reloc --dynamic-reloc --line-numbers --demangle --no-show-raw-insn --show-raw-insn --no-addresses --wide --info --help
      --version --debugging --prefix-addresses --inlines`,
    values:
      "-b -j -m -M -P --architecture --disassembler-options --section --start-address --stop-address --target --private",
    attached: "--disassemble --demangle --source-comment --visualize-jumps --disassembler-color",
    operands: "read",
    check: optionFile,
    examples: {
      reads: [
        "objdump -d a.o",
        "objdump -p a.so",
        "objdump -hT a.so",
        "objdump -d -M intel --section=.text a",
      ],
      acts: ["objdump @opts", "objdump a > b", "objdump --plugin x a"],
    },
  },
  {
    names: "readelf greadelf size",
    flags: `-a -A -B -c -C -d -D -e -g -G -h -I -l -n -r -s -S -t -u -v -V -W --all --file-header --program-headers
      --segments --section-headers --sections --section-groups --section-details --headers --syms --symbols --dyn-syms --notes
      --relocs --unwind --dynamic --version-info --arch-specific --archive-index --use-dynamic --histogram --wide --format
      --totals --common --help --version`,
    values: "-p -x -R --string-dump --hex-dump --relocated-dump --radix --target",
    operands: "read",
    check: optionFile,
    examples: {
      reads: ["readelf -h a", "readelf -d a.so", "readelf -Ws a.so", "size a"],
      acts: ["readelf @opts", "readelf a > b", "readelf --write a"],
    },
  },
  {
    names: "c++filt addr2line pahole dwarfdump",
    flags:
      "-a -C -f -i -p -s -_ -n -h -v --addresses --demangle --functions --inlines --pretty-print --basenames --help --version --no-verbose",
    values: "-e -j --exe --section",
    operands: "text",
    check: optionFile,
    examples: {
      reads: ["c++filt _Z1fv", "addr2line -e a 0x10", "addr2line -fCpe a 0x10"],
      acts: ["addr2line @opts", "c++filt > a"],
    },
  },
  {
    names: "ldd lddtree",
    ...runs("may run the program it looks at"),
    informs: "--version --help",
    examples: { reads: ["ldd --version"], acts: ["ldd ./a", "ldd -v /bin/ls"] },
  },
  {
    names: "pkg-config pkgconf",
    flags:
      "--cflags --libs --libs-only-l --libs-only-L --libs-only-other --cflags-only-I --cflags-only-other --exists --list-all --modversion --print-errors --print-provides --print-requires --print-variables --short-errors --silence-errors --static --version --help --list-package-names",
    values: "--atleast-version --exact-version --max-version --variable",
    operands: "text",
    examples: {
      reads: ["pkg-config --libs zlib", "pkg-config --list-all", "pkgconf --modversion zlib"],
      acts: ["pkg-config --log-file=a x", "pkg-config --libs a > b"],
    },
  },
  {
    names: "strip objcopy ranlib patchelf chrpath install_name_tool codesign",
    effect: "change",
    because: "rewrites programs or libraries",
    informs: "-h -V -v --help --version",
    operands: "write",
    flags: "-g -s -S -d -x -X -p --strip-all --strip-debug --strip-unneeded --preserve-dates",
    values: "-o -R -K -j",
    options: { "--plugin": plugin },
    examples: {
      reads: ["strip --version", "patchelf --version"],
      acts: ["strip a", "objcopy a b", "strip --plugin ./x a", "patchelf --set-rpath /x a"],
    },
  },
  {
    names: "shellcheck",
    flags:
      "-a -C -V -x --check-sourced --color --external-sources --list-optional --norc --version --help",
    values:
      "-e -f -i -o -P -s -S -W --enable --exclude --format --include --severity --shell --source-path --wiki-link-count --rcfile",
    operands: "read",
    examples: {
      reads: ["shellcheck a.sh", "shellcheck -s bash -f gcc a", "shellcheck -x a"],
      acts: ["shellcheck a > b", "shellcheck --fix a"],
    },
  },
  {
    names: "cloc tokei scc sloccount",
    flags:
      "-V -v -h --by-file --files --quiet --version --help --by-percent --json --no-cocomo --no-complexity --no-duplicates --hidden",
    values: "-e -t --exclude-dir --exclude --sort --include-lang --exclude-lang --include-ext",
    operands: "read",
    examples: {
      reads: ["cloc src", "tokei", "cloc --by-file --exclude-dir=node_modules ."],
      acts: ["cloc --out=a src", "cloc --extract-with=./x a.tar", "tokei > a"],
    },
  },
];
