import type { Guardrail } from '../duty';

/** People work on services; services work on patients' data. */
export const data = {
  'no-way-into-data': {
    why: 'patients’ data is read by services, not by people',
    deny: [
      'ec2-instance-connect:*',
      'ec2:CreateImage',
      'ec2:ModifyImageAttribute',
      'ec2:ModifySnapshotAttribute',
      'ecs:ExecuteCommand',
      'ecs:RegisterTaskDefinition',
      'ecs:RunTask',
      'ecs:StartTask',
      'logs:Unmask',
      'rds-data:*',
      'rds-db:connect',
      'rds:CopyDBSnapshot',
      'rds:ModifyDBSnapshotAttribute',
      'rds:RestoreDBInstance*',
      'rds:StartExportTask',
      'secretsmanager:BatchGetSecretValue',
      'secretsmanager:GetSecretValue',
      'ssm:ResumeSession',
      'ssm:SendCommand',
      'ssm:StartAutomationExecution',
      'ssm:StartSession',
    ],
    on: ['*'],
  },
  'no-images-by-hand': {
    why: 'an image gets into the registry through the scan and its gate only',
    deny: [
      'ecr:BatchDeleteImage',
      'ecr:CompleteLayerUpload',
      'ecr:PutImage',
      'ecr:SetRepositoryPolicy',
      'ecr:UploadLayerPart',
    ],
    on: ['*'],
  },
} as const satisfies Readonly<Record<string, Guardrail>>;
