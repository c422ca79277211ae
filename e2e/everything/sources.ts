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

/** The port at which the codes are called. */
export const CODES_PORT = 31_000;

/** What others call, and what the network must not do, and does. */
export const CALLED = `
calledServices: { codes: { port: ${CODES_PORT} }, api: {} }
networkProperties:
  - name: only-the-api-calls-the-codes
    words: no service and no job of staging gets to the codes except through the api
    from: { environment: staging, kind: [service, job], not: [medmo-api-*, medmo-codes-*] }
    to: { kind: [service], name: [medmo-codes-staging/*] }
    onlyThrough: { name: [medmo-api-staging/*] }
  - name: the-internet-does-not-get-to-the-codes
    words: no way leads from the internet to the codes except through the api
    from: { kind: [internet] }
    to: { kind: [service], name: [medmo-codes-staging/*] }
    onlyThrough: { name: [medmo-api-staging/*] }
  - name: the-api-does-not-call-the-codes
    words: no way leads from the api to the codes, which is wrong
    from: { kind: [service], name: [medmo-api-staging/*] }
    to: { kind: [service], name: [medmo-codes-staging/*] }
`;

/** A service that uses all of them, and calls another one: for the file of the API. */
export const CONNECTIONS = `
databases: [records, events, search]
caches: [sessions]
queues: { claims: send, letters: send }
buckets: { documents: both }
fileSystems: { archive: { path: /var/archive } }
calls: [codes]
`;

/** A worker, a singleton, an internal service, and a scheduled job that calls the API: each in a folder of its own. */
export const WORKLOADS: Readonly<Record<string, string>> = {
  claims:
    'name: claims\nkind: worker\nsource: { github: medmo/claims }\nqueues: { claims: receive }\nfileSystems: { archive: { path: /archive, folder: api, use: read } }\n',
  letters:
    'name: letters\nkind: worker\nsingleton: true\nsource: { github: medmo/letters }\nqueues: { letters: receive }\n',
  codes: 'name: codes\nsource: { github: medmo/codes }\nroutes: []\n',
  nightly:
    'name: nightly\nkind: scheduled\nsource: { github: medmo/nightly }\ncommand: [node, nightly.js]\nschedule: { cron: "0 2 * * ? *", timeZone: America/New_York }\nfileSystems: { archive: { path: /archive } }\ncalls: [api]\n',
};
