import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { readWebUrl, type WebRules, webAllowance, webRefusal } from "../policy/web-rules.ts";

/**
 * Where a redirect leads, if it may be followed: judged like an address that is asked for, never from https to http, and to
 * another site only where the settings would not have a person asked. "web-refused" says why not.
 */
export function redirected(
  from: URL,
  location: string,
  rules: WebRules,
): Result<URL, FairleadError> {
  const refused = (why: string) => fail(failure("web-refused", `${from.host} redirects: ${why}`));
  const read = readWebUrl(location, from);
  if ("problem" in read) return refused(read.problem);
  const { url } = read;
  if (from.protocol === "https:" && url.protocol === "http:") {
    return refused(`to ${url.href}, which is not encrypted.`);
  }
  const refusal = webRefusal(url, rules);
  if (refusal !== null) return refused(refusal);
  if (isSameSite(from, url) || webAllowance(url, rules) !== null) return ok(url);
  return refused(`to another site. Call fetch_url with ${url.href} if you want that page.`);
}

/** The same host, with or without "www."; http may have become https. */
function isSameSite(one: URL, other: URL): boolean {
  const site = ({ hostname }: URL) => hostname.replace(/^www\./, "");
  return site(one) === site(other) && (one.port === other.port || other.port === "");
}
