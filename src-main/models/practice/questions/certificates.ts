import { count, type PracticeQuestion } from "../question.ts";

const dayMs = 86_400_000;

export const certificates: PracticeQuestion = {
  about: "certificate dates",
  example: "When does the certificate of localhost expire?",
  decides: /\b(certs?|certificates?|tls|ssl|x509|zertifikate?[ns]?|certificados?|certificats?)\b/,
  helps: /\b(expir\w*|valid|until|dates?|lauft|gultig|caduca|expire)\b/,
  propose: (text) => {
    const file = /(?:^|\s)(\/[\w./-]+\.(?:pem|crt|cer|cert))\b/.exec(text)?.[1];
    if (file !== undefined) {
      return {
        command: `openssl x509 -in ${file} -noout -subject -issuer -dates`,
        reason: `Shows from when and until when the certificate in ${file} is valid.`,
      };
    }
    const [, name = "localhost", port = "443"] =
      /\b(localhost|(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d]+)(?::(\d{1,5}))?/i.exec(text) ?? [];
    return {
      command: `openssl s_client -connect ${name}:${port} -servername ${name} </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates`,
      reason: `Shows the dates of the certificate that ${name} presents on port ${port}.`,
    };
  },
  answer: (output, { now }) => {
    const [, until] = /^notAfter=(.+)$/m.exec(output) ?? [];
    const end = Date.parse(until ?? "");
    if (until === undefined || Number.isNaN(end)) {
      return /unable to load|could not (read|find|open)|no certificate/i.test(output)
        ? "No certificate came back: nothing may be listening there, or it does not speak TLS."
        : null;
    }
    const subject = /^subject=\s*(.+)$/m.exec(output)?.[1] ?? "unknown";
    const from = /^notBefore=(.+)$/m.exec(output)?.[1];
    const days = Math.floor((end - now.getTime()) / dayMs);
    const left =
      days < 0
        ? `**expired ${count(-days, "day")} ago**, on ${until}`
        : `is valid for **${count(days, "more day")}**, until ${until}`;
    const soon = days >= 0 && days < 21 ? " That is soon." : "";
    return `The certificate of ${subject} ${left}${from ? `, from ${from}` : ""}.${soon}`;
  },
};
