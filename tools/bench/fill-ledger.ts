// Says in Parameter Store that every unit of a platform is deployed as its assemblies are: what a deploy leaves there, by
// the functions that leave it, without the minutes that three hundred stacks take.
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { openAssemblies, parametersMadeBy } from '@careplane/deployment/assembly';
import { parameterStore } from '@careplane/deployment/aws';
import { inputsOf, sourcesOf, writeRecord } from '@careplane/deployment/ledger';
import { loadTarget } from '@careplane/platform/target';

const [platform = '', assembly = ''] = process.argv.slice(2);
const VALUE = 'published';

async function fill(): Promise<void> {
  const target = loadTarget(platform, {});
  const { account, name, region } = target.model;
  const opened = openAssemblies(target, assembly);
  const { revision } = sourcesOf(platform);
  const ssm = parameterStore(region);
  const templates = opened.flatMap(({ stacks }) => stacks.map(({ template }) => template));
  const names = new Set(templates.flatMap((template) => [...parametersMadeBy(template).keys()]));
  for (const each of names) await ssm.send(new PutParameterCommand({ Name: each, Type: 'String', Value: VALUE }));
  const parameters = { values: new Map([...names].map((each) => [each, VALUE])), ledger: new Map() };
  for (const each of opened) {
    await writeRecord(ssm, name, each, {
      version: 1,
      revision,
      dirty: false,
      account,
      digest: each.assembly.digest,
      inputs: inputsOf(target.model, each, parameters),
      at: new Date(0).toISOString(),
      by: 'bench',
    });
  }
}

void fill();
