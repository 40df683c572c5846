import type { SecretForm } from "./secret-form.ts";

/** Names whose value is a secret, where the name ends in one of these. */
const secretName =
  "[\\w.-]{0,60}?(?:password|passwd|passphrase|passwort|kennwort|mot_de_passe|contrase(?:n|ñ)a|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|secret[_-]?key|auth[_-]?key|encryption[_-]?key|signing[_-]?key|master[_-]?key|shared[_-]?key|license[_-]?key|service[_-]?key|storage[_-]?key|client[_-]?key[_-]?data|credentials?|bindpw|passcode|psk|pre[_-]?shared[_-]?key|community|connection[_-]?string|webhook[_-]?url|totp|otp[_-]?secret|_auth|authtoken|sessionid|session[_-]?key)\\d{0,2}";

/** Words that stand where a secret could, and are none. */
const noSecret =
  "(?!(?:files|compat|systemd|sss|ldap|nis|true|false|null|none|nil|yes|no|on|off|undefined|required|optional|string|disabled|enabled|unset|empty|\\d{1,3})(?![\\w-])|\\$[\\w{(]|<[^>\\n]*>|\\*{3,}|\\.{3}|%[sdv]|\\{\\{|@)";

/** Secrets that are known by the place where they stand: behind a name, an option, a header, in a URL. */
export const placeForms: readonly SecretForm[] = [
  {
    name: "value behind = of a secret's name",
    hints: ["="],
    pattern: new RegExp(
      `(?<=(?<![\\w.-])${secretName}\\\\?["']?[ \\t]{0,3}(?::=|=>|=)[ \\t]{0,3}(?:\\\\?["']|b"|b')?)${noSecret}[^\\s"'\\\\,;&|<>)}\\]]{4,}`,
      "gi",
    ),
  },
  {
    name: "quoted value of a secret's name",
    hints: ['"', "'"],
    pattern: new RegExp(
      `(?<=(?<![\\w.-])${secretName}\\\\?["']?[ \\t]{0,3}(?::|=>|:=|=)[ \\t]{0,3}(?<quote>["'])(?!\\s))${noSecret}(?:(?!\\k<quote>)[^\\n\\\\]|\\\\(?!["'n])[^\\n]){3,}`,
      "gi",
    ),
  },
  {
    name: "quoted value inside a quoted text",
    hints: ['\\"'],
    pattern: new RegExp(
      `(?<=(?<![\\w.-])${secretName}\\\\"[ \\t]{0,3}:[ \\t]{0,3}\\\\")${noSecret}[^"\\\\\\n]{3,}`,
      "gi",
    ),
  },
  {
    name: "value behind : of a secret's name at the beginning of a line",
    hints: [":"],
    pattern: new RegExp(
      `(?<=^[ \\t]*(?:[-+>*|{,] ?)?["']?${secretName}["']?[ \\t]{0,20}:[ \\t]{1,20}["']?)${noSecret}[^\\s"'\\\\,}\\]]{4,}`,
      "gim",
    ),
  },
  {
    name: "value behind : of a variable's name in capitals",
    hints: [":"],
    pattern:
      /(?<=(?<![\w.-])[A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY)\d?["']?:[ \t]{0,3}["']?)(?![\s$<*])[^\s"'\\,;}\]]{4,}/g,
  },
  {
    name: "constant or pair with a secret's name",
    hints: ["', '", '", "', "','", '","'],
    pattern: new RegExp(
      `(?<=["']${secretName}["'],\\s{0,3}["'])${noSecret}[^"'\\n]{3,}(?=["'](?!\\s{0,3}:))`,
      "gi",
    ),
  },
  {
    name: "option with a secret",
    hints: [" -"],
    pattern:
      /(?<=(?<![\w-])--?(?:[\w-]{0,40}-)?(?:password|passwd|passphrase|pass|pwd|secret|token|api-?key|access-?key|secret-?key|private-?key|auth-?key|client-?secret|secret-access-key|bearer|credentials?|psk)(?:=|[ \t]{1,9})["']?)(?![-$<"']|\/[\w.-]+\/|file:|env:)[^\s"'\\;&|<>]{3,}/gi,
  },
  {
    name: "sshpass -p",
    hints: ["sshpass"],
    pattern: /(?<=\bsshpass\s{1,9}(?:-v\s{1,9})?-p\s{0,9}["']?)[^\s"']+/g,
  },
  {
    name: "mysql -p",
    hints: ["mysql", "mariadb"],
    pattern: /(?<=\b(?:mysql|mariadb)\w*\b[^\n|;&]{0,300}\s-p["']?)(?=[^\s"'-])[^\s"']+/g,
  },
  {
    name: "-u name:password",
    hints: ["-u", "--user", "--proxy-user"],
    pattern:
      /(?<=(?:\s-u\s{0,9}|\s--(?:proxy-)?user[= ])["']?[^\s:"'/]{1,80}:)(?![\s/\d]*(?:["'\s]|$)|[\\/])[^\s"']+/g,
  },
  {
    name: "redis-cli -a, ldapsearch -w, smbclient -U name%password",
    hints: ["redis-cli", "ldap", "smbclient", "mount.cifs"],
    pattern:
      /(?<=\bredis-cli\b[^\n|;&]{0,200}\s(?:-a|--pass)\s{1,9}["']?|\bldap\w+\b[^\n|;&]{0,300}\s-w\s{0,9}["']?|\bsmbclient\b[^\n|;&]{0,200}\s-U\s{0,9}["']?[^\s%"']+%)[^\s"']+/g,
  },
  {
    name: "docker login -p and its kin",
    hints: [" login"],
    pattern:
      /(?<=\b(?:docker|podman|nerdctl|buildah|skopeo|helm|oras|az|cf|oc)\b[^\n|;&]{0,200}\blogin\b[^\n|;&]{0,200}\s-p\s{0,9}["']?)[^\s"']+/g,
  },
  {
    name: "htpasswd -b",
    hints: ["htpasswd"],
    pattern:
      /(?<=\bhtpasswd\s{1,9}-\w*b\w*\s{1,9}\S{1,100}\s{1,9}(?:\S{1,100}\s{1,9})?)(?!-)[^\s"'$:]+(?=\s{0,9}(?:$|[|;&\n]))/gm,
  },
  {
    name: "openssl pass:",
    hints: ["pass:"],
    pattern: /(?<=-pass(?:in|out)?\s{1,9}["']?pass:)[^\s"']+/g,
  },
  {
    name: "name:password for chpasswd",
    hints: ["chpasswd"],
    pattern:
      /(?<=(?:echo|printf)\s{1,9}(?:-\w+\s{1,9})?["']?[\w.-]+:)[^\s"'|\\]+(?=["']?[^|\n]{0,40}\|\s{0,9}(?:sudo\s{1,9})?chpasswd)/g,
  },
  {
    name: "password of a URL",
    hints: ["://"],
    pattern:
      /(?<=[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/"']{0,200}:)(?![$<{]|\[redacted)[^\s@/"'<>]{1,500}(?=@)/gi,
  },
  {
    name: "token as the user of a URL",
    hints: ["://"],
    pattern: /(?<=[a-z][a-z0-9+.-]{1,30}:\/\/)[A-Za-z0-9_-]{20,}(?=@)/gi,
  },
  {
    name: "secret of a query",
    hints: ["=", "?", "&"],
    pattern:
      /(?<=[?&](?:access_token|refresh_token|id_token|auth_token|token|api_?key|apikey|key|sig|signature|secret|password|passwd|pwd|pass|client_secret|x-amz-signature|x-amz-security-token|x-amz-credential|x-goog-signature|sas|code|auth)=)[^\s&"'<>#]{6,}/gi,
  },
  {
    name: "Authorization header",
    hints: ["authorization"],
    pattern:
      /(?<=\b(?:proxy-)?authorization\\?["']?\s{0,9}[:=]\s{0,9}\\?["']?(?:[A-Za-z][\w-]{2,30}\s{1,9})?)(?![A-Za-z][\w-]{2,30}\s{1,9}[^\s"'])[^\s"'\\,]{6,}/gi,
  },
  {
    name: "Authorization header with parameters",
    hints: ["signature=", "response="],
    pattern: /(?<=\b(?:Signature|response|oauth_signature|oauth_token)="?)[A-Za-z0-9%+/=]{16,}/g,
  },
  {
    name: "bearer token",
    hints: ["bearer"],
    pattern: /(?<=\bbearer[ \t]{1,9})[A-Za-z0-9._~+/=-]{12,}/gi,
  },
  {
    name: "header with a key",
    hints: ["x-", "api-key", "private-token", "job-token", "dd-", "apikey"],
    pattern:
      /(?<=(?<![\w-])(?:x-[\w-]{0,40}(?:key|token|secret|auth|signature)|api-key|apikey|private-token|job-token|deploy-token|dd-api-key|dd-application-key)\\?["']?\s{0,2}:\s{0,2}\\?["']?)[^\s"'\\,]{6,}/gi,
  },
  {
    name: "cookies",
    hints: ["cookie"],
    pattern:
      /(?<=\b(?:set-)?cookie\\?["']?\s{0,9}:\s{0,9}\\?["']?[^\n"']{0,500}?(?<!\b(?:expires|domain|path|max-age|samesite))=)[^\s;"'\\]{6,}/gi,
  },
  {
    name: "SQL password",
    hints: ["identified", "password"],
    pattern:
      /(?<=\b(?:identified\s{1,9}(?:with\s{1,9}\w+\s{1,9})?(?:by|as)(?:\s{1,9}password)?|(?:encrypted\s{1,9})?password(?:\s{0,9}\()?)\s{1,9}')[^'\n]{2,}|(?<=\bset\s{1,9}password[^\n']{0,80}')[^'\n]{2,}/gi,
  },
  {
    name: "network gear",
    hints: ["password", "secret", "community", "key-string", "md5"],
    pattern:
      /(?<=\b(?:(?:enable\s{1,9}|username\s{1,9}\S{1,100}\s{1,9}(?:privilege\s{1,9}\d+\s{1,9})?)(?:password|secret)|password|secret|key-string|message-digest-key\s{1,9}\d+\s{1,9}md5|neighbor\s{1,9}\S{1,100}\s{1,9}password)\s{1,9}(?:0|5|7|8|9)\s{1,9})[^\s"'\\]{4,}|(?<=^\s{0,9}enable\s{1,9}(?:password|secret)\s{1,9})(?!\d\s)[^\s"'\\]{4,}|(?<=\bsnmp-server\s{1,9}community\s{1,9})[^\s"'\\]+|(?<=\b(?:ro|rw)community6?\s{1,9})[^\s"'\\]+/gim,
  },
  {
    name: "wireless and VPN keys",
    hints: ["psk", "privatekey", "presharedkey", "private_key"],
    pattern:
      /(?<=\b(?:PrivateKey|PresharedKey)\s{0,9}=\s{0,9})[A-Za-z0-9+/]{42,}=?|(?<=:\s{0,9}PSK\s{1,9}["'])[^"'\n]+|(?<=\bwpa_passphrase\s{1,9}\S{1,100}\s{1,9})[^\s"'\\]+/gi,
  },
  {
    name: "one-time password seed",
    hints: ["otpauth://"],
    pattern: /(?<=otpauth:\/\/[^\s]{0,300}[?&]secret=)[A-Z2-7]{8,}/gi,
  },
  {
    name: ".netrc",
    hints: ["password "],
    pattern:
      /(?<=\b(?:machine|login|default)\b[^\n]{0,200}\bpassword\s{1,9})[^\s"'\\]+|(?<=^\s{0,9}password\s{1,9})(?![a-z]+\s{1,9}[a-z])[^\s"'\\]{4,}(?=\s{0,9}$)/gim,
  },
  {
    name: ".pgpass",
    hints: [":"],
    pattern:
      /(?<=^[ \t]{0,40}[\w.*-]{1,100}:(?:\d{3,5}|\*):[^:\s]{1,100}:[^:\s]{1,100}:)(?!\d+$)(?:[^:\s\\]|\\.){2,200}$/gm,
  },
  {
    name: "docker login stored in a file",
    hints: ['"auth"', "_auth", '"identitytoken"'],
    pattern: /(?<="(?:auth|identitytoken|registrytoken)"\s{0,9}:\s{0,9}")[A-Za-z0-9+/=_.-]{8,}/g,
  },
  {
    name: "kubeconfig",
    hints: ["client-key-data", "id-token", "refresh-token"],
    pattern: /(?<=\b(?:client-key-data|id-token|refresh-token)"?:\s{0,9}"?)[A-Za-z0-9+/=_.-]{16,}/g,
  },
];
