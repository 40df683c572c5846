import type { Finding, OptionRule, Program } from "./program.ts";
import { privileged, runs } from "./rule-forms.ts";

type Words = readonly (string | null)[];

const input: OptionRule = { effect: "read", value: "required", operand: "read" };
const output: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes the result into a file",
};
const loads: OptionRule = { effect: "run", value: "required", because: "loads code" };

const requires =
  (pattern: RegExp, because: string) =>
  (words: Words): Finding | null =>
    words.some((word) => word?.match(pattern)) ? null : { effect: "unknown", because };

const gpg: Program = {
  names: "gpg gpg2",
  flags:
    "-k --list-keys --list-public-keys -K --list-secret-keys --fingerprint --list-signatures --list-sigs --check-signatures --check-sigs --verify --list-packets --show-keys --version --export -a --armor --with-colons --with-fingerprint --with-subkey-fingerprint --with-keygrip --batch --no-tty -q --quiet -v --verbose --no-default-keyring --with-sig-list --dry-run -n --no-auto-key-retrieve --fixed-list-mode --list-config",
  values: "--keyid-format --status-fd",
  options: {
    "--keyring": input,
    "-o --output": output,
    "--import --delete-keys --delete-secret-keys --edit-key --sign-key --gen-key --full-generate-key --quick-generate-key -s --sign -e --encrypt -b --detach-sign --clear-sign":
      {
        effect: "change",
        because: "changes the key ring or writes files",
      },
    "--recv-keys --send-keys --search-keys --refresh-keys --fetch-keys": {
      effect: "change",
      network: true,
      because: "talks to a key server",
    },
    "--export-secret-keys --export-secret-subkeys -d --decrypt": {
      effect: "unknown",
      because: "shows secrets",
    },
  },
  operands: "read",
  check: requires(
    /^(-k|-K|--(list-(keys|public-keys|secret-keys|signatures|sigs|packets|config)|fingerprint|check-sig(nature)?s|verify|show-keys|version|export))$/,
    "decrypts, signs or changes keys",
  ),
  examples: {
    reads: [
      "gpg -k",
      "gpg --list-secret-keys --keyid-format long",
      "gpg --verify x.sig x",
      "gpg --show-keys /usr/share/keyrings/x.gpg",
      "gpg --with-colons --fingerprint",
    ],
    acts: [
      "gpg --import x",
      "gpg -d x",
      "gpg x",
      "gpg --export -o /etc/x",
      "gpg --homedir /tmp/x -k",
      "gpg --delete-keys x",
      "gpg --recv-keys X",
      "gpg -ao/etc/x --export",
    ],
  },
};

const keytool: Program = {
  names: "keytool",
  style: "single-dash",
  flags: "-list -printcert -printcertreq -printcrl -v -rfc -cacerts -showinfo -tls -help",
  values: "-alias -storepass -storetype",
  options: {
    "-keystore -file -jarfile": { ...input, operand: "name" },
    "-sslserver": { effect: "read", value: "required", operand: "url" },
    "-providerclass -providerpath -provider -addprovider -conf": loads,
    "-genkeypair -genkey -importcert -import -delete -changealias -importkeystore -storepasswd -certreq -exportcert -export":
      {
        effect: "change",
        because: "changes a key store or writes files",
      },
  },
  check: requires(/^-(list|print(cert|certreq|crl)|showinfo|help)$/, "changes a key store"),
  examples: {
    reads: [
      "keytool -list -v -keystore x.jks -storepass secret",
      "keytool -printcert -file x.pem",
      "keytool -list -cacerts",
      "keytool -printcert -sslserver host:443",
    ],
    acts: [
      "keytool -delete -alias x -keystore y",
      "keytool -list -providerpath /tmp/x",
      "keytool -genkeypair",
      "keytool -export -file x",
    ],
  },
};

const issuers: readonly Program[] = [
  {
    names: "certbot letsencrypt",
    flags: "-h --help --version -q --quiet -n --non-interactive",
    commands: {
      "certificates plugins": { flags: "-n --non-interactive", values: "--cert-name -d --domains" },
      show_account: { network: true },
      "renew run certonly install enhance revoke delete rollback register unregister update_account reconfigure update_symlinks":
        privileged("gets, changes or revokes certificates and runs hooks", { network: true }),
    },
    examples: {
      reads: ["certbot certificates", "certbot certificates -d example.com", "certbot --version"],
      acts: [
        "certbot renew",
        "certbot -q renew --dry-run",
        "certbot delete --cert-name x",
        "certbot",
        "certbot certificates --config-dir /x",
      ],
    },
  },
  {
    names: "acme.sh",
    effect: "privilege",
    because: "gets or installs certificates",
    readsWith: "--list --info --version -v",
    flags: "--list --info --version -v --listraw --help",
    values: "-d --domain",
    examples: {
      reads: ["acme.sh --list", "acme.sh --info -d example.com", "acme.sh --version"],
      acts: ["acme.sh --issue -d x", "acme.sh --list --reloadcmd id", "acme.sh --renew-all"],
    },
  },
  {
    names: "update-ca-certificates update-ca-trust",
    ...privileged("changes which authorities the machine trusts"),
    examples: {
      reads: [],
      acts: ["update-ca-certificates", "update-ca-trust extract", "update-ca-certificates -f"],
    },
  },
  {
    names: "sslscan testssl.sh testssl",
    network: true,
    flags: "--no-failed --no-colour --show-certificate --quiet --tls12 --tls13 -p -S -h --fast",
    operands: "url",
    examples: {
      reads: [
        "sslscan example.com",
        "testssl.sh -p example.com",
        "sslscan --no-failed example.com:443",
      ],
      acts: [
        "sslscan --xml=/etc/x example.com",
        "testssl.sh --logfile /x a",
        "testssl.sh --openssl /tmp/x a",
      ],
    },
  },
  {
    names: "step mkcert",
    flags: "-h --help --version -CAROOT",
    commands: {
      certificate: {
        commands: {
          "inspect fingerprint lint verify": {
            flags: "--short --bundle --insecure --sha1 --pem",
            values: "--format --servername",
            options: { "--roots": input },
            operands: "url",
          },
          "create sign install uninstall bundle needs-renewal key p12": runs(
            "makes or installs certificates",
          ),
        },
      },
      version: {},
    },
    examples: {
      reads: [
        "step certificate inspect x.crt",
        "step certificate inspect --short https://example.com",
        "step version",
      ],
      acts: ["step certificate create a b c", "mkcert example.com", "mkcert -install"],
    },
  },
];

/** Keys and certificates beside openssl. */
export const certificatesPrograms: readonly Program[] = [gpg, keytool, ...issuers];
