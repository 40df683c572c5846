import type { Program } from "./program.ts";
import { runs } from "./rule-forms.ts";

const what = "runs a program that is not judged here";

/** Languages: whatever they are given, they run. Only what they say about themselves is a read. */
export const interpretersPrograms: readonly Program[] = [
  {
    names: `python python2 python3 python2.7 python3.6 python3.7 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13
      python3.14 pypy pypy3 ipython ipython3 jython bpython`,
    ...runs(what),
    // A lone -v starts a session.
    informs: "-V -VV --version --help -h",
    examples: {
      reads: ["python3 --version", "python -V", "python3.11 --help"],
      acts: [
        "python3",
        "python3 -c 'print(1)'",
        "python3 x.py",
        "python3 -m http.server",
        "python3 --version x.py",
        "python3 -v",
        "python3 -m json.tool a",
      ],
    },
  },
  {
    names: "perl perl5",
    ...runs(what),
    informs: "-v -V --version --help -h",
    examples: {
      reads: ["perl -v", "perl -V", "perl --version"],
      acts: ["perl -e 1", "perl -ne print a", "perl -pi -e s/a/b/ f", "perl -c x", "perl -v -e 1"],
    },
  },
  {
    names: "ruby irb jruby",
    ...runs(what),
    informs: "--version -v --help -h",
    examples: {
      reads: ["ruby -v", "ruby --version", "irb --version"],
      acts: ["ruby -e 1", "ruby x.rb", "irb", "ruby -v x.rb"],
    },
  },
  {
    names: "node nodejs ts-node tsx",
    ...runs(what),
    informs: "--version -v --help -h",
    examples: {
      reads: ["node --version", "node -v", "nodejs -v"],
      acts: ["node", "node -e 1", "node x.js", "node -p process.env", "node -v x"],
    },
  },
  {
    names: "php php7 php8 hhvm",
    ...runs(what),
    informs: "--version -v -m --modules --ini --help -h",
    examples: {
      reads: ["php -v", "php -m", "php --ini"],
      acts: ["php -r 'x();'", "php x.php", "php -S :80", "php -i"],
    },
  },
  {
    names:
      "lua lua5.1 lua5.2 lua5.3 lua5.4 luajit R Rscript julia octave guile racket sbcl clisp ghci runghc ocaml iex elixir swift scala groovy jshell nim",
    ...runs(what),
    informs: "--version --help",
    examples: {
      reads: ["julia --version", "Rscript --version", "elixir --version"],
      acts: ["lua x.lua", "lua -v x", "R", "julia a"],
    },
  },
  {
    names: "tclsh wish expect erl escript",
    ...runs(what),
    examples: { reads: [], acts: ["tclsh a", "expect -c x", "erl --version"] },
  },
  {
    names: "java javac kotlin kotlinc scalac groovyc",
    ...runs(what),
    informs: "-version --version -help --help",
    examples: {
      reads: ["java -version", "java --version", "javac -version"],
      acts: ["java -jar a.jar", "java A", "java -version -jar a", "javac A.java"],
    },
  },
  {
    names: "jps",
    flags: "-l -m -v -q -V",
    examples: { reads: ["jps", "jps -l", "jps -lvm"], acts: ["jps host", "jps > a"] },
  },
  {
    names: "jstack jstat jinfo jmap jcmd",
    ...runs("reaches into a running program"),
    informs: "-h -help --help",
    examples: {
      reads: ["jstack --help"],
      acts: ["jmap -dump:file=a 1", "jcmd 1 VM.flags", "jinfo -flag a=b 1"],
    },
  },
  {
    names: "ansible-console ansible-pull fab cap pyinfra",
    ...runs("runs tasks, on other machines too"),
    network: true,
    informs: "--version --help -h",
    examples: {
      reads: ["ansible-console --version", "ansible-pull --help", "fab --version"],
      acts: ["ansible-pull -U x", "ansible-console all", "fab deploy", "cap production deploy"],
    },
  },
];
