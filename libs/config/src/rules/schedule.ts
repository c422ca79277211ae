import { cronFault, isTimeZone, timeZones } from '@careplane/aws-facts';
import { nearest } from '@careplane/problems';
import type { Path } from '@careplane/problems';
import type { Schedule } from '../model';
import type { RuleProblem } from './rule';

/** Problems of scheduled changes, in whichever file they are written. */
export function scheduleProblems(path: Path, schedule: readonly Schedule[] | undefined): RuleProblem[] {
  return (schedule ?? []).flatMap((entry, index) => timeProblems([...path, index], entry));
}

/** Problems of a cron expression, if there is one, and of its time zone. */
export function timeProblems(
  path: Path,
  { cron, timeZone }: { cron?: string | undefined; timeZone: string },
): RuleProblem[] {
  const fault = cron === undefined ? undefined : cronFault(cron, new Date().getFullYear());
  return [
    ...(fault === undefined ? [] : [{ path: [...path, 'cron'], given: cron, ...fault }]),
    ...(isTimeZone(timeZone) ? [] : [unknownZone([...path, 'timeZone'], timeZone)]),
  ];
}

function unknownZone(path: Path, timeZone: string): RuleProblem {
  const known = timeZones();
  const sameInAnotherCase = known.find((name) => name.toLowerCase() === timeZone.toLowerCase());
  const ofCity = known.filter((name) => name.toLowerCase().endsWith(`/${timeZone.toLowerCase().replaceAll(' ', '_')}`));
  const guess = sameInAnotherCase ?? ofCity[0] ?? nearest(timeZone, known);
  return {
    path,
    given: timeZone,
    message: 'is not an IANA time zone',
    allowed: 'the name of a time zone, such as America/New_York or UTC',
    fix: guess === undefined ? 'write a name of the form Area/City' : `did you mean "${guess}"?`,
  };
}
