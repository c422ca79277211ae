import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { inOrder, orderOf } from './graph';
import { stackOf, talkingTemplate } from '../testing/stacks';

describe('orderOf', () => {
  const vpc = '/careplane/medmo/network/vpc-id';
  const network = stackOf('medmo-network', talkingTemplate([], [vpc]));

  it('puts a stack after those its assembly names', () => {
    const data = stackOf('medmo-data', undefined, { after: ['medmo-network'] });
    expect(orderOf([data, network]).get(data.key)).toEqual(new Set([network.key]));
  });

  it('puts a service after the platform whose parameters it reads', () => {
    const service = stackOf('medmo-api-staging', talkingTemplate([vpc], []), { unit: 'medmo-api' });
    expect(orderOf([service, network]).get(service.key)).toEqual(new Set([network.key]));
  });

  it('knows that the same name elsewhere is another parameter, and ids of another unit are other stacks', () => {
    const elsewhere = stackOf('far', talkingTemplate([vpc], []), { region: 'eu-central-1' });
    const other = stackOf('other', undefined, { unit: 'medmo-api', after: ['medmo-network'] });
    const order = orderOf([elsewhere, other, network]);
    expect([order.get(elsewhere.key), order.get(other.key)]).toEqual([new Set(), new Set()]);
  });

  it('does not wait for itself', () => {
    const stack = stackOf('one', talkingTemplate([vpc], [vpc]));
    expect(orderOf([stack]).get(stack.key)).toEqual(new Set());
  });
});

describe('inOrder', () => {
  const order = (edges: Record<string, string[]>) =>
    new Map(Object.entries(edges).map(([key, before]) => [key, new Set(before)]));

  it('begins nothing before what comes first, for any graph and width', async () => {
    const graphs = fc
      .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
      .map((all) =>
        order(Object.fromEntries(all.map((before, at) => [`s${at}`, at === 0 ? [] : before.map((n) => `s${n % at}`)]))),
      );
    await fc.assert(
      fc.asyncProperty(graphs, fc.integer({ min: 1, max: 5 }), async (graph, width) => {
        const done = new Set<string>();
        let running = 0;
        const result = await inOrder(graph, width, async (key) => {
          running += 1;
          expect(running).toBeLessThanOrEqual(width);
          for (const first of graph.get(key) ?? []) expect(done).toContain(first);
          await Promise.resolve();
          running -= 1;
          done.add(key);
          return true;
        });
        expect([...result.values()].every((each) => each === 'done')).toBe(true);
        expect(done.size).toBe(graph.size);
      }),
      { numRuns: 300 },
    );
  });

  it('begins nothing new after a failure, and finishes what runs', async () => {
    const begun: string[] = [];
    const result = await inOrder(order({ bad: [], slow: [], after: ['bad'], late: ['slow'] }), 2, async (key) => {
      begun.push(key);
      if (key === 'slow') await pause(5);
      return key !== 'bad';
    });
    expect(Object.fromEntries(result)).toEqual({
      bad: 'failed',
      slow: 'done',
      after: 'not started',
      late: 'not started',
    });
    expect(begun.sort()).toEqual(['bad', 'slow']);
  });

  it('throws an error only after what runs has finished', async () => {
    let finished = false;
    const run = inOrder(order({ bad: [], slow: [] }), 2, async (key) => {
      if (key === 'bad') throw new Error('broken');
      await pause(5);
      finished = true;
      return true;
    });
    await expect(run).rejects.toThrow('broken');
    expect(finished).toBe(true);
  });

  it('starts nothing more after a request to stop', async () => {
    let stopped = false;
    const work = () => {
      stopped = true;
      return Promise.resolve(true);
    };
    const result = await inOrder(order({ a: [], b: ['a'] }), 1, work, () => stopped);
    expect(Object.fromEntries(result)).toEqual({ a: 'done', b: 'not started' });
  });
});
