// `npm run bench [-- SUITE…]`: how our times compare with floors measured in the same run. Figures, not a test: the exit
// code says only whether it could be measured. Each file in suites/ gives rows [name, measured, allowed, kept or undefined].
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const suites = join(dirname(fileURLToPath(import.meta.url)), 'suites');
const all = readdirSync(suites)
  .map((file) => basename(file, '.mjs'))
  .sort();
const asked = process.argv.slice(2);
const say = (text) => process.stderr.write(`${text}\n`);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  say(`bench: there is no suite ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  process.exit(2);
}

const rows = [];
for (const name of asked.length > 0 ? asked : all) {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-bench-'));
  try {
    const suite = await import(join(suites, `${name}.mjs`));
    rows.push(...(await suite.default(folder, say)));
  } catch (error) {
    say(`bench: ${name} could not run: ${error.message}`);
    process.exitCode = 3;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
if (rows.length > 0) print(rows);

function print(rows) {
  const cells = rows.map(([name, measured, allowed, kept]) => [
    name,
    measured,
    allowed,
    kept === undefined ? '' : kept ? 'kept' : 'MISSED',
  ]);
  const all = [['MEDIANS', 'MEASURED', 'ALLOWED', 'VERDICT'], ...cells];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  for (const row of all)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  console.log(
    `\nNode ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)} at the end.`,
  );
}
