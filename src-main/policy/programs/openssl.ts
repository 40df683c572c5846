import type { Finding, OptionRule, Program, Rule } from "./program.ts";
import { unjudged } from "./rule-forms.ts";

type Words = readonly (string | null)[];

/** A certificate or a key that is looked into; what is shown of it, the subcommand says. */
const input: OptionRule = { effect: "read", value: "required", operand: "name" };
const shown: OptionRule = { effect: "read", value: "required", operand: "read" };
const output: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes the result into a file",
};
const loads: OptionRule = { effect: "run", value: "required", because: "loads code" };
const files: Rule["options"] = {
  "-in -CAfile -CApath -untrusted -trusted -CRLfile -cert -verify_certs -certfile -inkey": input,
  "-out -keyout -writerand -sess_out -keylogfile -msgfile -CAserial": output,
  "-engine -provider -provider-path -config -keygen_engine": loads,
};

/** A file can be named as an address, or as what an engine keeps, which loads the engine. */
const fetches = (words: Words): Finding | null =>
  words.some(
    (word, at) =>
      /^(https?|org\.openssl\.engine|pkcs11|store):/i.test(word ?? "") &&
      words[at - 1] !== "-passin",
  )
    ? {
        effect: "unknown",
        network: true,
        because: "fetches what it looks into, or loads an engine",
      }
    : null;

const openssl = (flags: string, values = "", more: Partial<Rule> = {}): Rule => ({
  style: "single-dash",
  flags: `${flags} -help`,
  values: `-inform -outform -nameopt -certopt ${values}`,
  options: files,
  ...more,
  check: (words) => fetches(words) ?? more.check?.(words) ?? null,
});

const keyShown: Finding = { effect: "read", secret: true, because: "shows a private key" };

/** Only the public half, or nothing at all. */
const unlessPublic = (words: Words): Finding | null => {
  const has = (name: string) => words.includes(name);
  if (has("-pubin")) return null;
  if (has("-text")) return keyShown;
  return has("-pubout") || has("-noout") ? null : keyShown;
};

const privateKey = openssl(
  "-noout -text -modulus -check -pubin -pubout -pubcheck -param_out",
  "-passin",
  {
    check: unlessPublic,
  },
);

const opensslProgram: Program = {
  names: "openssl",
  style: "single-dash",
  flags: "-v -help --help",
  commands: {
    version: openssl("-a -v -b -o -f -p -d -e -m -r -c"),
    "ciphers list errstr info": openssl(
      "-v -V -s -stdname -tls1_2 -tls1_3 -commands -digest-algorithms -cipher-algorithms -providers -disabled -configdir -enginesdir -modulesdir",
      "",
      { operands: "text" },
    ),
    x509: openssl(
      "-noout -text -subject -issuer -dates -startdate -enddate -serial -fingerprint -sha1 -sha256 -sha512 -md5 -hash -subject_hash -issuer_hash -pubkey -modulus -ocsp_uri -email -purpose -alias -nocert",
      "-checkend -checkhost -checkip -checkemail -ext -dateopt -passin",
    ),
    req: openssl("-noout -text -subject -verify -pubkey -modulus", "", {
      options: {
        ...files,
        "-new -newkey -x509 -nodes -subj -key -keyout -days -addext": {
          effect: "change",
          because: "makes a request or a key",
        },
      },
    }),
    crl: openssl(
      "-noout -text -lastupdate -nextupdate -issuer -hash -fingerprint -crlnumber -verify",
    ),
    verify: openssl(
      "-verbose -show_chain -partial_chain -crl_check -crl_check_all -x509_strict -no-CAfile -no-CApath",
      "-purpose -verify_hostname -verify_ip -attime -verify_depth",
      { operands: "name" },
    ),
    asn1parse: openssl("-i -dump -noout", "-strparse -offset -length", {
      options: { ...files, "-in": shown },
    }),
    pkcs7: openssl("-print_certs -noout -text -print"),
    pkcs12: openssl(
      "-info -nokeys -nodes -noenc -clcerts -cacerts -noout -legacy -nocerts -chain",
      "-passin -password",
      {
        check: (words) => (words.includes("-nokeys") || words.includes("-noout") ? null : keyShown),
      },
    ),
    "rsa ec dsa pkey": privateKey,
    dhparam: openssl("-noout -text -check"),
    ecparam: openssl("-list_curves -noout -text", "-name"),
    "dgst sha1 sha224 sha256 sha384 sha512 md5": openssl(
      "-sha1 -sha256 -sha384 -sha512 -md5 -r -hex -c -binary -list",
      "-hmac",
      { options: { ...files, "-signature -verify": input }, operands: "read" },
    ),
    rand: openssl("-hex -base64", "", { operands: "text" }),
    base64: openssl("-d -e -a -A", "", { options: { ...files, "-in": shown } }),
    speed: openssl("-elapsed -evp", "-seconds -bytes -multi", { operands: "text" }),
    "s_client s_time": openssl(
      "-showcerts -brief -status -verify_return_error -quiet -tls1 -tls1_1 -tls1_2 -tls1_3 -no_tls1_3 -ssl3 -crlf -prexit -noservername -state -debug -msg -4 -6 -ign_eof -no_ign_eof -no_ticket -new -servername_none",
      "-servername -starttls -alpn -cipher -ciphersuites -verify -verify_hostname -xmpphost -port -sigalgs -curves -groups -name",
      {
        options: {
          ...files,
          "-connect -host -proxy": { effect: "read", value: "required", operand: "url" },
        },

        operands: "url",
      },
    ),
    "genrsa genpkey gendsa ca enc cms smime s_server rehash passwd ts ocsp spkac mac kdf pkeyutl rsautl crl2pkcs7 cmp storeutl engine pkcs8 srp":
      unjudged("makes, signs, encrypts or shows keys"),
  },
  examples: {
    reads: [
      "openssl version -a",
      "openssl x509 -in /etc/ssl/cert.pem -noout -dates",
      "openssl x509 -noout -text -in cert.pem -nameopt oneline",
      "openssl verify -CAfile ca.pem cert.pem",
      "openssl s_client -connect example.com:443 -servername example.com -showcerts",
      "openssl req -in x.csr -noout -text",
      "openssl dgst -sha256 file",
      "openssl rsa -in key.pem -noout -modulus",
      "openssl crl -in x.crl -noout -text",
      "openssl asn1parse -in c.pem",
      "openssl rand -hex 16",
      "openssl rsa -in key.pem -text",
      "openssl pkcs12 -in x.p12 -nodes",
    ],
    acts: [
      "openssl x509 -in a -out /etc/x",
      "openssl x509 -engine /tmp/x.so -in a",
      "openssl dgst -provider-path /tmp -provider x a",
      "openssl req -new -newkey rsa:2048 -nodes -keyout k -out c",
      "openssl genrsa -out k 2048",
      "openssl enc -d -aes-256-cbc -in a -out b",
      "openssl rand -out /etc/x 5",
      "openssl req -config /tmp/x -in a",
      "openssl s_client -connect a:443 -keylogfile /etc/x",
      "openssl",
    ],
  },
};

/** openssl: what only shows and checks, apart from what makes and uses keys. */
export const opensslPrograms: readonly Program[] = [opensslProgram];
