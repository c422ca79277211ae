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
          message: 'cannot work with CodeCommit: its events do not say which files a push has changed',
          allowed: 'triggerPaths with a source on GitHub',
          fix: 'remove triggerPaths: every push to the branch then starts the pipeline',
        },
      ];
};
