import type { ServiceRule } from '../rule';

export const triggerPathsNeedGithub: ServiceRule = ({ source, image }, { repository }) => {
  const onGithub = source.github !== undefined || (source.path !== undefined && repository?.github !== undefined);
  const known = source.path === undefined || repository !== undefined;
  return image.triggerPaths === undefined || onGithub || !known
    ? []
    : [
        {
          path: ['image', 'triggerPaths'],
          restsOn: [['image', 'triggerPaths'], ['source']],
          restsOnPlatform: [['repository']],
          message: 'does not work with CodeCommit, because its events do not name the changed files',
          allowed: 'triggerPaths with a source on GitHub',
          fix: 'remove triggerPaths: every push to the branch then starts the pipeline',
        },
      ];
};
