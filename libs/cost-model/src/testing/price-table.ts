import { table } from '@careplane/problems';
import type { Range, Estimate } from '../estimate-types';

/** An estimate as a reviewer reads it in a golden file: a row for each line, then verdicts, notes and totals. */
export function priceTable({ lines, verdicts, totals, notes, problems }: Estimate): string {
  const rows = lines.map((line) => [
    line.logicalId,
    line.component,
    line.quantity === undefined ? '?' : amounts(line.quantity, (value) => value),
    line.unit,
    line.unitPriceUsd?.toString() ?? '?',
    line.monthlyUsd === undefined ? '?' : amounts(line.monthlyUsd, (value) => Number(value).toFixed(2)),
    line.price === undefined ? '' : `${line.price.usageType} ${line.price.confidence}`,
  ]);
  const assumptions = lines.flatMap(({ logicalId, component, assumption }) =>
    assumption === undefined ? [] : [`${logicalId}, ${component}: ${assumption}`],
  );
  const total = amounts(totals, (value) => Number(value).toFixed(2));
  return [
    table(['resource', 'component', 'quantity', 'unit', 'usd', 'a month', 'usage type'], rows),
    `Total: ${total} USD a month`,
    '',
    ...verdicts.map(({ logicalId, verdict, reason }) => `${logicalId}: ${verdict}${reason ? `. ${reason}` : ''}`),
    ...section('Assumptions', assumptions),
    ...section('Notes', notes),
    ...section(
      'Problems',
      problems.map(({ path, message }) => `${path} ${message}`),
    ),
    '',
  ].join('\n');
}

function amounts({ low, expected, high }: Range, text: (value: string) => string): string {
  const [least, usual, most] = [low, expected, high].map((value) => text(value.toString()));
  return least === most ? String(usual) : `${least} … ${usual} … ${most}`;
}

function section(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : ['', `${title}:`, ...sentences.map((sentence) => `  ${sentence}`)];
}
