import type { RecordedPrompts } from "./recorded-prompt.ts";

/** How cp and mv ask, as each other but for the name. */
const overwrite: Readonly<Record<string, string>> = {
  af: "{program}: oorskryf '{path}'?",
  be: "{program}: перазапісаць '{path}'? ",
  bg: "{program}: да се замести ли „'{path}'“? ",
  ca: "{program}: voleu sobreescriure '{path}'? ",
  cs: "{program}: přepsat '{path}'? ",
  da: "{program}: overskriv '{path}'? ",
  de: "{program}: '{path}' überschreiben? ",
  el: "{program}: αντικατάσταση '{path}'; ",
  en: "{program}: overwrite '{path}'? ",
  eo: "{program}: ĉu anstataŭigi '{path}'? ",
  es: "{program}: ¿sobreescribir '{path}'? (s/n) ",
  et: "{program}: kirjutan '{path}' üle? ",
  eu: "{program}: '{path}' gainidatzi?",
  fi: "{program}: korvataanko tiedosto '{path}'? ",
  fr: "{program}\u00a0: voulez-vous écraser '{path}'\u00a0? ",
  ga: "{program}: forscríobh '{path}'? ",
  hr: "{program}: prepisati '{path}'? ",
  hu: "{program}: felülírja a(z) '{path}' fájlt? ",
  id: "{program}: menimpa '{path}'? ",
  it: "{program}: sovrascrivere '{path}'? ",
  ja: "{program}: '{path}' を上書きしますか? ",
  ko: "{program}: '{path}'을(를) 덮어쓸까요? ",
  lg: "{program}: '{path}' ngiwandikeko ng'empya? ",
  lt: "{program}: perrašyti '{path}'? ",
  ms: "{program}: tindih '{path}'? ",
  nb: "{program}: vil du overskrive '{path}'? ",
  nl: "{program}: '{path}' overschrijven? ",
  pl: "{program}: zamazać '{path}'? ",
  pt: "{program}: sobrescrever '{path}'? ",
  pt_BR: "{program}: sobrescrever '{path}'? ",
  ro: "{program}: suprascrieți '{path}'? ",
  ru: "{program}: переписать '{path}'? ",
  sk: "{program}: prepísať '{path}'? ",
  sl: "{program}: naj pišemo prek '{path}'? ",
  sr: "{program}: да препишем „'{path}'“? ",
  sv: "{program}: skriva över '{path}'? ",
  tr: "{program}: '{path}' ögesinin üzerine yazılsın mı? ",
  uk: "{program}: переписати '{path}'? ",
  vi: "{program}: ghi đè '{path}'? ",
  zh_CN: "{program}: 是否覆盖 '{path}'？",
  zh_TW: "{program}：是否覆蓋 '{path}'？ ",
};

const overwritesAs = (program: string): RecordedPrompts => ({
  program,
  kind: "yes-no",
  sources: [
    {
      kind: "package",
      package: "coreutils",
      path: "usr/share/locale/{language}/LC_MESSAGES/coreutils.mo",
      messages: ["%s: overwrite %s? "],
    },
  ],
  texts: Object.fromEntries(
    Object.entries(overwrite).map(([language, text]) => [
      language,
      [text.replace("{program}", program)],
    ]),
  ),
});

/** How the programs of coreutils ask before they touch a file. */
export const filePrompts: readonly RecordedPrompts[] = [
  overwritesAs("cp"),
  overwritesAs("mv"),
  {
    program: "rm",
    kind: "yes-no",
    sources: [
      {
        kind: "package",
        package: "coreutils",
        path: "usr/share/locale/{language}/LC_MESSAGES/coreutils.mo",
        messages: ["%s: remove %s %s? ", "regular file", "%s: descend into directory %s? "],
      },
    ],
    texts: {
      af: ["rm: verwyder gewone lêer '{path}'? ", "rm: wil jy ingaan in lêergids '{path}'?"],
      be: ["rm: выдаліць звычайны файл '{path}'? "],
      bg: [
        "rm: да се изтрие ли обикновен файл „'{path}'“? ",
        "rm: да се влезе ли в директорията „'{path}'“? ",
      ],
      ca: [
        "rm: voleu eliminar el fitxer ordinari '{path}'? ",
        "rm: voleu descendir al directori '{path}'? ",
      ],
      cs: ["rm: smazat běžný soubor '{path}'? ", "rm: sestoupit do adresáře '{path}'?"],
      da: ["rm: fjern almindelig fil '{path}'? ", "rm: gå ned i katalog '{path}'? "],
      de: ["rm: reguläre Datei '{path}' entfernen? ", "rm: in Verzeichnis '{path}' absteigen? "],
      en: [
        "rm: remove regular file '{path}'? ",
        "rm: descend into directory '{path}'? ",
        "rm: remove write-protected regular file '{path}'? ",
        "rm: remove directory '{path}'? ",
      ],
      eo: [
        "rm: ĉu forigi '{path}'? (ĝi estas normala dosiero) ",
        "rm: ĉu eniri en dosierujon '{path}'? ",
      ],
      es: [
        "rm: ¿borrar el fichero regular '{path}'? (s/n) ",
        "rm: ¿descender al directorio '{path}'? (s/n) ",
      ],
      et: ["rm: eemaldan tavaline fail '{path}'? ", "rm: laskun kataloogi '{path}'? "],
      eu: ["rm: Espresio erregularra '{path}' ezabatu?"],
      fi: [
        "rm: poistetaanko tavallinen tiedosto '{path}'? ",
        "rm: edetäänkö hakemistoon '{path}'? ",
      ],
      fr: [
        "rm\u00a0: supprimer '{path}' du type fichier\u00a0? ",
        "rm\u00a0: descendre dans le répertoire '{path}'\u00a0? ",
      ],
      ga: ["rm: scrios gnáthchomhad '{path}'? ", "rm: téigh síos isteach i gcomhadlann '{path}'? "],
      hr: ["rm: ukloniti obična datoteku '{path}'? ", "rm: spustiti se u direktorij '{path}'? "],
      hu: [
        "rm: eltávolítja a(z) '{path}' nevű, „szabályos fájl” típusú elemet? ",
        "rm: belép a(z) '{path}' könyvtárba? ",
      ],
      id: ["rm: menghapus berkas regular '{path}'? ", "rm: berlanjut ke direktori '{path}'? "],
      it: ["rm: rimuovere file regolare '{path}'? ", "rm: entrare nella directory '{path}'? "],
      ja: [
        "rm: 通常ファイル '{path}' を削除しますか? ",
        "rm: ディレクトリ '{path}' 配下に入りますか? ",
      ],
      ko: [
        "rm: 일반 파일 '{path}'을(를) 제거할까요? ",
        "rm: '{path}' 디렉터리로 거슬러 내려갈까요? ",
      ],
      lg: ["rm: nzigyewo fayiro eya bulijjo '{path}'? ", "rm: nyingire mu tterekero '{path}'? "],
      lt: ["rm: pašalinti paprastas failas '{path}'? "],
      ms: ["rm: buang fail biasa '{path}'? "],
      nb: [
        "rm: vil du fjerne vanlig fil '{path}'? ",
        "rm: vil du fortsette i undermappa '{path}'? ",
      ],
      nl: ["rm: normaal bestand '{path}' verwijderen? ", "rm: afdalen in map '{path}'? "],
      pl: ["rm: usunąć plik zwykły '{path}'? ", "rm: przejść do katalogu '{path}'? "],
      pt: ["rm: remover ficheiro normal '{path}'? ", "rm: entrar na pasta '{path}'? "],
      pt_BR: ["rm: remover arquivo comum '{path}'? ", "rm: entrar no diretório '{path}'? "],
      ro: ["rm: eliminați fișier obișnuit '{path}'? ", "rm: descindeți în dosarul '{path}'? "],
      ru: ["rm: удалить обычный файл '{path}'? ", "rm: спуститься в каталог '{path}'? "],
      sk: ["rm: zmazať obyčajný súbor '{path}'? ", "rm: zostúpiť do adresára '{path}'? "],
      sl: [
        "rm: naj se odstrani navadna datoteka '{path}'? ",
        "rm: naj se spustimo v podimenik '{path}'? ",
      ],
      sr: ["rm: да уклоним обична датотека '{path}'? ", "rm: да сиђем у директоријум „'{path}'“? "],
      sv: ["rm: ta bort normal fil '{path}'? ", "rm: gå ner i katalog '{path}'? "],
      tr: [
        "rm: normal dosya '{path}' kaldırılsın mi? ",
        "rm: '{path}' dizininin içine inilsin mi? ",
      ],
      uk: ["rm: вилучити звичайний файл '{path}'? ", "rm: спуститься у каталог '{path}'? "],
      vi: [
        "rm: xóa tập tin thông thường '{path}' không?(k/c) ",
        "rm: đi vào thư mục '{path}' không? ",
      ],
      zh_CN: ["rm: 是否删除普通文件 '{path}'？", "rm: 是否进入目录 '{path}'？"],
      zh_TW: ["rm：是否刪除一般檔案 '{path}'？", "rm：是否進入目錄'{path}'? "],
    },
  },
];
