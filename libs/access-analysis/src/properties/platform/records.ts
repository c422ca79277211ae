import type { AccessProperty, Exception } from '../terms';
import { anywhere, AUDIT, forbid, EMERGENCY, INTEGRITY, RECOVERY, STACKS } from './common';

/** AWS Backup alone takes the role. AWS's policy for restores has it, to clean up after a restore that failed. */
export const RESTORES: Exception = {
  who: { kind: ['service'], name: ['*-BackupRole*'] },
  reason:
    'Only AWS Backup takes this role. The policy of AWS for restores lets it delete what a restore that failed has made.',
};

/** What must last. */
export const RECORDS: readonly AccessProperty[] = [
  forbid('no-principal-stops-the-trail', 'no principal stops or deletes the audit trail', {
    who: {},
    cannot: ['delete'],
    on: anywhere('trail'),
    citations: AUDIT,
    except: [STACKS, EMERGENCY],
  }),
  forbid('no-principal-deletes-backups', 'no principal deletes recovery points or vaults', {
    who: {},
    cannot: ['delete'],
    on: anywhere('backup'),
    citations: RECOVERY,
    except: [STACKS, EMERGENCY],
  }),
  forbid('no-principal-deletes-logs', 'no principal deletes logs or shortens their retention', {
    who: {},
    cannot: ['delete'],
    on: anywhere('log'),
    citations: AUDIT,
    except: [STACKS, EMERGENCY],
  }),
  forbid('no-principal-deletes-databases', 'no principal deletes a database', {
    who: {},
    cannot: ['delete'],
    on: anywhere('database'),
    citations: RECOVERY,
    except: [STACKS, RESTORES, EMERGENCY],
  }),
  forbid('no-principal-deletes-file-systems', 'no principal deletes a file system', {
    who: {},
    cannot: ['delete'],
    on: anywhere('file system'),
    citations: RECOVERY,
    except: [STACKS, RESTORES, EMERGENCY],
  }),
  forbid('no-principal-deletes-keys', 'no principal disables a key or has it deleted', {
    who: {},
    cannot: ['delete'],
    on: anywhere('key'),
    citations: INTEGRITY,
    except: [STACKS, EMERGENCY],
  }),
  forbid(
    'no-principal-opens-resources',
    'no principal changes the policy of a bucket, file system, key, topic, queue, repository or secret',
    {
      who: {},
      cannot: ['change a policy'],
      on: anywhere('bucket', 'file system', 'key', 'topic', 'queue', 'image', 'secret'),
      except: [STACKS, EMERGENCY],
    },
  ),
];
