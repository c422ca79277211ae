import * as z from 'zod';
import { codecommitRepository, githubRepository } from '../pipelines';

export const sourceSchema = z
  .strictObject({
    github: githubRepository
      .optional()
      .describe(
        'GitHub repository as owner/repository, read through the platform’s githubConnectionArn. Default: none.',
      ),
    codecommit: codecommitRepository
      .optional()
      .describe('Name of a CodeCommit repository in the platform’s account and region. Default: none.'),
    path: z
      .string()
      .optional()
      .describe('Folder of the source in this repository, relative to the service’s folder. Default: none.'),
  })
  .refine((source) => Object.values(source).filter((value) => value !== undefined).length === 1, {
    error: 'must have exactly one of github, codecommit and path',
  })
  .describe('The source of the service: exactly one of github, codecommit and path.');
