/** A name of words with hyphens as a part of a construct’s id: `LabResults` for `lab-results`. Another id would replace resources. */
export function constructIdOf(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
