// Says in Parameter Store that every unit of a platform is deployed as its assemblies are: what a deploy leaves there, by
// the functions that leave it, without the minutes that three hundred stacks take.
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { parameterStore } from '@careplane/deployment/aws';
import { writeRecord, sourcesOf } from '@careplane/deployment/ledger';
import { digestOfPair, inputsOf, requestOf, parametersMadeBy } from '@careplane/deployment/assembly';
import { loadTarget } from '@careplane/platform/target';

const [platform = '', assembly = ''] = process.argv.slice(2);
const VALUE = 'published';

async function fill(): Promise<void> {
  const request = requestOf(loadTarget(platform, {}), assembly);
  const { account, name, region } = request.model;
  const { revision } = sourcesOf(platform);
  const ssm = parameterStore(region);
  const templates = request.assemblies.flatMap(({ stacks }) => stacks.map(({ template }) => template));
  const names = new Set(templates.flatMap((template) => [...parametersMadeBy(template).keys()]));
  for (const each of names) await ssm.send(new PutParameterCommand({ Name: each, Type: 'String', Value: VALUE }));
  const parameters = { values: new Map([...names].map((each) => [each, VALUE])), ledger: new Map() };
  for (const pair of request.pairs) {
    await writeRecord(ssm, name, pair, {
      version: 1,
      revision,
      dirty: false,
      account,
      digest: digestOfPair(request, pair),
      inputs: inputsOf(request, pair, parameters),
      at: new Date(0).toISOString(),
      by: 'bench',
    });
  }
}

void fill();
