/** Lets any number of readers sleep until there may be something new. */
export class WakeUp {
  private readonly sleepers = new Set<() => void>();

  /** Resolves on the next `wake`, on abort, or after `milliseconds`; never rejects. */
  wait(signal: AbortSignal, milliseconds?: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        this.sleepers.delete(done);
        signal.removeEventListener('abort', done);
        clearTimeout(timer);
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds);
      this.sleepers.add(done);
      signal.addEventListener('abort', done);
    });
  }

  wake(): void {
    for (const done of [...this.sleepers]) done();
  }
}
