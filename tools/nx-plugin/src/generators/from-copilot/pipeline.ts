import { Manifest } from './manifest';
import { given } from './note';
import type { Note } from './note';

/** Everything that the manifest of a pipeline says, with what replaces it: Careplane makes pipelines itself. */
export function pipelineNotes(file: string, document: unknown): Note[] {
  return new Manifest(document).left().map(([place, value]) => ({
    file,
    place,
    given: given(value),
    words: ADVICE.find(([begin]) => place === begin || place.startsWith(`${begin}.`))?.[1] ?? NOTHING,
  }));
}

const NOTHING = 'No counterpart: every service has its pipelines, and the platform has one.';

const ADVICE: readonly (readonly [begin: string, words: string])[] = [
  [
    'source',
    'Write the repository under repository in platform.yaml, and its connection under githubConnectionArn. The branches are those of the environments.',
  ],
  [
    'stages',
    'The stages are the environments of platform.yaml: each has a branch, and a person approves a deploy to production. Test commands belong to the build of the repository.',
  ],
  ['build', 'The steps of a build are Careplane’s own: an image is built, scanned and gated.'],
  ['name', NOTHING],
  ['version', 'The version of Copilot’s file; nothing follows from it.'],
];
