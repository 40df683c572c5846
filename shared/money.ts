import type { ModelPrice } from "./contract/models.ts";

/** Billionths of a dollar in a dollar: costs are whole numbers of them, so that sums stay exact. */
export const nanoDollarsInDollar = 1_000_000_000;

/** What some tokens cost, in billionths of a dollar, rounded to the nearest. `cached` are among `input`. */
export function costOf(
  tokens: { input: number; output: number; cached: number },
  price: ModelPrice,
): number {
  const cached = Math.min(tokens.cached, tokens.input);
  const micro = (dollars: number) => Math.round(dollars * 1_000_000);
  // Millionths of a dollar for a million tokens: a token costs so many millionths of a millionth.
  const whole =
    (tokens.input - cached) * micro(price.input) +
    cached * micro(price.cached ?? price.input) +
    tokens.output * micro(price.output);
  return Math.round(whole / 1_000);
}

/** "$0.42", "$0.0031", "$12.50": two digits after the point, more only below a cent. */
export function moneyWords(nanoDollars: number): string {
  const dollars = nanoDollars / nanoDollarsInDollar;
  if (nanoDollars === 0) return "$0";
  if (dollars >= 0.01) return `$${dollars.toFixed(2)}`;
  return dollars < 0.0001 ? "under $0.0001" : `$${dollars.toFixed(4)}`;
}
