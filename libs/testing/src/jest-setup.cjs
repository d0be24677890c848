/**
 * Property tests draw the same examples on every machine, so that the gate says the same of the same code.
 * `HUB_TEST_SEED=random` (or a number) draws others.
 */
const path = require('node:path');
const { configureGlobal } = require('fast-check');

const asked = process.env.HUB_TEST_SEED ?? '20260101';
const seed = asked === 'random' ? Date.now() % 2 ** 31 : Number(asked);
if (asked === 'random') process.stderr.write(`HUB_TEST_SEED=${seed}\n`);
configureGlobal({ seed });

// The servers under test log thousands of lines, which would bury the results; HUB_LOG_FILE= (empty) shows them.
process.env.HUB_LOG_FILE ??= path.resolve(__dirname, '../../../var/test.log');
