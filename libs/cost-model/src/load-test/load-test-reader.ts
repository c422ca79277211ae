import { Header } from '../csv/header';
import type { Row } from '../csv/rows';
import { rowsOf } from '../csv/rows';
import type { Lines } from '../csv/row-splitter';
import { RowSplitter } from '../csv/row-splitter';
import type { Problem } from '../problem';
import { fromAutocannon, isAutocannon } from './formats/autocannon';
import { fromMetricData, fromMetricStatistics, isMetricData, isMetricStatistics } from './formats/cloudwatch-json';
import { fromK6Summary, isK6Summary, K6Rows } from './formats/k6';
import type { Complaint, SeriesChoice, SeriesResult } from './formats/outcome';
import { TaskCountRows } from './formats/task-counts-csv';
import type { Series } from './series';

/** JSON files of load tests are small. A larger file is something else. */
const MAX_JSON_CHARACTERS = 64 * 1024 * 1024;
const MAX_TOLD = 20;

export interface LoadTest {
  readonly file: string;
  readonly series: Series;
  /** Skipped rows, as problems. */
  readonly broken: readonly Problem[];
  readonly brokenCount: number;
}

export type LoadTestResult =
  { readonly ok: true; readonly loadTest: LoadTest } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the file of a load test piece by piece. The content decides the format, not the name. */
export class LoadTestReader {
  private readonly splitter = new RowSplitter();
  private json: string[] | undefined;
  private jsonCharacters = 0;
  private started = false;
  private rows: K6Rows | TaskCountRows | undefined;
  private columns = 0;
  private readonly broken: Problem[] = [];
  private brokenCount = 0;

  constructor(
    private readonly file: string,
    private readonly choice: SeriesChoice = {},
  ) {}

  push(text: string): void {
    if (!this.started && text.trim() !== '') {
      this.started = true;
      if (/^\s*[[{]/.test(text)) this.json = [];
    }
    if (this.json === undefined) {
      this.takeAll(this.splitter.push(text));
    } else if (this.jsonCharacters <= MAX_JSON_CHARACTERS) {
      this.json.push(text);
      this.jsonCharacters += text.length;
    }
  }

  end(): LoadTestResult {
    if (this.json === undefined) this.takeAll(this.splitter.end());
    const { series, complaint } = this.json === undefined ? this.ofRows() : this.ofJson(this.json.join(''));
    if (series === undefined) return { ok: false, problems: [this.problem(complaint), ...this.broken] };
    if (series.values.every((value) => value === 0)) return { ok: false, problems: [this.problem(NOTHING_RAN)] };
    return {
      ok: true,
      loadTest: { file: this.file, series, broken: this.broken, brokenCount: this.brokenCount },
    };
  }

  private ofRows(): SeriesResult {
    if (this.rows === undefined) return { complaint: UNKNOWN };
    return this.rows instanceof K6Rows ? this.rows.result() : this.rows.result(this.choice);
  }

  private ofJson(text: string): SeriesResult {
    if (this.jsonCharacters > MAX_JSON_CHARACTERS)
      return { complaint: { ...UNKNOWN, message: 'is too large for the JSON file of a load test' } };
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      return { complaint: { ...UNKNOWN, message: `is not valid JSON (${(error as Error).message.slice(0, 80)})` } };
    }
    if (isMetricStatistics(value)) return fromMetricStatistics(value);
    if (isMetricData(value)) return fromMetricData(value, this.choice);
    if (isK6Summary(value)) return fromK6Summary(value);
    if (isAutocannon(value)) return fromAutocannon(value);
    return {
      complaint: {
        ...UNKNOWN,
        given: `JSON with ${Object.keys(value ?? {})
          .slice(0, 6)
          .join(', ')}`,
      },
    };
  }

  private takeAll(batches: readonly Lines[]): void {
    for (const batch of batches) for (const row of rowsOf(batch, this.columns || undefined)) this.take(row);
  }

  private take(row: Row): void {
    if (row.cells === undefined) {
      this.breakAt(row.line, row.broken);
      return;
    }
    if (this.rows === undefined) {
      const header = new Header(row.cells);
      const at = {
        metric: header.find('metric_name'),
        time: header.find('timestamp'),
        value: header.find('metric_value'),
      };
      if (at.metric >= 0 && at.time >= 0 && at.value >= 0) {
        this.rows = new K6Rows(at);
        this.columns = row.cells.length;
        return;
      }
      this.rows = new TaskCountRows();
    }
    const reason = this.rows.take(row.cells);
    if (reason !== undefined) this.breakAt(row.line, reason);
  }

  private breakAt(line: number, reason: string): void {
    this.brokenCount += 1;
    if (this.broken.length >= MAX_TOLD) return;
    this.broken.push({
      file: this.file,
      line,
      path: `row ${line}`,
      message: `cannot be read: ${reason}`,
      given: '(left out)',
      allowed: 'a row like the others',
      fix: 'correct the row or remove it',
    });
  }

  private problem({ line = 1, path = '', ...complaint }: Complaint): Problem {
    return { file: this.file, line, path, ...complaint };
  }
}

const UNKNOWN: Complaint = {
  message: 'is not a supported load test',
  given: '(something else)',
  allowed: 'CloudWatch metric JSON or CSV, k6 CSV or summary, autocannon JSON',
  fix: 'aws cloudwatch get-metric-statistics … > tasks.json, k6 run --out csv=load.csv …, or autocannon --json …',
};

const NOTHING_RAN: Complaint = {
  message: 'contains only zeros',
  given: '0',
  allowed: 'at least one value above 0',
  fix: 'check that the times cover the test (CloudWatch uses UTC)',
};
