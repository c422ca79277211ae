// `npm run bench [-- SUITE…]`: how our times compare with floors measured in the same run. Figures, not a test: the exit
// code says only whether it could be measured: 3 when a suite could not run. Each file in suites/ gives rows [name, measured, allowed, kept or undefined].
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { table } from '@careplane/problems';
import { readCommand } from '../command';
import type { Row, Say, Suite } from './row';

const suites = join(__dirname, 'suites');
const all = readdirSync(suites)
  .map((file) => basename(file, '.ts'))
  .sort();
const { names: asked } = readCommand({
  name: 'bench',
  purpose: 'Measure the speed, as ratios to floors of the same run.',
  options: {},
  names: { called: 'suite', allowed: all },
  notes:
    'Without a suite, all of them. Exit codes: 0 measured, whether limits are kept or not; 2 bad usage; 3 a suite could not run.',
});
const say: Say = (text) => process.stderr.write(`${text}\n`);

async function measure(names: readonly string[]): Promise<void> {
  const rows: Row[] = [];
  const failed: string[] = [];
  for (const name of names) {
    const folder = mkdtempSync(join(tmpdir(), 'careplane-bench-'));
    try {
      const { default: suite } = (await import(join(suites, `${name}.ts`))) as { default: Suite };
      rows.push(...(await suite(folder, say)));
    } catch (error) {
      failed.push(name);
      say(`bench: ${name} could not run: ${shortened(error instanceof Error ? error.message : String(error))}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (rows.length > 0) print(rows);
  if (failed.length === 0) return;
  say(`bench: ${failed.length} of ${names.length} suites could not run: ${failed.join(', ')}.`);
  process.exitCode = 3;
}

/** Lines of an error that are shown. What a failing command prints can be a thousand lines, nearly all alike. */
const SHOWN_LINES = 20;

/** The first lines of a text, and how many more there are. */
function shortened(text: string): string {
  const lines = text.trimEnd().split('\n');
  if (lines.length <= SHOWN_LINES) return lines.join('\n');
  return [...lines.slice(0, SHOWN_LINES), `and ${lines.length - SHOWN_LINES} more lines`].join('\n');
}

const VERDICTS = { true: 'kept', false: 'MISSED' };

function print(rows: readonly Row[]): void {
  const cells = rows.map(([name, measured, allowed, kept]) => [
    name,
    measured,
    allowed,
    kept === undefined ? '' : VERDICTS[String(kept) as `${boolean}`],
  ]);
  console.log(table(['medians', 'measured', 'allowed', 'verdict'], cells));
  console.log(
    `\nNode ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)} at the end.`,
  );
}

void measure(asked.length > 0 ? asked : all);
