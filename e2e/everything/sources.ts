// Every kind of workload and of connection, added to the sources of medmo.

/** Stores of every kind, beside the database of MySQL that medmo has. */
export const STORES = `
databases:
  records: { engine: postgres, storageGiB: 20 }
  events: { engine: aurora-mysql }
  search: { engine: aurora-postgresql }
caches:
  sessions: {}
queues:
  claims: {}
  letters: { fifo: true }
buckets:
  documents: {}
fileSystems:
  archive: { infrequentAccessDays: 30 }
`;

/** A service that uses all of them, for the file of the API. */
export const CONNECTIONS = `
databases: [records, events, search]
caches: [sessions]
queues: { claims: send, letters: send }
buckets: { documents: both }
fileSystems: { archive: { path: /var/archive } }
`;

/** A worker, a singleton and a scheduled job, each in a folder of its own. */
export const WORKLOADS: Readonly<Record<string, string>> = {
  claims:
    'name: claims\nkind: worker\nsource: { github: medmo/claims }\nqueues: { claims: receive }\nfileSystems: { archive: { path: /archive, folder: api, use: read } }\n',
  letters:
    'name: letters\nkind: worker\nsingleton: true\nsource: { github: medmo/letters }\nqueues: { letters: receive }\n',
  nightly:
    'name: nightly\nkind: scheduled\nsource: { github: medmo/nightly }\ncommand: [node, nightly.js]\nschedule: { cron: "0 2 * * ? *", timeZone: America/New_York }\nfileSystems: { archive: { path: /archive } }\n',
};
