/**
 * Days on which the toolkit’s own reasons were last reviewed, ISO 8601. Whoever reads a reason again and finds it true writes the new day
 * here; a reason whose text changes needs a new line, because it has not been read yet. Reasons of a platform are in its YAML files, and
 * git knows their age.
 */
export const REVIEWED: Readonly<Record<string, string>> = {
  'An instance of Aurora holds no data of its own: AWS Backup saves its cluster, which the backup selection of this stack names.':
    '2026-11-29',
  'Backtrack rewinds the whole cluster in place, with every entry that was made since. Automated backups restore any second of the last days into a cluster beside it, from which lost rows are copied back.':
    '2026-11-29',
  'AWS’s own policy for AWS Backup’s service role, kept in step with the service; only AWS Backup in this account may assume the role, and the vault’s lock stands above what it allows.':
    '2026-11-28',
  'AWS’s own policy for this service role: it reaches RDS’s log groups and nothing else, and AWS keeps it in step with the agent.':
    '2026-11-28',
  'Access logs describe requests and are not the record of care; versions protect them from being overwritten, and S3 keeps them in three zones.':
    '2026-11-28',
  'Another port would not hide the database: it is in subnets without a route out, and its security group admits only named services.':
    '2026-11-28',
  'Application Auto Scaling chooses the id of a scalable target; the boundary keeps the role from what carries another environment’s tag.':
    '2026-11-28',
  'Artifacts live for days between two actions of a pipeline and can be made again from the source; what must be kept is in the evidence bucket.':
    '2026-11-28',
  'CloudFormation and ECS choose the last part of the name; the service’s own stack or family stands before it, so nothing of another service is in reach.':
    '2026-11-28',
  'CodePipeline chooses the keys of artifacts; the bucket has the artifacts of one pipeline and of the nightly scan beside it, and no other pipeline uses it.':
    '2026-11-28',
  'Elastic Load Balancing delivers access logs only to buckets encrypted with S3-managed keys (AES-256); with a KMS key delivery fails.':
    '2026-11-28',
  'Not production: an outage of its zone may last until it is restored from the backups, which are taken and tested as in production.':
    '2026-11-28',
  'Only tasks of services that name a called service reach this load balancer, each at the port of that service alone; AWS WAF looks at what comes from the internet before it reaches the first of them.':
    '2026-11-30',
  'Only load balancers and NAT gateways stand in this subnet; tasks and databases are in subnets without this route, and the subnet gives out no public addresses by itself.':
    '2026-11-28',
  'S3 delivers server access logs only to buckets encrypted with S3-managed keys (AES-256); with a KMS key delivery fails.':
    '2026-11-28',
  'The engine says that the property refers to a role by its name and asks for the attribute Arn. The template has that attribute there.':
    '2026-11-28',
  'The general log holds every statement with its values, so patients’ data would be copied into the log. Connections and changes of tables and rights are in the audit log.':
    '2026-11-28',
  'The id of a stack has a part that CloudFormation chooses when the stack is made; the name, or what all names of the platform begin with, stands before it.':
    '2026-11-28',
  'The key of a published file contains the hash of its content, and the build reads it from an SSM parameter; the file is refused unless its SHA-256 is the published one.':
    '2026-11-28',
  'The keys contain commit and run, which are not known beforehand. Objects can be added below this prefix only; Object Lock keeps those that are there.':
    '2026-11-28',
  'The name of a service-linked role is AWS’s own; its policies are written by AWS, and the statement names the two services.':
    '2026-11-28',
  'The rule is about tokens in the address of a source; this project has no address, for CodePipeline hands it the source.':
    '2026-11-28',
  'The value is issued by somebody else (a gateway, a partner) or shared with running sessions, so a rotation would replace it by one that they do not know. Its owner changes it as docs/guides/platform.md says.':
    '2026-11-28',
  'There is a parameter for each unit and environment, and a unit may be added without changing this role; nothing but this platform’s own is below the path.':
    '2026-11-28',
  'These actions know no resources. All but ecs:DeregisterTaskDefinition only describe; tasks of a revision that is deregistered go on running.':
    '2026-11-28',
  'These backups restore the database after a loss. The six years of 45 CFR 164.316(b)(2)(i) are for documentation, which the evidence bucket keeps under Object Lock; the records of patients stay in the database, which outlives its stack.':
    '2026-11-28',
  'These variables say where things are, such as the port and the database’s host. Secrets come from Secrets Manager, and the loader refuses values that look like one.':
    '2026-11-28',
  'This bucket is the log. Each access that it logs into itself would be a new access to log, without an end.':
    '2026-11-28',
  'This is the one door to the internet, open on 443 and on 80 for the redirect only, with AWS WAF behind it; every other group names a group as its source.':
    '2026-11-28',
  'This listener only answers with a permanent redirect to HTTPS and forwards nothing; without it people who type the bare name would get no answer.':
    '2026-11-28',
  'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pulled is limited to this service’s own repositories by the next statement.':
    '2026-11-29',
  'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pushed or pulled is limited to the repositories of one service by the statement beside it.':
    '2026-11-29',
  'Object Lock and versions keep what is here from being deleted or changed, and S3 keeps it in three zones. It is a record for auditors and holds no patient’s data.':
    '2026-11-28',
  'AWS Config keeps every recorded item itself for seven years; the bucket has copies, S3 keeps them in three zones, and they describe resources and hold no patient’s data.':
    '2026-11-28',
  'This is the dead-letter queue of EventBridge’s targets. Nothing consumes it: a message stays for 14 days, raises the alarm, and is read by a person.':
    '2026-11-28',
  'The repository of GuardDuty’s agent is in an account of AWS, another one in each region; its name is AWS’s own, and the role may only pull from it.':
    '2026-11-28',
  'These actions only list or describe, and most of them know no resources. None of them returns data of patients, a secret or a line of a log.':
    '2026-11-28',
  'These actions mark findings and credentials as handled; they know no resources, or the resource is not known before the incident. None of them gives a permission.':
    '2026-11-28',
  'The name of the platform, of an environment or of its path stands before the asterisk; AWS chooses what follows it.':
    '2026-11-28',
  'The role is for emergencies, which cannot be listed beforehand. It needs MFA, ends after an hour, sounds an alarm, and cannot touch audit trail, backups, keys or rights.':
    '2026-11-28',
  'CloudFormation runs the function during a deploy and waits for its answer: a run that is lost fails the stack, and nothing is left to be processed later.':
    '2026-11-28',
  'CloudFormation alone runs the function, once for each setting of a deploy. Reserved concurrency fails in a new account, which has ten concurrent executions in all.':
    '2026-11-28',
  'The function calls AWS’s public APIs over TLS, and its role reads no data. The endpoints of IAM and Account Management are in one region of the partition, so a VPC would only add a way to the internet.':
    '2026-11-28',
  'Settings of an account are no resources: IAM knows only “*” for these actions of EC2, S3, IAM and Inspector. The policy names each action, and regional ones are limited to the region.':
    '2026-11-28',
  'Services sign in through IAM as the user of the cache, whose rights are limited, and no one else gets in. A token for AUTH would be one password for everything; ElastiCache takes either of the two.':
    '2026-11-29',
  'Services sign in with a password as the user of the cache, whose rights are limited, and no one else gets in. A token for AUTH would have all rights; ElastiCache takes either of the two.':
    '2026-11-29',
  'The software of the service reads the password once, when it starts, so a rotation by itself would stop it. Secrets Manager has no rotation function for ElastiCache either. The password opens one cache, from the security groups of its services alone; docs/guides/connections.md says how it is changed without an outage.':
    '2026-11-29',
  'Not production: the cache has one node, and its services do without it until ElastiCache has replaced a node that failed.':
    '2026-11-29',
  'AWS Backup copies the objects into a locked vault several times a day, keeps them for six years, and copies them to the second region where the platform has one. A replica would also repeat each overwrite.':
    '2026-11-29',
  'AWS Backup chooses the names of its rules and reads every object of the buckets that are named; the other actions know no resources.':
    '2026-11-29',
  'The service chooses the keys of its objects. The bucket is the one that service.yaml names, for the environment of this stack.':
    '2026-11-29',
  'ECS chooses the ids of tasks, which the names of their log streams contain. The statements only list, describe and tag tasks of one cluster, or read the log of one service.':
    '2026-11-29',
  'The bucket holds public files that the pipeline builds again from the commit, and no patient data; versions and the earlier releases protect them from a mistake.':
    '2026-11-29',
  'The keys contain the hash of a release and the names of its files, which are not known beforehand. The bucket belongs to one site in one environment.':
    '2026-11-29',
  'The site has public files, and patients and staff read them from abroad, too. AWS WAF stops addresses with a bad reputation, whatever their country.':
    '2026-11-29',
  'The log goes to CloudWatch Logs through a delivery in this stack. The rule knows the older log only, whose bucket would need access control lists.':
    '2026-11-29',
};
