import { alternateContact } from './alternate-contact';
import { ebsEncryption } from './ebs-encryption';
import { imagePublicAccess } from './image-public-access';
import { inspector } from './inspector';
import { instanceMetadata } from './instance-metadata';
import { passwordPolicy } from './password-policy';
import { s3PublicAccess } from './s3-public-access';
import { snapshotPublicAccess } from './snapshot-public-access';
import type { Setting } from './setting';

/** All settings. One more is one file and one line; `account-settings.ts` gives it a prop. */
export const SETTINGS: readonly Setting[] = [
  alternateContact,
  ebsEncryption,
  imagePublicAccess,
  inspector,
  instanceMetadata,
  passwordPolicy,
  s3PublicAccess,
  snapshotPublicAccess,
];
