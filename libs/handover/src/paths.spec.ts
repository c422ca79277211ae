import { isContainer, storeBucketName } from '@careplane/config';
import { lab, MEDMO } from '@careplane/platform/testing';
import { chaptersOf } from './chapters/chapters';
import { cellParts, plainText } from '@careplane/pages';
import { networkDiagram } from './diagram/network';
import { handoverFacts } from './facts/facts';
import type { HandoverInput } from './input';
import { inputOf } from './testing/medmo';

/** The paths of services that the files of a platform ask for: `lab-nightly-staging tasks > queue results`. */
function askedFor({ model }: HandoverInput): string[] {
  return model.services.filter(isContainer).flatMap((service) =>
    service.deployments.flatMap(({ environment: name, egress }) => {
      const environment = model.environments.find((each) => each.name === name);
      if (environment === undefined) throw new Error(`no environment ${name}`);
      const tasks = `${model.name}-${service.name}-${name} tasks`;
      return [
        ...(service.kind === 'web' ? [`load balancer > ${tasks}`] : []),
        ...[
          'any address of the internet',
          ...(service.database ? ['database'] : []),
          ...service.databases.map((key) => `database ${key}`),
          ...service.caches.map((cache) => `cache ${cache}`),
          ...Object.keys(service.queues).map((queue) => `queue ${queue}`),
          ...service.topics.map((topic) => `topic ${topic}`),
          ...Object.keys(service.fileSystems).map((fileSystem) => `file system ${fileSystem}`),
          ...Object.keys(service.buckets).map((bucket) => `bucket ${storeBucketName(model.name, bucket, environment)}`),
          ...egress.flatMap((partner) => partner.to.map((address) => `partner ${partner.name} at ${address}`)),
        ].map((to) => `${tasks} > ${to}`),
      ];
    }),
  );
}

/** Rows of the table of paths. */
function rowsOf(input: HandoverInput): string[][] {
  const tables = chaptersOf(input)
    .filter(({ id }) => id === 'network')
    .flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
  const table = tables.find(({ caption }) => caption === 'Paths on which data moves');
  return (table?.rows ?? []).map((row) => row.map((cell) => plainText(cellParts(cell).text)));
}

describe.each([
  ['medmo', () => MEDMO],
  ['a platform with queues, caches, buckets and partners', lab],
])('the paths of %s', (_, folder) => {
  let input: HandoverInput;
  beforeAll(() => {
    input = inputOf(folder());
  });

  it('are those that the files ask for, and no others', () => {
    const ofTasks = rowsOf(input).filter(([from = '', to = '']) => from.endsWith(' tasks') || to.endsWith(' tasks'));
    const found = new Set(ofTasks.map(([from, to]) => `${from} > ${to}`));
    expect([...found].sort()).toEqual(askedFor(input).sort());
  });

  it('have a port, a protocol and an answer about encryption', () => {
    for (const row of rowsOf(input)) {
      expect(row[3]).toMatch(/^\d+$/);
      expect(row[2]).toMatch(/^[A-Z]+$/);
      expect(row[4]).toMatch(/^(not )?encrypted$/);
    }
  });

  it('are the arrows of the picture', () => {
    const facts = handoverFacts(input);
    const [environment] = facts.environments;
    if (environment === undefined) throw new Error('no environment');
    const { nodes, edges } = networkDiagram(facts, environment);
    const drawn = edges.filter(({ from, to }) => from.startsWith('service ') && !/^(nat|outside)$/.test(to));
    const asked = askedFor(input).filter(
      (path) =>
        path.includes(`-${environment.name} tasks > `) &&
        !path.endsWith('the internet') &&
        !path.includes('> partner '),
    );
    expect(drawn).toHaveLength(asked.length);
    expect(drawn.filter(({ label }) => !/\d+ (TLS|HTTPS)/.test(label))).toEqual([]);
    // Each end of an arrow is drawn.
    const known = nodes.map(({ id }) => id);
    expect(edges.filter(({ from, to }) => !known.includes(from) || !known.includes(to))).toEqual([]);
  });
});
