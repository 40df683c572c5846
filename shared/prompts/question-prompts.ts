import type { RecordedPrompts } from "./recorded-prompt.ts";

/** Questions that a key or a word answers. */
export const questionPrompts: readonly RecordedPrompts[] = [
  {
    program: "ssh",
    kind: "host-key",
    sources: [{ kind: "code", repository: "openssh/openssh-portable", path: "sshconnect.c" }],
    texts: {
      en: [
        "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
        "Are you sure you want to continue connecting (yes/no)? ",
      ],
    },
  },
  {
    program: "ssh-keygen",
    kind: "yes-no",
    sources: [{ kind: "code", repository: "openssh/openssh-portable", path: "ssh-keygen.c" }],
    texts: {
      en: ["Overwrite (y/n)? "],
    },
  },
  {
    program: "git",
    kind: "menu",
    sources: [
      { kind: "code", repository: "git/git", path: "add-patch.c", messages: ["(%d/%d) "] },
      {
        kind: "catalogue",
        repository: "git/git",
        path: "po/{language}.po",
        messages: ["Stage this hunk [y,n,q,a,d%s,?]? "],
      },
    ],
    texts: {
      bg: ["({number}/{number}) Добавяне на това парче [y,n,q,a,d{any},?]? "],
      ca: ["({number}/{number}) Fer un «stage» d'aquest tros [y,n,q,a,d{any},?]? "],
      de: [
        "({number}/{number}) Diesen Patch-Block der Staging-Area hinzufügen [y,n,q,a,d{any},?]? ",
      ],
      en: [
        "({number}/{number}) Stage this hunk [y,n,q,a,d{any},?]? ",
        "({number}/{number}) Stage this hunk [y,n,q,a,d,?]? ",
      ],
      es: ["({number}/{number}) ¿Aplicar stage a este fragmento [y,n,q,a,d{any},?]? "],
      fr: ["({number}/{number}) Indexer cette section [y,n,q,a,d{any},?]\u00a0? "],
      ga: ["({number}/{number}) Cuir an píosa seo ar stáitse [y,n,q,a,d{any},?]? "],
      id: ["({number}/{number}) Gelar bingkah ini [y,n,q,a,d{any},?]? "],
      it: ["({number}/{number}) Eseguire lo stage di quest'hunk [y,n,q,a,d{any},?]? "],
      ko: ["({number}/{number}) 이 부분 스테이징합니까 [y,n,q,a,d{any},?]? "],
      pl: ["({number}/{number}) Przygotować ten skrawek [y,n,q,a,d{any},?]? "],
      pt_PT: ["({number}/{number}) Encena este pedaço [y,n,q,a,d{any},?]? "],
      ru: ["({number}/{number}) Индексировать этот блок [y,n,q,a,d{any},?]? "],
      sv: ["({number}/{number}) Köa stycket [y,n,q,a,d{any},?]? "],
      tr: ["({number}/{number}) Bu parça hazırlansın mı [y,n,q,a,d{any},?]? "],
      uk: ["({number}/{number}) Індексувати цей шматок [y,n,q,a,d{any},?]? "],
      vi: ["({number}/{number}) Đưa vào vùng chờ khúc này [y,n,q,a,d{any},?]? "],
      zh_CN: ["({number}/{number}) 暂存该块 [y,n,q,a,d{any},?]? "],
      zh_TW: ["({number}/{number}) 暫存此區塊 [y,n,q,a,d{any},?]? "],
    },
  },
  {
    program: "git",
    kind: "yes-no",
    sources: [
      {
        kind: "code",
        repository: "git/git",
        path: "builtin/clean.c",
        messages: ["Remove %s [y/N]? "],
      },
    ],
    texts: {
      en: ["Remove {path} [y/N]? "],
    },
  },
  {
    program: "e2fsck",
    kind: "yes-no",
    sources: [
      {
        kind: "code",
        repository: "tytso/e2fsprogs",
        path: "e2fsck/util.c",
        messages: ["%s%s%s? ", "<y>", "<n>", " (y/n)"],
      },
    ],
    texts: {
      en: ["{any}<y>? ", "{any}<n>? ", "{any} (y/n)? "],
    },
  },
  {
    program: "mke2fs",
    kind: "yes-no",
    sources: [{ kind: "code", repository: "tytso/e2fsprogs", path: "misc/util.c" }],
    texts: {
      en: [
        "Proceed anyway? (y,N) ",
        "Proceed anyway (or wait {number} seconds to proceed) ? (y,N) ",
      ],
    },
  },
  {
    program: "mdadm",
    kind: "yes-no",
    sources: [
      {
        kind: "code",
        repository: "md-raid-utilities/mdadm",
        path: "util.c",
        messages: ["%s [y/N]? "],
      },
      {
        kind: "code",
        repository: "md-raid-utilities/mdadm",
        path: "Create.c",
        messages: ["Continue creating array"],
      },
    ],
    texts: {
      en: ["Continue creating array [y/N]? "],
    },
  },
  {
    program: "fdisk",
    kind: "menu",
    sources: [
      { kind: "code", repository: "util-linux/util-linux", path: "disk-utils/fdisk-menu.c" },
    ],
    texts: {
      en: ["Command (m for help): ", "Expert command (m for help): "],
    },
  },
  {
    program: "sulogin",
    kind: "any-key",
    sources: [{ kind: "code", repository: "util-linux/util-linux", path: "login-utils/sulogin.c" }],
    texts: {
      en: ["Press Enter for login: "],
    },
  },
  {
    program: "sulogin",
    kind: "password",
    sources: [{ kind: "code", repository: "util-linux/util-linux", path: "login-utils/sulogin.c" }],
    texts: {
      en: ["(or press Control-D to continue): "],
    },
  },
  {
    program: "cmd",
    kind: "any-key",
    sources: [
      {
        kind: "code",
        repository: "MicrosoftDocs/windowsserverdocs",
        path: "WindowsServerDocs/administration/windows-commands/pause.md",
      },
    ],
    texts: {
      en: ["Press any key to continue . . . "],
    },
  },
  {
    program: "vim",
    kind: "any-key",
    sources: [
      {
        kind: "catalogue",
        repository: "vim/vim",
        path: "src/po/{language}.po",
        messages: ["Press ENTER or type command to continue"],
      },
    ],
    texts: {
      af: ["Druk ENTER of tik 'n bevel om voort te gaan"],
      da: ["Tryk på ENTER eller skriv kommando for at fortsætte"],
      en: ["Press ENTER or type command to continue"],
      eo: ["Premu ENEN-KLAVON aŭ tajpu komandon por daŭrigi"],
      es: ["Pulse INTRO o escriba una orden para continuar"],
      fi: ["Paina enteriä tai kirjoita komento aloittaaksesi"],
      hu: ["Nyomjon ENTER-t vagy írjon be egy parancsot a folytatáshoz"],
      hy: ["Շարունակելու համար սեղմել ENTER կամ տալ որևէ այլ հրաման"],
      it: ["Premi INVIO o un comando per proseguire"],
      ja: ["続けるにはENTERを押すかコマンドを入力してください"],
      ko: ["계속하려면 엔터 혹은 명령을 입력하십시오"],
      nl: ["Toets ENTER of typ een opdracht om verder te gaan"],
      pl: ["Naciśnij ENTER lub wprowadź komendę aby kontynuować"],
      pt_BR: ["Aperte ENTER ou digite um comando para continuar"],
      ru: ["Чтобы продолжить, нажмите клавишу <ENTER> или введите команду"],
      sr: ["Да бисте наставили, притисните ЕНТЕР или откуцајте команду"],
      sv: ["Tryck RETUR eller skriv kommando för att fortsätta"],
      ta: ["தொடர ENTER ஐ அழுத்தவும் அல்லது கட்டளையை தட்டச்சு செய்யவும்"],
      tr: ["Sürdürmek için ENTER'a basın veya komut girin"],
      uk: ["Натисніть ENTER або введіть команду для продовження"],
      zh_CN: ["请按 ENTER 或其它命令继续"],
    },
  },
  {
    program: "vim",
    kind: "menu",
    sources: [
      {
        kind: "code",
        repository: "vim/vim",
        path: "src/memline.c",
        messages: ["&Open Read-Only\\n&Edit anyway\\n&Recover\\n&Quit\\n&Abort"],
      },
      { kind: "code", repository: "vim/vim", path: "src/message.c" },
    ],
    texts: {
      en: [
        "[O]pen Read-Only, (E)dit anyway, (R)ecover, (Q)uit, (A)bort: ",
        "[O]pen Read-Only, (E)dit anyway, (R)ecover, (D)elete it, (Q)uit, (A)bort: ",
      ],
    },
  },
  {
    program: "bash",
    kind: "menu",
    sources: [{ kind: "code", repository: "bminor/bash", path: "execute_cmd.c" }],
    texts: {
      en: ["#? "],
    },
  },
  {
    program: "git",
    kind: "line",
    sources: [
      { kind: "code", repository: "git/git", path: "credential.c", messages: ["%s for '%s': "] },
    ],
    texts: {
      en: ["Username for '{any}': "],
    },
  },
  {
    program: "docker",
    kind: "line",
    sources: [
      {
        kind: "code",
        repository: "docker/cli",
        path: "cli/command/registry.go",
        messages: ["Username (%s): "],
      },
    ],
    texts: {
      en: ["Username: ", "Username ({user}): "],
    },
  },
  {
    program: "pip",
    kind: "line",
    sources: [
      {
        kind: "code",
        repository: "pypa/pip",
        path: "src/pip/_internal/network/auth.py",
        messages: ["User for {netloc}: "],
      },
    ],
    texts: {
      en: ["User for {host}: "],
    },
  },
  {
    program: "npm",
    kind: "line",
    sources: [{ kind: "code", repository: "npm/cli", path: "lib/utils/read-user-info.js" }],
    texts: {
      en: ["npm username: "],
    },
  },
  {
    program: "login",
    kind: "line",
    sources: [{ kind: "code", repository: "util-linux/util-linux", path: "login-utils/login.c" }],
    texts: {
      en: ["login: ", "{host} login: "],
    },
  },
  {
    program: "terraform",
    kind: "line",
    sources: [
      { kind: "code", repository: "hashicorp/terraform", path: "internal/command/ui_input.go" },
    ],
    texts: {
      en: ["Enter a value: "],
    },
  },
  {
    program: "ssh-keygen",
    kind: "line",
    sources: [{ kind: "code", repository: "openssh/openssh-portable", path: "ssh-keygen.c" }],
    texts: {
      en: [
        "Enter file in which to save the key ({path}): ",
        "Enter file in which the key is ({path}): ",
      ],
    },
  },
];
