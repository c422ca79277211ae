import type { Environment } from '@careplane/config';
import { code, commands, paragraph } from '../document/block';
import type { Block, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { ofType, physicalNameCommand } from '../facts/resources';
import type { NamedResource } from '../facts/resources';
import { inWords } from '../facts/words';

/** What a person does who has lost files and not the file system. */
export const lostFiles: Text = [
  'Files come back into the same file system by a restore of some items: AWS Backup writes them into a folder ',
  code('aws-backup-restore_<time>'),
  ' at its root, beside the folders of the services, and overwrites nothing. No service sees that folder. An administrator mounts it on a host in the VPC, through an access point that is made for this work, moves the files to the folder of the service with the numbers of its owner, and deletes the access point.',
];

/**
 * No restore test copies the files of a file system, so the drill does: into a new file system, without mount targets and without a policy.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-efs.html
 */
export function fileSystemDrill({ resources, input }: HandoverFacts, { name, region, account }: Environment): Block[] {
  const { fileSystems } = input.model;
  const own = resources.filter(({ stack }) => stack === `${input.model.name}-data-${name}`);
  const [first, ...others] = ofType(own, 'AWS::EFS::FileSystem');
  if (first === undefined) return [];
  const [role] = ofType(own, 'AWS::IAM::Role').filter(({ logicalId }) => logicalId.includes('BackupRole'));
  const [nameOfFirst] = fileSystems;
  const more = fileSystems.slice(1).map((each) => each.name);
  return [
    paragraph(
      `No restore test copies files of file systems. At the drill, restore ${nameOfFirst?.name ?? ''} into a new file system: find its newest recovery point, restore it, wait until the job is COMPLETED, and note the time.`,
    ),
    commands(
      `FILE_SYSTEM="$(${physicalNameCommand(first)})"`,
      `POINT="$(aws backup list-recovery-points-by-resource --region ${region} --resource-arn arn:aws:elasticfilesystem:${region}:${account}:file-system/$FILE_SYSTEM --query "reverse(sort_by(RecoveryPoints,&CreationDate))[0].RecoveryPointArn" --output text)"`,
      `KEY="$(aws efs describe-file-systems --region ${region} --file-system-id $FILE_SYSTEM --query "FileSystems[0].KmsKeyId" --output text)"`,
      ...(role === undefined ? [] : [`ROLE="$(${physicalNameCommand(role)})"`]),
      `JOB="$(aws backup start-restore-job --region ${region} --recovery-point-arn $POINT --iam-role-arn arn:aws:iam::${account}:role${pathOf(role)}$ROLE --metadata "file-system-id=$FILE_SYSTEM,newFileSystem=true,CreationToken=drill-$RANDOM,Encrypted=true,KmsKeyId=$KEY,PerformanceMode=generalPurpose" --query RestoreJobId --output text)"`,
      `aws backup describe-restore-job --region ${region} --restore-job-id $JOB --query "[Status,StatusMessage,CreatedResourceArn]" --output text`,
    ),
    paragraph(
      'The new file system has the folders of all services below a folder ',
      code('aws-backup-restore_<time>'),
      ', and no mount target, no access point and no policy. To look into it, an administrator makes a mount target in an isolated subnet, with the security group of the restore tests, opens this group to one host, and mounts it there with TLS. Compare some files with those of the running one. Then delete the mount target and the new file system:',
    ),
    commands(
      `RESTORED="$(aws backup describe-restore-job --region ${region} --restore-job-id $JOB --query CreatedResourceArn --output text)"`,
      `TARGET="$(aws efs describe-mount-targets --region ${region} --file-system-id "\${RESTORED##*/}" --query "MountTargets[0].MountTargetId" --output text)"`,
      `aws efs delete-mount-target --region ${region} --mount-target-id $TARGET`,
      `aws efs delete-file-system --region ${region} --file-system-id "\${RESTORED##*/}"`,
    ),
    ...(more.length === 0 || others.length === 0
      ? []
      : [paragraph(`Do the same with ${inWords(more)}, in place of ${nameOfFirst?.name ?? ''}.`)]),
  ];
}

function pathOf(role: NamedResource | undefined): string {
  const path = role?.properties['Path'];
  return typeof path === 'string' ? path : '/';
}
