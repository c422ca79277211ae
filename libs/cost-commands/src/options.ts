import type { TableFormat } from '@careplane/cost-model/bill';
import { nearest } from '@careplane/problems';
import { InvalidArgumentError } from 'commander';

/** An amount of US dollars, as text: money is never a binary float. */
export function usdArgument(text: string): string {
  const amount = text.replace(/^\$/, '').replace(/,(?=\d{3}(\D|$))/g, '');
  if (/^\d+(\.\d+)?$/.test(amount)) return amount;
  throw new InvalidArgumentError(
    `It must be an amount of US dollars, such as 500 or 498.75, not ${JSON.stringify(text)}.`,
  );
}

/** An increase: an amount of US dollars, or a percentage such as `10%`. */
export function increaseArgument(text: string): string {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
  return percent === undefined ? usdArgument(text) : `${percent}%`;
}

/** A factor from 0 to 1. */
export function factorArgument(text: string): string {
  if (/^(0(\.\d+)?|1(\.0+)?|\.\d+)$/.test(text)) return text;
  const percent = /^(\d{1,2}|100)\s*%$/.exec(text)?.[1];
  const hint = percent === undefined ? '' : ` ${percent} % is ${Number(percent) / 100}.`;
  throw new InvalidArgumentError(`It must be a factor from 0 to 1, such as 0.5.${hint}`);
}

/** A whole number; the minimum is 1 by default. */
export function countArgument(least = 1): (text: string) => number {
  return (text) => {
    if (/^\d{1,6}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number of at least ${least}, not ${JSON.stringify(text)}.`);
  };
}

/** A number above 0. */
export function rateArgument(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError(`It must be a number above 0, not ${JSON.stringify(text)}.`);
}

/** `Key=Value`, gathered over several options. */
export function parameterArgument(text: string, known: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^([^=]+)=([^]*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...known, [name.trim()]: value };
  throw new InvalidArgumentError(`It must be Name=Value, not ${JSON.stringify(text)}.`);
}

/** Files, gathered over several options. */
export function filesArgument(file: string, known: readonly string[] = []): readonly string[] {
  return [...known, file];
}

/** Reports that a table of Athena may have. The library is not loaded for them, because help must be fast. */
export const TABLE_FORMATS = ['cur-2.0', 'cur', 'focus'] as const satisfies readonly TableFormat[];

/** A name of a table in Athena, with or without its database and catalog. */
export function tableArgument(text: string): string {
  if (/^[A-Za-z0-9_]{1,255}(\.[A-Za-z0-9_]{1,255}){0,2}$/.test(text)) return text;
  throw new InvalidArgumentError(
    `It must be the name of a table, such as cur2 or billing.cur2: letters, digits and underscores, not ${JSON.stringify(text)}.`,
  );
}

/** What an estimate is added by, as text: `service`, `stack`, `environment` or `tag:NAME`. */
export function groupByArgument(text: string): string {
  if (/^(?:service|stack|environment|tag:.+)$/.test(text)) return text;
  const tag = /^tags?[:=](.+)$/i.exec(text)?.[1];
  const plain = text.toLowerCase();
  const guess =
    tag === undefined
      ? (['service', 'stack', 'environment'].find((each) => plain.length > 2 && each.startsWith(plain)) ??
        nearest(text, ['service', 'stack', 'environment']))
      : `tag:${tag}`;
  const hint = guess === undefined ? '' : ` Did you mean ${guess}?`;
  throw new InvalidArgumentError(
    `It must be service, stack, environment or tag:NAME, such as tag:Team, not ${JSON.stringify(text)}.${hint}`,
  );
}

/** A month: 2026-10. */
export function monthArgument(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError(`It must be a month, such as 2026-10, not ${JSON.stringify(text)}.`);
}

/** The length of a document: at least 2,000 bytes, in which a headline and its table have room. */
export function bytesArgument(text: string): number {
  if (/^\d{4,7}$/.test(text) && Number(text) >= 2000) return Number(text);
  throw new InvalidArgumentError(`It must be a number of at least 2000, not ${JSON.stringify(text)}.`);
}

/** A day: 2027-03-01. */
export function dateArgument(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay && new Date(text).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError(`It must be a day, such as 2027-03-01, not ${JSON.stringify(text)}.`);
}
