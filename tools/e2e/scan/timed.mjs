// How long each case of the suite takes, so that a slow one is seen.

/** Call a function with its arguments, and print the seconds it took. */
export async function timed(work, ...args) {
  const start = performance.now();
  try {
    return await work(...args);
  } finally {
    console.log(`   ${work.name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
}
