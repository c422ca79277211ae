import { StringDecoder } from 'node:string_decoder';

/** The actual type of a file that was given as CSV. */
const FOREIGN: readonly { readonly begins: readonly number[]; readonly what: string; readonly fix: string }[] = [
  { begins: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', fix: 'decompress it and give the Parquet file itself' },
  { begins: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP archive', fix: 'unzip the file and give the CSV file inside' },
  { begins: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', fix: 'download the CSV of the bill instead' },
  { begins: [0xff, 0xfe], what: 'text in UTF-16', fix: 'save the file as "CSV UTF-8"' },
  { begins: [0xfe, 0xff], what: 'text in UTF-16', fix: 'save the file as "CSV UTF-8"' },
];

/** Why the first bytes of a file cannot be those of a CSV; undefined when they can. */
export function foreignTo(bytes: Uint8Array): { what: string; fix: string } | undefined {
  if (isWorkbook(bytes)) return { what: 'an Excel workbook', fix: 'save it as "CSV UTF-8", and give that file' };
  const known = FOREIGN.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  if (known !== undefined) return known;
  return bytes.subarray(0, 1024).includes(0)
    ? { what: 'a binary file', fix: 'give the CSV file from AWS, or its .gz' }
    : undefined;
}

/** Whether bytes are the beginning of an Excel workbook: a ZIP archive that begins with the list of its parts. */
function isWorkbook(bytes: Uint8Array): boolean {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  // The name of the first file follows the 30 bytes of its header: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7
  return (
    isArchive && /^(?:\[Content_Types\]|_rels\/|xl\/)/.test(Buffer.from(bytes.subarray(30, 50)).toString('latin1'))
  );
}

/** Whether bytes are the beginning of a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Whether bytes are the beginning of a Parquet file. */
export function isParquet(bytes: Uint8Array): boolean {
  return FOREIGN[0]?.begins.every((byte, index) => bytes[index] === byte) === true;
}

/** Whether bytes are the beginning of a JSON object. No CSV of a bill begins with a brace. */
export function isJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*\{/.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('utf8'),
  );
}

/** UTF-8 bytes in pieces to text, without the byte order mark that spreadsheets write. */
export function utf8Decoder(): { write(bytes: Uint8Array): string; end(): string } {
  const decoder = new StringDecoder('utf8');
  let first = true;
  return {
    write(bytes) {
      const text = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (!first || text === '') return text;
      first = false;
      return text.replace(/^\uFEFF/, '');
    },
    end: () => decoder.end(),
  };
}
