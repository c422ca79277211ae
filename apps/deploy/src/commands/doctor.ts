import { diagnose } from '@careplane/assessment/doctor';
import type { Diagnosis } from '@careplane/assessment/doctor';
import { counted, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { loadTarget } from '@careplane/platform/target';
import { wrap } from '@careplane/problems';

export interface DoctorOptions {
  readonly json?: boolean;
}

const WORDS = { ok: 'ok', missing: 'MISSING', unknown: 'NOT CHECKED', optional: 'optional' } as const;
const COLUMNS = 80;

/** Check what the commands need on this machine and in the account; for what is not there, the fix. */
export async function doctor(folder: string | undefined, options: DoctorOptions, terminal: Terminal): Promise<Exit> {
  const model = folder === undefined ? undefined : loadTarget(folder, {}).model;
  const diagnoses = await diagnose(model, folder ?? '.');
  const open = diagnoses.filter(({ state }) => state === 'missing' || state === 'unknown');
  terminal.data(
    options.json
      ? JSON.stringify({ checks: diagnoses }, null, 2)
      : diagnoses.map((each) => rendered(each, terminal.columns ?? COLUMNS)).join('\n'),
  );
  terminal.talk(
    open.length === 0
      ? 'Everything is there.'
      : `${counted(open.length, 'check')} of ${diagnoses.length} not ok; each line has its fix.`,
  );
  return open.length === 0 ? EXIT.ok : EXIT.no;
}

function rendered({ name, state, found, neededFor, fix }: Diagnosis, width: number): string {
  const first = `${WORDS[state]}: ${name}: ${found}`;
  const more = fix === undefined ? [] : [`Needed for ${neededFor}. Fix: ${fix}`];
  return [wrap(first, 0, { width, hanging: 2 }), ...more.map((line) => wrap(line, 2, { width }))].join('\n');
}
