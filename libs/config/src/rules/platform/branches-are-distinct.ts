import { imageTagOf } from '../../normalize';
import { repeated } from '../each-environment';
import type { PlatformRule } from '../rule';

export const branchesAreDistinct: PlatformRule = (platform) =>
  repeated(platform, (environment) => imageTagOf(environment.branch)).map(({ name, first, value }) => ({
    path: ['environments', name, 'branch'],
    message: `gives the image tag "${value}", which follows environment ${first} already`,
    allowed: 'a branch of its own',
    fix: 'deploy each environment from a branch of its own',
  }));
