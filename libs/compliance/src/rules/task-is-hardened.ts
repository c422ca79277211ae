import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf } from './template-values';

/** What a container needs, so that malicious software finds nothing to write to and no rights to take. */
const NEEDED: readonly (readonly [what: string, holds: (container: unknown) => boolean])[] = [
  ['a read-only root file system', (container) => at(container, 'ReadonlyRootFilesystem') === true],
  ['a user other than root', (container) => !/^(?:|root|0)(?::.*)?$/.test(String(at(container, 'User') ?? ''))],
  ['no privileged mode', (container) => at(container, 'Privileged') !== true],
  ['no capabilities', (container) => listOf(at(container, 'LinuxParameters', 'Capabilities', 'Drop')).includes('ALL')],
];

export const taskIsHardened = ruleFor({
  name: 'TaskIsHardened',
  control: '164.308(a)(5)(ii)(B)',
  sameAs: 'AWS Config: ECS_CONTAINERS_READONLY_ACCESS, ECS_CONTAINERS_NONPRIVILEGED, ECS_TASK_DEFINITION_NONROOT_USER',
  types: ['AWS::ECS::TaskDefinition'],
  wrong: ({ properties }) => {
    const missing = listOf(properties['ContainerDefinitions']).flatMap((container) =>
      NEEDED.filter(([, holds]) => !holds(container)).map(([what]) => what),
    );
    return missing.length === 0 ? undefined : `A container does not have ${missing.join(', ')}.`;
  },
  examples: {
    fails: [
      ['root', taskWith({ User: '0' })],
      ['a writable root', taskWith({ ReadonlyRootFilesystem: false })],
      ['privileges', taskWith({ Privileged: true })],
      ['capabilities', taskWith({ LinuxParameters: {} })],
    ],
    passes: [['a container without rights', taskWith({})]],
  },
});

function taskWith(container: object) {
  return only('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [
      {
        ReadonlyRootFilesystem: true,
        User: '1000:1000',
        LinuxParameters: { Capabilities: { Drop: ['ALL'] } },
        ...container,
      },
    ],
  });
}
