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
  /** Tags that follow a branch and may move to another image. All other tags are immutable. */
  readonly branchTags: readonly string[];
  /** Accounts besides the repository's own whose tasks pull from it. */
  readonly pullAccounts: readonly string[];
  /** Images kept besides those that a branch tag points at. */
  readonly imageCount: number;
  /** Days after which an image without a tag is deleted. */
  readonly untaggedImageDays: number;
}

/**
 * The images of one service, shared by its environments. Each build has one image with the tag of its commit, and each
 * environment's branch tag points to the running image.
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
 * An image that matches a rule of higher priority is not evaluated by the rules below. The first rules match the branch
 * tags and never expire an image (one tag is never on two images), so running images are kept, however old they are.
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
