import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ImageRepository } from './image-repository';
import type { ImageRepositoryProps } from './image-repository';
import { testStack } from './testing/stack';

function synthesize(props: Partial<ImageRepositoryProps> = {}): Template {
  const stack = testStack();
  new ImageRepository(stack, 'Images', {
    repositoryName: 'acme/api',
    key: new Key(stack, 'Key'),
    branchTags: ['staging', 'production'],
    pullAccounts: ['444455556666', '777788889999'],
    imageCount: 30,
    untaggedImageDays: 7,
    ...props,
  });
  return Template.fromStack(stack);
}

const REPOSITORY = 'AWS::ECR::Repository';

interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: string;
    readonly tagPatternList?: readonly string[];
    readonly countType: string;
    readonly countNumber: number;
    readonly countUnit?: string;
  };
  readonly action: { readonly type: string };
}

function lifecycleRules(template: Template): LifecycleRule[] {
  const [repository] = Object.values(template.findResources(REPOSITORY));
  return JSON.parse(repository?.['Properties'].LifecyclePolicy.LifecyclePolicyText).rules;
}

test('a tag stays on its image, except those that follow a branch', () => {
  synthesize().hasResourceProperties(REPOSITORY, {
    RepositoryName: 'acme/api',
    ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    ImageTagMutabilityExclusionFilters: [
      { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'staging' },
      { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'production' },
    ],
  });
});

test('images are encrypted with the key, scanned when they arrive, and outlive their stack', () => {
  synthesize().hasResource(REPOSITORY, {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      EncryptionConfiguration: {
        EncryptionType: 'KMS',
        KmsKey: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] },
      },
      ImageScanningConfiguration: { ScanOnPush: true },
      EmptyOnDelete: Match.absent(),
    },
  });
});

describe('lifecycle', () => {
  const rules = lifecycleRules(synthesize());

  test('priorities are 1, 2, 3 …, and every rule but the last names what it is about', () => {
    expect(rules.map(({ rulePriority }) => rulePriority)).toEqual([1, 2, 3, 4]);
    // ECR refuses a policy whose rule for any image is not the last one.
    expect(rules.map(({ selection }) => selection.tagStatus)).toEqual(['tagged', 'tagged', 'untagged', 'any']);
  });

  test('what a branch tag points at is spoken for before anything expires, each tag by a rule of its own', () => {
    const kept = rules.slice(0, 2).map(({ selection }) => selection);
    // One tag is on one image at most, so "more than one image" is never the case.
    expect(kept).toEqual([
      { tagStatus: 'tagged', tagPatternList: ['staging'], countType: 'imageCountMoreThan', countNumber: 1 },
      { tagStatus: 'tagged', tagPatternList: ['production'], countType: 'imageCountMoreThan', countNumber: 1 },
    ]);
  });

  test('untagged images go after their days, and of the others the newest are kept', () => {
    expect(rules.slice(2).map(({ selection }) => selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countNumber: 7, countUnit: 'days' },
      { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 30 },
    ]);
    expect(rules.every(({ action }) => action.type === 'expire')).toBe(true);
  });
});

test('the environments’ accounts may pull, and do nothing else', () => {
  synthesize().hasResourceProperties(REPOSITORY, {
    RepositoryPolicyText: {
      Statement: [
        {
          Sid: 'PullFromEnvironments',
          Effect: 'Allow',
          Principal: { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::777788889999:root'] },
          Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        },
      ],
    },
  });
});

test('without other accounts there is no policy', () => {
  synthesize({ pullAccounts: [] }).hasResourceProperties(REPOSITORY, { RepositoryPolicyText: Match.absent() });
});

test('the logical id stays: another would replace the repository and lose the images', () => {
  expect(Object.keys(synthesize().findResources(REPOSITORY))).toEqual(['ImagesRepository2D0F5B9C']);
});
