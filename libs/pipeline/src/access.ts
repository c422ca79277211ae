import { Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Something that a role may do. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why a resource that ends in an asterisk cannot be named in full. */
  readonly wildcard?: keyof typeof WILDCARDS;
}

/** Every kind of asterisk in what pipelines may touch, and why it cannot be narrower. */
const WILDCARDS = {
  login: {
    reason:
      'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pushed or pulled is limited to one repository by the statement beside it.',
  },
  artifacts: {
    reason:
      'CodePipeline chooses the names of artifacts, below the first 20 characters of the name of their pipeline; no other pipeline’s are in reach.',
  },
  evidence: {
    reason:
      'The keys hold commit and run, which are not known beforehand. Objects can be added below this prefix only; Object Lock keeps those that are there.',
  },
  stack: {
    reason:
      'The id of a stack has a part that CloudFormation chooses when the stack is made; the name, or what all names of the platform begin with, stands before it.',
  },
  service: {
    reason:
      'CloudFormation chooses the name of the service; the statement only lets services be looked at, and only in the cluster of this environment.',
  },
  parameters: {
    reason:
      'There is a parameter for each unit and environment, and a unit may be added without changing this role; nothing but this platform’s own is below the path.',
  },
} as const;

/** A managed policy for a role, with the reason for each asterisk in it. */
export function grant(scope: Construct, id: string, role: Role, grants: readonly Grant[]): ManagedPolicy {
  const policy = new ManagedPolicy(scope, id, {
    roles: [role],
    statements: grants.map(
      ({ actions, resources, conditions }) =>
        new PolicyStatement({
          actions: [...actions],
          resources: [...resources],
          ...(conditions === undefined ? {} : { conditions }),
        }),
    ),
  });
  const acknowledged = grants.flatMap(({ wildcard, resources }) =>
    wildcard === undefined
      ? []
      : resources
          .filter((resource) => resource.includes('*'))
          .map((resource) => ({ resource, ...WILDCARDS[wildcard] })),
  );
  for (const { resource, reason } of acknowledged) {
    const id = `AwsSolutions::AwsSolutions-IAM5[Resource::${asWritten(Stack.of(scope), resource)}]`;
    Validations.of(policy).acknowledge({ id, reason });
  }
  return policy;
}

export interface ServiceRoleProps {
  /** Such as codebuild.amazonaws.com. */
  readonly service: string;
  /** The one thing for which the service may take the role. */
  readonly sourceArn: string;
  readonly grants: readonly Grant[];
  /** @default - CloudFormation makes one */
  readonly roleName?: string;
}

/**
 * A role of one thing: AWS's service may take it for that thing in this account alone (the confused deputy of the IAM
 * guide), and what it may do stands in a managed policy, which an access review lists.
 */
export class ServiceRole extends Construct {
  readonly role: Role;
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      ...(props.roleName === undefined ? {} : { roleName: props.roleName }),
      assumedBy: new ServicePrincipal(props.service, {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnEquals: { 'aws:SourceArn': props.sourceArn },
        },
      }),
    });
    this.policy = grant(this, 'Policy', this.role, props.grants);
  }
}

/** A resource as cdk-nag writes it: references stand in angle brackets. */
function asWritten(stack: Stack, resource: string): string {
  return text(stack.resolve(resource));
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: reference, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  return join === undefined ? `<${String(reference)}>` : join[1].map(text).join(join[0]);
}
