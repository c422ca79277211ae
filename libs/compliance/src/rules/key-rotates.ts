import { only } from './examples';
import { ruleFor } from './rule';

/** A key that leaks opens the data of a year, not of all years. */
export const keyRotates = ruleFor({
  name: 'KeyRotates',
  control: '164.312(a)(2)(iv)',
  sameAs: 'AWS Config: CMK_BACKING_KEY_ROTATION_ENABLED',
  types: ['AWS::KMS::Key'],
  where: ({ properties }) => (properties['KeySpec'] ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT',
  wrong: ({ properties }) =>
    properties['EnableKeyRotation'] === true ? undefined : 'The key does not rotate: EnableKeyRotation must be true.',
  examples: {
    fails: [['a key that stays', only('AWS::KMS::Key', {})]],
    passes: [['a key that rotates', only('AWS::KMS::Key', { EnableKeyRotation: true })]],
  },
});
