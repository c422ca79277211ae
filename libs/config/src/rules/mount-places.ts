import type { RuleProblem } from './rule';
import { faultOfFolder, withoutSlash } from './writable-folder';

type Fault = Pick<RuleProblem, 'message' | 'allowed' | 'fix'>;

/** Why a file system cannot be mounted at a folder of the container; undefined if it can. */
export function faultOfMount(written: string): Fault | undefined {
  return faultOfFolder(written, { hiddenBy: 'the file system', such: 'a folder of its own, such as /mnt/files' });
}

/**
 * Why a folder is no place beside the others of a container: two mounts that are in each other depend on their order.
 *
 * @param taken folders without a slash at their end, with what is mounted there
 */
export function overlap(written: string, taken: ReadonlyMap<string, string>): Fault | undefined {
  const path = withoutSlash(written);
  const [other, owner] = [...taken].find(([each]) => isIn(path, each) || isIn(each, path)) ?? [];
  if (other === undefined || owner === undefined) return undefined;
  const relation = path === other ? 'is a folder' : `${isIn(path, other) ? 'is in' : 'is around'} the folder ${other}`;
  return {
    message: `${relation} of ${owner}`,
    allowed: 'a folder that nothing else is mounted at, in or around',
    fix: 'choose another folder, or remove one of the two',
  };
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
