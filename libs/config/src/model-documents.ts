import type { z } from 'zod';
import type { backupSchema, recoverySchema } from './schema/backup';
import type { contactsSchema, governanceSchema } from './schema/governance';
import type { handoverSchema } from './schema/handover';
import type { networkPropertiesSchema } from './schema/network-properties';
import type { evidenceSchema, imageSchema, slackSchema, trivySchema } from './schema/pipelines';
import type { firewallSchema, platformSchema, retentionSchema } from './schema/platform';
import type { propertiesSchema } from './schema/properties';
import type { protocolSchema } from './schema/protocol';
import type { scheduleSchema } from './schema/scaling';
import type { jobScheduleSchema, serviceSchema, sourceSchema } from './schema/service';
import type { scheduledSchema } from './schema/service/scheduled';
import type { staticSchema } from './schema/service/static';
import type { webSchema } from './schema/service/web';
import type { workerSchema } from './schema/service/worker';

/** platform.yaml as people write it. */
export type WrittenPlatform = z.input<typeof platformSchema>;
/** service.yaml as people write it. */
export type WrittenService = z.input<typeof serviceSchema>;

/** The documents with their defaults filled in, before anything is merged: what the rules look at. */
export type ParsedPlatform = z.output<typeof platformSchema>;
export type ParsedWeb = z.output<typeof webSchema>;
export type ParsedWorker = z.output<typeof workerSchema>;
export type ParsedScheduled = z.output<typeof scheduledSchema>;
export type ParsedStatic = z.output<typeof staticSchema>;
/** A service that is a container. */
export type ParsedService = ParsedWeb | ParsedWorker | ParsedScheduled;
/** A service of any kind. */
export type ParsedAnyService = ParsedService | ParsedStatic;

export type Backup = z.output<typeof backupSchema>;
export type Recovery = z.output<typeof recoverySchema>;
export type Retention = z.output<typeof retentionSchema>;
export type Firewall = z.output<typeof firewallSchema>;
export type Evidence = z.output<typeof evidenceSchema>;
export type Image = z.output<typeof imageSchema>;
/** `https`, or plain HTTP with the reason why it is safe. */
export type Protocol = z.output<typeof protocolSchema>;
export type Governance = z.output<typeof governanceSchema>;
export type Contacts = z.output<typeof contactsSchema>;
/** A property of the network of the platform’s own, as platform.yaml has it. */
export type PlatformNetworkProperty = z.output<typeof networkPropertiesSchema>[number];

export type PlatformProperty = z.output<typeof propertiesSchema>[number];
/** What only people know, for the handover documents. */
export type HandoverSettings = z.output<typeof handoverSchema>;
export type Slack = z.output<typeof slackSchema>;
export type Trivy = z.output<typeof trivySchema>;
export type Schedule = z.output<typeof scheduleSchema>;
/** When a scheduled job runs: either a cron expression or a number of minutes. */
export type JobSchedule = z.output<typeof jobScheduleSchema>;
export type Source = z.output<typeof sourceSchema>;
