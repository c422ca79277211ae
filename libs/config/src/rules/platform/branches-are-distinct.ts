import { imageTagOf } from '../../normalize';
import { repeated } from '../each-environment';
import type { PlatformRule } from '../rule';

export const branchesAreDistinct: PlatformRule = (platform) =>
  repeated(platform, (environment) => imageTagOf(environment.branch)).map(({ name, first, value }) => ({
    path: ['environments', name, 'branch'],
    message: `gives the image tag "${value}", which environment ${first} already uses`,
    allowed: 'a branch that no other environment uses',
    fix: 'deploy each environment from a separate branch',
  }));
