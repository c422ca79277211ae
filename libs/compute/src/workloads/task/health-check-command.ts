/**
 * The health check inside the container, for images that bring curl or wget.
 *
 * curl is asked first; busybox's and GNU's wget print the status line with -S, on standard error. The status code of the
 * first answer is compared, so that an accepted 302 counts, although wget goes on and asks for the page behind it.
 *
 * Only curl gets a limit of its own: not every wget knows one, and ECS ends a check that takes longer than its timeout.
 *
 * @param url where the container answers, on the loopback interface
 * @param codes accepted status codes, as the balancer's matcher has them: "200", "200,302" or "200-299"
 * @returns a command in ECS form
 */
export function healthCheckCommand(url: string, codes: string, timeoutSeconds: number): string[] {
  const curl = `curl -k -s -o /dev/null -m ${timeoutSeconds} -w '%{http_code}' "$u"`;
  const wget = `wget -S -O /dev/null --no-check-certificate "$u" 2>&1 | sed -n 's,^ *HTTP/[0-9.]* \\([0-9]*\\).*,\\1,p' | head -n 1`;
  return [
    'CMD-SHELL',
    `u=${quote(url)}; if command -v curl >/dev/null; then c=$(${curl}); else c=$(${wget}); fi; ${accepts(codes)}`,
  ];
}

function accepts(codes: string): string {
  const tests = codes.split(',').map((part) => {
    const [first, last = first] = part.split('-');
    return first === last
      ? `[ "\${c:-0}" -eq ${first} ]`
      : `{ [ "\${c:-0}" -ge ${first} ] && [ "\${c:-0}" -le ${last} ]; }`;
  });
  return `${tests.join(' || ')} || exit 1`;
}

/** A word that a POSIX shell takes literally. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
