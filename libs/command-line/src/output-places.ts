import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { shellWord } from '@careplane/problems';
import type { Command, Option } from 'commander';
import { BadInput } from './outcome';

/** Options whose value a command writes; every other one that is a file or a folder is read. */
const WRITTEN: ReadonlySet<string> = new Set(['--out', '--output', '--diagram']);

/** A folder that `diff` writes and `deploy` reads. */
const CHANGE_SETS = '--change-sets';

/** Whether a command replaces what an option names. Files of change sets are added to a folder, which may have others. */
export function isReplaced({ long }: Option): boolean {
  return WRITTEN.has(long ?? '');
}

/** Whether an option of a command names a file or a folder that the command writes. */
export function isWritten(command: Command, option: Option): boolean {
  return option.long === CHANGE_SETS ? command.name() === 'diff' : isReplaced(option);
}

/**
 * Stop before any work if a file or a folder that an option names cannot be written. Nothing is made: folders of a folder may be missing,
 * the folder of a file may not.
 *
 * @throws BadInput with the option, what is in the way, and what to do
 */
export function refuseUnwritable(command: Command): void {
  const options = command.opts<Readonly<Record<string, unknown>>>();
  // What is only compared is read.
  if (options['check'] === true) return;
  for (const option of command.options.filter((each) => isWritten(command, each))) {
    const given = options[option.attributeName()];
    if (typeof given !== 'string') continue;
    const name = option.long ?? option.flags;
    if (isFile(option, given, options['format'])) refuseOutputFile(given, name);
    else refuseOutputFolder(given, name);
  }
}

/** A `<path>` is a file where a page is asked for, and a folder otherwise. */
function isFile({ flags }: Option, given: string, format: unknown): boolean {
  if (!flags.includes('<path>')) return flags.includes('<file>');
  return format === 'html' || (format === undefined && /\.html?$/i.test(given));
}

/**
 * Stop before the work if a file cannot be written.
 *
 * @param file as it was given
 * @param option that names it
 * @throws BadInput if a folder has this name, or if there is no folder to write it into
 */
export function refuseOutputFile(file: string, option = '--out'): void {
  if (file === '') throw new BadInput(`${option} is empty. Name a file to write, such as ${option} page.html.`);
  if (existsSync(file)) {
    const stats = statSync(file);
    if (stats.isDirectory())
      throw new BadInput(
        `${option} ${file} is a folder, and a file is needed there. Name a file, such as ${join(file, 'page.html')}.`,
      );
    // A device or a pipe is written to and not replaced.
    if (!stats.isFile()) return;
  }
  const folder = dirname(existsSync(file) ? realpathSync(file) : resolve(file));
  const another = `Name another file with ${option}`;
  if (!existsSync(folder)) {
    const place = lastExisting(folder);
    if (!statSync(place).isDirectory())
      throw new BadInput(`${option} ${file} cannot be written: ${place}, a part of it, is a file. ${another}.`);
    throw new BadInput(
      `${option} ${file} cannot be written: there is no folder ${folder}. Create it (mkdir -p ${shellWord(folder)}), or name another file with ${option}.`,
    );
  }
  if (!statSync(folder).isDirectory())
    throw new BadInput(`${option} ${file} cannot be written: ${folder}, a part of it, is a file. ${another}.`);
  if (/[\\/]$/.test(file))
    throw new BadInput(`${option} ${file} ends as a folder does. Name a file, such as ${join(file, 'page.html')}.`);
  if (Buffer.byteLength(basename(file)) > LONGEST_NAME)
    throw new BadInput(`${option} ${file} cannot be written: its name is too long. ${another}.`);
  if (!isWritable(folder))
    throw new BadInput(
      `${option} ${file} cannot be written: ${folder} does not allow you to write into it. ${another}, or change the permissions.`,
    );
}

/** Of a name in a folder, in bytes (NAME_MAX), less what the name of the temporary file has more. */
const LONGEST_NAME = 255 - 42;

/**
 * Stop before the work if files cannot be written into a folder.
 *
 * Nothing is made: the folder and those above it may be missing.
 *
 * @param folder as it was given, or a folder inside of it that is written too
 * @param option that names it
 * @throws BadInput if a part of its path is a file, or if the last existing folder must not be changed
 */
export function refuseOutputFolder(folder: string, option = '--out'): void {
  if (folder === '') throw new BadInput(`${option} is empty. Name a folder to write into, such as ${option} cdk.out.`);
  const place = lastExisting(resolve(folder));
  const named = place === resolve(folder) ? folder : `${place}, a part of ${folder},`;
  if (!statSync(place).isDirectory())
    throw new BadInput(`${named} is a file, and a folder is needed there. Name another folder with ${option}.`);
  if (!isWritable(place))
    throw new BadInput(
      `${named} does not allow you to write into it. Name another folder with ${option}, or change the permissions.`,
    );
}

/** The path itself, or the nearest part above it that exists. */
function lastExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : lastExisting(dirname(path));
}

function isWritable(folder: string): boolean {
  // The kernel’s own file systems say that the administrator may write, and have no place for a file.
  if (/^\/(?:proc|sys)(?:\/|$)/.test(folder)) return false;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
