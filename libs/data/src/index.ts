export { Backup } from './backup';
export type { BackupProps } from './backup';
export { BackupVault } from './backup-vault';
export type { BackupVaultProps } from './backup-vault';
export { Database } from './database';
export type { DatabaseProps } from './database';
export { INSTANCE_CLASSES, instanceClass, maxConnections } from './instance-classes';
export type { InstanceClass } from './instance-classes';
