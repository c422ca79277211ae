import { deployBuild, imageBuild, rescanBuild, scanBuild } from './app-builds';
import type { Build } from './buildspec';
import type { ImagePipelinesProps } from './image-pipelines';
import { siteBuild, siteDeployBuild, siteRescanBuild, siteScanBuild } from './site-builds';

/** Builds the image of a service, or the files of a static site. */
export function buildOf(props: ImagePipelinesProps): Build {
  const { site, sourcePath, dockerfile = 'Dockerfile', context = '.' } = props;
  const source = { sourcePath, buildName: `localhost/${props.unit}:build` };
  return site === undefined ? imageBuild({ ...source, dockerfile, context }) : siteBuild({ ...source, ...site });
}

/** Scans what was built, and pushes it if the gate lets it. */
export function scanOf({ trivy, exceptions = '', sourcePath, sidecars, site }: ImagePipelinesProps): Build {
  return site === undefined
    ? scanBuild({ ...trivy, exceptions, sourcePath, sidecars: sidecars?.variable ?? '' })
    : siteScanBuild({ ...trivy, exceptions, sourcePath, emptyBecause: site.emptyBecause ?? '' });
}

/** Scans what runs. */
export function rescanOf({ trivy, exceptions = '', sourcePath, sidecars, site }: ImagePipelinesProps): Build {
  return site === undefined
    ? rescanBuild({ ...trivy, exceptions, sourcePath, sidecars: sidecars?.variable ?? '' })
    : siteRescanBuild({ ...trivy, exceptions, sourcePath, emptyBecause: site.emptyBecause ?? '' });
}

/** Deploys what the gate has let through. */
export function deployOf({ source, beforeDeploy = false, sidecars, site }: ImagePipelinesProps): Build {
  const { kind } = source.origin;
  return site === undefined
    ? deployBuild(kind, { beforeDeploy, sidecars: sidecars !== undefined })
    : siteDeployBuild(kind);
}
