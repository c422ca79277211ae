import { addDays } from './days';
import type { CalendarTask } from './tasks';

/** Octets in a line of iCalendar, without its line break. RFC 5545, 3.1 */
const MAX_OCTETS = 75;

/**
 * A calendar of whole days, as RFC 5545 has it. The time stamp is the day of the documents, so that the same input gives the
 * same bytes.
 *
 * @param platform part of the ids, so that calendars of two platforms do not replace each other’s entries
 * @param madeOn YYYY-MM-DD
 */
export function icsOf(platform: string, madeOn: string, tasks: readonly CalendarTask[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Careplane//handover//EN',
    'CALSCALE:GREGORIAN',
    ...tasks.flatMap(({ id, day, title, how, everyDays }) => [
      'BEGIN:VEVENT',
      `UID:${escaped(id)}@${platform}.careplane`,
      `DTSTAMP:${compact(madeOn)}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
      ...(everyDays === undefined ? [] : [`RRULE:FREQ=DAILY;INTERVAL=${everyDays}`]),
      `SUMMARY:${escaped(`${platform}: ${title}`)}`,
      `DESCRIPTION:${escaped(how)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldedLine).join('\r\n')}\r\n`;
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}

/** RFC 5545, 3.3.11 */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\s+/g, ' ');
}

/** A long line goes on in the next one, after a space. No character is cut in two. */
function foldedLine(line: string): string {
  const parts: string[] = [''];
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      parts.push(' ');
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += size;
  }
  return parts.join('\r\n');
}
