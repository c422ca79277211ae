import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf } from './template-values';

/** What runs is what was scanned: an image by its digest, which no one can move. */
export const imageIsPinned = ruleFor({
  name: 'ImageIsPinned',
  control: '164.312(c)(1)',
  sameAs: 'NIST SP 800-53 SI-7',
  types: ['AWS::ECS::TaskDefinition'],
  wrong: ({ properties }) => {
    const images = listOf(properties['ContainerDefinitions']).map((container) => at(container, 'Image'));
    const loose = images.find((image) => !/@/.test(typeof image === 'string' ? image : JSON.stringify(image ?? '')));
    return loose === undefined || images.length === 0
      ? undefined
      : 'A container runs an image by a tag, which can be moved to another image. Allowed: an image by its digest.';
  },
  examples: {
    fails: [['a tag', only('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Image: 'x/app:latest' }] })]],
    passes: [
      ['a digest', only('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Image: 'x/app@sha256:0' }] })],
      [
        'a digest from a parameter',
        only('AWS::ECS::TaskDefinition', {
          ContainerDefinitions: [{ Image: { 'Fn::Join': ['', ['x/app@', { Ref: 'Digest' }]] } }],
        }),
      ],
    ],
  },
});
