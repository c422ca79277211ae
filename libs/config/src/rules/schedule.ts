import { cronFault, isTimeZone, timeZones } from '@careplane/aws-facts';
import { nearest } from '@careplane/problems';
import type { Path } from '@careplane/problems';
import type { Schedule } from '../model';
import type { RuleProblem } from './rule';

/** Problems of scheduled changes, in whichever file they are written. */
export function scheduleProblems(path: Path, schedule: readonly Schedule[] | undefined): RuleProblem[] {
  return (schedule ?? []).flatMap(({ cron, timeZone }, index) => {
    const fault = cronFault(cron, new Date().getFullYear());
    return [
      ...(fault === undefined ? [] : [{ path: [...path, index, 'cron'], given: cron, ...fault }]),
      ...(isTimeZone(timeZone) ? [] : [unknownZone([...path, index, 'timeZone'], timeZone)]),
    ];
  });
}

function unknownZone(path: Path, timeZone: string): RuleProblem {
  const known = timeZones();
  const sameInAnotherCase = known.find((name) => name.toLowerCase() === timeZone.toLowerCase());
  const guess = sameInAnotherCase ?? nearest(timeZone, known);
  return {
    path,
    given: timeZone,
    message: 'is not an IANA time zone',
    allowed: 'the name of a time zone, such as America/New_York or UTC',
    fix: guess === undefined ? 'write a name of the form Area/City' : `did you mean "${guess}"?`,
  };
}
