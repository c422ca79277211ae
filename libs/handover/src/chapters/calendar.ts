import { calendarTasks } from '../calendar/tasks';
import { code, list, paragraph, tableOf } from '../document/block';
import type { Chapter, Text } from '../document/block';
import { engineTitles } from '../facts/databases';
import type { HandoverFacts } from '../facts/facts';
import { ofType } from '../facts/resources';

/** What is due, and what the account does by itself. */
export function calendar(facts: HandoverFacts): Chapter {
  const { resources, input } = facts;
  const tests = ofType(resources, 'AWS::Backup::RestoreTestingPlan');
  return {
    id: 'calendar',
    title: 'Maintenance calendar',
    blocks: [
      paragraph('The file ', code('calendar.ics'), ' beside this page has the same entries, for a calendar program.'),
      tableOf(
        'What people do',
        ['day', 'task', 'how', 'again'],
        calendarTasks(facts).map(({ day, title, how, everyDays }): Text[] => [day, title, how, again(everyDays)]),
      ),
      paragraph('What the account does by itself:'),
      list([
        `A backup of each database every ${input.model.backup.intervalHours === 1 ? 'hour' : `${input.model.backup.intervalHours} hours`}.`,
        ...tests.map(
          ({ properties, stack }) =>
            `A restore test of ${stack}: ${String(properties['ScheduleExpression'])}, UTC. A failure is a notification.`,
        ),
        `Newer minor versions of ${engineTitles(input.model.environments)}, in the maintenance window.`,
        'Rotation of the database’s master password and of the encryption keys, and renewal of certificates that are validated by DNS.',
      ]),
    ],
  };
}

function again(everyDays: number | undefined): string {
  if (everyDays === undefined) return 'once';
  return everyDays === 1 ? 'every day' : `every ${everyDays} days`;
}
