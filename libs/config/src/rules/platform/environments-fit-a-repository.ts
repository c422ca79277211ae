import type { PlatformRule } from '../rule';

/**
 * Filters of tags that may move in a repository of ECR; each environment needs one, for the tag of its branch.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html
 */
const MAX_ENVIRONMENTS = 5;

export const environmentsFitARepository: PlatformRule = ({ environments }) =>
  Object.keys(environments)
    .slice(MAX_ENVIRONMENTS)
    .map((name, index) => ({
      path: ['environments', name],
      given: name,
      message: `is environment ${MAX_ENVIRONMENTS + index + 1} of the platform, and a repository of ECR has tags that may move for ${MAX_ENVIRONMENTS}`,
      allowed: `at most ${MAX_ENVIRONMENTS} environments`,
      fix: 'move it to another platform',
    }));
