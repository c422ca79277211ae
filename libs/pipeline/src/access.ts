import { Stack, Validations } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Something that a role may do. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** The reason why a resource ends in an asterisk instead of a full name. */
  readonly wildcard?: WildcardReason;
}

/** Every kind of asterisk in the resources of pipelines, with the reason why it cannot be narrower. */
const WILDCARDS = {
  login: {
    reason:
      'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pushed or pulled is limited to one repository by the statement beside it.',
  },
  artifacts: {
    reason:
      'CodePipeline chooses the keys of artifacts; the bucket has the artifacts of one pipeline and of the nightly scan beside it, and no other pipeline uses it.',
  },
  published: {
    reason:
      'The key of a published file contains the hash of its content, and the build reads it from an SSM parameter; the file is refused unless its SHA-256 is the published one.',
  },
  evidence: {
    reason:
      'The keys contain commit and run, which are not known beforehand. Objects can be added below this prefix only; Object Lock keeps those that are there.',
  },
  stack: {
    reason:
      'The id of a stack has a part that CloudFormation chooses when the stack is made; the name, or what all names of the platform begin with, stands before it.',
  },
  rollout: {
    reason:
      'CloudFormation and ECS choose the last part of the name; the service’s own stack or family stands before it, so nothing of another service is in reach.',
  },
  releases: {
    reason:
      'The keys contain the hash of a release and the names of its files, which are not known beforehand. The bucket belongs to one site in one environment.',
  },
  scaling: {
    reason:
      'Application Auto Scaling chooses the id of a scalable target; the boundary keeps the role from what carries another environment’s tag.',
  },
  unscoped: {
    reason:
      'These actions know no resources. All but ecs:DeregisterTaskDefinition only describe; tasks of a revision that is deregistered go on running.',
  },
  linked: {
    reason:
      'The name of a service-linked role is AWS’s own; its policies are written by AWS, and the statement names the two services.',
  },
  parameters: {
    reason:
      'There is a parameter for each unit and environment, and a unit may be added without changing this role; nothing but this platform’s own is below the path.',
  },
} as const;
export type WildcardReason = keyof typeof WILDCARDS;

/** Who may take a role, and when: one statement of its trust. */
export interface Trust {
  readonly principal: Readonly<Record<string, string>>;
  readonly conditions: Grant['conditions'];
}

export interface AccessProps {
  readonly trust: Trust;
  readonly grants: readonly Grant[];
  /** @default - CloudFormation makes one */
  readonly roleName?: string;
}

/**
 * A role and what it may do, in a managed policy: an access review lists those. It is plain data, so that the template
 * contains exactly these statements and no helper adds any.
 */
export class Access extends Construct {
  readonly roleArn: string;
  readonly policy: CfnManagedPolicy;

  constructor(scope: Construct, id: string, props: AccessProps) {
    super(scope, id);
    const { principal, conditions } = props.trust;
    const role = new CfnRole(this, 'Role', {
      ...(props.roleName === undefined ? {} : { roleName: props.roleName }),
      assumeRolePolicyDocument: documentOf([
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: principal, Condition: conditions },
      ]),
    });
    this.roleArn = role.attrArn;
    this.policy = new CfnManagedPolicy(this, 'Policy', {
      roles: [role.ref],
      policyDocument: documentOf(
        props.grants.map(({ actions, resources, conditions }) => ({
          Action: actions,
          Effect: 'Allow',
          Resource: resources,
          ...(conditions === undefined ? {} : { Condition: conditions }),
        })),
      ),
    });
    const everything = props.grants.find(
      ({ wildcard, resources }) => wildcard !== undefined && resources.includes('*'),
    );
    if (everything?.wildcard !== undefined) {
      // Where our own rules look for it.
      this.policy.addMetadata('careplane:wildcards', { '*': WILDCARDS[everything.wildcard].reason });
    }
    for (const { wildcard, resources } of props.grants) {
      if (wildcard === undefined) continue;
      for (const resource of resources.filter((each) => each.includes('*'))) {
        const id = `AwsSolutions::AwsSolutions-IAM5[Resource::${asWritten(Stack.of(scope), resource)}]`;
        Validations.of(this.policy).acknowledge({ id, ...WILDCARDS[wildcard] });
      }
    }
  }
}

function documentOf(statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * An AWS service may take the role for one thing in this account alone (the confused deputy of the IAM guide).
 *
 * @param service such as codebuild.amazonaws.com
 * @param sourceArn the one thing
 */
export function serviceTrust(scope: Construct, service: string, sourceArn: string): Trust {
  return {
    principal: { Service: service },
    conditions: {
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
      ArnEquals: { 'aws:SourceArn': sourceArn },
    },
  };
}

/** A resource in the notation of cdk-nag, with references in angle brackets. */
function asWritten(stack: Stack, resource: string): string {
  return text(stack.resolve(resource));
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: reference, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  return join === undefined ? `<${String(reference)}>` : join[1].map(text).join(join[0]);
}
