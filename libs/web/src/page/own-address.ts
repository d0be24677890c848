/** Only an address of our own: never a way out of the hub. */
export const ownAddress = (back: string | undefined): string =>
  back !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(back) ? back : '/';
