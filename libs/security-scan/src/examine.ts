import type { Examination } from '@careplane/findings';
import type { ReportHeader } from './report/read-report';
import { notExaminedBy } from './trivy/warnings';

/** What is known beside the report. */
export interface Circumstances {
  /** Warnings of Trivy; undefined if unknown. */
  readonly warnings?: readonly string[] | undefined;
  /** Why an image without packages is accepted. */
  readonly emptyBecause?: string | undefined;
  /** Templates that the folder holds, by the names that Trivy gives them; undefined if unknown. */
  readonly templates?: readonly string[] | undefined;
}

/**
 * What Trivy looked at, and what it should have looked at and did not. An image is examined when packages of its operating
 * system or of its applications are; a folder when each of its templates is.
 */
export function examine(kind: 'image' | 'folder', header: ReportHeader, around: Circumstances): Examination {
  const { warnings, emptyBecause, templates } = around;
  const warned = warnings ?? [];
  return {
    ...(kind === 'image'
      ? { ...(header.system !== undefined && { system: header.system }), packages: header.packages }
      : templates !== undefined && { templates: { given: templates, missed: missedOf(templates, header) } }),
    ...(warnings !== undefined && { warnings }),
    ...(emptyBecause !== undefined && { emptyBecause }),
    gaps: [
      ...(kind === 'image' ? imageGaps(header, emptyBecause !== undefined) : folderGaps(header, templates)),
      ...new Set(warned.flatMap((line) => notExaminedBy(line) ?? [])),
    ],
  };
}

function imageGaps({ system, packages }: ReportHeader, allowEmpty: boolean): string[] {
  if (system?.family === 'none') {
    return [
      'the image was not examined: Trivy does not know the operating system of its packages, and looked up none of them. Keep /etc/os-release in the image, and build on a distribution that Trivy covers',
    ];
  }
  if (system !== undefined && packages.system === 0) {
    const name = [system.family, system.version].filter(Boolean).join(' ');
    return [
      `the image was not examined: it is built on ${name}, but Trivy lists none of its packages. Keep the package database in the image (/var/lib/dpkg, /lib/apk/db, /var/lib/rpm), and scan with --list-all-pkgs`,
    ];
  }
  if (packages.system + packages.application > 0 || (system === undefined && allowEmpty)) return [];
  return [
    'the image was not examined: Trivy found neither an operating system nor packages in it. Check that it is the right image, and that it keeps /etc/os-release and its package database. If it really contains no packages, give the reason with --allow-empty REASON',
  ];
}

function folderGaps(header: ReportHeader, templates: readonly string[] | undefined): string[] {
  const missed = templates === undefined ? [] : missedOf(templates, header);
  if (missed.length > 0) {
    return [
      `${missed.length === 1 ? 'a template was' : `${missed.length} templates were`} not examined: Trivy skipped ${missed.join(', ')}. Fix the problems in Trivy's warnings, or make sure that the file is valid CloudFormation`,
    ];
  }
  if (header.judged.length > 0 || header.packages.application > 0) return [];
  return [
    'nothing was examined: Trivy recognized no file in the folder. Give a folder with templates, Dockerfiles or other configuration',
  ];
}

function missedOf(templates: readonly string[], { judged }: ReportHeader): string[] {
  const looked = new Set(judged);
  return templates.filter((name) => !looked.has(name));
}
