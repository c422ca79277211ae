import { BadInput } from '@careplane/command-line';
import { shellWord } from '@careplane/problems';
import type { RetireSettings } from './retire';

/** Options of `careplane retire`. */
export interface RetireOptions {
  readonly run?: boolean;
  readonly reason?: string;
  readonly wholePlatform?: boolean;
  /** A reason; `true` is commander's default of an option that begins with "no-". */
  readonly lastBackup?: string | true;
  readonly deleteData?: readonly string[];
  readonly yes?: readonly string[];
  readonly role?: string;
  readonly json?: boolean;
}

/** @throws BadInput for options that contradict each other or have no content */
export function settingsOf(
  given: Pick<RetireSettings, 'model' | 'directory' | 'names' | 'revision' | 'again' | 'ssm'>,
  options: RetireOptions,
): RetireSettings {
  const { lastBackup, deleteData = [], role } = options;
  if (options.wholePlatform === true && given.names.length > 0) {
    throw new BadInput(
      `--whole-platform retires everything of ${given.model.name}; it cannot be combined with names (${given.names.join(', ')}). Leave out one of the two.`,
    );
  }
  if (typeof lastBackup === 'string' && lastBackup.trim() === '') {
    throw new BadInput('--no-last-backup needs a reason, which the record keeps: --no-last-backup "<reason>"');
  }
  if (role !== undefined && !/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(role)) {
    throw new BadInput(`--role ${role} is not the ARN of a role. Give arn:aws:iam::<account>:role/<name>.`);
  }
  return {
    ...given,
    wholePlatform: options.wholePlatform === true,
    run: options.run === true,
    reason: options.reason,
    decisions: { noLastBackup: typeof lastBackup === 'string' ? lastBackup : undefined, deleteData },
    yes: options.yes,
    role,
  };
}

/** The command as a person would type it again. */
export function retireAgain(directory: string, names: readonly string[], options: RetireOptions): string {
  const { lastBackup, deleteData, yes, role } = options;
  return [
    `careplane retire ${shellWord(directory)}`,
    ...names,
    ...(options.wholePlatform === true ? ['--whole-platform'] : []),
    '--run',
    `--reason ${shellWord(options.reason ?? '<why it is retired>')}`,
    ...(typeof lastBackup === 'string' ? [`--no-last-backup ${shellWord(lastBackup)}`] : []),
    ...(deleteData === undefined ? [] : [`--delete-data ${deleteData.map(shellWord).join(' ')}`]),
    ...(yes === undefined ? [] : [`--yes ${yes.map(shellWord).join(' ')}`]),
    ...(role === undefined ? [] : [`--role ${role}`]),
  ].join(' ');
}
