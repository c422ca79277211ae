import type { Path } from '@careplane/problems';
import type { ParsedAnyService, ParsedPlatform } from '../../model';
import type { RuleProblem, ServiceRule } from '../rule';

export const triggerPathsNeedGithub: ServiceRule = ({ source, image }, platform) =>
  pathsWithoutGithub(['image', 'triggerPaths'], source, image.triggerPaths, platform);

/** The problem of trigger paths whose source is not on GitHub. */
export function pathsWithoutGithub(
  path: Path,
  source: ParsedAnyService['source'],
  triggerPaths: readonly string[] | undefined,
  { repository }: ParsedPlatform,
): RuleProblem[] {
  const onGithub = source.github !== undefined || (source.path !== undefined && repository?.github !== undefined);
  const known = source.path === undefined || repository !== undefined;
  return triggerPaths === undefined || onGithub || !known
    ? []
    : [
        {
          path,
          restsOn: [path, ['source']],
          restsOnPlatform: [['repository']],
          message: 'does not work with CodeCommit, because its events do not name the changed files',
          allowed: 'triggerPaths with a source on GitHub',
          fix: 'remove triggerPaths: every push to the branch then starts the pipeline',
        },
      ];
}
