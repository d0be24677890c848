/** Set by the launcher: the pipe on our standard input ends when the launcher does, even by kill -9. */
export const launchedBy = 'HUB_LAUNCHED';

const patience = 20_000;

/**
 * Closes in order and ends the process when told to: Ctrl-C, SIGTERM, or the end of the launcher that started it.
 * A second signal, or 20 s, ends it at once.
 */
export function stopWhenTold(close: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), patience).unref();
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  // A terminal's Ctrl-C reaches launcher and children at once, and the launcher then closes the pipe: told once.
  const stopOnce = () => {
    if (!stopping) stop();
  };
  process.on('SIGTERM', stop);
  if (process.env[launchedBy]) {
    process.on('SIGINT', stopOnce);
    process.stdin.on('end', stopOnce).on('error', stopOnce).resume();
    // Whoever is told while still starting finds nobody reading when it says that it is ready.
    process.stdout.on('error', stopOnce);
  } else {
    process.on('SIGINT', stop);
  }
}
