/** The part of the AWS Security Finding Format that is written here; Security Hub's SDK accepts it as it is. */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly Region: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly FirstObservedAt: string;
  readonly LastObservedAt: string;
  readonly Title: string;
  readonly Description: string;
  readonly Remediation?: { readonly Recommendation: { readonly Text?: string; readonly Url?: string } };
  readonly SourceUrl?: string;
  readonly ProductFields: Record<string, string>;
  readonly Resources: AsffResource[];
  readonly Compliance?: { readonly Status: 'PASSED' | 'FAILED' };
  readonly Vulnerabilities?: AsffVulnerability[];
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: AsffSeverity; readonly Original: string };
    readonly Types: string[];
  };
}

export type AsffSeverity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL';

export interface AsffResource {
  readonly Type: 'AwsEcrContainerImage' | 'AwsEcrRepository' | 'Other';
  readonly Id: string;
  readonly Partition: 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';
  readonly Region: string;
  readonly Details: {
    readonly AwsEcrContainerImage?: {
      readonly RegistryId: string;
      readonly RepositoryName: string;
      readonly ImageDigest: string;
    };
    readonly Other: Record<string, string>;
  };
}

export interface AsffVulnerability {
  readonly Id: string;
  readonly VulnerablePackages: {
    readonly Name: string;
    readonly Version?: string;
    readonly FixedInVersion?: string;
    readonly FilePath?: string;
    readonly PackageManager?: string;
  }[];
  readonly Cvss?: {
    readonly Version?: string;
    readonly BaseScore: number;
    readonly BaseVector?: string;
    readonly Source?: string;
  }[];
  readonly RelatedVulnerabilities?: string[];
  readonly Vendor?: {
    readonly Name: string;
    readonly Url?: string;
    readonly VendorSeverity?: string;
    readonly VendorCreatedAt?: string;
    readonly VendorUpdatedAt?: string;
  };
  readonly ReferenceUrls?: string[];
  readonly FixAvailable: 'YES' | 'NO';
}
