import { readFileSync } from 'node:fs';
import { BadInput, EXIT, renderProblems, writeAnswer } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { exact, quantity, usd } from '@careplane/cost-model/estimate';
import {
  capacityOf,
  LoadTestReader,
  profileOf,
  referenceMethod,
  summarize,
  TRAFFIC_PROFILES,
  usageYaml,
} from '@careplane/cost-model/load-test';
import type { Capacity, LoadTest, ReferenceAnswer, Series, TrafficProfile } from '@careplane/cost-model/load-test';
import { counted, alignLeft, alignRight, nearest, systemErrorReason, wrap, shellWord } from '@careplane/problems';
import type { Format } from '../formats';
import { readPieces } from '../read-pieces';

export interface LoadTestOptions {
  readonly service: string;
  readonly series?: string;
  readonly taskRps?: number;
  readonly min: number;
  readonly max?: number;
  readonly scaleOutCooldown: number;
  readonly scaleInCooldown: number;
  readonly startSeconds: number;
  readonly profile: string;
  /** Decimals, as text: the reference method. */
  readonly offPeakFactor?: string;
  readonly reducedUsd?: string;
  readonly taskUsd?: string;
  readonly restUsd: string;
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
}

/** A load test as the usage of a month. Rows that cannot be read are named, and the exit code is 2. */
export async function loadTestCommand(
  files: readonly string[],
  options: LoadTestOptions,
  terminal: Terminal,
): Promise<Exit> {
  if (options.max !== undefined && options.max < options.min) {
    throw new BadInput(
      `--max ${options.max} is less than --min ${options.min}. Give the bounds of the service's scaling.`,
    );
  }
  const tests: LoadTest[] = [];
  for (const file of files) tests.push(await readLoadTest(file, options));
  const series = together(tests, options);
  const isReference = options.offPeakFactor !== undefined || options.reducedUsd !== undefined;
  const made = isReference ? byReference(series, options) : byProfile(series, options);
  const comments = [`From ${files.join(', ')} (${series.source}).`, ...made.assumptions];
  const yaml = usageYaml(options.service, made.tasks, comments);
  if (options.out !== undefined) writeAnswer(options.out, yaml);
  if (options.json === true || options.format === 'json') {
    terminal.data(JSON.stringify({ series: summaryOf(series), ...made.data, usage: options.out ?? null }, null, 2));
  } else if (options.out === undefined) {
    terminal.talk(made.text);
    terminal.data(yaml.trimEnd());
  } else {
    terminal.data(made.text);
  }
  const notes = [series.note, ...made.warnings].filter((note) => note !== undefined);
  for (const note of notes) terminal.talk(wrap(`Note: ${note}.`, 0));
  if (options.out !== undefined) {
    terminal.talk(
      `Written: ${options.out}\nNext: careplane-cost estimate <platform or template> --usage ${shellWord(options.out)}`,
    );
  }
  return sayBroken(tests, terminal) ? EXIT.badInput : EXIT.ok;
}

interface Made {
  readonly tasks: Capacity['tasks'];
  readonly assumptions: readonly string[];
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

async function readLoadTest(file: string, { series }: LoadTestOptions): Promise<LoadTest> {
  const reader = new LoadTestReader(file, series === undefined ? {} : { name: series });
  await readPieces(file, (text) => reader.push(text));
  const result = reader.end();
  if (!result.ok) throw new BadInput(`${file} cannot be used. Nothing was written.`, result.problems);
  return result.loadTest;
}

/** Several runs of one service as one: what counts is the highest peak. */
function together(tests: readonly LoadTest[], { taskRps }: LoadTestOptions): Series {
  const [first, ...others] = tests;
  if (first === undefined) throw new BadInput('Give at least one file of a load test.');
  const other = others.find(({ series }) => series.kind !== first.series.kind);
  if (other !== undefined) {
    throw new BadInput(
      `${first.file} counts ${first.series.kind}, ${other.file} ${other.series.kind}. Give runs that count the same thing.`,
    );
  }
  if (first.series.kind === 'requests' && taskRps === undefined) {
    throw new BadInput(
      `${first.file} counts requests a second (peak ${quantity(exact(summarize(first.series).peak))}). Give the number that one task serves at its scaling target: --task-rps 20`,
    );
  }
  if (first.series.kind === 'tasks' && taskRps !== undefined) {
    throw new BadInput(`${first.file} counts running tasks, so --task-rps has no meaning. Omit it.`);
  }
  const highest = tests.reduce((a, b) => (summarize(b.series).peak > summarize(a.series).peak ? b : a));
  return highest.series;
}

function byProfile(series: Series, options: LoadTestOptions): Made {
  if (options.taskUsd !== undefined) {
    throw new BadInput('--task-usd belongs to the reference method: add --off-peak-factor 0.5, or omit --task-usd.');
  }
  const profile = readProfile(options.profile);
  const need = Math.ceil(summarize(series).peak / (options.taskRps ?? 1));
  const capacity = capacityOf(series, {
    scaling: {
      minTasks: options.min,
      maxTasks: Math.max(options.min, options.max ?? need),
      scaleOutCooldownSeconds: options.scaleOutCooldown,
      scaleInCooldownSeconds: options.scaleInCooldown,
      startSeconds: options.startSeconds,
    },
    profile,
    ...(options.taskRps === undefined ? {} : { taskRequestsPerSecond: options.taskRps }),
  });
  const { tasks, peakTasks, weekPeakTasks, overloadedMinutes } = capacity;
  const warnings = [
    ...(capacity.capped
      ? [
          `the test needs ${counted(peakTasks, 'task')}, but --max ${options.max} allows fewer: the service is too slow at its peak`,
        ]
      : []),
    ...(!capacity.capped && overloadedMinutes > 0
      ? [
          `in ${counted(overloadedMinutes, 'minute')} of the week the load is above the target, because new tasks are still starting`,
        ]
      : []),
  ];
  return {
    tasks,
    assumptions: capacity.assumptions,
    warnings,
    data: { method: 'profile', profile: profile.name, ...capacity, tasks: texts(tasks) },
    text: [
      headline(series),
      `Peak: ${counted(peakTasks, 'task')}. Maximum in the simulated week: ${weekPeakTasks}.`,
      `Running tasks, monthly average: ${quantity(tasks.low)} low, ${quantity(tasks.expected)} expected, ${quantity(tasks.high)} high.`,
      ...capacity.assumptions.map((assumption) => wrap(assumption, 2)),
    ].join('\n'),
  };
}

function byReference(series: Series, options: LoadTestOptions): Made {
  const { taskUsd, offPeakFactor, reducedUsd, restUsd } = options;
  if (offPeakFactor !== undefined && reducedUsd !== undefined) {
    throw new BadInput('--off-peak-factor and --reduced-usd cannot be combined. Give one of them.');
  }
  if (series.kind !== 'tasks')
    throw new BadInput('The reference method counts running tasks. Give RunningTaskCount of CloudWatch.');
  if (reducedUsd !== undefined && taskUsd === undefined) {
    throw new BadInput('--reduced-usd needs --task-usd: the cost of one task that runs all month.');
  }
  const peakTasks = Math.ceil(summarize(series).peak);
  const answer = referenceMethod({
    peakTasks,
    taskUsd: exact(taskUsd ?? '0'),
    restUsd: exact(restUsd),
    ...(offPeakFactor === undefined ? {} : { offPeakFactor: exact(offPeakFactor) }),
    ...(reducedUsd === undefined ? {} : { reducedUsd: exact(reducedUsd) }),
  });
  if (answer.offPeakFactor.gt(1)) {
    throw new BadInput(`--reduced-usd ${reducedUsd} is more than the peak, ${usd(answer.peakUsd)} USD. Check both.`);
  }
  const average = answer.averageTasks;
  const assumptions = [
    `low and expected: ${counted(peakTasks, 'task')} at the peak, reduced by the flat factor ${answer.offPeakFactor.toFixed()} (reference method)`,
    `high: the peak of the load test, ${counted(peakTasks, 'task')}, all month`,
  ];
  return {
    tasks: { low: average, expected: average, high: exact(peakTasks) },
    assumptions,
    warnings: [],
    data: { method: 'reference', peakTasks, ...texts(answer), priced: taskUsd !== undefined },
    text: [
      headline(series),
      ...(taskUsd === undefined
        ? [`Average tasks: ${quantity(average)}. Add --task-usd to see their cost.`]
        : arithmetic(answer, peakTasks)),
    ].join('\n'),
  };
}

function arithmetic(answer: ReferenceAnswer, peakTasks: number): string[] {
  const row = (name: string, amount: string) => alignLeft(name, 56) + alignRight(amount, 12);
  return [
    row('USD', ''),
    row(`Fargate at the peak, ${counted(peakTasks, 'task')} all month`, usd(answer.peakUsd)),
    row(`reduced for off-peak hours, factor ${answer.offPeakFactor.toFixed()}`, usd(answer.reducedUsd)),
    row('other costs', usd(answer.restUsd)),
    row('a month', usd(answer.monthlyUsd)),
    row('a year', usd(answer.annualUsd)),
  ].map((line) => line.trimEnd());
}

function readProfile(name: string): TrafficProfile {
  const hours = Object.hasOwn(TRAFFIC_PROFILES, name) ? TRAFFIC_PROFILES[name] : undefined;
  if (hours !== undefined) return { name, hours };
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    const guess = nearest(name, Object.keys(TRAFFIC_PROFILES));
    throw new BadInput(
      `--profile ${name}: it is neither ${Object.keys(TRAFFIC_PROFILES).join(', ')} nor a file that can be read (${systemErrorReason(error)}).${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    );
  }
  const values = text.split(/[\s,;[\]]+/).filter((word) => word !== '' && word !== '-');
  const profile = profileOf(name, values.map(Number));
  if (profile !== undefined) return profile;
  throw new BadInput(
    `--profile ${name}: it has ${values.length} values; 24 (a day) or 168 (a week, Monday first) of 0 or more are needed.`,
  );
}

function headline(series: Series): string {
  const { seconds, lowest, median, peak } = summarize(series);
  const what = series.kind === 'tasks' ? 'running tasks' : 'requests a second';
  const minutes = quantity(exact(seconds).dividedBy(60).toDecimalPlaces(1));
  return `${series.source}: ${minutes} ${minutes === '1' ? 'minute' : 'minutes'}, ${what} from ${quantity(exact(lowest))} to ${quantity(exact(peak))}, median ${quantity(exact(median))}.`;
}

function summaryOf(series: Series) {
  return { kind: series.kind, source: series.source, ...summarize(series) };
}

/** Decimals as text: JSON of the load test is for people and scripts, not for sums. */
function texts(values: object): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

function sayBroken(tests: readonly LoadTest[], terminal: Terminal): boolean {
  const broken = tests.flatMap((test) => test.broken);
  const count = tests.reduce((sum, test) => sum + test.brokenCount, 0);
  if (count === 0) return false;
  terminal.talk(`${renderProblems(broken)}\n\n${count} rows could not be read and were skipped; all others count.`);
  return true;
}
