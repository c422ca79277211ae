import { pathsWithoutGithub } from '../service/trigger-paths-need-github';
import type { SiteRule } from '../rule';

export const siteTriggerPathsNeedGithub: SiteRule = ({ source, build }, platform) =>
  pathsWithoutGithub(['build', 'triggerPaths'], source, build.triggerPaths, platform);
