import { acknowledgements } from '../facts/acknowledgements';
import { engineVersions } from '../facts/databases';
import type { HandoverFacts } from '../facts/facts';
import { ofType } from '../facts/resources';
import { dayOf } from '../input';
import { secretsOf } from '../secrets-of';
import { addDays } from './days';

/** Something that people have to do on or before a day. */
export interface CalendarTask {
  /** The same for the same task in every handover, so that a calendar replaces an entry instead of adding one. */
  readonly id: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly title: string;
  readonly how: string;
  /** Days until it is due again; none for a task that is done once. */
  readonly everyDays?: number;
}

/** Days before an exception ends at which its owner should act. */
const NOTICE_DAYS = 14;

/** What is due, by day. Everything is counted from the day of the documents, or from the day that a file names. */
export function calendarTasks(facts: HandoverFacts): CalendarTask[] {
  return [
    ...reviews(facts),
    ...exceptions(facts),
    ...acknowledged(facts),
    ...secrets(facts),
    ...cachePasswords(facts),
  ].sort((a, b) => Number(a.day > b.day) - Number(a.day < b.day) || Number(a.id > b.id) - Number(a.id < b.id));
}

function reviews({ input }: HandoverFacts): CalendarTask[] {
  const { model, estimate, toolkitVersion } = input;
  const { access, restoreDrill, versions } = model.handover.reviewDays;
  const from = dayOf(input);
  const engines = engineVersions(model.environments);
  const regularly = (id: string, everyDays: number, title: string, how: string): CalendarTask => ({
    id,
    day: addDays(from, everyDays),
    title,
    how,
    everyDays,
  });
  return [
    regularly(
      'access',
      access,
      'Review who has access',
      'Compare the chapter “Access by group” with the people who work here (45 CFR 164.308(a)(4)(ii)(C)).',
    ),
    regularly(
      'restore-drill',
      restoreDrill,
      'Restore drill',
      'Do the steps of the chapter “Backup and restore”, and write down the time (45 CFR 164.308(a)(7)(ii)(D)).',
    ),
    regularly(
      'trivy',
      versions,
      `Trivy ${model.trivy.version}: is there a newer version?`,
      'Set trivy.version and trivy.sha256 in platform.yaml.',
    ),
    regularly(
      'mysql',
      versions,
      `${engines}: has RDS upgraded the minor version, and is the next one announced?`,
      'aws rds describe-db-instances shows the running version.',
    ),
    regularly(
      'toolkit',
      versions,
      `Careplane ${toolkitVersion}: is there a newer version?`,
      'Do the steps of the chapter “Versions of the infrastructure”.',
    ),
    regularly(
      'prices',
      versions,
      `Price list of ${estimate.pricesAsOf}: estimate again, and compare with the bill`,
      'careplane cost estimate; the budget in platform.yaml.',
    ),
  ];
}

function exceptions({ input }: HandoverFacts): CalendarTask[] {
  return input.exceptions.flatMap(({ service, file, exceptions: known = [] }) =>
    known.map(({ ids, owner, expires }) => ({
      id: `exception-${service}-${ids.join('-')}`,
      day: addDays(expires, -NOTICE_DAYS),
      title: `Exception of ${service} for ${ids.join(', ')} ends on ${expires}`,
      how: `${owner} fixes the finding, or renews the exception in ${file} with a new reason.`,
    })),
  );
}

/** One task for each day on which reasons have to be read again. */
function acknowledged({ input }: HandoverFacts): CalendarTask[] {
  const byDay = new Map<string, number>();
  for (const { dueDay } of acknowledgements(input)) {
    const day = dueDay ?? dayOf(input);
    byDay.set(day, (byDay.get(day) ?? 0) + 1);
  }
  return [...byDay].map(([day, count]) => ({
    id: `reasons-${day}`,
    day,
    title: `Read ${count} reason${count === 1 ? '' : 's'} of accepted findings again`,
    how: 'The chapter “Acknowledged risks” lists them with this day (45 CFR 164.316(b)(2)(iii)).',
  }));
}

/** Passwords of caches, which nothing rotates: one task for each cache, for all environments. */
function cachePasswords({ input }: HandoverFacts): CalendarTask[] {
  const { environments, handover } = input.model;
  const names = environments.flatMap(({ caches }) =>
    caches.filter(({ signIn }) => signIn === 'password').map(({ name }) => name),
  );
  return [...new Set(names)].map((name) => ({
    id: `cache-password-${name}`,
    day: addDays(dayOf(input), handover.reviewDays.secrets),
    title: `Change the password of the cache ${name}`,
    how: 'The guide “Caches, buckets, file systems and partners” has the steps, without an outage.',
    everyDays: handover.reviewDays.secrets,
  }));
}

/** Secrets that AWS does not rotate, one task for each owner’s secret in all environments. */
function secrets({ input, resources }: HandoverFacts): CalendarTask[] {
  const { handover, services } = input.model;
  const rotated = ofType(resources, 'AWS::SecretsManager::RotationSchedule').map(({ properties }) =>
    JSON.stringify(properties['SecretId']),
  );
  const unrotated = ofType(resources, 'AWS::SecretsManager::Secret').filter(
    ({ logicalId }) => !rotated.some((id) => id.includes(logicalId)),
  );
  const day = addDays(dayOf(input), handover.reviewDays.secrets);
  return services.flatMap((service) =>
    secretsOf(service)
      .filter((variable) => unrotated.some((secret) => secret.name?.endsWith(`/${service.name}/${variable}`)))
      .map((variable) => ({
        id: `secret-${service.name}-${variable}`,
        day,
        title: `Replace the secret ${variable} of ${service.name}`,
        how: `Owner: ${handover.secretOwners[`${service.name}/${variable}`] ?? 'unknown'}. The page of the service has the commands.`,
        everyDays: handover.reviewDays.secrets,
      })),
  );
}
