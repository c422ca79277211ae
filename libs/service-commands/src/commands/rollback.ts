import { BadInput, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { imageRepositoryName, servicePipelineName } from '@careplane/config';
import { Clients, parameterStore, requireAccount } from '@careplane/deployment/aws';
import {
  chooseRelease,
  findImage,
  releaseClients,
  releasesOf,
  startRelease,
  wantedRevision,
} from '@careplane/deployment/releases';
import { explainWithoutPipeline, withoutPipeline } from '@careplane/platform/image-ways';
import { renderReleases, renderRollback } from '../render';
import { servicePlace } from '../service-place';
import type { ServicePlace } from '../service-place';

export interface RollbackOptions {
  readonly env: string;
  readonly to?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

/**
 * Release an earlier commit again. The pipeline of the service runs for that commit, so scan, gate, approval and evidence are the same
 * as for every release. Only what this pipeline has released before can be given, and only while its image still exists: another
 * build of the commit could be another image.
 *
 * @returns 0 when the run has started, or the list was printed
 * @throws BadInput where there is no pipeline, no such release, or no image of it
 */
export async function rollback(directory: string, options: RollbackOptions, terminal: Terminal): Promise<Exit> {
  const place = servicePlace(directory, options.env);
  const { model, service, environment } = place;
  refuseWithoutPipeline(place, directory);
  await requireAccount(model, new Clients({ model, purpose: 'look', directory }, parameterStore(model.region)));
  const { pipelines, registry } = releaseClients(model.region);
  const pipelineName = servicePipelineName(service.unit, environment.name);
  const releases = await releasesOf(pipelines, pipelineName);
  if (options.list === true) {
    terminal.data(
      options.json === true ? JSON.stringify(releases, undefined, 2) : renderReleases(pipelineName, releases),
    );
    return EXIT.ok;
  }
  const repository = imageRepositoryName(model.name, service.name);
  // A static site has an image for each environment, because the variables of its build are in its files.
  const ofSite = service.kind === 'static' ? environment.name : undefined;
  const revision = await wantedRevision(registry, repository, options.to, ofSite);
  const { from, to, running } = chooseRelease(pipelineName, releases, revision);
  const image = await findImage(registry, repository, { revision: to.revision }, ofSite);
  if (image === undefined) {
    throw new BadInput(
      `The image of ${to.revision.slice(0, 12)} is no longer in ${repository}; retention.images in platform.yaml says how many are kept. Choose a later release (--list shows them), or revert the change in the repository of the service: a new image is then built.`,
    );
  }
  // The task before the deploy ran when this commit was released. Its image may not even know what has been migrated since.
  const task = service.kind === 'static' ? undefined : service.beforeDeploy?.name;
  const variables = task === undefined ? {} : { BEFORE_DEPLOY: 'skip' };
  // A run that was killed after it had started the pipeline is repeated: the release that goes on is the one that was asked for.
  const execution = running?.execution ?? (await startRelease(pipelines, pipelineName, to.revision, variables));
  const started = {
    pipeline: pipelineName,
    execution,
    from: from.revision,
    to: to.revision,
    image: image.digest,
    ...(running === undefined ? {} : { startedBefore: true }),
    ...(task === undefined ? {} : { notRun: task }),
  };
  if (options.json === true) terminal.data(JSON.stringify(started, undefined, 2));
  else
    terminal.data(
      renderRollback({
        ...{ from, to, image: image.digest, execution, pipelineName, region: model.region, environment },
        ...(running === undefined ? {} : { startedAt: running.startedAt }),
        ...(task === undefined ? {} : { notRun: task }),
      }),
    );
  return EXIT.ok;
}

function refuseWithoutPipeline({ model, service, target }: ServicePlace, directory: string): void {
  const [without] = withoutPipeline(model, { ...target.selection, service: service.name }, directory);
  if (without === undefined) return;
  throw new BadInput(
    `${explainWithoutPipeline(without)} There is no pipeline to release an earlier commit. Revert the change instead (git revert), and release the revert as every change.`,
  );
}
