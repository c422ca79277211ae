import * as z from 'zod';
import { buildSize, relativePath, triggerPathsSchema } from '../pipelines';
import { environmentName, nameOf, reason } from '../primitives';
import { variableName, variableValue } from './container-values';
import { sourceSchema } from './source';

const host = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
  error: 'must be one DNS label in lower case, such as portal; the domain behind it is that of the environment',
});

/** A folder in the source: the source itself has service.yaml and node_modules, too, and all of it would be public. */
const folderInside = z
  .string()
  .max(200)
  .regex(/^(?![./]*$)(?!.*(?:^|\/)\.\.(?:\/|$))[A-Za-z0-9._@][A-Za-z0-9._@/-]*$/, {
    error: 'must be a folder in the source, such as dist: letters, digits and . _ @ / - without ".."',
  });

/** A path of a page, as a browser asks for it. */
const pagePath = z
  .string()
  .max(200)
  .regex(/^\/(?!(?:.*\/)?\.\.(?:\/|$))[A-Za-z0-9._/-]+$/, { error: 'must be the path of a page, such as /index.html' });

/**
 * The value of a header: printable ASCII, and no quotation mark that would end a text in the template. CloudFront's length:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const policyText = z
  .string()
  .min(1)
  .max(1783)
  .regex(/^[\x20\x21\x23-\x7e]+$/, {
    error: 'must be a policy in one line of printable ASCII without double quotation marks',
  });

const buildSchema = z
  .strictObject({
    command: z
      .string()
      .min(1)
      .max(1000)
      .default('npm ci --ignore-scripts && npm run build')
      .describe(
        'Command line of the shell that builds the site, in the folder of the source. It runs without permissions in AWS.',
      ),
    output: folderInside.describe('Folder that the command writes the site into, from the folder of the source.'),
    node: z.literal([20, 22]).default(22).describe('Version of Node.js: 20 or 22.'),
    withoutPackages: reason
      .optional()
      .describe(
        'Why the source has no lock file, such as pages that are written by hand. Default: the gate stops a site in which no packages were examined.',
      ),
    triggerPaths: triggerPathsSchema,
    exceptions: relativePath
      .optional()
      .describe('File in the source with excepted findings, each with reason, owner and expiry. Default: none.'),
    buildSize: buildSize
      .default('small')
      .describe('Size of the machine that builds the site: small (2 vCPU), medium (4), large (8) or xlarge (36).'),
  })
  .describe('How the site is built, and what starts its pipelines.');

const deploymentKeys = {
  host: host
    .optional()
    .describe(
      'Label in front of the environment’s domain (portal gives portal.staging.medmo.example). Default: the name of the service.',
    ),
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/, {
      error: 'must be the ARN of a certificate in AWS Certificate Manager',
    })
    .optional()
    .describe(
      'Certificate of the site, in us-east-1, where CloudFront reads it. Only for an environment without hostedZone. Default: the stack creates one.',
    ),
  contentSecurityPolicy: policyText
    .optional()
    .describe(
      'Content-Security-Policy of every answer. Default: scripts, styles and images of the site itself, requests to it and to the environment’s domain, and no frames.',
    ),
  environment: z
    .record(variableName, variableValue)
    .optional()
    .describe(
      'Environment variables of the build. They are not secret: what the build puts into the site is public. Default: none.',
    ),
};

export const staticSchema = z
  .strictObject({
    kind: z.literal('static').describe('A static site: files in a bucket, served by CloudFront.'),
    name: nameOf('Name of the service', 24),
    description: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('What the site is for, in one sentence; the handover shows it. Default: none.'),
    source: sourceSchema,
    build: buildSchema,
    fallback: pagePath
      .optional()
      .describe(
        'Page of an application with routes of its own, such as /index.html: it answers every path without a file ending. Default: none; a path without an ending is a folder, and its index.html answers.',
      ),
    notFoundPage: pagePath
      .optional()
      .describe('Page that is shown with status 404, such as /404.html. Default: an empty answer with status 404.'),
    immutable: z
      .array(
        z
          .string()
          .max(200)
          .regex(/^(?!-)(?!\/)[A-Za-z0-9._@/*?-]+$/, {
            error: 'must be a pattern of paths from the output folder, such as assets/*',
          }),
      )
      .max(10)
      .default([])
      .describe(
        'Files whose names change with their content, as patterns from the output folder: browsers keep them for a year. All other files are asked for again at every visit, so that a release needs no invalidation.',
      ),
    keepReleases: z
      .int()
      .min(2)
      .max(100)
      .default(10)
      .describe('Number of releases that stay in the bucket, the current one among them; older ones are deleted.'),
    ...deploymentKeys,
    environments: z
      .record(
        environmentName,
        z
          .strictObject(deploymentKeys)
          .describe(
            'Settings that differ in this environment. environment is merged key by key; other keys replace the service’s value.',
          ),
      )
      .default({})
      .describe('Settings that differ in an environment, by its name.'),
  })
  .describe('A static site: files that CloudFront serves from a private bucket.');
