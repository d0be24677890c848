/** Where Chromium is, and how the hub's own tests and benches start it. */
import fs from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Undefined where no Chromium is installed. */
export const program = process.env.CHROMIUM_PATH ?? places.find(file => fs.existsSync(file));

const options = {
  executablePath: program ?? '',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export const startChromium = (): Promise<Browser> => chromium.launch(options);

/** A browser of its own that dies without a chance to say good-bye. */
export async function mortal(): Promise<{ browser: Browser; kill: () => Promise<void> }> {
  const server = await chromium.launchServer(options);
  const browser = await chromium.connect(server.wsEndpoint());
  return { browser, kill: () => server.kill() };
}
