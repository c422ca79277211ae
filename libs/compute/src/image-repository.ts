import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  ImageTagMutabilityExclusionFilter,
  Repository,
  RepositoryEncryption,
  TagMutability,
  TagStatus,
} from 'aws-cdk-lib/aws-ecr';
import type { IRepository, LifecycleRule } from 'aws-cdk-lib/aws-ecr';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface ImageRepositoryProps {
  readonly repositoryName: string;
  /** Key that encrypts the images. */
  readonly key: IKey;
  /** Tags that follow a branch and so may be pointed at another image; every other tag is there to stay. */
  readonly branchTags: readonly string[];
  /** Accounts besides the repository's own whose tasks pull from it. */
  readonly pullAccounts: readonly string[];
  /** Images kept besides those that a branch tag points at. */
  readonly imageCount: number;
  /** Days after which an image without a tag is deleted. */
  readonly untaggedImageDays: number;
}

/**
 * The images of one service, shared by its environments: each build is there once, under the tag of its commit, and the
 * environments' branch tags point at the one they run.
 */
export class ImageRepository extends Construct {
  readonly repository: IRepository;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const repository = new Repository(this, 'Repository', {
      repositoryName: props.repositoryName,
      encryption: RepositoryEncryption.KMS,
      encryptionKey: props.key,
      imageScanOnPush: true,
      imageTagMutability: TagMutability.IMMUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: props.branchTags.map((tag) =>
        ImageTagMutabilityExclusionFilter.wildcard(tag),
      ),
      lifecycleRules: lifecycleRules(props),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    if (props.pullAccounts.length > 0) {
      repository.addToResourcePolicy(
        new PolicyStatement({
          sid: 'PullFromEnvironments',
          principals: props.pullAccounts.map((account) => new AccountPrincipal(account)),
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        }),
      );
    }
    this.repository = repository;
  }
}

/**
 * An image that a rule of higher priority speaks about is out of reach for the rules below it. So the first rules name
 * the branch tags and never expire anything (one tag is never on two images): what runs is kept, however old it is.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
function lifecycleRules(props: ImageRepositoryProps): LifecycleRule[] {
  const branches = props.branchTags.map((tag, index) => ({
    rulePriority: index + 1,
    description: `keep what ${tag} points at`,
    tagStatus: TagStatus.TAGGED,
    tagPatternList: [tag],
    maxImageCount: 1,
  }));
  return [
    ...branches,
    {
      rulePriority: branches.length + 1,
      description: 'untagged images',
      tagStatus: TagStatus.UNTAGGED,
      maxImageAge: Duration.days(props.untaggedImageDays),
    },
    {
      rulePriority: branches.length + 2,
      description: `all but the newest ${props.imageCount}`,
      tagStatus: TagStatus.ANY,
      maxImageCount: props.imageCount,
    },
  ];
}
