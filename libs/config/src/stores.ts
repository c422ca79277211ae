interface StoreDescription {
  /** As a sentence calls one of them. */
  readonly one: string;
  /** The environment variables of a service that uses one, by the meaning of their values: `CACHE_<NAME>_HOST`. */
  readonly variables: Readonly<Record<string, string>>;
  /** A variable that a service gets only with a setting of the store, as a sentence adds it to the others. */
  readonly sometimes?: string;
}

/**
 * The stores that a platform has under names of its own, by their key in platform.yaml, which is their key in service.yaml, too. The
 * rules that a named store exists, is used and leaves the names of its variables free read this list.
 */
export const STORES = {
  caches: {
    one: 'cache',
    variables: {
      host: 'CACHE_<NAME>_HOST',
      port: 'CACHE_<NAME>_PORT',
      id: 'CACHE_<NAME>_ID',
      user: 'CACHE_<NAME>_USER',
      password: 'CACHE_<NAME>_PASSWORD',
    },
    sometimes: ' (the last one with signIn: password only)',
  },
  topics: { one: 'topic', variables: { arn: 'TOPIC_<NAME>_ARN' } },
  fileSystems: { one: 'file system', variables: { path: 'FILE_SYSTEM_<NAME>_PATH' } },
  buckets: { one: 'bucket', variables: { name: 'BUCKET_<NAME>_NAME' } },
} as const satisfies Readonly<Record<string, StoreDescription>>;

/** A key of platform.yaml and of service.yaml that names stores. */
export type StoreKind = keyof typeof STORES;

export const STORE_KINDS = Object.keys(STORES) as StoreKind[];

/** What a service says of the stores that it uses: their names, or what it does with each. */
type Uses = Readonly<Record<StoreKind, readonly string[] | Readonly<Record<string, unknown>>>>;

/** Names of the stores of one kind that a service uses. */
export function storesUsed(service: Uses, kind: StoreKind): string[] {
  const uses = service[kind];
  return Array.isArray(uses) ? [...(uses as readonly string[])] : Object.keys(uses);
}

/** Names of the variables of one store, by the meaning of their values: `CACHE_SESSION_STORE_HOST` for `session-store`. */
export function storeVariables<K extends StoreKind>(
  kind: K,
  store: string,
): Readonly<Record<keyof (typeof STORES)[K]['variables'], string>> {
  const name = store.toUpperCase().replaceAll('-', '_');
  return Object.fromEntries(
    Object.entries(STORES[kind].variables).map(([meaning, pattern]) => [meaning, pattern.replace('<NAME>', name)]),
  ) as Record<keyof (typeof STORES)[K]['variables'], string>;
}

/** Names of the variables of a kind of store, as a sentence lists them. */
export function storeVariablesInWords(kind: StoreKind): string {
  const { variables, sometimes = '' }: StoreDescription = STORES[kind];
  return `${Object.values(variables)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ')}${sometimes}`;
}
