import type { RecordedPrompts } from "./recorded-prompt.ts";

/** How pacman asks. */
export const pacmanPrompts: readonly RecordedPrompts[] = [
  {
    program: "pacman",
    kind: "yes-no",
    sources: [
      {
        kind: "package",
        package: "pacman-package-manager",
        path: "usr/share/locale/{language}/LC_MESSAGES/pacman.mo",
        messages: ["Proceed with installation?", "Do you want to remove these packages?", "[Y/n]"],
      },
    ],
    texts: {
      ar: [":: مواصلة التثبيت؟ [Y/n] ", ":: هل تريد إزالة هذه الحزم؟ [Y/n] "],
      ast: [":: ¿Siguir cola instalación? [S/n] ", ":: ¿Quies desaniciar estos paquetes? [S/n] "],
      az_AZ: [
        ":: Quraşdırma ilə davam edilsin? [B/x] ",
        ":: Bu paketləri silmək istəyirsiniz? [B/x] ",
      ],
      bg: [
        ":: Продължаване с инсталацията? [Y/n] ",
        ":: Искате ли да премахнете тези пакети? [Y/n] ",
      ],
      br: [
        ":: Kregiñ gant ar staliadur ? [Y/n] ",
        ":: Fellout a ra deoc'h dilemel ar pakadoù-mañ ? [Y/n] ",
      ],
      ca: [":: N'inicio la instal·lació? [S/n] ", ":: Voleu suprimir aquests paquets? [S/n] "],
      cs: [":: Pokračovat v instalaci? [A/n] ", ":: Chcete odstranit tyto balíčky? [A/n] "],
      da: [":: Fortsæt med installation? [J/n] ", ":: Ønsker du at fjerne pakkerne? [J/n] "],
      de: [":: Installation fortsetzen? [J/n] ", ":: Möchten Sie diese Pakete entfernen? [J/n] "],
      el: [":: Συνέχιση εγκατάστασης; [Y/n] ", ":: Κατάργηση πακέτων; [Y/n] "],
      en: [
        ":: Proceed with installation? [Y/n] ",
        ":: Do you want to remove these packages? [Y/n] ",
      ],
      eo: [":: Ĉu ekinstali? [J/n] ", ":: Ĉu vi volas forigi ĉi tiujn pakaĵojn? [J/n] "],
      es: [":: ¿Continuar con la instalación? [S/n] ", ":: ¿Desea quitar estos paquetes? [S/n] "],
      es_419: [
        ":: ¿Continuar con la instalación? [S/n] ",
        ":: ¿Quiere eliminar estos paquetes? [S/n] ",
      ],
      eu: [":: Instalazioarekin jarraitu? [B/e] ", ":: Pakete hauek ezabatu nahi dituzu? [B/e] "],
      fi: [":: Jatketaanko asentamista? [K/e] ", ":: Haluatko poistaa nämä paketit? [K/e] "],
      fr: [
        ":: Procéder à l’installation\u00a0? [O/n] ",
        ":: Voulez-vous désinstaller ces paquets\u00a0? [O/n] ",
      ],
      gl: [
        ":: Quere continuar coa instalación? [S/n] ",
        ":: Quere eliminar estos paquetes? [S/n] ",
      ],
      hi: [":: इंस्टॉल जारी रखें? [Y/n] ", ":: क्या आप ये पैकेज हटाना चाहते हैं? [Y/n] "],
      hr: [":: Nastaviti sa instalacijom? [D/n] ", ":: Želite li ukloniti ove pakete? [D/n] "],
      hu: [
        ":: Kezdődhet a telepítés? [I/n] ",
        ":: El kívánja távolítani ezeket a csomagokat? [I/n] ",
      ],
      id: [
        ":: Lanjutkan dengan pemasangan? [Y/n] ",
        ":: Apakah anda ingin menghapus paket ini? [Y/n] ",
      ],
      it: [
        ":: Vuoi procedere con l'installazione? [S/n] ",
        ":: Vuoi rimuovere questi pacchetti? [S/n] ",
      ],
      ja: [":: インストールを行いますか？ [Y/n] ", ":: 以上のパッケージを削除しますか？ [Y/n] "],
      ko: [":: 설치를 진행하시겠습니까? [Y/n] ", ":: 이 꾸러미를 제거하시겠습니까? [Y/n] "],
      lt: [":: Vykdyti diegimą? [T/n] ", ":: Ar norite pašalinti šiuos paketus? [T/n] "],
      nb: [":: Fortsett installasjonen? [J/n] ", ":: Vil du fjerne disse pakkene? [J/n] "],
      nl: [
        ":: Doorgaan met de installatie? [J/n] ",
        ":: Wilt u deze pakketten verwijderen? [J/n] ",
      ],
      pl: [":: Kontynuować instalację? [T/n] ", ":: Czy chcesz usunąć te pakiety? [T/n] "],
      pt: [":: Continuar a instalação? [S/n] ", ":: Deseja remover estes pacotes? [S/n] "],
      pt_BR: [":: Continuar a instalação? [S/n] ", ":: Deseja remover estes pacotes? [S/n] "],
      ro: [":: Continuați cu instalarea? [D/n] ", ":: Doriți să eliminați aceste pachete? [D/n] "],
      ru: [":: Приступить к установке? [Y/n] ", ":: Удалить эти пакеты? [Y/n] "],
      sk: [":: Pokračovať v inštalácii? [A/n] ", ":: Chcete odstrániť tieto balíčky? [A/n] "],
      sl: [":: Nadaljevanje namestitve? [D/n] ", ":: Ali želite odstraniti te pakete? [D/n] "],
      sr: [":: Да наставим инсталацију? [Д/н] ", ":: Желите ли да уклоните ове пакете? [Д/н] "],
      "sr@latin": [
        ":: Da nastavim instalaciju? [D/n] ",
        ":: Želite li da uklonite ove pakete? [D/n] ",
      ],
      sv: [
        ":: Vill du fortsätta till installationen? [J/n] ",
        ":: Vill du ta bort de här paketen? [J/n] ",
      ],
      tr: [
        ":: Kuruluma onay veriyor musunuz? [E/h] ",
        ":: Bu paketleri kaldırmak istiyor musunuz? [E/h] ",
      ],
      uk: [":: Продовжити встановлення? [Y/n] ", ":: Вилучити ці пакунки? [Y/n] "],
      zh_CN: [":: 进行安装吗？ [Y/n] ", ":: 打算删除这些软件包吗？ [Y/n] "],
      zh_TW: [":: 進行安裝嗎？ [Y/n] ", ":: 打算刪除這些軟體包嗎？ [Y/n] "],
    },
  },
];
