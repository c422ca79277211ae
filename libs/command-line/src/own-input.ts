import { statSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import type { Command, Option } from 'commander';
import { BadInput } from './outcome';
import { isReplaced } from './output-places';

/** What a value of an option, and an argument, is called where it is a file or a folder; an argument can be the name of an image, too. */
const PLACE = /<(?:file|dir|path)>/;
const PLACES = new Set(['file', 'dir', 'folder', 'what']);

/** Files that commands read in a folder: settings, assemblies, and what a scan has left. */
const READ_IN_FOLDERS =
  /^(?:(?:platform|service)\.ya?ml|manifest\.json|.+\.(?:template|assets)\.json|(?:report|findings|scan|verdict|baseline)\.json|(?:exceptions|policy)\.yaml|sbom\.cdx\.json|warnings\.txt)$/;

interface Place {
  /** As it was given. */
  readonly given: string;
  /** The option; undefined for an argument. */
  readonly option?: string;
}

/**
 * Stop a command that would write what it reads: a report of which only its table is left cannot be read again.
 *
 * @throws BadInput if a file or folder to write is one to read, is a file that is read in such a folder, or is written twice
 */
export function refuseOwnInput(command: Command): void {
  const written = placesOf(command, isReplaced);
  const read = [
    ...command.args
      // The last argument may be a list.
      .filter((_, index) =>
        PLACES.has((command.registeredArguments[index] ?? command.registeredArguments.at(-1))?.name() ?? ''),
      )
      .map((given) => ({ given })),
    ...placesOf(command, (option) => !isReplaced(option) && PLACE.test(option.flags)),
  ];
  for (const [index, output] of written.entries()) {
    if (read.some((input) => isSame(input.given, output.given) || isReadIn(input.given, output.given))) {
      throw new BadInput(
        `${output.given} is read by this command, and ${output.option} would replace it. Name another place with ${output.option}.`,
      );
    }
    const other = written.slice(0, index).find(({ given }) => resolve(given) === resolve(output.given));
    if (other !== undefined) {
      throw new BadInput(
        `${output.given} would be written twice, by ${other.option} and by ${output.option}. Name two places.`,
      );
    }
  }
}

function placesOf(command: Command, wanted: (option: Option) => boolean): Required<Place>[] {
  return command.options.filter(wanted).flatMap((option) => {
    const value: unknown = command.opts()[option.attributeName()];
    return typeof value === 'string' ? [{ given: value, option: option.long ?? option.flags }] : [];
  });
}

/** Whether two paths are one file or folder, by whatever names. A pipe or a device can be read and written. */
function isSame(input: string, output: string): boolean {
  const [one, other] = [statOf(input), statOf(output)];
  if (one === undefined || other === undefined) return false;
  return (one.isFile() || one.isDirectory()) && one.dev === other.dev && one.ino === other.ino;
}

function isReadIn(folder: string, output: string): boolean {
  if (!READ_IN_FOLDERS.test(basename(output)) || statOf(folder)?.isDirectory() !== true) return false;
  return !/^\.\.(?:[/\\]|$)/.test(relative(resolve(folder), resolve(output)));
}

function statOf(path: string) {
  try {
    return statSync(path, { bigint: true });
  } catch {
    // Nothing is there, or nothing that can be looked at; the command says which when it needs it.
    return undefined;
  }
}
