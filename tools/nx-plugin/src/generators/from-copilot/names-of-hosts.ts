/** An alias of a service: the name in DNS under which clients reach it, in one environment. */
export interface Alias {
  readonly service: string;
  readonly environment: string;
  readonly name: string;
}

export interface NamesOfHosts {
  /** Domain of each environment that has one, by its name. */
  readonly domains: ReadonlyMap<string, string>;
  /** Labels in front of the domain, by the service: `@` for the domain itself. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  /** Aliases that follow from the two. */
  readonly mapped: readonly Alias[];
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Ways to choose domains that are tried: the product grows with each environment. */
const MOST_WAYS = 5_000;

/**
 * Domains for environments and hosts for services from which the old names follow. A service has the same hosts in every environment, a
 * name is the domain or one label below it, and two environments have two domains. The way that keeps most names is chosen, and of
 * several the first.
 */
export function namesOfHosts(aliases: readonly Alias[]): NamesOfHosts {
  const environments = [...new Set(aliases.map(({ environment }) => environment))].sort();
  let ways: readonly ReadonlyMap<string, string>[] = [new Map()];
  for (const environment of environments) {
    const longer = ways.flatMap((way) =>
      candidates(aliases.filter((alias) => alias.environment === environment))
        .filter((domain) => ![...way.values()].includes(domain))
        .map((domain) => new Map([...way, [environment, domain]])),
    );
    if (longer.length > 0) ways = longer.slice(0, MOST_WAYS);
  }
  const [best] = ways.map((domains) => kept(domains, aliases)).sort((a, b) => b.mapped.length - a.mapped.length);
  return best ?? { domains: new Map(), hosts: new Map(), mapped: [] };
}

/** Each name, and what is one label above it: the shortest first, because it keeps most names. */
function candidates(aliases: readonly Alias[]): string[] {
  const all = aliases.flatMap(({ name }) => [name.replace(/^[^.]+\./, ''), name]).filter((name) => DOMAIN.test(name));
  return [...new Set(all)].sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
}

function kept(domains: ReadonlyMap<string, string>, aliases: readonly Alias[]): NamesOfHosts {
  const labels = aliases.map((alias) => labelOf(alias.name, domains.get(alias.environment)));
  const services = [...new Set(aliases.map(({ service }) => service))];
  const hosts = new Map(
    services.map((service) => {
      const own = labels.filter((_, index) => aliases[index]?.service === service);
      return [service, [...new Set(own.filter((label) => label !== undefined))]] as const;
    }),
  );
  // A host of one environment is a name in every other one, too: it must not belong to another service there.
  const taken = new Map<string, string>();
  for (const [service, labelsOfService] of hosts) {
    hosts.set(
      service,
      labelsOfService.filter((label) => {
        if ((taken.get(label) ?? service) !== service) return false;
        // The name would be the domain of another environment.
        if ([...domains.values()].some((domain) => [...domains.values()].includes(`${label}.${domain}`))) return false;
        taken.set(label, service);
        return true;
      }),
    );
  }
  const mapped = aliases.filter(({ service }, index) => hosts.get(service)?.includes(labels[index] ?? '') === true);
  const named = new Set(mapped.map(({ environment }) => environment));
  return { domains: new Map([...domains].filter(([environment]) => named.has(environment))), hosts, mapped };
}

function labelOf(name: string, domain: string | undefined): string | undefined {
  if (domain === undefined) return undefined;
  if (name === domain) return '@';
  if (!name.endsWith(`.${domain}`)) return undefined;
  const label = name.slice(0, -domain.length - 1);
  return LABEL.test(label) ? label : undefined;
}
