import { BadInput, withTemporaryFolder } from '@careplane/command-line';
import type { Target, TargetOptions } from '@careplane/platform/target';
import { openAssemblies } from '../../assembly/opened-assemblies';
import { stepsOf } from './steps';
import type { AccountSteps, CommandArchive } from './steps';

/** What bootstrapping is asked for. */
export interface BootstrapRequest extends Pick<TargetOptions, 'env' | 'unit'> {
  /** Folder with the assemblies that `synth` wrote; without it, the sources are synthesized for this. */
  readonly assembly?: string;
  /** ARNs of roles that may take the roles which deploy. */
  readonly deployer?: readonly string[];
}

/**
 * What an administrator does in each account of a platform. The roles are those of the whole platform.
 *
 * @param progress gets a line for each unit that is synthesized
 * @throws BadInput for a part of a platform, and for what is not the ARN of a role
 */
export async function bootstrapSteps(
  target: Target,
  request: BootstrapRequest,
  archive: CommandArchive,
  progress: (text: string) => void,
): Promise<AccountSteps[]> {
  refusePart(target, request);
  const { assembly, deployer: deployers = [] } = request;
  for (const arn of deployers) {
    if (!/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/*-]+$/.test(arn)) {
      throw new BadInput(
        `--deployer ${arn} is not the ARN of a role. Give one, such as arn:aws:iam::${target.model.account}:role/deployers`,
      );
    }
  }
  const from = (folder: string) => {
    const assemblies = new Set(openAssemblies(target, folder).map((opened) => opened.assembly));
    return stepsOf(
      target.model,
      [...assemblies].flatMap(({ stacks }) => stacks),
      archive,
      deployers,
    );
  };
  if (assembly !== undefined) return from(assembly);
  const { writeAssemblies } = await import('@careplane/platform/write-assemblies');
  return withTemporaryFolder((folder) => {
    writeAssemblies(target.directory, {}, folder, progress);
    return from(folder);
  });
}

function refusePart({ directory, model, selection }: Target, { env, unit }: BootstrapRequest): void {
  if (selection.service !== undefined) {
    throw new BadInput(
      `${directory} is the folder of a service. Bootstrapping is for the whole platform: careplane bootstrap <folder of ${model.name}>`,
    );
  }
  if (env !== undefined || unit !== undefined) {
    throw new BadInput(`Bootstrapping is for the whole platform: omit ${env === undefined ? '--unit' : '--env'}.`);
  }
}
