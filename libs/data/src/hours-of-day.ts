/** Hours of a cron expression: "0,12" for every twelve hours. */
export function hoursOfDay(intervalHours: number): string {
  return Array.from({ length: 24 / intervalHours }, (_, index) => index * intervalHours).join(',');
}
