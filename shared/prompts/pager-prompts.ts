import type { RecordedPrompts } from "./recorded-prompt.ts";

/** What pagers print on the line on which they wait. */
export const pagerPrompts: readonly RecordedPrompts[] = [
  {
    program: "less",
    kind: "pager",
    sources: [{ kind: "code", repository: "gwsw/less", path: "prompt.c" }],
    texts: {
      en: [
        "(END)",
        "{any} (END)",
        ":",
        "{path} lines {number}-{number}/{number} {number}%",
        "lines {number}-{number}",
        "lines {number}-{number}/{number} {number}%",
        "lines {number}-{number}/{number} (END)",
        "HELP -- Press RETURN for more, or q when done",
      ],
    },
  },
  {
    program: "man",
    kind: "pager",
    sources: [
      {
        kind: "package",
        package: "man-db",
        path: "usr/bin/man",
        messages: [
          " Manual page $MAN_PN ?ltline %lt?L/%L.:byte %bB?s/%s..?e (END):?pB %pB\\\\%.. (press h for help or q to quit)",
        ],
      },
    ],
    texts: {
      en: [
        "Manual page {any} line {number} (press h for help or q to quit)",
        "Manual page {any} line {number}/{number} (END) (press h for help or q to quit)",
        "Manual page {any} line {number}/{number} {number}% (press h for help or q to quit)",
      ],
    },
  },
  {
    program: "more",
    kind: "pager",
    sources: [
      {
        kind: "catalogue",
        repository: "util-linux/util-linux",
        path: "po/{language}.po",
        messages: ["--More--", "[Press space to continue, 'q' to quit.]"],
      },
    ],
    texts: {
      ar: [
        "--المزيد--",
        "--المزيد--({number}%)",
        "--المزيد--({number}%)[اضغط مسافة للاستمرار، 'q' للخروج.]",
      ],
      ca: [
        "--Més--",
        "--Més--({number}%)",
        "--Més--({number}%)[Premeu la barra espaiadora per continuar; «q» per a sortir.]",
      ],
      cs: [
        "--Pokračování--",
        "--Pokračování--({number}%)",
        "--Pokračování--({number}%)[Stiskněte mezerník pro pokračování, 'q' pro ukončení.]",
      ],
      da: [
        "--Mere--",
        "--Mere--({number}%)",
        "--Mere--({number}%)[Tryk mellemrum for at fortsætte, »q« for at afslutte.]",
      ],
      de: [
        "--Mehr--",
        "--Mehr--({number}%)",
        "--Mehr--({number}%)[Leertaste zum Fortfahren, »q« zum Beenden.]",
      ],
      en: [
        "--More--",
        "--More--({number}%)",
        "--More--({number}%)[Press space to continue, 'q' to quit.]",
        "--More--(Next file: {path})",
        "--More--[Press space to continue, 'q' to quit.]",
      ],
      es: [
        "--Más--",
        "--Más--({number}%)",
        "--Más--({number}%)[Pulse la barra espaciadora para continuar; 'q' para salir.]",
      ],
      eu: [
        "--Gehiago--",
        "--Gehiago--({number}%)",
        "--Gehiago--({number}%)[Sakatu zuriune-barra jarraitzeko, 'q' irteteko.]",
      ],
      fi: [
        "--Lisää--",
        "--Lisää--({number}%)",
        "--Lisää--({number}%)[Välilyönti jatkaa, ”q” lopettaa.]",
      ],
      fr: [
        "--Plus--",
        "--Plus--({number}%)",
        "--Plus--({number}%)[Appuyer sur la barre d'espacement pour continuer, «\u00a0q\u00a0» pour quitter.]",
      ],
      gl: [
        "--Máis--",
        "--Máis--({number}%)",
        "--Máis--({number}%)[Prema espacio para continuar, «q» para saír]",
      ],
      hr: [
        "--More--Dalje--",
        "--More--Dalje--({number}%)",
        "--More--Dalje--({number}%)[Pritisnite razmaknicu da nastavite, ‘q’ za izlaz iz programa.]",
      ],
      hu: [
        "--Tovább--",
        "--Tovább--({number}%)",
        "--Tovább--({number}%)[Nyomja le a szóközt a folytatáshoz vagy a q billentyűt a kilépéshez.]",
      ],
      id: [
        "--Lebih--",
        "--Lebih--({number}%)",
        "--Lebih--({number}%)[Tekan spasi untuk melanjutkan, 'q' untuk berhenti.]",
      ],
      it: [
        "--Ancora--",
        "--Ancora--({number}%)",
        "--Ancora--({number}%)[Premere spazio per continuare, 'q' per uscire.]",
      ],
      ja: [
        "--続きます--",
        "--続きます--({number}%)",
        "--続きます--({number}%)[スペースキーで続行、 'q' で終了します]",
      ],
      ko: [
        "--More--",
        "--More--({number}%)",
        "--More--({number}%)[계속하려면 space, 나가려면 'q']",
      ],
      nl: [
        "--Meer--",
        "--Meer--({number}%)",
        "--Meer--({number}%)[Druk op de spatiebalk om verder te gaan; 'q' om af te sluiten.]",
      ],
      pl: [
        "--Więcej--",
        "--Więcej--({number}%)",
        "--Więcej--({number}%)[Spacja kontynuuje, 'q' kończy.]",
      ],
      pt: [
        "--Mais--",
        "--Mais--({number}%)",
        '--Mais--({number}%)[prima espaço para continuar "q" para sair.]',
      ],
      pt_BR: [
        "--Mais--",
        "--Mais--({number}%)",
        '--Mais--({number}%)[Pressione espaço para continuar, "q" para sair.]',
      ],
      ro: [
        "--Mai mult--",
        "--Mai mult--({number}%)",
        "--Mai mult--({number}%)[Apăsați bara de spațiu pentru a continua, «q» pentru a ieși.]",
      ],
      ru: [
        "--Далее--",
        "--Далее--({number}%)",
        "--Далее--({number}%)[Нажмите пробел для продолжения, 'q' для выхода.]",
      ],
      sl: [
        "--Naprej--",
        "--Naprej--({number}%)",
        "--Naprej--({number}%)[Pritisnite preslednico za nadaljevanje, Q za izhod.]",
      ],
      sr: [
        "--Још--",
        "--Још--({number}%)",
        "--Још--({number}%)[Притисните размак да наставите, „q“ да изађете.]",
      ],
      sv: [
        "--Mer--",
        "--Mer--({number}%)",
        "--Mer--({number}%)[Tryck blanksteg för att fortsätta, ”q” för att avsluta.]",
      ],
      tr: [
        "--Başka--",
        "--Başka--({number}%)",
        "--Başka--({number}%)[Devam etmek için boşluk çubuğuna, çıkmak için 'q' tuşuna basınız.]",
      ],
      uk: [
        "--Далі--",
        "--Далі--({number}%)",
        "--Далі--({number}%)[Натисніть пробіл, щоб продовжити, або 'q', щоб вийти.]",
      ],
      vi: [
        "--Còn nữa--",
        "--Còn nữa--({number}%)",
        "--Còn nữa--({number}%)[Nhấn phím trắng để tiếp tục, “q” để thoát]",
      ],
      zh_CN: ["--更多--", "--更多--({number}%)", "--更多--({number}%)[按空格键继续，“q”键退出。]"],
      zh_TW: [
        "--更多--",
        "--更多--({number}%)",
        "--更多--({number}%)[按下空格以繼續，「q」表示離開。]",
      ],
    },
  },
  {
    program: "gdb",
    kind: "pager",
    sources: [{ kind: "code", repository: "bminor/binutils-gdb", path: "gdb/utils.c" }],
    texts: {
      en: ["--Type <RET> for more, q to quit, c to continue without paging--"],
    },
  },
  {
    program: "Cisco IOS",
    kind: "pager",
    sources: [
      { kind: "code", repository: "nocproject/noc", path: "sa/profiles/Cisco/IOS/profile.py" },
    ],
    texts: {
      en: [" --More-- "],
    },
  },
  {
    program: "Cisco ASA",
    kind: "pager",
    sources: [
      { kind: "code", repository: "nocproject/noc", path: "sa/profiles/Cisco/ASA/profile.py" },
    ],
    texts: {
      en: ["<--- More --->"],
    },
  },
  {
    program: "Junos",
    kind: "pager",
    sources: [
      { kind: "code", repository: "nocproject/noc", path: "sa/profiles/Juniper/JUNOS/profile.py" },
    ],
    texts: {
      en: ["---(more)---", "---(more {number}%)---"],
    },
  },
  {
    program: "Huawei VRP",
    kind: "pager",
    sources: [
      { kind: "code", repository: "nocproject/noc", path: "sa/profiles/Huawei/VRP/profile.py" },
    ],
    texts: {
      en: ["  ---- More ----"],
    },
  },
];
