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
        messages: [
          "%s: remove %s %s? ",
          "%s: remove write-protected %s %s? ",
          "%s: descend into directory %s? ",
        ],
      },
    ],
    texts: {
      af: [
        "rm: verwyder {any} '{path}'? ",
        "rm: verwyder lees-alleen {any} '{path}'? ",
        "rm: wil jy ingaan in lêergids '{path}'?",
      ],
      be: ["rm: выдаліць {any} '{path}'? ", "rm: выдаліць абаронены ад запісу {any} '{path}'? "],
      bg: [
        "rm: да се изтрие ли {any} „'{path}'“? ",
        "rm: да се изтрие ли {any} със защита срещу запис „'{path}'“? ",
        "rm: да се влезе ли в директорията „'{path}'“? ",
      ],
      ca: [
        "rm: voleu eliminar el {any} '{path}'? ",
        "rm: voleu eliminar el {any} protegit contra escriptura '{path}'? ",
        "rm: voleu descendir al directori '{path}'? ",
      ],
      cs: [
        "rm: smazat {any} '{path}'? ",
        "rm: smazat proti zápisu chráněný {any} '{path}'? ",
        "rm: sestoupit do adresáře '{path}'?",
      ],
      da: [
        "rm: fjern {any} '{path}'? ",
        "rm: fjern skrivebeskyttet {any} '{path}'? ",
        "rm: gå ned i katalog '{path}'? ",
      ],
      de: [
        "rm: {any} '{path}' entfernen? ",
        "rm: {any} (schreibgeschützt) '{path}' entfernen? ",
        "rm: in Verzeichnis '{path}' absteigen? ",
      ],
      en: [
        "rm: remove {any} '{path}'? ",
        "rm: remove write-protected {any} '{path}'? ",
        "rm: descend into directory '{path}'? ",
      ],
      eo: [
        "rm: ĉu forigi '{path}'? (ĝi estas {any}) ",
        "rm: ĉu forigi '{path}'? (ĝi estas kontraŭskribe protektata {any}) ",
        "rm: ĉu eniri en dosierujon '{path}'? ",
      ],
      es: [
        "rm: ¿borrar el {any} '{path}'? (s/n) ",
        "rm: ¿borrar el {any} '{path}'  protegido contra escritura? (s/n) ",
        "rm: ¿descender al directorio '{path}'? (s/n) ",
      ],
      et: [
        "rm: eemaldan {any} '{path}'? ",
        "rm: eemaldan kirjutuskaitsega {any} '{path}'? ",
        "rm: laskun kataloogi '{path}'? ",
      ],
      eu: ["rm: {any} '{path}' ezabatu?"],
      fi: [
        "rm: poistetaanko {any} '{path}'? ",
        "rm: poistetaanko kirjoitussuojattu {any} '{path}'? ",
        "rm: edetäänkö hakemistoon '{path}'? ",
      ],
      fr: [
        "rm\u00a0: supprimer '{path}' du type {any}\u00a0? ",
        "rm\u00a0: supprimer '{path}' qui est protégé en écriture et est du type «\u00a0{any}\u00a0»\u00a0? ",
        "rm\u00a0: descendre dans le répertoire '{path}'\u00a0? ",
      ],
      ga: [
        "rm: scrios {any} '{path}'? ",
        "rm: scrios {any} scríobh-bhactha '{path}'? ",
        "rm: téigh síos isteach i gcomhadlann '{path}'? ",
      ],
      hr: [
        "rm: ukloniti {any} '{path}'? ",
        "rm: izbrisati od-pisanja-zaštićen(u) {any} '{path}'? ",
        "rm: spustiti se u direktorij '{path}'? ",
      ],
      hu: [
        "rm: eltávolítja a(z) '{path}' nevű, „{any}” típusú elemet? ",
        "rm: eltávolítja az írásvédett '{path}' nevű, „{any}” típusú elemet? ",
        "rm: belép a(z) '{path}' könyvtárba? ",
      ],
      id: [
        "rm: menghapus {any} '{path}'? ",
        "rm: menghapus write-protected {any} '{path}'? ",
        "rm: berlanjut ke direktori '{path}'? ",
      ],
      it: [
        "rm: rimuovere {any} '{path}'? ",
        "rm: rimuovere il {any} protetto dalla scrittura '{path}'? ",
        "rm: entrare nella directory '{path}'? ",
      ],
      ja: [
        "rm: {any} '{path}' を削除しますか? ",
        "rm: 書き込み保護されたファイル {any} '{path}' を削除しますか?",
        "rm: ディレクトリ '{path}' 配下に入りますか? ",
      ],
      ko: [
        "rm: {any} '{path}'을(를) 제거할까요? ",
        "rm: 쓰기 금지한 {any} '{path}'을(를) 제거할까요?  ",
        "rm: '{path}' 디렉터리로 거슬러 내려갈까요? ",
      ],
      lg: [
        "rm: nzigyewo {any} '{path}'? ",
        "rm: nzigyewo {any} '{path}' etakkirizibwa okuwandikibwa mu? ",
        "rm: nyingire mu tterekero '{path}'? ",
      ],
      lt: ["rm: pašalinti {any} '{path}'? ", "rm: pašalinti apsaugotą nuo rašymo {any} '{path}'? "],
      ms: ["rm: buang {any} '{path}'? ", "rm: buang write-protected {any} '{path}'? "],
      nb: [
        "rm: vil du fjerne {any} '{path}'? ",
        "rm: '{path}' er en skrivebeskyttet {any}. Er du sikker på at du vil fjerne den? ",
        "rm: vil du fortsette i undermappa '{path}'? ",
      ],
      nl: [
        "rm: {any} '{path}' verwijderen? ",
        "rm: {any} '{path}' (schrijfbeveiligd) verwijderen? ",
        "rm: afdalen in map '{path}'? ",
      ],
      pl: [
        "rm: usunąć {any} '{path}'? ",
        "rm: usunąć zabezpieczony przed zapisem {any} '{path}'? ",
        "rm: przejść do katalogu '{path}'? ",
      ],
      pt: [
        "rm: remover {any} '{path}'? ",
        "rm: remover {any} '{path}' protegido contra escrita? ",
        "rm: entrar na pasta '{path}'? ",
      ],
      pt_BR: [
        "rm: remover {any} '{path}'? ",
        "rm: remover {any} '{path}' protegido contra escrita? ",
        "rm: entrar no diretório '{path}'? ",
      ],
      ro: ["rm: eliminați {any} '{path}'? ", "rm: descindeți în dosarul '{path}'? "],
      ru: [
        "rm: удалить {any} '{path}'? ",
        "rm: удалить защищённый от записи {any} '{path}'? ",
        "rm: спуститься в каталог '{path}'? ",
      ],
      sk: [
        "rm: zmazať {any} '{path}'? ",
        "rm: zmazať súbor chránený proti zápisu {any} '{path}'? ",
        "rm: zostúpiť do adresára '{path}'? ",
      ],
      sl: [
        "rm: naj se odstrani {any} '{path}'? ",
        "rm: naj se odstrani {any} '{path}', ki je zavarovana proti pisanju? ",
        "rm: naj se spustimo v podimenik '{path}'? ",
      ],
      sr: [
        "rm: да уклоним {any} '{path}'? ",
        "rm: да уклоним {any} заштићен од писања „'{path}'“? ",
        "rm: да сиђем у директоријум „'{path}'“? ",
      ],
      sv: [
        "rm: ta bort {any} '{path}'? ",
        "rm: ta bort skrivskyddad {any} '{path}'? ",
        "rm: gå ner i katalog '{path}'? ",
      ],
      tr: [
        "rm: {any} '{path}' kaldırılsın mi? ",
        "rm: yazma korumalı {any} '{path}' kaldırılsın mı? ",
        "rm: '{path}' dizininin içine inilsin mi? ",
      ],
      uk: [
        "rm: вилучити {any} '{path}'? ",
        "rm: вилучити захищений від запису {any} '{path}'? ",
        "rm: спуститься у каталог '{path}'? ",
      ],
      vi: [
        "rm: xóa {any} '{path}' không?(k/c) ",
        "rm: xóa {any} có bảo vệ chống ghi đè '{path}' không?(k/c) ",
        "rm: đi vào thư mục '{path}' không? ",
      ],
      zh_CN: [
        "rm: 是否删除{any} '{path}'？",
        "rm: 是否删除有写保护的{any} '{path}'？",
        "rm: 是否进入目录 '{path}'？",
      ],
      zh_TW: [
        "rm：是否刪除{any} '{path}'？",
        "rm：是否刪除有防寫的{any} '{path}'？",
        "rm：是否進入目錄'{path}'? ",
      ],
    },
  },
];
