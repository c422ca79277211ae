import fc from 'fast-check';
import { simulate } from './target-tracking';

const policy = { minTasks: 2, maxTasks: 40 };
/** `2×10 8×30` is a demand of 2 tasks for 10 minutes, then of 8 for 30. */
const minutes = (text: string) =>
  text.split(' ').flatMap((part) => {
    const [value, count] = part.split('×').map(Number);
    return Array.from({ length: count ?? 0 }, () => value ?? 0);
  });

describe('target tracking', () => {
  it('scales out after three minutes above the target, in proportion', () => {
    expect(simulate(minutes('2×2 5×6'), policy)).toEqual([2, 2, 2, 2, 5, 5, 5, 5]);
  });

  it('does not scale out for two minutes above it', () => {
    expect(simulate(minutes('2×3 9×2 2×10'), policy)).toEqual(minutes('2×15'));
  });

  it('scales in after fifteen minutes below nine tenths of the target, once the cool-down is over', () => {
    const running = simulate(minutes('10×20 4×40'), { ...policy, scaleInCooldownSeconds: 300 });
    expect(running[19]).toBe(10);
    // Fifteen datapoints: minutes 20 to 34.
    expect(running.slice(20, 34).every((tasks) => tasks === 10)).toBe(true);
    expect(running[34]).toBe(4);
  });

  it('stays where it is between nine tenths of the target and the target', () => {
    expect(simulate(minutes('10×20 9.1×60'), policy).at(-1)).toBe(10);
    expect(simulate(minutes('10×20 8.9×60'), policy).at(-1)).toBe(9);
    // 0.93 of the target of 30 tasks: 28 would do, and 30 stay.
    expect(simulate(minutes('30×20 27.9×60'), policy).at(-1)).toBe(30);
  });

  it('keeps within its bounds', () => {
    expect(simulate(minutes('1000×60'), policy).at(-1)).toBe(40);
    expect(simulate(minutes('0×60'), policy).at(-1)).toBe(2);
  });

  it('does not count the same load twice while new tasks start', () => {
    const running = simulate(minutes('20×30'), { ...policy, startSeconds: 240 });
    expect(Math.max(...running)).toBe(20);
  });

  it('does not add to what the cool-down’s first step has added, until it is over', () => {
    const running = simulate(minutes('5×5 8×20'), { ...policy, scaleOutCooldownSeconds: 600 });
    // At minute 2 from 2 to 5; the load of 8 is met ten minutes later.
    expect([running[2], running[8], running[11], running[12]]).toEqual([5, 5, 5, 8]);
  });

  it('waits for the scale-in cool-down between two steps down', () => {
    const falling = minutes('20×20 10×16 3×60');
    const soon = simulate(falling, { ...policy, scaleInCooldownSeconds: 60 });
    const late = simulate(falling, { ...policy, scaleInCooldownSeconds: 3000 });
    expect(soon.indexOf(3)).toBeGreaterThan(0);
    expect(soon.indexOf(3)).toBeLessThan(late.indexOf(3));
  });

  it('always runs a whole number of tasks within the bounds, and a steady load ends at its own need', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 50 }),
        (demand, minTasks, more) => {
          const bounds = { minTasks, maxTasks: minTasks + more };
          for (const tasks of simulate(demand, bounds)) {
            expect(Number.isInteger(tasks)).toBe(true);
            expect(tasks).toBeGreaterThanOrEqual(bounds.minTasks);
            expect(tasks).toBeLessThanOrEqual(bounds.maxTasks);
          }
          const steady = Array.from({ length: 120 }, () => demand[0] ?? 0);
          const need = Math.min(bounds.maxTasks, Math.max(minTasks, Math.ceil(Number((demand[0] ?? 0).toFixed(9)))));
          expect(simulate(steady, bounds).at(-1)).toBe(need);
        },
      ),
      { numRuns: 300 },
    );
  });
});
